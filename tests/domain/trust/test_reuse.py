"""Trust in reuse: which matches are served, which draw a card, and what follows when one answer went wrong."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.paths import Path
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision
from orchestrator.domain.routing.deciding.thresholds import NEVER, draw_card, needed_match
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.plan import plan
from orchestrator.domain.routing.signals import read_signals
from orchestrator.domain.trust.cards import Card, CardKind, Subject
from orchestrator.domain.trust.proofs import UNKNOWN_POOL
from orchestrator.domain.trust.snapshot import TrustSnapshot
from support.facts import answer_hit, calibration, facts, identifier, policy
from support.strategies import messages, policies

CAUTIOUS = policy(trust_mode=Mode.cautious)
ASKING = policy(trust_mode=Mode.asking)


def path_of(cosine: float, rules: Any, trust: TrustSnapshot | None = None, **changes: Any) -> Path:
    message = facts(canonical=(replace(answer_hit(cosine), **changes),), trust=trust or TrustSnapshot())
    decided = decide(read_signals(message, calibration()), rules, message)
    assert isinstance(decided, Decision)
    return decided.path


@pytest.mark.parametrize(
    ("score", "rules", "trust", "path"),
    [
        (0.85, policy(), TrustSnapshot(), Path.serve_canonical),
        (0.84, policy(), TrustSnapshot(), Path.clarify),
        (0.84, policy(), TrustSnapshot(proven=0.8), Path.serve_canonical),
        # What is served under a proof is what was proven, although the creator's own threshold is lower.
        (0.86, policy(), TrustSnapshot(proven=0.95), Path.clarify),
        (0.90, policy(), TrustSnapshot(voided=1), Path.clarify),
        (0.93, policy(), TrustSnapshot(voided=1), Path.serve_canonical),
        (0.93, policy(), TrustSnapshot(voided=2), Path.clarify),
        (0.999, CAUTIOUS, TrustSnapshot(), Path.offer_escalation),
        (0.81, CAUTIOUS, TrustSnapshot(proven=0.8), Path.serve_canonical),
        (0.79, CAUTIOUS, TrustSnapshot(proven=0.8), Path.clarify),
        (0.994, ASKING, TrustSnapshot(), Path.clarify),
        (0.9, ASKING, TrustSnapshot(proven=0.8), Path.serve_canonical),
        (0.79, ASKING, TrustSnapshot(proven=0.8), Path.clarify),
        (0.2, ASKING, TrustSnapshot(), Path.offer_escalation),
    ],
)
def test_which_matches_are_served(score: float, rules: Any, trust: TrustSnapshot, path: Path) -> None:
    assert path_of(score, rules, trust) is path


def test_an_answer_that_went_wrong_needs_a_higher_score_until_right_verdicts_make_up_for_it() -> None:
    assert path_of(0.9, policy(), times_wrong=1) is Path.clarify
    assert path_of(0.96, policy(), times_wrong=1) is Path.serve_canonical
    assert path_of(0.96, policy(), times_wrong=2) is Path.clarify
    assert path_of(0.9, policy(), times_wrong=1, times_right=20) is Path.serve_canonical


def test_an_unproven_cautious_creator_serves_nothing_at_any_score() -> None:
    assert needed_match(CAUTIOUS, TrustSnapshot(), answer_hit(1.0)) == NEVER > 1


def draw_for(score: float, rules: Any = None, is_served: bool = False, draw: float = 0.0, **trust: Any) -> Card | None:
    message = facts(canonical=(answer_hit(score),), trust=TrustSnapshot(floor=0.6, **trust), draw=draw)
    return draw_card(read_signals(message, calibration()), rules or policy(), message, is_served)


def test_a_served_match_draws_an_audit_and_another_a_suggestion() -> None:
    audit, suggestion = draw_for(0.9, is_served=True), draw_for(0.7)
    assert audit is not None
    assert audit == Card(CardKind.audit, identifier("answer"), 1, audit.score, 0.6)
    assert audit.score == pytest.approx(0.9)
    assert suggestion is not None
    assert suggestion.kind is CardKind.suggestion


def test_no_card_below_the_floor_past_the_daily_number_or_outside_the_draw() -> None:
    assert draw_for(0.59) is None
    assert draw_for(0.9, cards_today=3) is None
    assert draw_for(0.9, policy(trust_cards_per_day=0)) is None
    assert draw_for(0.9, draw=0.35, matches_per_day=10.0) is None
    assert draw_for(0.9, draw=0.25, matches_per_day=10.0)


def test_the_floor_of_an_audit_is_at_most_the_served_threshold() -> None:
    message = facts(canonical=(answer_hit(0.86),), trust=TrustSnapshot(floor=0.95), draw=0.0)
    signals = read_signals(message, calibration())
    card = draw_card(signals, policy(), message, True)
    assert card is not None
    assert card.floor == 0.85


@given(messages, policies)
def test_a_card_is_about_the_match_that_the_rules_compared(message: Facts, rules: Any) -> None:
    message = replace(message, draw=0.0, trust=TrustSnapshot(floor=0.0))
    signals = read_signals(message, calibration())
    decided = decide(signals, rules, message)
    if not isinstance(decided, Decision):
        return
    cards = plan(decided, rules, message, calibration()).cards
    if decided.rule in ("creator_present", "blocked_topic", "unsafe", "small_talk"):
        assert cards == ()
    assert (decided.rule == "confident" and rules.trust_cards_per_day > 0) == any(card.subject is Subject.documents for card in cards)
    for card in cards:
        if card.subject is Subject.documents:
            continue
        assert (card.kind is CardKind.audit) == (decided.path is Path.serve_canonical)
        assert signals.best_answer is not None
        assert card.answer_id == signals.best_answer.id


def test_the_grid_without_pooled_experience_is_strictest_first_and_conservative() -> None:
    assert [each.threshold for each in UNKNOWN_POOL] == sorted((each.threshold for each in UNKNOWN_POOL), reverse=True)
    assert all(each.wrong == pytest.approx((1 - each.threshold) / 2) for each in UNKNOWN_POOL)


@given(st.floats(0, 1), st.integers(0, 9), st.integers(0, 9))
def test_a_wrong_verdict_never_makes_an_answer_easier_to_serve(threshold: float, right: int, wrong: int) -> None:
    hit = replace(answer_hit(0.9), times_right=right, times_wrong=wrong)
    rules = policy(canonical_match_threshold=threshold)
    assert (
        needed_match(rules, TrustSnapshot(), replace(hit, times_wrong=wrong + 1)) >= needed_match(rules, TrustSnapshot(), hit) >= threshold
    )


def test_the_cautious_mode_keeps_each_match_for_the_creator_beyond_the_days_cards() -> None:
    spent = facts(canonical=(answer_hit(0.9),), trust=TrustSnapshot(floor=0.5, cards_today=3, matches_per_day=40.0), draw=0.999)
    signals = read_signals(spent, calibration())
    kept = draw_card(signals, CAUTIOUS, spent, False)
    assert kept is not None
    assert kept.kind is CardKind.suggestion
    assert draw_card(signals, policy(), spent, False) is None, "the immediate mode audits some"
    assert draw_card(signals, replace(CAUTIOUS, trust_cards_per_day=0), spent, False) is None
    proven = replace(spent, trust=replace(spent.trust, proven=0.95))
    assert draw_card(signals, CAUTIOUS, proven, False) is None, "after a proof, some are audited"


def test_the_reason_of_a_match_that_is_held_back_is_its_own() -> None:
    known = facts(canonical=(answer_hit(0.9),))
    decided = decide(read_signals(known, calibration()), CAUTIOUS, known, None)
    assert isinstance(decided, Decision)
    assert decided.reason.startswith(
        "It matches a question Mara Lind answered on 1 June 2025 (match 90 %), but Mara Lind wants to see matches before they are served"
    )
