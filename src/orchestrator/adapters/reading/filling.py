"""Packing the text of one section into pieces of a readable size; semantic_text_splitter cuts a block that is too
long."""

from collections.abc import Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from semantic_text_splitter import MarkdownSplitter

BLOCKS = MarkdownIt("commonmark").enable("table").disable("inline")
"""Parses block structure only: the lines of headings, paragraphs, lists, tables and code."""

_ENOUGH = 300  # characters; a piece of this length is not filled further
_CRUMB = 150  # characters; a shorter piece joins the piece before it
_WINDOW = 20_000  # characters given to the splitter at once: its time grows with their square


def fill(body: str, most: int) -> Iterator[str]:
    """Pieces of at most `most` characters, in order. Paragraphs, lists, tables and code blocks that fit stay whole."""
    for start, end in _join_crumbs(_pack(body, most), most):
        yield body[start:end].strip("\n").rstrip()


def _pack(body: str, most: int) -> Iterator[tuple[int, int]]:
    """(start, end) of each piece; between two pieces there is only white space."""
    start, end = 0, 0
    for block_start, block_end in _read_blocks(body):
        ready = end - start >= _ENOUGH and body[end - 1] != ":"  # a colon introduces what follows
        if end > start and (ready or block_end - start > most):
            yield start, end
            start = block_start
        if block_end - block_start > most:
            yield from _cut_block(body, block_start, block_end, most)
            start = block_end
        end = block_end
    if end > start:
        yield start, end


def _read_blocks(body: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each block. A block reaches to the next one, less trailing white space, so lines that the
    parser skips are kept."""
    lines = body.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    firsts = [token.map[0] for token in BLOCKS.parse(body) if token.level == 0 and token.map]
    bounds = [0, *(offsets[first] for first in firsts[1:]), len(body)]
    for start, end in pairwise(bounds):
        text = body[start:end]
        if text.strip():
            yield start, start + len(text.rstrip())


def _cut_block(body: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    splitter = MarkdownSplitter((min(_ENOUGH, most), most))
    for window, limit in _windows(body, start, end):
        for offset, piece in splitter.chunk_indices(body[window:limit]):
            yield window + offset, window + offset + len(piece)


def _windows(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _WINDOW:
        cuts = (body.rfind(gap, start + _WINDOW // 2, start + _WINDOW) for gap in ("\n\n", "\n", " "))
        cut = next((at for at in cuts if at > 0), start + _WINDOW)
        yield start, cut
        start = cut
    yield start, end


def _join_crumbs(spans: Iterator[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and end - start < _CRUMB and end - joined[-1][0] <= most:
            start = joined.pop()[0]
        joined.append((start, end))
    return joined
