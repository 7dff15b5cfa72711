"""The gates that must be open before a question is offered to the creator, and the time when a closed gate opens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.accounts.agents import Asker
from orchestrator.domain.policy.availability import is_open, next_opening
from orchestrator.domain.policy.policy import Policy


@dataclass(frozen=True, slots=True)
class GuestUsage:
    """The questions of guests among those that the creator received lately."""

    last_day: int
    """In the last 24 hours, >= 0."""
    last_week: int
    """In the last seven days, >= 0."""
    day_opens_at: datetime | None = None
    """When the last 24 hours will hold fewer of them than the guests' share of the day; None where they already do."""
    week_opens_at: datetime | None = None
    """Likewise for the week."""


@dataclass(frozen=True, slots=True)
class Usage:
    """The questions that the creator received lately, in rolling windows."""

    accepted_last_day: int = 0
    """Questions accepted in the last 24 hours, >= 0."""
    accepted_last_week: int = 0
    """Questions accepted in the last seven days, >= 0."""
    day_opens_at: datetime | None = None
    """When the last 24 hours will hold fewer questions than the day limit; None where they already do."""
    week_opens_at: datetime | None = None
    """When the last seven days will hold fewer questions than the week limit; None where they already do."""
    median_response_hours: float | None = None
    """Over this creator's last answers, > 0; None where there are too few for a promise (`get_response_hours`)."""
    guests: GuestUsage | None = None
    """None where the asker is no guest."""


UNUSED = Usage()


class Gate(StrEnum):
    """A condition for an offer. The value is the error code where the gate is closed."""

    disabled = "escalation_disabled"
    tier = "tier_not_allowed"
    day_limit = "day_limit_reached"
    week_limit = "week_limit_reached"
    unavailable = "creator_unavailable"
    address = "address_needed"
    """Closed where a guest accepts an offer without having left an address; it does not keep the offer from being made."""


@dataclass(frozen=True, slots=True)
class ClosedGate:
    gate: Gate
    opens_at: datetime | None
    """When the gate opens by itself (UTC); None where only the creator can open it."""


def closed_gate(policy: Policy, asker: Asker, usage: Usage, now: datetime) -> ClosedGate | None:
    """The first closed gate; None where the question may be offered."""
    for gate, check in _GATES:
        closed = check(policy, asker, usage, now)
        if closed is not None:
            return ClosedGate(gate, closed.opens_at)
    return None


def remaining_today(policy: Policy, usage: Usage) -> int:
    """How many more questions this creator accepts now from such an asker, by all limits; >= 0."""
    left = [policy.max_escalations_per_day - usage.accepted_last_day, policy.max_escalations_per_week - usage.accepted_last_week]
    if usage.guests is not None:
        share = guest_share(policy)
        left += [share.day - usage.guests.last_day, share.week - usage.guests.last_week]
    return max(0, min(left))


@dataclass(frozen=True, slots=True)
class GuestShare:
    """How many of the questions that the creator takes may come from guests; each >= 0."""

    day: int
    week: int


def guest_share(policy: Policy) -> GuestShare:
    """The share by the rules, which leaves at least one place to people with an account. `count_guest_questions` knows it too."""
    return GuestShare(
        max(0, min(policy.guest_escalations_per_day, policy.max_escalations_per_day - 1)),
        max(0, min(policy.guest_escalations_per_week, policy.max_escalations_per_week - 1)),
    )


@dataclass(frozen=True, slots=True)
class _Closed:
    """The result of a check that found its gate closed."""

    opens_at: datetime | None = None


def _disabled(policy: Policy, asker: Asker, usage: Usage, now: datetime) -> _Closed | None:
    return None if policy.escalation_enabled else _Closed()


def _tier(policy: Policy, asker: Asker, usage: Usage, now: datetime) -> _Closed | None:
    is_known = asker.tier is not Tier.guest or policy.guests_enabled
    return None if is_known and asker.tier in policy.allowed_user_tiers else _Closed()


def _day_limit(policy: Policy, asker: Asker, usage: Usage, now: datetime) -> _Closed | None:
    return None if usage.accepted_last_day < policy.max_escalations_per_day else _Closed(usage.day_opens_at)


def _guests_day(policy: Policy, asker: Asker, usage: Usage, now: datetime) -> _Closed | None:
    guests = usage.guests
    return None if guests is None or guests.last_day < guest_share(policy).day else _Closed(guests.day_opens_at)


def _guests_week(policy: Policy, asker: Asker, usage: Usage, now: datetime) -> _Closed | None:
    guests = usage.guests
    return None if guests is None or guests.last_week < guest_share(policy).week else _Closed(guests.week_opens_at)


def _week_limit(policy: Policy, asker: Asker, usage: Usage, now: datetime) -> _Closed | None:
    return None if usage.accepted_last_week < policy.max_escalations_per_week else _Closed(usage.week_opens_at)


def _unavailable(policy: Policy, asker: Asker, usage: Usage, now: datetime) -> _Closed | None:
    return None if is_open(policy.availability, now) else _Closed(next_opening(policy.availability, now))


_GATES: tuple[tuple[Gate, Callable[[Policy, Asker, Usage, datetime], _Closed | None]], ...] = (
    (Gate.disabled, _disabled),
    (Gate.tier, _tier),
    (Gate.day_limit, _day_limit),
    (Gate.week_limit, _week_limit),
    (Gate.day_limit, _guests_day),
    (Gate.week_limit, _guests_week),
    (Gate.unavailable, _unavailable),
)
