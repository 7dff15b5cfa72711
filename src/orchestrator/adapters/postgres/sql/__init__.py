"""The current schema: reads the files of this folder in the order in which an empty database needs them. `applying`
runs them.

Files of tables have placeholders: {width} is the width of the embedding model, {runtime_role} the quoted runtime role.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

FOLDER = Path(__file__).parent
GRANT = re.compile(r"^GRANT [^;]*;\n", re.MULTILINE)
CREATED = re.compile(r"^CREATE TABLE (\w+)", re.MULTILINE)
REFERENCED = re.compile(r"\bREFERENCES (\w+)")


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One file and its text."""

    name: str
    """Its path relative to this folder, with slashes."""
    text: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def definition(self) -> str:
        """Everything but the grants."""
        return GRANT.sub("", self.text)

    @property
    def grants(self) -> str:
        return "".join(GRANT.findall(self.text))


@cache
def read_types() -> SqlFile:
    return _read(FOLDER / "types.sql")


@cache
def read_tables() -> tuple[SqlFile, ...]:
    """A table comes after the tables that its foreign keys reference; the order is always the same."""
    return _after_referenced(_read_all("tables"))


@cache
def read_functions() -> tuple[SqlFile, ...]:
    return _read_all("functions")


@cache
def read_triggers() -> tuple[SqlFile, ...]:
    return _read_all("triggers")


def _read_all(folder: str) -> tuple[SqlFile, ...]:
    return tuple(_read(path) for path in sorted((FOLDER / folder).rglob("*.sql")))


def _read(path: Path) -> SqlFile:
    return SqlFile(path.relative_to(FOLDER).as_posix(), path.read_text(encoding="utf-8"))


def _after_referenced(files: Iterable[SqlFile]) -> tuple[SqlFile, ...]:
    homes = {table: file for file in files for table in CREATED.findall(file.text) or [file.name]}
    order = TopologicalSorter({table: sorted({*REFERENCED.findall(file.text)} - {table}) for table, file in homes.items()})
    return tuple(homes[table] for table in order.static_order())
