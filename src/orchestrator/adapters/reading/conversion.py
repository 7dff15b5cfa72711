"""Converting each file type to Markdown. A heavy converter is imported when the first file needs it.

The converters are called directly and not through `markitdown.MarkItDown`, which would also fetch addresses, load
plug-ins and a model that guesses file types, and try converters that call programs on the machine.
"""

import csv
import html
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from orchestrator.adapters.reading.decoding import clean, decode
from orchestrator.adapters.reading.filetypes import FileType, too_large, unreadable
from orchestrator.adapters.reading.records import read_array, read_lines, render_records

if TYPE_CHECKING:
    from markitdown import DocumentConverter

_CELL_LIMIT = 2_000_000
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?=[A-Za-z_][\w-]*:)(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
_PICTURE_NUMBER = re.compile(r"(?:\w+ ?)?\d*")
_CORE_TITLE = re.compile(r"<(?:\w+:)?title(?:\s[^>]*)?>([^<]*)<")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RST_TITLE = re.compile(r"(?:(?<=\n\n)|\A)(?P<over>([^\w\s])\2{2,}\n)?[ ]*(?P<title>\S[^\n]*)\n(?P<under>([^\w\s])\5{2,})[ \t]*(?=\n|\Z)")


@dataclass(frozen=True, slots=True)
class Converted:
    """The Markdown of a file, and its title if the file has one."""

    markdown: str
    title: str
    """From the document's metadata, or ''."""
    prefer_title: bool = False
    """Whether the metadata names the document better than its first heading does."""


def convert(name: str, file_type: FileType, data: bytes) -> Converted:
    """Raises Invalid `unreadable_document` and TooLarge `too_large_document`."""
    return _CONVERTERS[file_type](name, data)


def _convert_markdown(name: str, data: bytes) -> Converted:
    text = clean(decode(data))
    front = _FRONT_MATTER.match(text)
    if not front:
        return Converted(text, "")
    title = _FRONT_TITLE.search(front[1])
    return Converted(text[front.end() :], title[1].strip("'\"") if title else "")


def _convert_plain(name: str, data: bytes) -> Converted:
    return Converted(clean(decode(data)), "")


def _convert_rst(name: str, data: bytes) -> Converted:
    """Section titles become Markdown headings; the level follows the order in which the underline characters first
    appear."""
    ranks: list[tuple[str, bool]] = []

    def heading(match: re.Match[str]) -> str:
        over, title, under = match["over"], match["title"].strip(), match["under"]
        if len(under) < len(title) or (over and over.strip() != under):
            return match[0]
        style = (under[0], bool(over))
        if style not in ranks:
            ranks.append(style)
        return f"{'#' * min(6, 1 + ranks.index(style))} {title}"

    return Converted(_RST_TITLE.sub(heading, clean(decode(data))), "")


def _convert_json(name: str, data: bytes) -> Converted:
    records = render_records(read_array(decode(data)))
    if records is not None:
        return Converted(records, _title_of(name), prefer_title=True)
    text = clean(decode(data)).strip()
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return Converted(f"{fence}json\n{text}\n{fence}" if text else "", "")


def _convert_jsonl(name: str, data: bytes) -> Converted:
    records = render_records(read_lines(decode(data)))
    return Converted(records, _title_of(name), prefer_title=True) if records is not None else _convert_plain(name, data)


def _title_of(name: str) -> str:
    """A title from the file name: the heading of the first record does not name the document."""
    stem = re.sub(r"[\s_-]+", " ", PurePosixPath(name).stem).strip()
    return stem[:1].upper() + stem[1:]


def _convert_csv(name: str, data: bytes) -> Converted:
    text = clean(decode(data))
    try:
        rows = [row for row in csv.reader(io.StringIO(text), _csv_dialect(text)) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise unreadable(name, "its table is broken") from error
    width = max((len(row) for row in rows), default=0)
    if width * len(rows) > _CELL_LIMIT:
        raise too_large(name, f"its table has more than {_CELL_LIMIT:,} cells")
    lines = [_render_row([*row, *[""] * (width - len(row))]) for row in rows]
    return Converted("\n".join([*lines[:1], _render_row(["---"] * width), *lines[1:]]) if lines else "", "")


def _csv_dialect(text: str) -> type[csv.Dialect]:
    """Guesses the separator from the first line: spreadsheets use comma, semicolon or tab, depending on the country."""
    try:
        return csv.Sniffer().sniff(text[:8192].split("\n", 1)[0], delimiters=",;\t|")
    except csv.Error:
        return csv.excel


def _render_row(cells: list[str]) -> str:
    escaped = (" ".join(cell.split()).replace("\\", "\\\\").replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"


def _convert_html(name: str, data: bytes) -> Converted:
    from markitdown.converters import HtmlConverter

    return _run(name, HtmlConverter, data, ".html")


def _convert_pdf(name: str, data: bytes) -> Converted:
    from markitdown.converters import PdfConverter
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
    from pdfminer.pdfparser import PDFParser
    from pdfminer.utils import decode_text

    try:
        raw = next((info["Title"] for info in PDFDocument(PDFParser(io.BytesIO(data))).info if "Title" in info), b"")
    except PDFEncryptionError as error:
        raise unreadable(name, "it is protected by a password") from error
    except Exception as error:
        raise unreadable(name, "it is damaged or incomplete") from error
    title = decode_text(raw) if isinstance(raw, bytes) else ""
    converted = _run(name, PdfConverter, data, ".pdf")
    # Some programs write a placeholder or the name of the source file as the title.
    return Converted(converted.markdown, "" if re.fullmatch(r"\W*|(?i:untitled|.*\.\w{1,4})", title.strip()) else title)


def _convert_docx(name: str, data: bytes) -> Converted:
    from markitdown.converters import DocxConverter

    converted = _run(name, DocxConverter, data, ".docx")
    return Converted(_without_pictures(converted.markdown), _office_title(data))


def _convert_pptx(name: str, data: bytes) -> Converted:
    from markitdown.converters import PptxConverter

    converted = _run(name, PptxConverter, data, ".pptx")
    return Converted(_without_pictures(_COMMENT.sub("", converted.markdown)), _office_title(data))


def _convert_epub(name: str, data: bytes) -> Converted:
    from markitdown.converters import EpubConverter

    converted = _run(name, EpubConverter, data, ".epub")
    return Converted(_without_pictures(converted.markdown), converted.title, prefer_title=True)


def _run(name: str, converter: "type[DocumentConverter]", data: bytes, ending: str) -> Converted:
    from markitdown import StreamInfo

    try:
        result = converter().convert(io.BytesIO(data), StreamInfo(extension=ending))
    except Exception as error:  # on a broken file the parsers raise anything from KeyError to RecursionError
        raise unreadable(name, "it is damaged or incomplete") from error
    return Converted(clean(result.markdown), clean(result.title or ""))


def _without_pictures(markdown: str) -> str:
    """Replaces each picture, whose address is of no use, by its description; a description that is just a number is
    dropped."""
    return _PICTURE.sub(lambda match: "" if _PICTURE_NUMBER.fullmatch(match[1].strip()) else match[1], markdown)


def _office_title(data: bytes) -> str:
    """The title in the metadata; '' when the metadata is missing or broken, because the document can be read without
    it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            core = decode(archive.read("docProps/core.xml"))
    except (KeyError, OSError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error):
        return ""
    title = _CORE_TITLE.search(core)
    return clean(html.unescape(title[1])) if title else ""


_CONVERTERS: dict[FileType, Callable[[str, bytes], Converted]] = {
    FileType.markdown: _convert_markdown,
    FileType.plain: _convert_plain,
    FileType.rst: _convert_rst,
    FileType.html: _convert_html,
    FileType.csv: _convert_csv,
    FileType.json: _convert_json,
    FileType.jsonl: _convert_jsonl,
    FileType.pdf: _convert_pdf,
    FileType.docx: _convert_docx,
    FileType.pptx: _convert_pptx,
    FileType.epub: _convert_epub,
}
