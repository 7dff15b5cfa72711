"""Taking the visible lines of each page out of a PDF, with their places and sizes."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTCurve, LTFigure, LTImage, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

_INVISIBLE = 3  # the text rendering mode of text that is not painted, as under a scanned picture
_TINY = 1.0  # points; smaller text is no text for an eye
_MOST_PAINTED = 400  # shapes of a page that are looked at for the background of white text
_MOST_COVERS = 40  # shapes of a page that are looked at for text below them


@dataclass(frozen=True, slots=True)
class Line:
    """One line of print."""

    text: str
    x0: float
    y0: float
    """Points from the bottom of the page."""
    x1: float
    y1: float
    size: float
    """Height of most of its letters, in points."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """The visible text of a page: blocks of lines in reading order."""

    number: int
    """From 1."""
    height: float
    blocks: tuple[tuple[Line, ...], ...]
    rules: int = 0
    """Number of drawn lines and boxes: a page with several may have a table."""
    letters: frozenset[tuple[str, int, int]] = field(default=frozenset(), repr=False)
    """Each visible letter with its place in tenths of a point."""


def read_pages(data: bytes) -> Iterator[PrintedPage]:
    """The pages in order. Raises anything for a broken file."""
    resources = PDFResourceManager()
    device = _VisibleText(resources, laparams=LAParams())
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))), 1):
        interpreter.process_page(page)
        yield _read(number, device.get_result())


def place_of(letter: Any) -> tuple[str, int, int]:
    """The letter with its place, by which it is known again in another library's view of the page."""
    return (letter["text"], round(letter["x0"] * 10), round(letter["y0"] * 10))


def _read(number: int, layout: LTPage) -> PrintedPage:
    blocks, letters, rules = [], set(), 0
    for item in layout:
        if isinstance(item, LTTextBox):
            lines = tuple(line for each in item if isinstance(each, LTTextLine) and (line := _read_line(each)).text)
            if lines:
                blocks.append(lines)
            letters |= {place_of(vars(each) | {"text": each.get_text()}) for line in item for each in line if isinstance(each, LTChar)}
        elif isinstance(item, LTCurve):
            rules += 1
    return PrintedPage(number, layout.height, tuple(blocks), rules, frozenset(letters))


def _read_line(line: LTTextLine) -> Line:
    sizes = sorted(each.size for each in line if isinstance(each, LTChar))
    text = " ".join(line.get_text().split())
    return Line(text, line.x0, line.y0, line.x1, line.y1, round(sizes[len(sizes) // 2], 1) if sizes else 0.0)


class _VisibleText(PDFPageAggregator):
    """Drops what is not seen before the letters are put together to lines."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._mode = 0
        self.unpainted: set[int] = set()

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(self, *arguments: Any, **named: Any) -> float:
        advance = super().render_char(*arguments, **named)
        objects = self.cur_item._objs
        if objects and self._mode == _INVISIBLE:
            self.unpainted.add(id(objects[-1]))
        return float(advance)

    def end_page(self, page: Any) -> None:
        items = list(_flatten(self.cur_item))
        self.cur_item._objs = list(_visible(items, self.cur_item, self.unpainted))
        self.unpainted = set()
        super().end_page(page)


def _flatten(container: Any) -> Iterator[Any]:
    """The items in the order in which they are painted; those of a figure are on the page like all others."""
    waiting = list(container)[::-1]
    while waiting:
        item = waiting.pop()
        if isinstance(item, LTFigure):
            waiting += list(item)[::-1]
        else:
            yield item


def _visible(items: list[Any], page: Any, unpainted: set[int]) -> Iterator[Any]:
    """`unpainted` are the ids of the letters that are not painted, as the recognised text of a scan or hidden text."""
    has_picture = any(isinstance(item, LTImage) for item in items)
    painted = [item for item in items if isinstance(item, LTImage) or _is_filled(item)][:_MOST_PAINTED]
    first_letter = next((at for at, item in enumerate(items) if isinstance(item, LTChar)), len(items))
    covers = [(at, item) for at, item in enumerate(items) if at > first_letter and _is_cover(item)][:_MOST_COVERS]
    for at, item in enumerate(items):
        if not isinstance(item, LTChar) or (
            (has_picture or id(item) not in unpainted)
            and item.size >= _TINY
            and _is_inside(item, page)
            and not (
                _is_white(item.graphicstate.ncolor) and not any(_is_inside(item, each) for each in painted if not _is_white(_fill(each)))
            )
            and not any(later > at and _is_inside(item, each) for later, each in covers)
        ):
            yield item


def _is_filled(item: Any) -> bool:
    return isinstance(item, LTCurve) and bool(item.fill)


def _fill(item: Any) -> Any:
    return item.non_stroking_color if isinstance(item, LTCurve) else None


def _is_cover(item: Any) -> bool:
    """A black or white area hides what is below; any other colour may be a marker that one sees through."""
    return _is_filled(item) and item.height > 4 and item.width > 4 and (_is_white(_fill(item)) or _is_black(_fill(item)))


def _is_inside(letter: Any, area: Any) -> bool:
    x, y = (letter.x0 + letter.x1) / 2, (letter.y0 + letter.y1) / 2
    return bool(area.x0 <= x <= area.x1 and area.y0 <= y <= area.y1)


def _parts(colour: Any) -> tuple[float, ...]:
    values = colour if isinstance(colour, tuple | list) else (colour,)
    return tuple(float(value) for value in values if isinstance(value, int | float))


def _is_white(colour: Any) -> bool:
    parts = _parts(colour)
    return all(part <= 0.02 for part in parts) if len(parts) == 4 else bool(parts) and all(part >= 0.98 for part in parts)


def _is_black(colour: Any) -> bool:
    parts = _parts(colour)
    return parts[3] >= 0.9 if len(parts) == 4 else bool(parts) and all(part <= 0.1 for part in parts)
