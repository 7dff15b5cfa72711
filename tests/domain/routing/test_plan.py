"""The outcome of a decision: one reply per path, an offer only on path D, and nothing private in any of it."""

from datetime import timedelta
from typing import Any

import pytest

from orchestrator.domain.answering.quoting.quote import quote
from orchestrator.domain.escalation.expectation import Expectation
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.replies import sentences as replies
from orchestrator.domain.replies.phrases import phrases_in
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision, EscalationReason, Need
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.outcome import SILENCE, Offer, Outcome, Reply, SourceKind
from orchestrator.domain.routing.plan import plan
from orchestrator.domain.routing.signals import read_signals
from support.facts import NOW, agent_turn, answer_hit, calibration, facts, identifier, passage_hit, policy, usage

NEAR = passage_hit(0.3)
PATTERN = "A pattern with jane@example.org in it"


def outcome_of(given: Facts, **rules: Any) -> Outcome:
    return decide_with_draft(given, policy(**rules))[1]


def decide_with_draft(given: Facts, rules: Policy) -> tuple[Decision, Outcome]:
    read = read_signals(given, calibration())
    decided = decide(read, rules, given)
    if decided is Need.draft:
        decided = decide(read, rules, given, quote(given.question, given.passages, given.agent.creator_name))
    assert isinstance(decided, Decision)
    return decided, plan(decided, rules, given, calibration())


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("hi", "Hello! I am Mara Lind's agent. What would you like to know?"),
        ("thanks!", "You are welcome! Ask again whenever something else comes up."),
        ("bye", "Goodbye, and come back whenever you have a question."),
    ],
)
def test_small_talk_has_no_sources_or_suggestions(text: str, content: str) -> None:
    outcome = outcome_of(facts(text, passages=(passage_hit(),), canonical=(answer_hit(),)))
    assert (outcome.reply.content, outcome.reply.sources, outcome.offer, outcome.suggestions) == (content, (), None, ())


HIVES = (passage_hit(0.5, heading="Choosing a hive"), passage_hit(0.45, id=identifier("other"), heading="Shop > Hives"))


def test_the_asker_chooses_between_two_competing_passages() -> None:
    outcome = outcome_of(facts("Tell me about hives", passages=HIVES))
    assert outcome.reply.choices == ("Choosing a hive", "Hives")
    assert all(choice in outcome.reply.content for choice in outcome.reply.choices)


@pytest.mark.parametrize(
    ("text", "passages", "changes"),
    [
        ("Tell me about hives", HIVES[:1], {}),
        ("Tell me about hives", (HIVES[0], passage_hit(0.2, heading="Shop > Hives")), {}),
        ("Which hive is the best for a cold garden?", HIVES, {}),
        ("Tell me about hives Choosing a hive", HIVES, {"is_follow_up": True}),
    ],
)
def test_a_clear_message_or_a_choice_is_not_asked_back(text: str, passages: Any, changes: dict[str, Any]) -> None:
    decided, outcome = decide_with_draft(facts(text, passages=passages, **changes), policy())
    assert decided.path is not Path.clarify
    assert outcome.reply.choices == ()


def test_a_message_without_a_subject_is_asked_back_without_choices() -> None:
    assert outcome_of(facts("Can you help me?")).reply.choices == ()


def test_an_answer_from_documents_carries_its_sources() -> None:
    outcome = outcome_of(facts(passages=(passage_hit(heading="Summer > Honey"),)))
    (source,) = outcome.reply.sources
    assert "Harvest lavender honey at the end of July" in outcome.reply.content
    assert (source.kind, source.id, source.document_id) == (SourceKind.document, identifier("passage"), identifier("document"))
    assert source.title == "The bee year › Summer › Honey"
    assert outcome.suggestions == ()


