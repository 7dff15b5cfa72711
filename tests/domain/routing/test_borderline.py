"""Which matches are borderline: those just below the needed score that do not plainly differ from the message."""

from typing import Any

import pytest

from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.borderline import WIDTH, read_borderline
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision
from orchestrator.domain.routing.signals import read_signals
from orchestrator.domain.trust.snapshot import TrustSnapshot
from support.facts import answer_hit, calibration, facts, identifier, policy

CONFIRMING = policy(model_confirms_matches=True)
CAUTIOUS = policy(model_confirms_matches=True, trust_mode=Mode.cautious)
PATTERN = "Which honey sells best at the market?"


def borderline(score: float, rules: Any = CONFIRMING, text: str = "What honey sells best at the market?", **changes: Any) -> Any:
    message = facts(text, canonical=(answer_hit(score, question_pattern=PATTERN, **changes),), trust=TrustSnapshot(voided=0))
    decided = decide(read_signals(message, calibration()), rules, message)
    assert isinstance(decided, Decision)
    return read_borderline(decided, rules, message)


@pytest.mark.parametrize(
    ("score", "rules", "is_asked"),
    [
        (0.84, CONFIRMING, True),
        (0.85 - WIDTH + 0.001, CONFIRMING, True),
        (0.85 - WIDTH - 0.001, CONFIRMING, False),
        (0.85, CONFIRMING, False),
        (0.84, policy(), False),
        # A cautious creator serves nothing before the proof, so every match above the lower limit is borderline.
        (0.99, CAUTIOUS, True),
        (0.85 - WIDTH - 0.001, CAUTIOUS, False),
    ],
)
def test_the_score_of_a_borderline_match(score: float, rules: Any, is_asked: bool) -> None:
    found = borderline(score, rules)
    assert (found is not None) == is_asked
    if found is not None:
        assert (found.answer_id, found.answer_version, found.score) == (identifier("answer"), 1, pytest.approx(score))


def test_a_plain_difference_is_not_borderline() -> None:
    assert borderline(0.8, text="Which honey does not sell best at the market?") is None
    assert borderline(0.8, text="Which honey sells best at the market in 2019?") is None


def test_an_excluded_message_is_not_borderline() -> None:
    assert borderline(0.8, counter=0.9) is None


def test_no_match_is_borderline_where_an_earlier_rule_decided() -> None:
    assert borderline(0.8, policy(model_confirms_matches=True, blocked_topics=("honey",))) is None
