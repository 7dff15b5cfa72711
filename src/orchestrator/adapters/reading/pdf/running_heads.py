"""Finding the lines that return at the same place of many pages: heads, feet and page numbers."""

import re
from collections import defaultdict
from collections.abc import Sequence

from orchestrator.adapters.reading.pdf.layout import Line, PrintedPage

_EDGE = 0.17  # share of the page's height at the top, and at the bottom, where heads and feet stand
_SAME_PLACE = 6.0  # points
_REPEATS = 3  # pages on which a line must return; both pages where there are only two
_LARGER = 1.1  # times the size of the text: what is larger is a heading
_NUMBER = re.compile(r"\d+|(?<!\w)[ivxlc]+(?!\w)", re.IGNORECASE)


def remove_running_heads(pages: Sequence[PrintedPage], body_size: float) -> list[tuple[tuple[Line, ...], ...]]:
    """The blocks of each page without the lines that only return."""
    returning = _find_returning(pages, body_size)
    return [
        tuple(kept for block in page.blocks if (kept := tuple(line for line in block if (page.number, line) not in returning)))
        for page in pages
    ]


def _find_returning(pages: Sequence[PrintedPage], body_size: float) -> set[tuple[int, Line]]:
    """Lines of the edges are compared with their numbers left out, so that 'Page 3 of 9' is one line with 'Page 4 of 9'."""
    groups: dict[tuple[str, bool], list[tuple[int, Line]]] = defaultdict(list)
    for page in pages:
        for line in (line for block in page.blocks for line in block if line.size <= body_size * _LARGER):
            is_top = line.y0 > page.height * (1 - _EDGE)
            if is_top or line.y1 < page.height * _EDGE:
                groups[shape_of(line.text), is_top].append((page.number, line))
    needed = min(_REPEATS, max(2, len(pages)))
    found: set[tuple[int, Line]] = set()
    for members in groups.values():
        for place in _split_by_place(members):
            if len({number for number, _ in place}) >= needed:
                found.update(place)
    return found


def shape_of(text: str) -> str:
    """The text with its numbers left out."""
    return _NUMBER.sub("#", text).casefold()


def _split_by_place(members: list[tuple[int, Line]]) -> list[list[tuple[int, Line]]]:
    """Groups of lines at the same height."""
    groups: list[list[tuple[int, Line]]] = []
    for member in sorted(members, key=lambda each: each[1].y0):
        if groups and member[1].y0 - groups[-1][-1][1].y0 <= _SAME_PLACE:
            groups[-1].append(member)
        else:
            groups.append([member])
    return groups
