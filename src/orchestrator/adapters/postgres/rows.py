"""Reading result rows into frozen records by column name, and writing vectors for pgvector."""

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
from orchestrator.adapters.postgres.codecs.message import decode_parts
from orchestrator.adapters.postgres.codecs.payments import decode_brief, decode_money
from orchestrator.adapters.postgres.codecs.sources import decode_sources
from orchestrator.domain.payments.brief import PaymentBrief
from orchestrator.domain.payments.money import Money
from orchestrator.domain.routing.log.evidence import Evidence
from orchestrator.domain.routing.outcome import Source
from orchestrator.ports.stores.message import MessagePart

R = TypeVar("R")


def read_row(record: Callable[..., R], row: RowMapping | Mapping[str, Any]) -> R:
    """A record from the columns that have the names of its fields; other columns are ignored."""
    return record(**{name: convert(row[name]) for name, convert in _converters(record)})


def read_rows(record: Callable[..., R], rows: Iterable[RowMapping]) -> list[R]:
    return [read_row(record, row) for row in rows]


class HalfVector(bytes):
    """A vector in pgvector's binary format for halfvec: width, 0, then two bytes for each number.

    Pass it as a parameter and cast it to halfvec in the statement.
    """

    @classmethod
    def of(cls, vector: Sequence[float]) -> "HalfVector":
        return cls(struct.pack(f">HH{len(vector)}e", len(vector), 0, *vector))


class _HalfVectorDumper(Dumper):
    """Sends the bytes without a type, because psycopg knows no halfvec; the cast in the statement gives the type."""

    format = Format.BINARY
    oid = 0

    def dump(self, obj: HalfVector) -> bytes:
        return bytes(obj)


psycopg.adapters.register_dumper(HalfVector, _HalfVectorDumper)


@functools.cache
def _converters(record: Any) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = typing.get_type_hints(record)
    return tuple((field.name, _converter(hints[field.name])) for field in dataclasses.fields(record))


CODECS: Mapping[Any, Callable[[Any], Any]] = {
    Evidence: decode_evidence,
    tuple[Source, ...]: decode_sources,
    tuple[MessagePart, ...]: decode_parts,
    Money | None: decode_money,
    PaymentBrief | None: decode_brief,
}
"""Decoders of the field types that the database stores as JSON."""


def _converter(hint: Any) -> Callable[[Any], Any]:
    if hint in CODECS:
        return CODECS[hint]
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    for option in options:
        if isinstance(option, type) and issubclass(option, enum.Enum):
            kind = option
            return lambda value: None if value is None else kind(value)
    return lambda value: value
