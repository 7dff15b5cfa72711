"""Rivals: where two stored answers, or one and a passage, fit one message, the asker is asked which one, and gets it."""

from dataclasses import replace

import pytest

from orchestrator.domain.paths import Path
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision, RuleName
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.outcome import Outcome
from orchestrator.domain.routing.plan import plan
from orchestrator.domain.routing.signals import read_signals
from support.facts import agent_turn, answer_hit, calibration, facts, identifier, passage_hit, policy, user_turn

APP = answer_hit(
    0.7,
    id=identifier("app"),
    question_pattern="How do I reset my password in the app?",
    answer_content="In the app, tap the gear. Then tap Password.",
)
SITE = answer_hit(
    0.68,
    id=identifier("site"),
    question_pattern="How do I reset my password on the website?",
    answer_content="On the website, open your account page.",
)


def outcome(given: Facts, **rules: object) -> tuple[Decision, Outcome]:
    decided = decide(read_signals(given, calibration()), policy(**rules), given)
    assert isinstance(decided, Decision)
    return decided, plan(decided, policy(**rules), given, calibration())


@pytest.mark.parametrize("cosine", [0.5, 0.7, 0.95])
def test_the_asker_chooses_between_rivals(cosine: float) -> None:
    given = facts("How do I reset my password?", canonical=(replace(APP, cosine=cosine), replace(SITE, cosine=cosine - 0.02)))
    decision, planned = outcome(given)
    assert decision.path is Path.clarify
    assert planned.reply.choices == ("In the app, tap the gear.", "On the website, open your account page.")
    assert "website?" not in planned.reply.content  # question patterns stay hidden


def test_a_choice_is_the_creators_question_and_never_an_askers() -> None:
    own = replace(
        APP,
        shown_question="Resetting the password: in the app?",
        question_pattern="my boss forgot her password in the app, how do I reset?",
    )
    given = facts("How do I reset my password?", canonical=(own, SITE))
    assert outcome(given)[1].reply.choices == ("Resetting the password: in the app?", "On the website, open your account page.")
    chosen = facts(
        "Resetting the password: in the app?", turns=(agent_turn("How do I reset my password?", Path.clarify),), canonical=(own, SITE)
    )
    assert outcome(chosen)[1].reused_answer_id == APP.id


@pytest.mark.parametrize(
    "given",
    [
        facts("How do I reset my password in the app?", canonical=(APP, SITE)),
        facts("How do I reset my forgotten password?", canonical=(APP, SITE)),
        facts("How do I reset my password?", canonical=(APP,)),
        facts("How do I reset my password?", canonical=(APP, replace(SITE, cosine=0.3))),
        facts("How do I reset my password?", canonical=(APP, replace(SITE, answer_content=APP.answer_content))),
        facts("How do I reset my password?", canonical=(APP, replace(SITE, question_pattern="Reset my password"))),
    ],
    ids=["says which", "says something else", "one", "one far off", "one answer", "one says no more"],
)
def test_no_choice_is_offered_where_one_answer_fits_better(given: Facts) -> None:
    decided, _ = outcome(given)
    assert decided.rule is not RuleName.vague


def test_with_clarification_off_the_best_rival_is_served() -> None:
    given = facts("How do I reset my password?", canonical=(replace(APP, cosine=0.95), replace(SITE, cosine=0.94)))
    assert outcome(given, clarification_enabled=False)[0].path is Path.serve_canonical


@pytest.mark.parametrize(("text", "served"), [("In the app, tap the gear.", APP), ("On the website, open your account page.", SITE)])
def test_the_chosen_rival_is_served(text: str, served: object) -> None:
    turns = (user_turn("How do I reset my password?"), agent_turn("How do I reset my password?", Path.clarify))
    given = facts(text, question=f"How do I reset my password? {text}", is_follow_up=True, turns=turns, canonical=(APP, SITE))
    decision, planned = outcome(given)
    assert decision.signals.best_answer == served
    assert decision.path is Path.serve_canonical
    assert planned.reply.content.startswith(str(getattr(served, "answer_content", "")))


def test_the_words_of_a_choice_choose_nothing_where_none_was_offered() -> None:
    given = facts(
        "In the app, tap the gear.", turns=(agent_turn("Something else", Path.auto_answer),), canonical=(replace(APP, cosine=0.3),)
    )
    assert outcome(given)[0].path is not Path.serve_canonical


def test_any_other_reply_is_routed_without_asking_again() -> None:
    turns = (user_turn("How do I reset my password?"), agent_turn("How do I reset my password?", Path.clarify))
    given = facts(
        "neither, please", question="How do I reset my password? neither, please", is_follow_up=True, turns=turns, canonical=(APP, SITE)
    )
    assert outcome(given)[0].rule is not RuleName.vague


IN_A_DOCUMENT = passage_hit(
    0.8, title="The shop", heading="Reset your password on the website", content="On the website, open your account page.", text_rank=0.3
)


def test_an_answer_and_a_passage_can_be_rivals() -> None:
    given = facts("How do I reset my password?", canonical=(replace(APP, cosine=0.95),), passages=(IN_A_DOCUMENT,))
    decision, planned = outcome(given)
    assert decision.path is Path.clarify
    assert planned.reply.choices == ("In the app, tap the gear.", "Reset your password on the website")
    assert decision.reason.startswith("“In the app, tap the gear.” and “Reset your password on the website” answer it differently")


@pytest.mark.parametrize(
    "given",
    [
        facts("How do I reset my password in the app?", canonical=(replace(APP, cosine=0.95),), passages=(IN_A_DOCUMENT,)),
        facts(
            "How do I reset my password?", canonical=(replace(APP, cosine=0.95),), passages=(replace(IN_A_DOCUMENT, heading="Passwords"),)
        ),
        facts("How do I reset my password?", canonical=(replace(APP, cosine=0.95),), passages=(replace(IN_A_DOCUMENT, heading=""),)),
        facts("How do I reset my password?", canonical=(replace(APP, cosine=0.95),), passages=(replace(IN_A_DOCUMENT, cosine=0.1),)),
        facts("How do I reset my password?", is_follow_up=True, canonical=(replace(APP, cosine=0.95),), passages=(IN_A_DOCUMENT,)),
    ],
    ids=["says which", "the heading adds nothing", "no heading", "far off", "a follow-up"],
)
def test_a_passage_is_no_rival_where_the_message_decides(given: Facts) -> None:
    assert outcome(given)[0].path is not Path.clarify
