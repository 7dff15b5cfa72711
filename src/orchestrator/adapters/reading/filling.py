"""Packing the text of one section into pieces of a readable size; semantic_text_splitter cuts a block that is too
long."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from semantic_text_splitter import MarkdownSplitter

from orchestrator.domain.answering.documents.tables import is_delimiter, spell_row, split_cells

BLOCKS = MarkdownIt("commonmark").enable("table").disable("inline")
"""Parses block structure only: the lines of headings, paragraphs, lists, tables and code."""

_ENOUGH = 300  # characters; a piece of this length is not filled further
_CRUMB = 150  # characters; a shorter piece joins the piece before it
_WINDOW = 20_000  # characters given to the splitter at once: its time grows with their square


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the body that becomes one passage."""

    start: int
    end: int
    lead: str = ""
    """The header of the table that it goes on with."""

    @property
    def length(self) -> int:
        return len(self.lead) + self.end - self.start


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of the body: a paragraph, a list, a table, code."""

    start: int
    end: int
    is_table: bool


def fill(body: str, most: int) -> Iterator[str]:
    """Pieces of at most `most` characters, in order. Paragraphs, lists, tables and code blocks that fit stay whole; each
    piece of a longer table begins with the table's header."""
    body = unfold_wide_tables(body, most) if "|" in body else body
    for piece in _join_crumbs(_pack(body, most), most):
        yield piece.lead + body[piece.start : piece.end].strip("\n").rstrip()


def _pack(body: str, most: int) -> Iterator[_Piece]:
    """Between two pieces there is only white space."""
    start, end = 0, 0
    for block in _read_blocks(body):
        length = block.end - block.start
        ready = end - start >= _ENOUGH and body[end - 1] != ":"  # a colon introduces what follows
        if end > start and (ready or block.end - start > most):
            yield _Piece(start, end)
            start = block.start
        if length > most:
            yield from _cut_table(body, block, most) if block.is_table else _cut_block(body, block.start, block.end, most)
            start = block.end
        end = block.end
    if end > start:
        yield _Piece(start, end)


def _read_blocks(body: str) -> Iterator[_Block]:
    """A block reaches to the next one, less trailing white space, so lines that the parser skips are kept."""
    lines = body.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    tokens = [token for token in BLOCKS.parse(body) if token.level == 0 and token.map]
    bounds = [0, *(offsets[token.map[0]] for token in tokens[1:] if token.map), len(body)]
    types = [token.type for token in tokens] or [""]
    for (start, end), type_ in zip(pairwise(bounds), types, strict=True):
        text = body[start:end]
        if text.strip():
            blank = len(text) - len(text.lstrip("\n")) if type_ == "table_open" else 0
            yield _Block(start + blank, start + len(text.rstrip()), type_ == "table_open")


def _cut_table(body: str, block: _Block, most: int) -> Iterator[_Piece]:
    """Pieces of whole rows. A row too long for a piece with the header was unfolded before."""
    lines = body[block.start : block.end].split("\n")
    lead = f"{lines[0]}\n{lines[1]}\n"
    start, end = block.start, block.start + len(lead) - 1
    for line in lines[2:]:
        if end + 1 + len(line) - start + (len(lead) if start > block.start else 0) > most:
            yield _Piece(start, end, lead if start > block.start else "")
            start = end + 1
        end += 1 + len(line)
    yield _Piece(start, end, lead if start > block.start else "")


def _cut_block(body: str, start: int, end: int, most: int) -> Iterator[_Piece]:
    splitter = MarkdownSplitter((min(_ENOUGH, most), most))
    for window, limit in _windows(body, start, end):
        for offset, piece in splitter.chunk_indices(body[window:limit]):
            yield _Piece(window + offset, window + offset + len(piece))


def unfold_wide_tables(body: str, most: int) -> str:
    """The body, with the rows of each table that has a row too long for a piece as lines 'name: value'."""
    lines = body.split("\n")
    tables = [token.map for token in BLOCKS.parse(body) if token.type == "table_open" and token.level == 0 and token.map]
    for first, last in reversed(tables):
        rows = lines[first:last]
        while rows and not rows[-1].strip():
            rows.pop()
        header = len(rows[0]) + len(rows[1]) + 2 if len(rows) > 1 and is_delimiter(rows[1]) else most
        if any(header + len(row) > most for row in rows[2:]):
            names = split_cells(rows[0])
            spelled = ["\n\n".join(_spell_long(names, split_cells(row), most)) for row in rows[2:]]
            lines[first : first + len(rows)] = "\n\n".join(filter(None, spelled)).split("\n")
    return "\n".join(lines)


def _spell_long(names: list[str], values: list[str], most: int) -> Iterator[str]:
    """A row in one line where it fits, else a line for each value."""
    line = spell_row(names, values)
    if len(line) <= most:
        yield line
    else:
        yield from (spell_row([name], [value]) for name, value in zip([*names, *[""] * len(values)], values, strict=False) if value)


def _windows(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _WINDOW:
        cuts = (body.rfind(gap, start + _WINDOW // 2, start + _WINDOW) for gap in ("\n\n", "\n", " "))
        cut = next((at for at in cuts if at > 0), start + _WINDOW)
        yield start, cut
        start = cut
    yield start, end


def _join_crumbs(pieces: Iterator[_Piece], most: int) -> list[_Piece]:
    """A crumb joins the piece before it; a crumb of a table then needs no header of its own."""
    joined: list[_Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before and piece.end - piece.start < _CRUMB and len(before.lead) + piece.end - before.start <= most:
            piece = _Piece(before.start, piece.end, before.lead)
            joined.pop()
        joined.append(piece)
    return joined
