"""Tables with drawn lines on the pages of a PDF."""

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from orchestrator.adapters.reading.pdf.layout import Line, PrintedPage, place_of
from orchestrator.adapters.reading.texts.rows import render_table

_FEWEST_RULES = 4
_MOST_RULES = 2_000  # a drawing, not a table; finding tables takes time with the square of it
_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table and the area that it covers, in points from the bottom left of the page."""

    markdown: str
    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, line: Line) -> bool:
        """Whether the line is a part of the table."""
        return self.x0 <= (line.x0 + line.x1) / 2 <= self.x1 and self.y0 <= (line.y0 + line.y1) / 2 <= self.y1


def read_tables(data: bytes, pages: list[PrintedPage]) -> dict[int, list[PrintedTable]]:
    """{page number: tables}. A page whose tables cannot be told apart has none; its text is read as lines."""
    wanted = [page for page in pages if _FEWEST_RULES <= page.rules <= _MOST_RULES]
    if not wanted:
        return {}
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it repeats each oddity of a file for each page
    with pdfplumber.open(io.BytesIO(data)) as document:
        return {page.number: list(_find(document.pages[page.number - 1], page)) for page in wanted}


def _find(view: Any, page: PrintedPage) -> Iterator[PrintedTable]:
    try:
        visible = view.filter(lambda item: item["object_type"] != "char" or place_of(item) in page.letters)
        for table in visible.find_tables():
            rows = [[" ".join((cell or "").split()) for cell in row] for row in table.extract()]
            if len(rows) >= _FEWEST_ROWS and max(map(len, rows)) > 1 and sum(bool(cell) for row in rows for cell in row) > 2:
                x0, top, x1, bottom = table.bbox
                yield PrintedTable(render_table(rows), x0, view.height - bottom, x1, view.height - top)
    except (ValueError, TypeError, KeyError, IndexError, ZeroDivisionError):
        return
