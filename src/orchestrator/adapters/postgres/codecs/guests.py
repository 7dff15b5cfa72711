"""Encoding and decoding how much of their share guests have used up: in the facts, and as it is kept with a decision."""

from collections.abc import Mapping
from typing import Any

from orchestrator.adapters.postgres.codecs.scalars import decode_optional_time, encode_optional_time
from orchestrator.domain.escalation.gates import GuestUsage


def decode_guest_usage(raw: Mapping[str, Any] | None) -> GuestUsage | None:
    """The JSON of `count_guest_questions`; None where the asker is no guest."""
    if raw is None:
        return None
    return GuestUsage(raw["day"], raw["week"], decode_optional_time(raw["day_opens_at"]), decode_optional_time(raw["week_opens_at"]))


def encode_guest_usage(guests: GuestUsage | None) -> dict[str, Any] | None:
    if guests is None:
        return None
    opens = {"day_opens_at": encode_optional_time(guests.day_opens_at), "week_opens_at": encode_optional_time(guests.week_opens_at)}
    return {"day": guests.last_day, "week": guests.last_week} | opens
