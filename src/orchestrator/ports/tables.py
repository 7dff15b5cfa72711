"""Reading a table out of a file that a person chose: CSV, JSON or a spreadsheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from orchestrator.domain.json_value import JsonValue


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row as it was written."""

    line: int
    """The line of a CSV at which the row ends, the row of a spreadsheet, or the number of a JSON object; from 1."""
    cells: Sequence[str] = ()
    """Of a CSV or spreadsheet."""
    fields: Mapping[str, JsonValue] | None = None
    """Of JSON; None where the row is no object."""


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of a file, in order, without the empty ones."""

    rows: Sequence[TableRow]
    is_json: bool
    """Whether the rows have fields; otherwise they have cells, and one of the first names the columns."""
    encoding: str
    """The encoding that the text was read with, as Python names it; '' for a spreadsheet."""


class TableReader(Protocol):
    """Reads tables, away from the event loop."""

    async def read(self, name: str, data: bytes, encoding: str | None, max_rows: int) -> Table:
        """The table of a file; `name` says by its ending what kind it is. `encoding` is the person's choice.

        Raises Invalid `unknown_format`, `unreadable_file`, `too_many_rows`; and `unclear_encoding` where the text could
        be in several encodings, with `encodings`, a list of {encoding, preview}, the likeliest first.
        """
        ...
