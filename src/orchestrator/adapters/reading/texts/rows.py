"""Rows of cells as a Markdown table."""

import csv
import io
from collections.abc import Sequence

MOST_CELLS = 2_000_000


class TooManyCells(Exception):
    """The table has more cells than can be read."""


def read_csv(text: str) -> str:
    """The table as Markdown. Raises csv.Error for a broken one, and TooManyCells."""
    return render_table(list(csv.reader(io.StringIO(text), _guess_dialect(text))))


def render_table(rows: Sequence[Sequence[str]]) -> str:
    """Empty rows and columns are left out; the first row is the header. '' for a table without text."""
    filled = [list(row) for row in rows if any(cell.strip() for cell in row)]
    width = max((len(row) for row in filled), default=0)
    if width * len(filled) > MOST_CELLS:
        raise TooManyCells
    padded = [[*row, *[""] * (width - len(row))] for row in filled]
    columns = [at for at in range(width) if any(row[at].strip() for row in padded)]
    lines = [render_row([row[at] for at in columns]) for row in padded]
    return "\n".join([*lines[:1], render_row(["---"] * len(columns)), *lines[1:]]) if lines else ""


def render_row(cells: Sequence[str]) -> str:
    """One line of a Markdown table."""
    escaped = (" ".join(cell.split()).replace("\\", "\\\\").replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"


def _guess_dialect(text: str) -> type[csv.Dialect]:
    """Guesses the separator from the first line: spreadsheets use comma, semicolon or tab, depending on the country."""
    try:
        return csv.Sniffer().sniff(text[:8192].split("\n", 1)[0], delimiters=",;\t|")
    except csv.Error:
        return csv.excel
