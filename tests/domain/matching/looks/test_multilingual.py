"""What the second embedding model found: asked about across languages, never served by its score, silent inside English."""

from dataclasses import replace
from typing import Any

import pytest

from orchestrator.adapters.models.calibrations import load_multilingual
from orchestrator.adapters.models.embedding.multilingual import MultilingualEmbedder
from orchestrator.domain.errors import Invalid
from orchestrator.domain.matching.looks.multilingual import MultilingualLook, merge
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision, RuleName
from orchestrator.domain.routing.outcome import Outcome
from orchestrator.domain.routing.plan import plan
from orchestrator.domain.routing.signals import read_signals
from orchestrator.domain.shares import whole_percent
from support.facts import answer_hit, calibration, facts, identifier, policy

GERMAN, ENGLISH = "Wann wird der Lavendelhonig geerntet?", "When is the honey of lavender taken out?"
LOOK = MultilingualLook("model", -5.0, 8.0, 9.0, "for tests")
HIT = answer_hit(0.1, meaning=0.8, language="en", shown_question="When is lavender honey harvested?")
OTHER = replace(HIT, id=identifier("other"), question_pattern="Do you sell wax?", shown_question="Do you sell wax?", meaning=0.3)


def outcome(text: str, mode: Mode = Mode.asking, **changes: Any) -> tuple[Decision, Outcome]:
    given, rules = facts(text, **{"multilingual": (HIT, OTHER)} | changes), policy(trust_mode=mode)
    known = replace(calibration(), multilingual=LOOK)
    decided = decide(read_signals(given, known), rules, given)
    assert isinstance(decided, Decision)
    return decided, plan(decided, rules, given, known)


def test_a_question_in_another_language_is_asked_about() -> None:
    decided, planned = outcome(GERMAN)
    assert decided.rule is RuleName.close_question
    assert planned.reply.asked_about == (HIT.id,)
    assert f"(match {whole_percent(decided.signals.close_similarity)} %)" in decided.reason, "the reason names this score"


@pytest.mark.parametrize("mode", [Mode.immediate, Mode.cautious])
def test_it_is_never_served_by_its_score(mode: Mode) -> None:
    decided, _ = outcome(GERMAN, mode, multilingual=(replace(HIT, meaning=1.0),))
    assert decided.path is not Path.serve_canonical
    assert decided.signals.canonical_similarity == 0.0


def test_a_yes_serves_it() -> None:
    decided, planned = outcome(GERMAN, confirmed=HIT.id)
    assert (decided.rule, decided.path) == (RuleName.known_question, Path.serve_canonical)
    assert planned.reused_answer_id == HIT.id


def test_where_nothing_may_be_asked_it_is_shown_as_help() -> None:
    given, rules = facts(GERMAN, multilingual=(HIT, OTHER)), policy(trust_mode=Mode.asking, clarification_enabled=False)
    known = replace(calibration(), multilingual=LOOK)
    decided = decide(read_signals(given, known), rules, given)
    assert isinstance(decided, Decision)
    assert decided.path is Path.offer_escalation
    assert [source.id for source in plan(decided, rules, given, known).suggestions] == [HIT.id]


def test_inside_english_it_says_nothing() -> None:
    assert outcome(ENGLISH)[0].path is Path.offer_escalation
    assert outcome(ENGLISH, multilingual=(replace(HIT, language="de"),))[0].rule is RuleName.close_question


def test_an_excluded_message_or_an_expired_answer_is_not_asked_about() -> None:
    assert outcome(GERMAN, multilingual=(replace(HIT, counter=0.95),))[0].path is Path.offer_escalation
    assert outcome(GERMAN, multilingual=(replace(HIT, expires_at=HIT.answered_at),))[0].path is Path.offer_escalation


def test_two_equally_near_answers_are_less_probable_than_one_that_leads() -> None:
    (_, alone), _ = LOOK.score((HIT, OTHER), "de")
    (_, first), (_, second) = LOOK.score((HIT, replace(OTHER, meaning=0.79)), "de")
    assert alone > first > second


def test_the_phrasings_of_one_answer_are_no_rivals() -> None:
    assert LOOK.score((HIT, replace(HIT, question_pattern="Again", meaning=0.79)), "de") == LOOK.score((HIT,), "de")


def test_the_first_model_counts_half_where_the_second_one_doubts() -> None:
    ((_, halved),) = merge([(HIT, 0.4)], [(HIT, 0.02)])
    assert halved == pytest.approx(0.21)
    assert merge([(HIT, 0.4)], [(HIT, 0.9), (OTHER, 0.1)]) == [(HIT, 0.9), (OTHER, 0.1)]
    assert merge([(HIT, 0.4)], []) == [(HIT, 0.4)]
    plain = replace(HIT, is_unmistakable=True)
    assert merge([(plain, 0.995)], [(HIT, 0.2)]) == [(plain, 0.995)]


def test_the_shipped_look_is_that_of_the_shipped_model() -> None:
    look = load_multilingual()
    assert look is not None
    assert look.embedder == MultilingualEmbedder.identity.name
    assert look.probability(0.9, 0.3) > 0.95 > 0.1 > look.probability(0.35, 0.33)


@pytest.mark.parametrize("broken", [{}, {"intercept": 1, "cosine": "x", "lead": 1}, {"intercept": float("nan"), "cosine": 1, "lead": 1}])
def test_a_broken_file_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(Invalid, match="multilingual look"):
        MultilingualLook.from_mapping(broken)
