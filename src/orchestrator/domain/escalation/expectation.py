"""How long an asker waits for the creator, as far as it can be promised."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from orchestrator.domain.escalation.gates import Usage
from orchestrator.domain.policy.availability import Availability, is_open, next_opening
from orchestrator.domain.policy.policy import Policy


@dataclass(frozen=True, slots=True)
class Expectation:
    """The time until the creator's answer that an offer names."""

    hours: float
    """From now, > 0."""
    from_answers: bool
    """Whether it comes from the creator's earlier answers. If not, it is what the rules say."""


def expect_answer(policy: Policy, usage: Usage, now: datetime) -> Expectation:
    """The time that this creator needs, and what the closed hours and days ahead add to it."""
    median = usage.median_response_hours
    hours = median if median is not None else float(policy.expected_response_hours)
    return Expectation(_over_closed_times(policy.availability, now, hours), median is not None)


def _over_closed_times(availability: Availability, now: datetime, hours: float) -> float:
    """`hours`, counted from the next opening where questions are not taken now or will not be when they are over."""
    needed = timedelta(hours=hours)
    begins = next_opening(availability, now) or now
    if not is_open(availability, begins + needed):
        begins = next_opening(availability, begins + needed) or begins
    return (begins + needed - now) / timedelta(hours=1)