def test_a_known_question_gets_the_creators_words_with_their_date() -> None:
    outcome = outcome_of(facts(canonical=(answer_hit(version=3),)))
    (source,) = outcome.reply.sources
    assert outcome.reply.content == "At the end of July, once most cells are capped.\n\n— Mara Lind, 1 June 2025 (answered before)"
    assert outcome.reused_answer_id == identifier("answer")
    assert (source.kind, source.id, source.version) == (SourceKind.canonical_answer, identifier("answer"), 3)
    assert source.answered_at == answer_hit().answered_at


@pytest.mark.parametrize(
    ("passages", "content"),
    [
        ((), "I would like to help, but I need a little more. What is it about, and what would you like to know from Mara Lind?"),
        ((NEAR,), "Is it about “Summer”? If not: what is it about, and what would you like to know?"),
        ((NEAR, passage_hit(0.2, heading="Winter > Feeding")), "Is it about “Summer” or “Feeding”, or something else? One more sentence is enough for me to look it up."),
        ((NEAR, passage_hit(0.2, heading="")), "Is it about “Summer” or “The bee year”, or something else? One more sentence is enough for me to look it up."),
        ((NEAR, NEAR, passage_hit(0.1, heading="Far")), "Is it about “Summer”? If not: what is it about, and what would you like to know?"),
    ],
)  # fmt: skip
def test_a_vague_message_is_asked_back(passages: Any, content: str) -> None:
    outcome = outcome_of(facts("help", passages=passages))
    named = tuple(part.split("”")[0] for part in content.split("“")[1:])
    assert outcome == Outcome(Reply(content, choices=named if len(named) > 1 else (), subjects=named))


def test_an_offer_names_the_response_time_and_the_questions_left() -> None:
    outcome = outcome_of(facts(usage=usage(accepted_last_day=4)), offer_valid_hours=5, expected_response_hours=48)
    assert outcome.offer == Offer(EscalationReason.novel, NOW + timedelta(hours=5), Expectation(48.0, False), 6)
    assert outcome.reply.content == (
        "I have no answer from Mara Lind that I would stand behind. Shall I pass your question on? "
        "Mara Lind has no history of answers here yet; the aim is to answer within 48 hours. Mara Lind takes 6 more questions today."
    )


def test_an_offer_promises_the_creators_median_response_time() -> None:
    outcome = outcome_of(facts(usage=usage(accepted_last_day=9, median_response_hours=0.4)))
    assert outcome.offer is not None
    assert outcome.offer.expected == Expectation(0.4, True)
    assert outcome.reply.content.endswith("answers within an hour. Mara Lind takes 1 more question today.")


@pytest.mark.parametrize(
    ("given", "rules", "content"),
    [
        (facts("refunds?"), {"blocked_topics": ("refund",)}, "This is a topic that Mara Lind keeps out of this agent, so I do not answer it or pass it on."),
        (facts(unsafe="hate"), {}, "I cannot help with this message."),
        (facts(), {"escalation_enabled": False}, "I have no answer that I would stand behind, and Mara Lind does not take questions through this agent at present."),
        (facts(), {"allowed_user_tiers": frozenset()}, "I have no answer that I would stand behind, and Mara Lind takes questions from other tiers than yours (free). Mara Lind can change your tier."),
        (facts(usage=usage(accepted_last_day=10, day_opens_at=NOW)), {}, "I have no answer that I would stand behind, and Mara Lind has taken as many questions as fit into 24 hours. Ask again from 4 March 2026, 10:30 (UTC)."),
        (facts(usage=usage(accepted_last_day=10, day_opens_at=NOW), zone="America/New_York"), {}, "I have no answer that I would stand behind, and Mara Lind has taken as many questions as fit into 24 hours. Ask again from 4 March 2026, 05:30 (America/New_York)."),
        (facts(usage=usage(accepted_last_week=50)), {}, "I have no answer that I would stand behind, and Mara Lind has taken as many questions as fit into 7 days."),
    ],
)  # fmt: skip
def test_a_refusal_gives_its_reason_and_when_it_ends(given: Facts, rules: dict[str, Any], content: str) -> None:
    outcome = outcome_of(given, **rules)
    assert outcome.reply.content == content
    assert outcome.offer is None


