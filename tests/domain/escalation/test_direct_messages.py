"""Direct messages: the switch, the tier, the limits, blocked topics, and past messages under other rules."""

from datetime import timedelta
from typing import Any

import pytest

from orchestrator.adapters.words.word_forms import LibraryWordForms
from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.errors import Limited
from orchestrator.domain.escalation.direct_messages import (
    DirectReplay,
    DirectUsage,
    PastDirectMessage,
    closed_to,
    limit_reached,
    replay_direct,
    touches_blocked_topic,
)
from orchestrator.domain.message.reading import read_text
from support.facts import NOW, identifier, policy


@pytest.mark.parametrize(
    ("rules", "tier", "code"),
    [
        ({}, Tier.free, None),
        ({}, Tier.paid, None),
        ({"direct_messages_enabled": False}, Tier.paid, "direct_messages_disabled"),
        ({"direct_message_tiers": frozenset({Tier.paid})}, Tier.free, "tier_not_allowed"),
        ({"direct_message_tiers": frozenset({Tier.paid})}, Tier.paid, None),
        ({"allowed_user_tiers": frozenset()}, Tier.free, None),
    ],
)
def test_who_may_write(rules: dict[str, Any], tier: Tier, code: str | None) -> None:
    closed = closed_to(policy(**rules), "Mara", tier)
    assert (closed.code if closed else None) == code


@pytest.mark.parametrize(
    ("used", "opens_at"),
    [
        (DirectUsage(49, 9), None),
        (DirectUsage(50, 0, NOW + timedelta(hours=2)), NOW + timedelta(hours=2)),
        (DirectUsage(0, 10, None, NOW + timedelta(hours=3)), NOW + timedelta(hours=3)),
        (DirectUsage(50, 10, NOW, NOW + timedelta(hours=3)), NOW + timedelta(hours=3)),
    ],
)
def test_limits_at_their_edge(used: DirectUsage, opens_at: Any) -> None:
    limited = limit_reached(policy(), "Mara", used)
    if opens_at is None:
        assert limited is None
        return
    assert isinstance(limited, Limited)
    assert (limited.code, limited.fields) == ("direct_limit_reached", {"opens_at": opens_at.isoformat()})


def test_a_limit_of_0_never_opens_by_itself() -> None:
    limited = limit_reached(policy(max_direct_messages_per_day=0), "Mara", DirectUsage())
    assert limited is not None
    assert limited.fields == {"opens_at": None}


def test_a_blocked_topic_is_found_in_any_inflection() -> None:
    rules = policy(blocked_topics=("refund",))
    assert touches_blocked_topic(rules, read_text("Where are my refunds?"), LibraryWordForms())
    assert not touches_blocked_topic(rules, read_text("Where is my parcel?"), LibraryWordForms())


def past(hours: float, content: str = "Hello?", person: str = "ada", tier: Tier = Tier.free, is_reply: bool = False) -> PastDirectMessage:
    return PastDirectMessage(identifier(f"thread of {person}"), identifier(person), tier, is_reply, content, NOW + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("rules", "messages", "refused"),
    [
        ({}, [past(0), past(1)], 0),
        ({"direct_messages_enabled": False}, [past(0), past(1)], 2),
        ({"direct_message_tiers": frozenset({Tier.paid})}, [past(0), past(1, tier=Tier.paid)], 1),
        ({"blocked_topics": ("refund",)}, [past(0, "My refund?"), past(1)], 1),
        ({}, [past(0, "You are a stupid idiot"), past(1)], 1),
        ({"abuse_rules_enabled": False}, [past(0, "You are a stupid idiot"), past(1)], 0),
        ({"max_direct_messages_per_person": 1}, [past(0), past(1), past(2, person="bo")], 1),
        ({"max_direct_messages_per_person": 1}, [past(0), past(24)], 0),
        ({"max_direct_messages_per_person": 1}, [past(0), past(23.9)], 1),
        ({"max_direct_messages_per_person": 1}, [past(0), past(1, is_reply=True), past(2)], 0),
        ({"max_direct_messages_per_day": 2}, [past(0), past(1, is_reply=True), past(2), past(3, person="bo")], 1),
    ],
)
def test_past_messages_under_other_rules(rules: dict[str, Any], messages: list[PastDirectMessage], refused: int) -> None:
    considered = sum(not message.is_reply for message in messages)
    assert replay_direct(policy(**rules), messages, LibraryWordForms()) == DirectReplay(considered, refused)
