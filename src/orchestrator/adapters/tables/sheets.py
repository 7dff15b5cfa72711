"""The first sheet of a spreadsheet file as rows. Formulas are not evaluated: the value stored beside each is read."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time

from orchestrator.domain.errors import Invalid
from orchestrator.ports.tables import TableRow

MAX_UNPACKED = 30_000_000
"""Bytes of all parts of the file, by its own directory; a part that is larger than it says is cut by the library."""
MAX_PARTS = 1_000
MAX_COLUMNS = 100
MAX_EMPTY = 1_000
"""So many empty rows in a row end the table: sheets are often formatted far below their last row."""


def read_xlsx(data: bytes) -> Iterator[TableRow]:
    """The rows of the first sheet, without the empty ones. Raises Invalid `unreadable_file`."""
    from openpyxl import load_workbook  # two hundred modules, for a file that few ever send

    _check_size(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            yield from _read_rows(book.worksheets[0].iter_rows(max_col=MAX_COLUMNS, values_only=True))
        finally:
            book.close()
    except Invalid:
        raise
    except Exception as error:
        # The library raises errors of many kinds for a file that is damaged.
        raise _unreadable() from error


def _read_rows(rows: Iterator[tuple[object, ...]]) -> Iterator[TableRow]:
    empty = 0
    for number, values in enumerate(rows, 1):
        cells = [_write(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        empty = 0 if cells else empty + 1
        if empty > MAX_EMPTY:
            return
        if any(cell.strip() for cell in cells):
            yield TableRow(number, cells)


def _write(value: object) -> str:
    """A cell as text. A time has no zone in a spreadsheet; it is taken as UTC."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat() + "+00:00"
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise _unreadable() from None
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Invalid("unreadable_file", "This spreadsheet is too large; save the sheet with the answers as CSV.", field="file")


def _unreadable() -> Invalid:
    return Invalid("unreadable_file", "This is not a spreadsheet that can be read; save it as .xlsx or as CSV.", field="file")
