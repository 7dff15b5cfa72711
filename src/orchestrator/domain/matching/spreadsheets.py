"""Texts of strangers in the cells of a spreadsheet: none may be taken for a formula."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace

FORMULA_SIGNS = frozenset("=+-@\t\r\n＝＋－＠")  # the full-width signs are meant
"""A cell that begins with one of these may be taken for a formula (OWASP, "CSV Injection")."""
QUOTE = "'"
BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets take a CSV for the old encoding of their system."""


def write_table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """A CSV for spreadsheets, by RFC 4180, with a line of names and every cell as by `write_cell`."""
    lines = list[str]()
    writer = csv.DictWriter(SimpleNamespace(write=lines.append), columns)
    writer.writeheader()
    writer.writerows({name: write_cell(text) for name, text in row.items()} for row in rows)
    return BYTE_ORDER_MARK + "".join(lines)


def write_cell(text: str) -> str:
    """The text as a cell: one that would be a formula begins with a single quote, so that it is shown as text."""
    return QUOTE + text if text[:1] in FORMULA_SIGNS or _is_quoted(text) else text


def read_cell(cell: str) -> str:
    """The text of a cell that `write_cell` wrote; any other cell as it is."""
    return cell[1:] if _is_quoted(cell) else cell


def _is_quoted(text: str) -> bool:
    return text.startswith(QUOTE) and len(text) > 1 and (text[1] in FORMULA_SIGNS or text[1] == QUOTE)
