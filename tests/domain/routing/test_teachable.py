"""From which past messages an answer can be taught, and in whose words its question is."""

import pytest

from orchestrator.domain.routing.deciding.decision import RuleName
from orchestrator.domain.routing.teachable import is_in_own_words, why_not_taught

NEVER = {"small_talk", "reply_to_agent", "creator_present", "blocked_topic", "unsafe"}


@pytest.mark.parametrize("rule", RuleName)
def test_only_what_is_looked_up_can_be_taught(rule: RuleName) -> None:
    assert (why_not_taught(rule.value) is not None) == (rule in NEVER)


def test_case_spaces_and_end_marks_are_no_wording() -> None:
    assert not is_in_own_words("when do I  feed", "When do I feed?", "Hello! When do I feed?")
    assert not is_in_own_words("Hello! When do I feed", "When do I feed?", "Hello! When do I feed?")
    assert is_in_own_words("When do I feed bees?", "When do I feed?", "Hello! When do I feed?")
