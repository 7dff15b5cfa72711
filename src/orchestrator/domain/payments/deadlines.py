"""How long somebody can pay, and until when a creator can answer for money that is held."""

from datetime import datetime, timedelta

from orchestrator.domain.payments.moves import Way

PAYING = {Way.stripe: timedelta(minutes=30), Way.by_hand: timedelta(days=1)}
"""How long a place in the creator's limits is kept, by the way the money comes."""

BEFORE_HOLD_ENDS = timedelta(hours=1)
"""What a question expires before the hold that pays it, so that an answer never comes too late for the money."""


def answer_deadline(now: datetime, hours: float, capture_before: datetime | None) -> datetime:
    """When the question expires: after the hours of the rules, or an hour before the hold ends where that is earlier."""
    by_rules = now + timedelta(hours=hours)
    return by_rules if capture_before is None else min(by_rules, capture_before - BEFORE_HOLD_ENDS)
