"""Replay of past decisions under other rules: which change their path, which cannot be known, and the creator's
minutes.
"""

from collections.abc import Sequence
from typing import Any

import pytest

from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.deciding.decision import RuleName
from orchestrator.domain.routing.log.replay import DecisionInputs, Gap, RecordedDecision, creator_minutes, replay
from support.facts import NOW, answer_hit, facts, identifier, policy, signals, usage


def past(path: Path, rule: RuleName, number: int = 0, text: str = "Can bees be kept on a ship?", draft: Draft | None = None,
         usages: Any = None, **scores: Any) -> RecordedDecision:  # fmt: skip
    inputs = DecisionInputs(signals(**scores), facts(text, usage=usages or usage()), draft)
    return RecordedDecision(identifier(f"decision {number}"), NOW, text, path, rule.value, inputs)


def draft(supported: bool) -> Draft:
    return Draft("", (), supported, "quotes")


CONFIDENT = past(Path.auto_answer, RuleName.confident, confidence=0.8, draft=draft(True))
UNSUPPORTED = past(Path.offer_escalation, RuleName.worth_asking, confidence=0.8, draft=draft(False))
UNSURE = past(Path.offer_escalation, RuleName.worth_asking, confidence=0.7)
KNOWN = past(Path.serve_canonical, RuleName.known_question, canonical_similarity=0.86, similarity=0.86, best_answer=answer_hit())
NEAR = past(Path.offer_escalation, RuleName.worth_asking, canonical_similarity=0.8, similarity=0.8, best_answer=answer_hit())
FULL = past(Path.refuse, RuleName.gate_closed, usages=usage(accepted_last_day=10, accepted_last_week=10))


@pytest.mark.parametrize(
    ("decided", "changes", "path"),
    [
        (CONFIDENT, {}, None),
        (CONFIDENT, {"auto_answer_confidence_threshold": 0.9}, Path.offer_escalation),
        (CONFIDENT, {"auto_answer_confidence_threshold": 0.9, "escalation_enabled": False}, Path.refuse),
        (CONFIDENT, {"blocked_topics": ("ships",)}, Path.refuse),
        (UNSUPPORTED, {"auto_answer_confidence_threshold": 0.5}, None),
        (KNOWN, {"canonical_match_threshold": 0.9}, Path.offer_escalation),
        (NEAR, {"canonical_match_threshold": 0.8}, Path.serve_canonical),
        (FULL, {}, None),
        (FULL, {"max_escalations_per_day": 11}, Path.offer_escalation),
        (FULL, {"max_escalations_per_day": 11, "max_escalations_per_week": 10}, None),
    ],
)
def test_decisions_that_change_their_path(decided: RecordedDecision, changes: dict[str, Any], path: Path | None) -> None:
    found = replay([decided], policy(**changes))
    assert [flip.path for flip in found.flips] == ([path] if path else [])
    assert found.before == {decided.path: 1}
    assert found.after == {path or decided.path: 1}
    assert not found.undecided


def test_without_a_stored_draft_both_possible_paths_are_named() -> None:
    found = replay([UNSURE], policy(auto_answer_confidence_threshold=0.7))
    assert not found.flips
    assert not found.after
    (unknown,) = found.undecided
    assert (unknown.gap, unknown.possible) == (Gap.draft_missing, (Path.auto_answer, Path.offer_escalation))
    assert found.offers_after == (0, 1)


def test_every_message_is_counted_once_and_the_order_is_kept() -> None:
    every: Sequence[RecordedDecision] = [CONFIDENT, UNSURE, KNOWN, NEAR, FULL]
    found = replay(every, policy(auto_answer_confidence_threshold=0.7, canonical_match_threshold=0.9, max_escalations_per_day=11))
    assert sum(found.before.values()) == sum(found.after.values()) + len(found.undecided) == len(every)
    assert [flip.past for flip in found.flips] == [KNOWN, FULL]


@pytest.mark.parametrize(
    ("offers", "before", "minutes", "expected"), [(10, 10, 30.0, 30.0), (5, 10, 30.0, 15.0), (0, 0, 0.0, 0.0), (3, 0, 0.0, None)]
)
def test_the_creators_minutes_are_proportional_to_offers(offers: int, before: int, minutes: float, expected: float | None) -> None:
    assert creator_minutes(offers, before, minutes) == expected
