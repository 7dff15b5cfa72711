"""From a result row to a frozen record: by column name, with enums and vectors put into their types."""

import dataclasses
import enum
import functools
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import RowMapping

R = TypeVar("R")


def read_row(record: Callable[..., R], row: RowMapping | Mapping[str, Any]) -> R:
    """A record from the columns of its fields' names; further columns are ignored."""
    return record(**{name: convert(row[name]) for name, convert in _converters(record)})


def read_rows(record: Callable[..., R], rows: Iterable[RowMapping]) -> list[R]:
    return [read_row(record, row) for row in rows]


def vector_text(vector: Sequence[float]) -> str:
    """A vector as pgvector reads it; cast it to halfvec in the query."""
    return "[" + ",".join(f"{number:.6g}" for number in vector) + "]"


@functools.cache
def _converters(record: Any) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = typing.get_type_hints(record)
    return tuple((field.name, _converter(hints[field.name])) for field in dataclasses.fields(record))


def _converter(hint: Any) -> Callable[[Any], Any]:
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    for option in options:
        if isinstance(option, type) and issubclass(option, enum.Enum):
            kind = option
            return lambda value: None if value is None else kind(value)
    return lambda value: value
