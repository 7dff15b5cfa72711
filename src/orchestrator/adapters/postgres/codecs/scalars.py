"""Ids and times in JSON."""

import functools
from datetime import datetime
from uuid import UUID


@functools.lru_cache(maxsize=20_000)
def decode_uuid(raw: str) -> UUID:
    """Cached, because searches return the same answers and passages repeatedly."""
    return UUID(raw)


def decode_optional_uuid(raw: str | None) -> UUID | None:
    return decode_uuid(raw) if raw else None


def decode_time(raw: str) -> datetime:
    """A time with a zone, the one that it was written with; the program writes UTC."""
    return datetime.fromisoformat(raw)


def decode_optional_time(raw: str | None) -> datetime | None:
    return datetime.fromisoformat(raw) if raw else None


def encode_optional_time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
