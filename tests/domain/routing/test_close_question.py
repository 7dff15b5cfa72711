""" "Do you mean ...?": which stored answers the asker is asked about, and what follows from yes and no."""

from dataclasses import replace
from typing import Any

import pytest

from orchestrator.domain.matching.close import BESIDE, CLOSE_FROM, MAX_ASKED, read_close, wording_of
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.replies.phrases import PHRASES
from orchestrator.domain.replies.sentences import close_question, is_something_else, is_yes
from orchestrator.domain.replies.voice import Voice
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision, RuleName
from orchestrator.domain.routing.outcome import Outcome
from orchestrator.domain.routing.plan import plan
from orchestrator.domain.routing.signals import read_signals
from orchestrator.domain.trust.snapshot import TrustSnapshot
from support.facts import agent_turn, answer_hit, calibration, facts, identifier, passage_hit, policy

ON = answer_hit(
    0.9,
    id=identifier("on"),
    question_pattern="How do I turn on dark mode?",
    answer_content="Press D.",
    shown_question="How do I turn on dark mode?",
)
LIGHT = replace(
    ON, id=identifier("light"), question_pattern="How do I turn on the lamp?", shown_question="How do I turn on the lamp?", cosine=0.6
)
OFF = "How do I turn off dark mode?"
ASKING = {"trust_mode": Mode.asking}


def outcome(text: str, *answers: CanonicalHit, rules: dict[str, Any] | None = None, **changes: Any) -> tuple[Decision, Outcome]:
    given, chosen = facts(text, canonical=answers, **changes), policy(**ASKING | (rules or {}))
    decided = decide(read_signals(given, calibration()), chosen, given)
    assert isinstance(decided, Decision)
    return decided, plan(decided, chosen, given, calibration())


def test_a_likely_question_is_asked_about_with_yes_and_no() -> None:
    decided, planned = outcome(OFF, ON)
    assert (decided.rule, decided.path) == (RuleName.close_question, Path.clarify)
    assert planned.reply.content == "Do you mean: *How do I turn on dark mode?*"
    assert planned.reply.choices == ("Yes", "No, something else")
    assert (planned.reply.subjects, planned.reply.asked_about) == (("How do I turn on dark mode?",), (ON.id,))
    assert planned.reply.sources == planned.suggestions == (), "the answer is not shown before it is meant"


def test_several_likely_questions_are_named_together() -> None:
    _, planned = outcome(OFF, ON, LIGHT)
    assert planned.reply.content == "Do you mean one of these?\n\n- *How do I turn on dark mode?*\n- *How do I turn on the lamp?*"
    assert planned.reply.choices == (ON.shown_question, LIGHT.shown_question, "No, something else")
    assert planned.reply.asked_about == (ON.id, LIGHT.id)


def test_a_question_in_an_askers_words_is_never_shown() -> None:
    _, planned = outcome(OFF, replace(ON, question_pattern="my boss Jane cannot see the dark mode", shown_question=""))
    assert planned.reply.subjects == ("Press D.",)
    assert "Jane" not in repr(planned)


@pytest.mark.parametrize("language", PHRASES)
def test_the_buttons_are_known_in_every_language(language: str) -> None:
    said, (yes, no) = close_question(Voice("Mara", language), ("A *bold* question?",))
    assert "*A \\*bold\\* question?*" in said
    assert is_yes(yes)
    assert is_something_else(no)
    assert not is_yes(no)
    assert not is_something_else(yes)


def test_nothing_is_asked_where_it_was_asked_before() -> None:
    assert outcome(OFF, ON, settled=frozenset({ON.id}))[0].rule is RuleName.worth_asking
    assert outcome(OFF, ON, LIGHT, settled=frozenset({ON.id}))[1].reply.subjects == (LIGHT.shown_question,)


def test_what_was_not_meant_is_no_help_either() -> None:
    settled = frozenset({ON.id})
    assert outcome(OFF, ON, settled=settled, refused=settled)[1].suggestions == ()
    assert len(outcome(OFF, ON, settled=settled)[1].suggestions) == 1, "who said nothing to it may still want it"


