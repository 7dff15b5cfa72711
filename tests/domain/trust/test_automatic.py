"""Trust in automatic answers: the confidence they need, how labels move it, and which of them draw a card."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.matching.looks.calibration import Calibration, documents_scorer
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision, RuleName
from orchestrator.domain.routing.deciding.thresholds import draw_audit, needed_confidence
from orchestrator.domain.routing.plan import plan
from orchestrator.domain.trust.cards import CardKind, Subject
from orchestrator.domain.trust.ladder import level_threshold, read_documents_trust
from orchestrator.domain.trust.proofs import Label
from orchestrator.domain.trust.snapshot import TrustSnapshot
from support.facts import answer_hit, calibration, facts, passage_hit, policy, signals

DRAFT = Draft("At the end of July.", (passage_hit(),), supported=True, written_by="quotes")
CAUTIOUS = policy(trust_mode=Mode.cautious)


def audits(verdicts: str, score: float = 0.9, floor: float = 0.75) -> list[Label]:
    """Labels of served answers, oldest first; each verdict is 'r' (right) or 'w' (wrong)."""
    return [Label(score, each == "w", floor, is_random=True, is_served=True) for each in verdicts]


def path_of(confidence: float, rules: Any, trust: TrustSnapshot) -> Path:
    read = signals(confidence=confidence)
    decided = decide(read, rules, facts(trust=trust), DRAFT)
    assert isinstance(decided, Decision)
    return decided.path


@pytest.mark.parametrize(
    ("confidence", "level", "path"),
    [
        (0.75, 0, Path.auto_answer),
        (0.74, 0, Path.offer_escalation),
        (0.87, 1, Path.offer_escalation),
        (0.88, 1, Path.auto_answer),
        (0.93, 2, Path.offer_escalation),
        (0.94, 2, Path.auto_answer),
    ],
)
def test_the_confidence_that_an_automatic_answer_needs(confidence: float, level: int, path: Path) -> None:
    assert path_of(confidence, policy(), TrustSnapshot(documents_level=level)) is path


def test_the_reason_names_the_needed_confidence() -> None:
    decided = decide(signals(confidence=0.8), policy(), facts(trust=TrustSnapshot(documents_level=1)), DRAFT)
    assert isinstance(decided, Decision)
    assert "confidence 80 %, needed 87 %" in decided.reason


@pytest.mark.parametrize(
    ("verdicts", "rules", "level", "voided", "is_proven"),
    [
        ("", policy(), 0, 0, False),
        ("", CAUTIOUS, 1, 0, False),
        ("r" * 30, policy(), 0, 0, False),
        ("r" * 80, policy(), 0, 0, True),
        # Five wrong labels in a row are plainly more than one in twenty.
        ("wwwww", policy(), 1, 1, False),
        ("r" * 80 + "wwwww", policy(), 1, 1, False),
        ("wwwww" * 2, policy(), 2, 2, False),
        # Proven at the level that it rose to, it goes one level down again.
        ("wwwww" + "r" * 80, policy(), 0, 1, True),
        ("r" * 80, CAUTIOUS, 0, 0, True),
        # The target allows one wrong answer in two, and there are no more.
        ("wr" * 4, policy(wrong_answers_target=0.5), 0, 0, False),
    ],
)
def test_the_trust_that_labels_lead_to(verdicts: str, rules: Any, level: int, voided: int, is_proven: bool) -> None:
    found = read_documents_trust(audits(verdicts), rules)
    assert (found.level, found.state.voided, found.state.is_proven) == (level, voided, is_proven)


def test_labels_from_a_stricter_level_do_not_prove_a_looser_one() -> None:
    """After a void, labels drawn at scores from 0.875 up say nothing about lower scores."""
    found = read_documents_trust(audits("wwwww") + audits("r" * 200, score=0.9, floor=0.875), policy())
    assert [(proof.threshold, proof.is_proven) for proof in found.state.proofs] == [(0.875, True), (0.75, False)]


def test_the_figure_counts_audits_of_any_score() -> None:
    found = read_documents_trust(audits("r" * 97, score=0.76), policy()).state
    assert found.audited == 97
    assert found.at_most is not None
    assert found.at_most < 0.05


def test_every_automatic_answer_has_the_same_chance_of_a_card_and_other_replies_have_none() -> None:
    for confidence in (0.75, 0.85, 0.99):
        read = signals(confidence=confidence, similarity=0.9, novelty=0.1)
        message = facts(draw=0.29, trust=TrustSnapshot(matches_per_day=10.0), passages=(passage_hit(),))
        decided = decide(read, policy(), message, DRAFT)
        assert isinstance(decided, Decision)
        assert decided.rule is RuleName.confident
        (card,) = plan(decided, policy(), message, calibration()).cards
        assert (card.subject, card.kind, card.answer_id, card.score, card.floor) == (
            Subject.documents,
            CardKind.audit,
            None,
            confidence,
            0.75,
        )
        assert plan(decided, policy(), replace(message, draw=0.31), calibration()).cards == ()
    unsupported = decide(signals(confidence=0.9), policy(), facts(draw=0.0), replace(DRAFT, supported=False))
    assert isinstance(unsupported, Decision)
    assert unsupported.path is Path.offer_escalation
    assert plan(unsupported, policy(), facts(draw=0.0), calibration()).cards == ()
    small_talk = decide(signals(small_talk="greeting"), policy(), facts(draw=0.0))
    assert isinstance(small_talk, Decision)
    assert plan(small_talk, policy(), facts(draw=0.0), calibration()).cards == ()


def test_both_kinds_of_cards_share_the_daily_number() -> None:
    message = facts(draw=0.0, trust=TrustSnapshot(floor=0.5, cards_today=3))
    assert draw_audit(signals(confidence=0.9), policy(), message) is None
    message = replace(message, trust=TrustSnapshot(floor=0.5, cards_today=2), canonical=(answer_hit(0.7),))
    decided = decide(
        signals(confidence=0.9, similarity=0.7, novelty=0.3, canonical_similarity=0.7, best_answer=answer_hit(0.7)),
        policy(),
        message,
        DRAFT,
    )
    assert isinstance(decided, Decision)
    # One draw for the message decides both cards: for a match that was not served, and for the automatic answer.
    assert [card.subject for card in plan(decided, policy(), message, calibration()).cards] == [Subject.reuse, Subject.documents]


@given(st.floats(0, 1), st.integers(0, 20))
def test_no_level_is_looser_than_the_creators_own_threshold(own: float, level: int) -> None:
    needed = needed_confidence(policy(auto_answer_confidence_threshold=own), TrustSnapshot(documents_level=level))
    assert own <= needed <= level_threshold(own, level + 1) <= 1


@given(st.text("rw", max_size=60), st.sampled_from([policy(), CAUTIOUS, policy(auto_answer_confidence_threshold=1.0)]))
def test_any_labels_give_a_trust_state(verdicts: str, rules: Any) -> None:
    found = read_documents_trust(audits(verdicts), rules)
    assert 0 <= found.level <= found.state.voided + 1


def test_another_fit_or_another_writer_is_another_scorer() -> None:
    one: Calibration = calibration()
    other = replace(one, confidence=replace(one.confidence, intercept=-4.0))
    names = {documents_scorer(one, True), documents_scorer(one, False), documents_scorer(other, True)}
    assert len(names) == 3
