"""Ids and times as they stand in JSON."""

import functools
from datetime import datetime
from uuid import UUID


@functools.lru_cache(maxsize=20_000)
def decode_uuid(raw: str) -> UUID:
    """Cached, as the same answers and passages are found again and again."""
    return UUID(raw)


def decode_time(raw: str) -> datetime:
    """Aware, in the zone that it was written in; the program writes UTC."""
    return datetime.fromisoformat(raw)


def decode_optional_time(raw: str | None) -> datetime | None:
    return datetime.fromisoformat(raw) if raw else None


def encode_optional_time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
