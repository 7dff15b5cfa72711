"""Spreadsheets: the visible sheets, rows and columns as tables. Comments of cells and formulas are not shown."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from orchestrator.adapters.reading.texts.rows import MOST_CELLS, TooManyCells, render_table

_MOST_COLUMNS = 16_384  # of a sheet, by the format


def read_sheets(data: bytes) -> str:
    """Markdown: a heading and a table for each visible sheet. Raises TooManyCells, and anything for a broken file."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if sum(sheet.max_row * sheet.max_column for sheet in visible) > MOST_CELLS:
        raise TooManyCells
    tables = [(sheet.title, render_table(list(_rows(sheet)))) for sheet in visible]
    return "\n\n".join(f"## {title}\n\n{table}" if len(tables) > 1 else table for title, table in tables if table)


def _rows(sheet: Any) -> Iterator[list[str]]:
    hidden = {number for column in sheet.column_dimensions.values() if column.hidden for number in _numbers(column)}
    covered = {at: (span.min_row, span.min_col) for span in sheet.merged_cells.ranges for at in span.cells}
    for row in sheet.iter_rows():
        if not row or sheet.row_dimensions[row[0].row].hidden:
            continue
        cells = [cell for cell in row if cell.column not in hidden]
        yield [_show(sheet.cell(*covered[cell.row, cell.column]) if (cell.row, cell.column) in covered else cell) for cell in cells]


def _numbers(column: Any) -> range:
    """The numbers of the columns that one entry is about: neighbours that are hidden together share one."""
    return range(column.min or 0, min(column.max or 0, _MOST_COLUMNS) + 1)


def _show(cell: Any) -> str:
    value, format_ = cell.value, cell.number_format or ""
    if value is None or format_ == ";;;":  # the format that hides a value
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and "%" in format_:
        return f"{value * 100:.10g} %"
    return f"{value:.10g}" if isinstance(value, float) else str(value)
