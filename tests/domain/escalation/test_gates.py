"""The gates before an offer: each alone, their order, and when a closed one opens."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.accounts.agents import Asker
from orchestrator.domain.escalation.gates import ClosedGate, Gate, GuestUsage, Usage, closed_gate, remaining_today
from orchestrator.domain.policy.availability import read_availability
from support.facts import NOW, asker, policy, usage

LATER = NOW + timedelta(hours=3)
MORNINGS = read_availability({"weekly": {day: [["07:00", "09:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}})


@pytest.mark.parametrize(
    ("rules", "who", "used", "closed"),
    [
        ({}, asker(), usage(), None),
        ({"escalation_enabled": False}, asker(), usage(), ClosedGate(Gate.disabled, None)),
        ({}, asker(tier=Tier.follower), usage(), None),
        ({}, asker(tier=Tier.paid), usage(), None),
        ({"allowed_user_tiers": frozenset({Tier.free})}, asker(tier=Tier.paid), usage(), ClosedGate(Gate.tier, None)),
        ({"allowed_user_tiers": frozenset({Tier.paid})}, asker(tier=Tier.paid), usage(), None),
        ({"allowed_user_tiers": frozenset()}, asker(), usage(), ClosedGate(Gate.tier, None)),
        ({"guests_enabled": False}, asker(tier=Tier.guest), usage(), ClosedGate(Gate.tier, None)),
        ({}, asker(tier=Tier.guest), usage(accepted_last_day=9, guests=GuestUsage(2, 2)), None),
        ({}, asker(tier=Tier.guest), usage(guests=GuestUsage(3, 3, NOW)), ClosedGate(Gate.day_limit, NOW)),
        ({}, asker(tier=Tier.guest), usage(guests=GuestUsage(0, 15, None, NOW)), ClosedGate(Gate.week_limit, NOW)),
        ({"max_escalations_per_day": 1}, asker(tier=Tier.guest), usage(guests=GuestUsage(0, 0)), ClosedGate(Gate.day_limit, None)),
        ({}, asker(), usage(accepted_last_day=9), None),
        ({}, asker(), usage(accepted_last_day=10, day_opens_at=LATER), ClosedGate(Gate.day_limit, LATER)),
        ({}, asker(), usage(accepted_last_day=11, day_opens_at=LATER), ClosedGate(Gate.day_limit, LATER)),
        ({"max_escalations_per_day": 0}, asker(), usage(), ClosedGate(Gate.day_limit, None)),
        ({}, asker(), usage(accepted_last_week=49), None),
        ({}, asker(), usage(accepted_last_week=50, week_opens_at=LATER), ClosedGate(Gate.week_limit, LATER)),
        ({"availability": MORNINGS}, asker(), usage(), ClosedGate(Gate.unavailable, datetime(2026, 3, 5, 7, tzinfo=UTC))),
    ],
)
def test_each_gate(rules: dict[str, Any], who: Asker, used: Usage, closed: ClosedGate | None) -> None:
    assert closed_gate(policy(**rules), who, used, NOW) == closed


def test_the_first_closed_gate_is_named() -> None:
    rules: dict[str, Any] = {"escalation_enabled": False, "allowed_user_tiers": frozenset(), "max_escalations_per_day": 0,
                             "max_escalations_per_week": 0, "availability": MORNINGS}  # fmt: skip
    gates = []
    for opened in ({}, *({name: value} for name, value in (("escalation_enabled", True), ("allowed_user_tiers", frozenset(Tier)),
                   ("max_escalations_per_day", 1), ("max_escalations_per_week", 1), ("availability", policy().availability)))):  # fmt: skip
        rules |= opened
        closed = closed_gate(policy(**rules), asker(), usage(), NOW)
        gates.append(closed.gate if closed else None)
    # An address is asked for where the offer is accepted, not here.
    assert gates == [*(gate for gate in Gate if gate is not Gate.address), None]


@pytest.mark.parametrize(
    ("day", "week", "left"), [(0, 0, 10), (3, 3, 7), (10, 10, 0), (12, 12, 0), (2, 45, 5), (0, 50, 0), (0, 60, 0)]
)  # fmt: skip
def test_remaining_today_is_what_both_limits_leave(day: int, week: int, left: int) -> None:
    assert remaining_today(policy(), usage(accepted_last_day=day, accepted_last_week=week)) == left