def test_at_most_three_suggestions_best_first() -> None:
    hits = tuple(passage_hit(cosine, id=identifier(str(cosine))) for cosine in (0.5, 0.2, 0.3, 0.149))  # in their rank
    outcome = outcome_of(facts(passages=hits, canonical=(answer_hit(0.4),)), clarification_enabled=False)
    assert [source.id for source in outcome.suggestions] == [identifier("0.5"), identifier("answer"), identifier("0.2")]
    assert "Below is the nearest that I have." in outcome.reply.content


def test_nothing_distant_expired_or_given_before_is_suggested() -> None:
    assert outcome_of(facts(passages=(passage_hit(0.119),), canonical=(answer_hit(0.149),))).suggestions == ()
    assert len(outcome_of(facts(passages=(passage_hit(0.12),), canonical=(answer_hit(0.15),))).suggestions) == 2
    assert outcome_of(facts(canonical=(answer_hit(0.5, expires_at=NOW),))).suggestions == ()
    turns = (agent_turn("honey?", sources=frozenset({identifier("answer")})),)
    assert outcome_of(facts(is_follow_up=True, turns=turns, canonical=(answer_hit(0.5),))).suggestions == ()


@pytest.mark.parametrize(
    "hit",
    [
        {"passages": (passage_hit(0.5, content="Refunds take a week."),)},
        {"passages": (passage_hit(0.5, title="Refund policy"),)},
        {"passages": (passage_hit(0.5, heading="Refunding"),)},
        {"canonical": (answer_hit(0.24, answer_content="You are refunded."),)},
        {"canonical": (answer_hit(0.24, question_pattern="When is my refund paid?"),)},
    ],
)
@pytest.mark.parametrize("text", ["Do I get a refund?", "Can bees be kept on a ship?"])
def test_nothing_on_a_blocked_topic_is_suggested(hit: dict[str, Any], text: str) -> None:
    assert outcome_of(facts(text, **hit), blocked_topics=("refund",)).suggestions == ()
    assert outcome_of(facts(text, **hit)).suggestions != ()


@pytest.mark.parametrize("text", ["When should I harvest lavender honey?", "help", "hi"])
@pytest.mark.parametrize("cosine", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("rules", [{}, {"escalation_enabled": False}, {"blocked_topics": ("honey",)}])
def test_a_question_pattern_is_never_shown_to_an_asker(text: str, cosine: float, rules: dict[str, Any]) -> None:
    hits = (answer_hit(cosine, question_pattern=PATTERN),)
    decided, outcome = decide_with_draft(facts(text, canonical=hits, passages=(passage_hit(cosine),)), policy(**rules))
    assert "jane" not in repr(outcome)
    assert "jane" not in decided.reason


def test_an_excerpt_is_one_short_line() -> None:
    content = "".join(f"One two\n\nthree {n} " for n in range(60))
    hits = tuple(passage_hit(cosine, id=identifier(str(cosine)), content=content) for cosine in (0.5, 0.4, 0.3))
    outcome = outcome_of(facts(passages=hits))
    source, second, third = outcome.suggestions
    assert 400 < len(source.excerpt) <= 450
    assert 300 < len(second.excerpt) <= 320
    assert 200 < len(third.excerpt) <= 240
    assert source.excerpt.startswith("One two three 0 One two")
    assert source.excerpt.endswith("…")


def test_the_agent_is_silent_where_the_creator_is_present() -> None:
    given = facts(creator_present=True, passages=(passage_hit(0.9),))
    _, outcome = decide_with_draft(given, policy())
    assert outcome == Outcome(SILENCE)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0.01, "an hour"),
        (1, "an hour"),
        (1.01, "2 hours"),
        (5, "5 hours"),
        (48, "48 hours"),
        (48.5, "3 days"),
        (72, "3 days"),
        (73, "4 days"),
    ],
)
def test_promised_hours_are_rounded_up(hours: float, words: str) -> None:
    assert replies.render_hours(hours, phrases_in("en")) == words
