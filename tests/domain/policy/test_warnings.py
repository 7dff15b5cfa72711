"""Values that close or open something altogether are told, and have to be meant."""

from typing import Any

import pytest

from orchestrator.domain.errors import Invalid
from orchestrator.domain.policy.availability import read_availability
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.policy.warnings import read_warnings, require_confirmed
from support.facts import policy

CLOSING: dict[str, tuple[Any, Any]] = {
    "max_escalations_per_day": (0, 1),
    "max_escalations_per_week": (0, 1),
    "allowed_user_tiers": (frozenset(), policy().allowed_user_tiers),
    "availability": (read_availability({"weekly": {}}), read_availability({"weekly": {"mon": [["09:00", "09:01"]]}})),
    "auto_answer_confidence_threshold": (0.0, 0.001),
    "canonical_match_threshold": (0.0, 0.001),
    "novelty_threshold": (0.0, 0.001),
    "vagueness_threshold": (0.0, 0.001),
    "trust_cards_per_day": (0, 1),
    "direct_message_tiers": (frozenset(), policy().direct_message_tiers),
    "max_direct_messages_per_day": (0, 1),
    "max_direct_messages_per_person": (0, 1),
}
"""Per field: the value that is warned of, and the nearest one that is not."""


@pytest.mark.parametrize("field", CLOSING)
def test_each_value_that_closes_something_is_told(field: str) -> None:
    closing, harmless = CLOSING[field]
    setting = "availability_windows" if field == "availability" else field
    assert [warning.setting for warning in read_warnings(policy(**{field: closing}))] == [setting]
    assert read_warnings(policy(**{field: harmless})) == ()


def test_the_defaults_have_no_warning_and_a_switch_needs_none() -> None:
    assert read_warnings(Policy()) == ()
    assert read_warnings(policy(escalation_enabled=False, direct_messages_enabled=False, max_direct_messages_per_day=0)) == ()
    assert read_warnings(policy(clarification_enabled=False, vagueness_threshold=0.0)) == ()


def test_a_new_warning_is_refused_until_it_is_confirmed() -> None:
    before, after = policy(), policy(max_escalations_per_day=0, novelty_threshold=0.0)
    with pytest.raises(Invalid) as refused:
        require_confirmed(before, after, frozenset({"novelty_threshold"}))
    assert (refused.value.code, refused.value.fields["field"]) == ("needs_confirmation", "max_escalations_per_day")
    assert "no question reaches you" in refused.value.detail
    require_confirmed(before, after, frozenset({"novelty_threshold", "max_escalations_per_day"}))
    require_confirmed(after, after, frozenset())
