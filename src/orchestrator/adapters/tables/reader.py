"""The reader of tables: by the ending of the file's name, in a thread."""

import asyncio
from collections.abc import Iterator
from itertools import islice

from orchestrator.adapters.tables.encodings import decode
from orchestrator.adapters.tables.sheets import read_xlsx
from orchestrator.adapters.tables.texts import read_csv, read_json
from orchestrator.domain.errors import Invalid
from orchestrator.ports.tables import Table, TableRow

ENDINGS = ("csv", "tsv", "txt", "json", "jsonl", "xlsx")
AT_ONCE = 2
"""Files that are read at the same time in this process; others wait."""


class FileTableReader:
    """A TableReader."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def read(self, name: str, data: bytes, encoding: str | None, max_rows: int) -> Table:
        async with self._turns:
            return await asyncio.to_thread(read_table, name, data, encoding or None, max_rows)


def read_table(name: str, data: bytes, encoding: str | None, max_rows: int) -> Table:
    """As `TableReader.read`, and blocks."""
    ending = name.lower().rpartition(".")[2] if "." in name else ""
    if ending not in ENDINGS:
        raise Invalid("unknown_format", f"{name[:100]}: use a .csv, .xlsx, .json or .jsonl file.", field="file")
    if ending == "xlsx":
        return Table(_take(read_xlsx(data), max_rows), False, "")
    text, used = decode(data, encoding)
    is_json = ending.startswith("json")
    return Table(_take(read_json(text) if is_json else read_csv(text), max_rows), is_json, used)


def _take(rows: Iterator[TableRow], max_rows: int) -> list[TableRow]:
    """The rows, with a header above `max_rows` of them."""
    taken = list(islice(rows, max_rows + 2))
    if len(taken) > max_rows + 1:
        raise Invalid("too_many_rows", f"At most {max_rows} rows can be imported at once; split the file.", field="file")
    return taken
