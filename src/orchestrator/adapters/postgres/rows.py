"""From a result row to a frozen record: by column name, with enums and vectors put into their types."""

import dataclasses
import enum
import functools
import struct
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format
from sqlalchemy import RowMapping

from orchestrator.adapters.postgres.codecs.evidence import decode_evidence
from orchestrator.adapters.postgres.codecs.sources import decode_sources
from orchestrator.domain.routing.evidence import Evidence
from orchestrator.domain.routing.outcome import Source

R = TypeVar("R")


def read_row(record: Callable[..., R], row: RowMapping | Mapping[str, Any]) -> R:
    """A record from the columns of its fields' names; further columns are ignored."""
    return record(**{name: convert(row[name]) for name, convert in _converters(record)})


def read_rows(record: Callable[..., R], rows: Iterable[RowMapping]) -> list[R]:
    return [read_row(record, row) for row in rows]


def vector_text(vector: Sequence[float]) -> str:
    """A vector as pgvector reads it; cast it to halfvec in the query."""
    return "[" + ",".join(f"{number:.6g}" for number in vector) + "]"


class HalfVector(bytes):
    """A vector as the database stores it: width, nothing, and each number in two bytes. For the driver, as a parameter cast to halfvec."""

    @classmethod
    def of(cls, vector: Sequence[float]) -> "HalfVector":
        return cls(struct.pack(f">HH{len(vector)}e", len(vector), 0, *vector))


class _HalfVectorDumper(Dumper):
    """Of no type that the driver names: the statement's cast says which it is."""

    format = Format.BINARY
    oid = 0

    def dump(self, obj: HalfVector) -> bytes:
        return bytes(obj)


psycopg.adapters.register_dumper(HalfVector, _HalfVectorDumper)


@functools.cache
def _converters(record: Any) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = typing.get_type_hints(record)
    return tuple((field.name, _converter(hints[field.name])) for field in dataclasses.fields(record))


CODECS: Mapping[Any, Callable[[Any], Any]] = {Evidence: decode_evidence, tuple[Source, ...]: decode_sources}
"""Types of fields that stand as JSON in the database."""


def _converter(hint: Any) -> Callable[[Any], Any]:
    if hint in CODECS:
        return CODECS[hint]
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    for option in options:
        if isinstance(option, type) and issubclass(option, enum.Enum):
            kind = option
            return lambda value: None if value is None else kind(value)
    return lambda value: value
