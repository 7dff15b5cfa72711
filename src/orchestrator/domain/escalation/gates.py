"""The gates before a creator: what must be open for a question to be offered, and when a closed one opens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from orchestrator.domain.accounts.agents import Asker
from orchestrator.domain.policy.availability import is_open, next_opening
from orchestrator.domain.policy.policy import Policy


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of the creator's attention is taken, in rolling windows."""

    accepted_last_day: int = 0
    accepted_last_week: int = 0
    day_opens_at: datetime | None = None
    """When the last 24 hours hold fewer than the daily limit again; None where they do now."""
    week_opens_at: datetime | None = None
    median_response_hours: float | None = None
    """Over this creator's last answers, > 0; None until there is one."""


UNUSED = Usage()


class Gate(StrEnum):
    disabled = "escalation_disabled"
    tier = "tier_not_allowed"
    day_limit = "day_limit_reached"
    week_limit = "week_limit_reached"
    unavailable = "creator_unavailable"


@dataclass(frozen=True, slots=True)
class ClosedGate:
    gate: Gate
    opens_at: datetime | None
    """When it opens by itself (UTC); None where only the creator can open it."""


def closed_gate(policy: Policy, asker: Asker, usage: Usage, now: datetime) -> ClosedGate | None:
    """The first closed gate, or None where the question may be offered."""
    for gate, check in _GATES:
        closed = check(policy, asker, usage, now)
        if closed is not None:
            return ClosedGate(gate, closed.opens_at)
    return None


def remaining_today(policy: Policy, usage: Usage) -> int:
    """How many more questions this creator takes now, by both limits, >= 0."""
    return max(
        0,
        min(
            policy.max_escalations_per_day - usage.accepted_last_day,
            policy.max_escalations_per_week - usage.accepted_last_week,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Closed:
    opens_at: datetime | None = None


def _disabled(policy: Policy, asker: Asker, usage: Usage, now: datetime) -> _Closed | None:
    return None if policy.escalation_enabled else _Closed()


def _tier(policy: Policy, asker: Asker, usage: Usage, now: datetime) -> _Closed | None:
    return None if asker.tier in policy.allowed_user_tiers else _Closed()


def _day_limit(policy: Policy, asker: Asker, usage: Usage, now: datetime) -> _Closed | None:
    return None if usage.accepted_last_day < policy.max_escalations_per_day else _Closed(usage.day_opens_at)


def _week_limit(policy: Policy, asker: Asker, usage: Usage, now: datetime) -> _Closed | None:
    return None if usage.accepted_last_week < policy.max_escalations_per_week else _Closed(usage.week_opens_at)


def _unavailable(policy: Policy, asker: Asker, usage: Usage, now: datetime) -> _Closed | None:
    return None if is_open(policy.availability, now) else _Closed(next_opening(policy.availability, now))


_GATES: tuple[tuple[Gate, Callable[[Policy, Asker, Usage, datetime], _Closed | None]], ...] = (
    (Gate.disabled, _disabled),
    (Gate.tier, _tier),
    (Gate.day_limit, _day_limit),
    (Gate.week_limit, _week_limit),
    (Gate.unavailable, _unavailable),
)