def test_a_yes_serves_the_answer_whatever_its_score() -> None:
    decided, planned = outcome(OFF, replace(ON, cosine=0.3), confirmed=ON.id, is_close_reply=True)
    assert (decided.rule, planned.reused_answer_id) == (RuleName.known_question, ON.id)
    assert decided.reason == "The asker says that a question is meant that Mara Lind answered on 1 June 2025."
    assert planned.cards == (), "a yes says nothing about the score"


def test_a_yes_to_an_answer_that_is_gone_is_routed_anew() -> None:
    decided, _ = outcome(OFF, LIGHT, confirmed=ON.id, is_close_reply=True, settled=frozenset({LIGHT.id}))
    assert decided.rule is RuleName.worth_asking


@pytest.mark.parametrize(
    ("rules", "changes", "rule"),
    [
        ({}, {}, RuleName.close_question),
        ({"trust_mode": Mode.cautious}, {}, RuleName.worth_asking),
        ({"trust_mode": Mode.cautious}, {"trust": TrustSnapshot(proven=0.99)}, RuleName.close_question),
        ({"trust_mode": Mode.immediate, "canonical_match_threshold": 0.95}, {}, RuleName.close_question),
        ({"clarification_enabled": False}, {}, RuleName.worth_asking),
        ({"blocked_topics": ("lamp",)}, {}, RuleName.close_question),
        ({"max_clarifications_running": 1}, {"turns": (agent_turn(OFF, Path.clarify),)}, RuleName.worth_asking),
    ],
)
def test_who_is_asked(rules: dict[str, Any], changes: dict[str, Any], rule: RuleName) -> None:
    assert outcome(OFF, ON, rules=rules, **changes)[0].rule is rule


def test_an_answer_on_a_blocked_topic_is_not_named() -> None:
    lamp = replace(LIGHT, cosine=0.9)
    assert outcome("How do I switch it on?", lamp, rules={"blocked_topics": ("lamp",)})[0].rule is not RuleName.close_question
    _, planned = outcome("How do I switch it on?", lamp, replace(ON, cosine=0.85), rules={"blocked_topics": ("lamp",)})
    assert planned.reply.subjects == (ON.shown_question,)


def test_documents_that_answer_better_go_before_a_likely_question() -> None:
    passage = passage_hit(0.9, content="Dark mode is turned off by pressing D twice. How do I turn off dark mode? Press D twice.")
    given = facts(OFF, canonical=(replace(ON, cosine=0.4),), passages=(passage,))
    read = replace(read_signals(given, calibration()), confidence=0.8, novelty=0.1)
    decided = decide(read, policy(**ASKING), given)
    assert not isinstance(decided, Decision), "a draft from the documents is asked for"
    likelier = decide(replace(read, close_similarity=0.9), policy(**ASKING), given)
    assert isinstance(likelier, Decision)
    assert likelier.rule is RuleName.close_question


def scored(*probabilities: float) -> list[tuple[CanonicalHit, float]]:
    return [(answer_hit(0.5, id=identifier(str(at))), probability) for at, probability in enumerate(probabilities)]


def test_which_answers_are_likely_enough() -> None:
    assert read_close(scored(), ()) == ()
    assert read_close(scored(CLOSE_FROM - 0.001), ()) == ()
    assert len(read_close(scored(CLOSE_FROM), ())) == 1
    assert len(read_close(scored(0.8, 0.8 * BESIDE, 0.8 * BESIDE - 0.001), ())) == 2
    assert len(read_close(scored(*[0.8] * 9), ())) == MAX_ASKED
    assert [hit.id for hit in read_close(scored(0.9, 0.5), {identifier("0")})] == [identifier("1")]


def test_the_same_words_are_the_same_wording() -> None:
    assert wording_of("How do I turn OFF dark-mode?") == wording_of("how do i turn off dark-mode")
    assert wording_of("How do I turn off dark mode?") != wording_of("How do I turn on dark mode?")
    assert len(wording_of("\ud800")) == 64
