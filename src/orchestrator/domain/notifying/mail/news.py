"""When an asker is told by mail of answers, corrections and refusals: what waits and the time go in, a plan comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

SETTLE_FOR = timedelta(minutes=1)
"""News wait so long for the next ones, so that one mail tells of all."""
SETTLE_AT_MOST = timedelta(minutes=5)
"""After so long they are told although more may come."""
LOOKING_FOR = timedelta(minutes=1)
"""Somebody whose app was open so lately is looking: what comes is on their screen."""
LOOKS_AT_MOST = timedelta(hours=1)
"""An app that is left open hides what was not read no longer than this."""
UNCONFIRMED_FOR = timedelta(days=7)
"""News for an unconfirmed address wait so long for its confirmation."""
TRY_UNCONFIRMED = timedelta(days=1)


class NewsKind(StrEnum):
    """What came."""

    answered = "answered"
    declined = "declined"
    expired = "expired"
    """The question was not answered in time."""
    corrected = "corrected"
    wrote = "wrote"
    """The creator wrote in the conversation."""
    paid = "paid"
    """The money that was held for a question was taken."""
    given_back = "given_back"
    """The money for a question was released or refunded."""


@dataclass(frozen=True, slots=True)
class WaitingNews:
    """News that were not told by mail yet."""

    id: UUID
    created_at: datetime
    is_read: bool
    """Whether the person has read the conversation since."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The person whom the news are for."""

    wants_them: bool
    is_confirmed: bool
    """Whether the address is known to be theirs."""
    is_refused: bool
    """Whether their mail server refused mail to this address."""
    seen_at: datetime | None
    """When the app was last open; None for never."""
    free_from: datetime
    """The earliest time of the next mail by the limit on mails an hour."""


@dataclass(frozen=True, slots=True)
class NewsPlan:
    """What to do with the waiting news. Each is in exactly one of the three fields."""

    now: tuple[UUID, ...] = ()
    """Told now, in one mail, oldest first."""
    later: Mapping[UUID, datetime] = field(default_factory=dict)
    """When each is looked at again: after now."""
    dropped: tuple[UUID, ...] = ()
    """Not told by mail: read already, or not to be sent."""


def plan_news(reader: Reader, waiting: Sequence[WaitingNews], now: datetime) -> NewsPlan:
    """What is told now, later and never. All news of a person are told together."""
    gone = [each for each in waiting if _is_dropped(reader, each, now)]
    kept = sorted((each for each in waiting if each not in gone), key=lambda each: (each.created_at, each.id))
    dropped = tuple(each.id for each in gone)
    if not kept:
        return NewsPlan(dropped=dropped)
    at = _due(reader, kept, now)
    ids = tuple(each.id for each in kept)
    return NewsPlan(ids, dropped=dropped) if at <= now else NewsPlan(later=dict.fromkeys(ids, at), dropped=dropped)


def _is_dropped(reader: Reader, each: WaitingNews, now: datetime) -> bool:
    is_late = not reader.is_confirmed and now - each.created_at >= UNCONFIRMED_FOR
    return each.is_read or not reader.wants_them or reader.is_refused or is_late


def _due(reader: Reader, kept: Sequence[WaitingNews], now: datetime) -> datetime:
    """When the news, oldest first, are looked at again; not after `now` where they are told now."""
    if not reader.is_confirmed:
        return now + TRY_UNCONFIRMED
    first, last = kept[0].created_at, kept[-1].created_at
    settled = min(last + SETTLE_FOR, first + SETTLE_AT_MOST)
    looks_until = min(reader.seen_at + LOOKING_FOR, first + LOOKS_AT_MOST) if reader.seen_at else first
    return max(settled, looks_until, reader.free_from)
