"""When a person is told of what, and in which words: settings, what waits and the time of day in, a plan out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import assert_never
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from orchestrator.domain.errors import Invalid

DIGEST_AT = time(9)
"""Local time of the daily digest."""
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class NotificationKind(StrEnum):
    question_accepted = "question_accepted"
    answered = "answered"
    declined = "declined"
    expired = "expired"
    corrected = "corrected"
    asker_wrote = "asker_wrote"
    """Past the agent: directly, or where the creator had written."""
    trust_voided = "trust_voided"
    """Answers of one's agent went wrong, so that what was proven of them no longer holds."""


class Digest(StrEnum):
    immediate = "immediate"
    hourly = "hourly"
    daily = "daily"


@dataclass(frozen=True, slots=True)
class NotificationSettings:
    kinds: frozenset[NotificationKind] = frozenset(NotificationKind)
    """What the person wants to be told; the rest is dropped."""
    digest: Digest = Digest.immediate
    quiet_from: time | None = None
    """Local time of day, without a zone; quiet may cross midnight. Both or neither."""
    quiet_until: time | None = None
    time_zone: str = "UTC"
    """An IANA name, such as 'Europe/Oslo'."""


@dataclass(frozen=True, slots=True)
class WaitingNotification:
    """A notification that was not sent yet."""

    id: UUID
    kind: NotificationKind
    created_at: datetime
    """Aware."""


@dataclass(frozen=True, slots=True)
class SendingPlan:
    """Every notification that waits is in exactly one of the three."""

    now: tuple[UUID, ...] = ()
    """To be sent now, in one message, oldest first."""
    later: Mapping[UUID, datetime] = field(default_factory=dict)
    """When to look again: aware, in UTC, after now and outside quiet hours."""
    dropped: tuple[UUID, ...] = ()


def check_settings(settings: NotificationSettings) -> NotificationSettings:
    """The same. Raises Invalid `invalid_notification_settings` naming the field."""
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _invalid("time_zone", f"There is no time zone {settings.time_zone[:50]!r}; use a name such as Europe/Oslo.") from None
    if (settings.quiet_from is None) != (settings.quiet_until is None):
        raise _invalid("quiet_hours", "Quiet hours need both a beginning and an end.")
    if settings.quiet_from is not None and settings.quiet_from == settings.quiet_until:
        raise _invalid("quiet_hours", "Quiet hours that end when they begin would never let anything through; leave them out.")
    return settings


def plan_sending(settings: NotificationSettings, waiting: Sequence[WaitingNotification], now: datetime) -> SendingPlan:
    """What is sent now, what later and what never. What is due goes out together, whatever its kind."""
    zone = ZoneInfo(settings.time_zone)
    wanted = sorted((each for each in waiting if each.kind in settings.kinds), key=lambda each: (each.created_at, each.id))
    due = {each.id: _after_quiet(settings, zone, max(_due(settings.digest, zone, each.created_at), now)) for each in wanted}
    return SendingPlan(
        now=tuple(each.id for each in wanted if due[each.id] <= now),
        later={each: at for each, at in due.items() if at > now},
        dropped=tuple(each.id for each in waiting if each.kind not in settings.kinds),
    )


def is_quiet(settings: NotificationSettings, at: datetime) -> bool:
    """Whether the person wants to be left alone at that moment; the end of quiet hours is no longer quiet."""
    start, end = settings.quiet_from, settings.quiet_until
    if start is None or end is None:
        return False
    local = at.astimezone(ZoneInfo(settings.time_zone)).time()
    return start <= local < end if start <= end else local >= start or local < end


def _after_quiet(settings: NotificationSettings, zone: ZoneInfo, at: datetime) -> datetime:
    """The first moment from `at` on that is not quiet."""
    if settings.quiet_until is None or not is_quiet(settings, at):
        return at
    day = at.astimezone(zone).date()
    # A clock that is set back may repeat the end of quiet hours: the next one that lies ahead and is not quiet.
    ends = (_moment(day + timedelta(days=each), settings.quiet_until, zone, fold) for each in range(3) for fold in (0, 1))
    return next(end for end in ends if end > at and not is_quiet(settings, end))


def _due(digest: Digest, zone: ZoneInfo, created_at: datetime) -> datetime:
    match digest:
        case Digest.immediate:
            return created_at
        case Digest.hourly:
            return created_at.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + HOUR
        case Digest.daily:
            day = created_at.astimezone(zone).date()
            today = _moment(day, DIGEST_AT, zone)
            return today if today > created_at else _moment(day + DAY, DIGEST_AT, zone)
        case _:
            assert_never(digest)


def _moment(day: date, at: time, zone: ZoneInfo, fold: int = 0) -> datetime:
    return datetime.combine(day, at, zone).replace(fold=fold).astimezone(UTC)


def _invalid(name: str, detail: str) -> Invalid:
    return Invalid("invalid_notification_settings", detail, field=name)
