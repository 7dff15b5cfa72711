"""The policy: defaults, ranges and JSON; and which layers include which."""

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestrator.domain.accounts.access import MEMBER_TIERS, Layer, Tier
from orchestrator.domain.errors import Invalid
from orchestrator.domain.policy.availability import read_availability
from orchestrator.domain.policy.policy import Policy, read_policy, show_policy
from support.facts import policy


def test_defaults() -> None:
    assert show_policy(Policy()) == {
        "version": 1,
        "escalation_enabled": True,
        "max_escalations_per_day": 10,
        "max_escalations_per_week": 50,
        "auto_answer_confidence_threshold": 0.75,
        "canonical_match_threshold": 0.85,
        "novelty_threshold": 0.7,
        "complexity_threshold": 0.6,
        "vagueness_threshold": 0.5,
        "clarification_enabled": True,
        "max_clarifications_running": 2,
        "offer_valid_hours": 72,
        "expected_response_hours": 24,
        "answer_deadline_hours": 168,
        "blocked_topics": [],
        "allowed_user_tiers": ["free", "follower", "paid", "guest"],
        "availability_windows": {},
        "chat_model": "",
        "temperature": 0.3,
        "abuse_rules_enabled": True,
        "moderation_failure": "open",
        "trust_mode": "asking",
        "wrong_answers_target": 0.05,
        "trust_cards_per_day": 3,
        "model_confirms_matches": False,
        "second_signature": False,
        "direct_messages_enabled": True,
        "direct_message_tiers": ["free", "follower", "paid"],
        "max_direct_messages_per_day": 50,
        "max_direct_messages_per_person": 10,
        "guests_enabled": True,
        "guest_messages_per_day": 20,
        "guest_escalations_per_day": 3,
        "guest_escalations_per_week": 15,
        "retention_days": 0,
    }


THRESHOLDS = (
    "auto_answer_confidence_threshold",
    "canonical_match_threshold",
    "novelty_threshold",
    "complexity_threshold",
    "vagueness_threshold",
)
RANGES: dict[str, tuple[float, float]] = {
    **dict.fromkeys(THRESHOLDS, (0.0, 1.0)),
    **dict.fromkeys(("max_escalations_per_day", "max_escalations_per_week"), (0, 10_000)),
    **dict.fromkeys(("max_direct_messages_per_day", "max_direct_messages_per_person"), (0, 10_000)),
    **dict.fromkeys(("guest_messages_per_day", "guest_escalations_per_day", "guest_escalations_per_week"), (0, 10_000)),
    **dict.fromkeys(("offer_valid_hours", "expected_response_hours"), (1, 720)),
    "answer_deadline_hours": (1, 2160),
    "retention_days": (0, 3_650),
    "max_clarifications_running": (0, 5),
    "temperature": (0.0, 2.0),
}


@pytest.mark.parametrize("name", RANGES)
def test_ranges(name: str) -> None:
    low, high = RANGES[name]
    step = 0.001 if name in (*THRESHOLDS, "temperature") else 1
    for value in (low, high):
        assert getattr(policy(**{name: value}), name) == value
    for value in (low - step, high + step, math.nan, math.inf):
        with pytest.raises(Invalid) as refused:
            policy(**{name: value})
        assert refused.value.code == "invalid_policy"
        assert refused.value.fields["field"] == name


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"version": 0}, "version"),
        ({"blocked_topics": ("",)}, "blocked_topics"),
        ({"blocked_topics": ("refund", "?!")}, "blocked_topics"),
        ({"blocked_topics": ("x" * 101,)}, "blocked_topics"),
        ({"blocked_topics": tuple(f"topic {n}" for n in range(201))}, "blocked_topics"),
    ],
)
def test_an_invalid_policy_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        policy(**changes)
    assert refused.value.fields["field"] == field


def test_the_largest_policy_is_taken() -> None:
    assert policy(blocked_topics=tuple(f"{n:0100}" for n in range(200)))


def test_topics_are_trimmed_and_named_once() -> None:
    raw = show_policy(Policy()) | {"blocked_topics": [" refund ", "refund", "tax"]}
    assert read_policy(raw).blocked_topics == ("refund", "tax")


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("allowed_user_tiers", ["gold"], "allowed_user_tiers"),
        ("direct_message_tiers", ["gold"], "direct_message_tiers"),
        ("availability_windows", {"weekly": {"mon": [["10:00", "10:00"]]}}, "availability_windows.weekly.mon"),
        ("blocked_topics", ["  "], "blocked_topics"),
    ],
)
def test_wrong_json_names_its_field(name: str, value: object, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_policy(show_policy(Policy()) | {name: value})
    assert refused.value.code == "invalid_policy"
    assert refused.value.fields["field"] == field


shares = st.floats(0, 1)
hours = st.integers(1, 720)
limits = st.integers(0, 10_000)
policies = st.builds(
    Policy, version=st.integers(min_value=1), escalation_enabled=st.booleans(), max_escalations_per_day=limits, max_escalations_per_week=limits,
    auto_answer_confidence_threshold=shares, canonical_match_threshold=shares, novelty_threshold=shares, complexity_threshold=shares,
    vagueness_threshold=shares, clarification_enabled=st.booleans(), max_clarifications_running=st.integers(0, 5),
    blocked_topics=st.lists(st.from_regex(r"[a-zé蜂]{1,20}( [a-z]{1,9})?", fullmatch=True), max_size=5, unique=True).map(tuple),
    allowed_user_tiers=st.frozensets(st.sampled_from(Tier)), direct_message_tiers=st.frozensets(st.sampled_from(sorted(MEMBER_TIERS))),
    direct_messages_enabled=st.booleans(), max_direct_messages_per_day=limits, max_direct_messages_per_person=limits, offer_valid_hours=hours, expected_response_hours=hours,
    answer_deadline_hours=st.integers(1, 2160), retention_days=st.integers(0, 3_650),
    availability=st.sampled_from([{}, {"timezone": "Europe/Oslo", "weekly": {"mon": [["09:00", "24:00"]]}, "holidays": ["2026-12-24"]}]).map(read_availability),
)  # fmt: skip


@settings(max_examples=50)
@given(policies)
def test_json_round_trip(rules: Policy) -> None:
    assert read_policy(json.loads(json.dumps(show_policy(rules)))) == rules


@pytest.mark.parametrize("granted", Layer)
@pytest.mark.parametrize("asked", Layer)
def test_a_layer_includes_those_no_more_private(granted: Layer, asked: Layer) -> None:
    by_privacy = [Layer.public, Layer.friends, Layer.intimate]
    assert granted.includes(asked) == (by_privacy.index(asked) <= by_privacy.index(granted))
