"""When a person is notified, and of what: settings, waiting notifications and the time go in, a plan comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import assert_never
from uuid import UUID
from zoneinfo import ZoneInfo

from orchestrator.domain.errors import Invalid
from orchestrator.domain.time_zones import is_time_zone

DIGEST_AT = time(9)
"""Local time of the daily digest."""
SETTLE_FOR = timedelta(minutes=1)
"""A message of an asker waits so long for the next one of the same conversation, so that one mail tells of both."""
SETTLE_AT_MOST = timedelta(minutes=5)
"""After so long it is sent although the asker goes on writing."""
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class NotificationKind(StrEnum):
    """What a notification is about."""

    question_accepted = "question_accepted"
    answered = "answered"
    declined = "declined"
    expired = "expired"
    corrected = "corrected"
    assigned = "assigned"
    """Somebody of the team asked the person to answer a question."""
    asker_wrote = "asker_wrote"
    """An asker wrote to the creator directly, or in a conversation that the creator had joined."""
    trust_voided = "trust_voided"
    """A proof was voided, as too many answers of the person's agent were wrong."""
    webhook_disabled = "webhook_disabled"
    """A webhook of the person's agent was switched off: it failed for days, or wanted no more events."""
    channel_trouble = "channel_trouble"
    """A channel of the person's agent needs a new token, or has failed for an hour."""
    source_trouble = "source_trouble"
    """A source of an agent that the person looks after cannot be read."""
    payment_disputed = "payment_disputed"
    """The bank of somebody who paid the person's agent wants the money back."""
    money_owed = "money_owed"
    """Money that came by hand is to be given back by the person."""
    source_changed = "source_changed"
    """A source says something else than before, so that documents were replaced or retired."""


class Digest(StrEnum):
    """How often waiting notifications are sent together."""

    immediate = "immediate"
    hourly = "hourly"
    daily = "daily"


@dataclass(frozen=True, slots=True)
class NotificationSettings:
    """One person's settings."""

    kinds: frozenset[NotificationKind] = frozenset(NotificationKind)
    """The kinds that the person wants; notifications of other kinds are dropped."""
    digest: Digest = Digest.immediate
    quiet_from: time | None = None
    """Beginning of the quiet hours, in local time. They may cross midnight. Both fields are set, or neither."""
    quiet_until: time | None = None
    time_zone: str = "UTC"
    """An IANA name, such as 'Europe/Oslo'."""


@dataclass(frozen=True, slots=True)
class WaitingNotification:
    """A notification that has not been sent yet."""

    id: UUID
    kind: NotificationKind
    created_at: datetime
    """Aware."""
    conversation_id: UUID | None = None
    """The conversation that it is about; None where there is none."""


@dataclass(frozen=True, slots=True)
class SendingPlan:
    """What to do with the waiting notifications. Each is in exactly one of the three fields."""

    now: tuple[UUID, ...] = ()
    """Sent now, in one message, oldest first."""
    later: Mapping[UUID, datetime] = field(default_factory=dict)
    """When each of the others is due: aware, UTC, after now and outside the quiet hours."""
    dropped: tuple[UUID, ...] = ()
    """Never sent, as the person does not want their kinds."""


def check_settings(settings: NotificationSettings) -> NotificationSettings:
    """The settings themselves. Raises Invalid `invalid_notification_settings` with the name of the field."""
    if not is_time_zone(settings.time_zone):
        raise _invalid("time_zone", f"{settings.time_zone[:50]!r} is not a time zone; use a name such as Europe/Oslo.")
    if (settings.quiet_from is None) != (settings.quiet_until is None):
        raise _invalid("quiet_hours", "Quiet hours need both a beginning and an end.")
    if settings.quiet_from is not None and settings.quiet_from == settings.quiet_until:
        raise _invalid("quiet_hours", "Quiet hours cannot begin and end at the same time, as nothing would ever be sent. Leave both out.")
    return settings


def plan_sending(settings: NotificationSettings, waiting: Sequence[WaitingNotification], now: datetime) -> SendingPlan:
    """What is sent now, later and never. All that is due is sent together, whatever its kind."""
    zone = ZoneInfo(settings.time_zone)
    kept = sorted((each for each in waiting if each.kind in settings.kinds), key=lambda each: (each.created_at, each.id))
    settled = _read_settled(kept)
    due = {each.id: _after_quiet(settings, zone, max(_due(settings.digest, zone, each.created_at), settled[each.id], now)) for each in kept}
    return SendingPlan(
        now=tuple(each.id for each in kept if due[each.id] <= now),
        later={notification: at for notification, at in due.items() if at > now},
        dropped=tuple(each.id for each in waiting if each.kind not in settings.kinds),
    )


def is_quiet(settings: NotificationSettings, at: datetime) -> bool:
    """Whether `at` lies within the quiet hours. Their end no longer belongs to them."""
    start, end = settings.quiet_from, settings.quiet_until
    if start is None or end is None:
        return False
    local = at.astimezone(ZoneInfo(settings.time_zone)).time()
    return start <= local < end if start <= end else local >= start or local < end


def _read_settled(kept: Sequence[WaitingNotification]) -> dict[UUID, datetime]:
    """When each notification no longer waits for others that belong to it. All messages of one conversation share one
    time: a minute after the last, five minutes after the first at the latest."""
    bursts: dict[UUID | None, list[WaitingNotification]] = {}
    settled = {each.id: each.created_at for each in kept}
    for each in kept:
        if each.kind is NotificationKind.asker_wrote:
            bursts.setdefault(each.conversation_id, []).append(each)
    for burst in bursts.values():
        first, last = burst[0].created_at, burst[-1].created_at
        settled |= {each.id: min(last + SETTLE_FOR, first + SETTLE_AT_MOST) for each in burst}
    return settled


def _after_quiet(settings: NotificationSettings, zone: ZoneInfo, at: datetime) -> datetime:
    """The first time from `at` on that is outside the quiet hours."""
    if settings.quiet_until is None or not is_quiet(settings, at):
        return at
    day = at.astimezone(zone).date()
    # Where the clock is set back, the end of the quiet hours may occur twice. The first one that ends them counts.
    ends = (_moment(day + timedelta(days=ahead), settings.quiet_until, zone, fold) for ahead in range(3) for fold in (0, 1))
    return next(end for end in ends if end > at and not is_quiet(settings, end))


def _due(digest: Digest, zone: ZoneInfo, created_at: datetime) -> datetime:
    """When a notification is due by the digest alone, without regard to quiet hours."""
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
