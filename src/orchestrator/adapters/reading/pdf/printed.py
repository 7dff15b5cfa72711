"""A PDF as Markdown: headings by the size of print, paragraphs, lists, tables; and what could not be read."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text

from orchestrator.adapters.reading.decoding import clean
from orchestrator.adapters.reading.pdf.hyphens import join_hyphens
from orchestrator.adapters.reading.pdf.layout import Line, PrintedPage, read_pages
from orchestrator.adapters.reading.pdf.running_heads import remove_running_heads, shape_of
from orchestrator.adapters.reading.pdf.tables import PrintedTable, read_tables

_HEADING = 1.12  # times the size of the text
_LONGEST_HEADING = 120  # characters
_RANKS = 3  # sizes of headings that are told apart
_BULLET = re.compile(r"^(?:[•●▪◦‣∙·–—*-]|\(cid:\d{1,5}\))\s+")
_NO_LETTER = re.compile(r"\(cid:\d{1,5}\)")  # what pdfminer writes for a sign that its font does not name
_UNFINISHED = re.compile(r"[^\W\d_,;]$|[,;]$|[^\W\d_][-\u2010\xad]$")
_SHOWN_NUMBERS = 8


@dataclass(frozen=True, slots=True)
class PrintedText:
    """The text of a PDF."""

    markdown: str
    title: str
    """Of its metadata, as it is written there; '' where there is none."""
    headline: str
    """The largest heading of the first page with text, or ''."""
    pages: int
    empty_pages: tuple[int, ...]
    """Numbers of the pages without text, from 1."""


def read_printed(data: bytes) -> PrintedText:
    """Raises PDFEncryptionError, and anything for a broken file."""
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    raw = next((info["Title"] for info in document.info if "Title" in info), b"")
    pages = list(read_pages(data))
    size = _read_body_size(pages)
    kept = remove_running_heads(pages, size)
    tables = read_tables(data, pages)
    ranks = _rank_headings(kept, size)
    paragraphs: list[str] = []
    for page, blocks in zip(pages, kept, strict=True):
        _append(paragraphs, list(_render_page(blocks, tables.get(page.number, []), ranks)))
    markdown = clean(join_hyphens("\n\n".join(paragraphs)))
    headline = next((text for text in paragraphs[:3] if text.startswith("# ")), "")
    empty = tuple(page.number for page, blocks in zip(pages, kept, strict=True) if not blocks)
    title = decode_text(raw) if isinstance(raw, bytes) else ""
    return PrintedText(markdown, clean(title), headline.removeprefix("# "), len(pages), empty)


def describe_empty_pages(total: int, empty: Sequence[int]) -> str:
    """A sentence for the creator; '' where all pages have text."""
    if not empty:
        return ""
    if len(empty) == total:
        return "its only page has no text (scanned?)" if total == 1 else f"{total} of {total} pages have no text (scanned?)"
    return f"{len(empty)} of {total} {'pages have' if len(empty) > 1 else 'pages has'} no text (scanned?): {_render_numbers(empty)}."


def _read_body_size(pages: Sequence[PrintedPage]) -> float:
    """The size of most letters. What is printed on every page counts once."""
    lines = {(shape_of(line.text), line.size) for page in pages for block in page.blocks for line in block}
    sizes: Counter[float] = Counter()
    for text, size in lines:
        sizes[size] += len(text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _rank_headings(pages: Sequence[Sequence[Sequence[Line]]], body_size: float) -> dict[float, int]:
    """{size of print: rank of its headings, from 1 for the largest}."""
    sizes = {line.size for blocks in pages for block in blocks for line in block if line.size > body_size * _HEADING}
    return {size: min(rank, _RANKS) for rank, size in enumerate(sorted(sizes, reverse=True), 1)}


def _render_page(blocks: Sequence[Sequence[Line]], tables: Sequence[PrintedTable], ranks: dict[float, int]) -> Iterator[str]:
    waiting = sorted(tables, key=lambda table: -table.y1)
    for block in blocks:
        while waiting and block[0].y1 < waiting[0].y1:
            yield waiting.pop(0).markdown
        outside = [line for line in block if not any(table.holds(line) for table in tables)]
        if outside:
            yield from _render_block(outside, ranks)
    yield from (table.markdown for table in waiting)


def _render_block(lines: Sequence[Line], ranks: dict[float, int]) -> Iterator[str]:
    """The lines of one size together: a heading often stands in one block with its first paragraph."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and ranks.get(lines[end].size) == ranks.get(lines[at].size):
            end += 1
        text = "\n".join(_NO_LETTER.sub("", _BULLET.sub("- ", line.text)) for line in lines[at:end])
        rank = ranks.get(lines[at].size)
        one_line = " ".join(text.split())
        yield f"{'#' * rank} {one_line}" if rank and end - at <= 3 and len(one_line) <= _LONGEST_HEADING else _escape(text)
        at = end


def _escape(text: str) -> str:
    """A printed line that begins with a sign of Markdown is no heading."""
    return re.sub(r"(?m)^(#{1,6}\s|>|=+$|-{2,}$)", r"\\\1", text)


def _append(paragraphs: list[str], page: list[str]) -> None:
    """Adds a page. A sentence that goes on from the page before is put together."""
    if paragraphs and page and page[0][:1].islower() and _UNFINISHED.search(paragraphs[-1]) and not paragraphs[-1].startswith(("#", "|")):
        paragraphs[-1] += "\n" + page.pop(0)
    paragraphs += page


def _render_numbers(numbers: Sequence[int]) -> str:
    """'page 3', or 'pages 1, 4–6'."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in ranges[:_SHOWN_NUMBERS]]
    return f"{'page' if len(numbers) == 1 else 'pages'} {', '.join(shown)}{' …' if len(ranges) > _SHOWN_NUMBERS else ''}"
