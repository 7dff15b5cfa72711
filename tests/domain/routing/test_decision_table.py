"""The decision table: the rule and path of each situation, the order of the rules, and the effect of each setting."""

from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from typing import Any

import pytest

from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.answering.drafts import Draft, ModelSays
from orchestrator.domain.escalation.asked import AskedQuestion
from orchestrator.domain.escalation.expectation import Expectation
from orchestrator.domain.escalation.gates import Gate, GuestUsage
from orchestrator.domain.escalation.states import Status
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.message.follow_ups import read_question
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.availability import Availability
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.deciding.decide import RULES, decide
from orchestrator.domain.routing.deciding.decision import Decision, EscalationReason, Need, RuleName
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.plan import plan
from orchestrator.domain.routing.signals import read_signals
from support.facts import (
    NOW,
    agent,
    agent_turn,
    answer_hit,
    asker,
    calibration,
    facts,
    identifier,
    passage_hit,
    policy,
    signals,
    usage,
    user_turn,
)  # fmt: skip

SUPPORTED = Draft("From Mara's documents: …", (passage_hit(),), supported=True, written_by="quotes")
ANSWERED = replace(SUPPORTED, written_by="small", model_says=ModelSays.answered)
PARTLY = replace(ANSWERED, model_says=ModelSays.partly)
HALF_ANSWERED = replace(ANSWERED, model_says=ModelSays.half, missing="when to sell it")
ASKS_BACK = replace(ANSWERED, model_says=ModelSays.asks_back, choices=("lavender honey", "lime honey"))
NOT_ANSWERED = replace(ANSWERED, supported=False, model_says=ModelSays.not_answered)
UNSUPPORTED = replace(SUPPORTED, supported=False)
CLOSED_ALL_DAY = Availability(
    weekly=((), (), (), ((0, 60),), (), (), ()), anytime=False
)  # open on Thursdays from 0:00 to 1:00; NOW is a Wednesday
ESSAY = "Complicated considerations regarding organisation; and then alternatively? Furthermore, however, hibernation? " * 4


def rule_of(given: Facts, rules: Policy | None = None, draft: Draft = SUPPORTED) -> tuple[str, str]:
    """(rule, path) of the decision; the draft is given only where `decide` needs one."""
    decided = decide_with_draft(given, rules or policy(), draft)
    return decided.rule.value, decided.path.name


def decide_with_draft(given: Facts, rules: Policy, draft: Draft = SUPPORTED) -> Decision:
    read = read_signals(given, calibration())
    decided = decide(read, rules, given)
    if decided is Need.draft:
        decided = decide(read, rules, given, draft)
    assert isinstance(decided, Decision)
    return decided


@dataclass(frozen=True)
class Row:
    """One situation: a message, and how it differs from a first, unknown question under the default policy."""

    situation: str
    rule: str
    path: str
    text: str = "When should I harvest lavender honey?"
    facts: dict[str, Any] = field(default_factory=dict)
    policy: dict[str, Any] = field(default_factory=dict)
    draft: Draft = SUPPORTED


KNOWN: dict[str, Any] = {"canonical": (answer_hit(0.9),)}
HALF: dict[str, Any] = {"passages": (passage_hit(0.6, content="Harvest honey late."),)}
"""A confidence between that of a model and that of the documents alone."""
FOUND: dict[str, Any] = {"passages": (passage_hit(0.9),)}
TWO: dict[str, Any] = {"has_chat_model": True, "passages": (passage_hit(0.9), passage_hit(0.8))}
"""Two passages that may be meant, and a model that may ask which."""
ASKED_BACK = agent_turn("help", Path.clarify)

OFFER = AskedQuestion(identifier("offer"), "Do bees dance?", Status.pending, True, Expectation(24.0, False))

TABLE = (
    # 0 creator_present
    Row("the creator is in the thread", "creator_present", "queue_for_creator", facts={"creator_present": True, **KNOWN, **FOUND}),
    Row("present before blocked", "creator_present", "queue_for_creator", "refund", {"creator_present": True}, {"blocked_topics": ("refund",)}),
    Row("present, every gate closed", "creator_present", "queue_for_creator", facts={"creator_present": True}, policy={"escalation_enabled": False}),
    # 1 blocked_topic
    Row("a blocked topic", "blocked_topic", "refuse", "Can I get my money refunded?", policy={"blocked_topics": ("refund",)}),
    Row("a blocked phrase", "blocked_topic", "refuse", "Are credit-cards taken?", policy={"blocked_topics": ("credit card",)}),
    Row("the second of two topics", "blocked_topic", "refuse", "Which insurance?", policy={"blocked_topics": ("tax", "insurance")}),
    Row("a topic only inside another word", "worth_asking", "offer_escalation", "Which beer goes with honey cake?", policy={"blocked_topics": ("bee",)}),
    Row("a follow-up on a blocked topic", "blocked_topic", "refuse", "and on weekends?", {"question": "Refunds? and on weekends?"}, {"blocked_topics": ("refund",)}),
    Row("blocked before unsafe", "blocked_topic", "refuse", "refund", {"unsafe": "violence"}, {"blocked_topics": ("refund",)}),
    Row("blocked before small talk", "blocked_topic", "refuse", "hello", policy={"blocked_topics": ("hello",)}),
    Row("blocked before known", "blocked_topic", "refuse", facts=KNOWN, policy={"blocked_topics": ("lavender",)}),
    # 2 unsafe
    Row("moderation objects", "unsafe", "refuse", facts={"unsafe": "violence"}),
    Row("unsafe before small talk", "unsafe", "refuse", "hello", {"unsafe": "hate"}),
    Row("unsafe before known", "unsafe", "refuse", facts={"unsafe": "hate", **KNOWN}),
    # 3 reply_to_agent
    Row("yes to an open offer", "reply_to_agent", "queue_for_creator", "yes", {"act": Act.accept, "questions": (OFFER,)}),
    Row("no to an open offer", "reply_to_agent", "auto_answer", "no", {"act": Act.decline, "questions": (OFFER,)}),
    Row("yes before known", "reply_to_agent", "queue_for_creator", "yes", {"act": Act.accept, "questions": (OFFER,), **KNOWN}),
    Row("blocked before a reply", "blocked_topic", "refuse", "add refund", {"act": Act.add}, {"blocked_topics": ("refund",)}),
    Row("unsafe before a reply", "unsafe", "refuse", "yes", {"act": Act.accept, "unsafe": "hate"}),
    Row("present before a reply", "creator_present", "queue_for_creator", "yes", {"act": Act.accept, "creator_present": True}),
    Row("a reply with every gate closed", "reply_to_agent", "auto_answer", "any news?", {"act": Act.status}, {"escalation_enabled": False}),
    # a complaint goes on to the creator, whatever is known
    Row("the answer did not help", "worth_asking", "offer_escalation", facts={"act": Act.not_answered, **KNOWN, **FOUND}),
    Row("the answer did not help, gates closed", "gate_closed", "refuse", facts={"act": Act.not_answered, **KNOWN}, policy={"escalation_enabled": False}),
    Row("simpler, without a model", "worth_asking", "offer_escalation", facts={"act": Act.simpler, **KNOWN, **FOUND}),
    Row("simpler, with a model", "confident", "auto_answer", facts={"act": Act.simpler, "has_chat_model": True, **FOUND}),
    # 4 small_talk
    Row("a bot?", "small_talk", "auto_answer", "are you a bot?", {"act": Act.are_you_a_bot}),
    Row("a bot? that the creator answered", "known_question", "serve_canonical", "are you a bot?", {"act": Act.are_you_a_bot, **KNOWN}),
    Row("a statement that the documents speak of", "confident", "auto_answer", "honey in July", {"act": Act.statement, **FOUND}),
    Row("wants a person, and says nothing else", "vague", "clarify", "a person please", {"act": Act.wants_person, **FOUND}),
    Row("wants a person, gates closed", "gate_closed", "refuse", "a person please", {"act": Act.wants_person}, {"escalation_enabled": False}),
    Row("wants a person, after a question", "worth_asking", "offer_escalation", facts={"act": Act.wants_person, "is_follow_up": True, **FOUND}),
    Row("wanted a person, says what for", "worth_asking", "offer_escalation", facts={"is_for_creator": True, **FOUND}),
    Row("wants a person, may not be asked back", "worth_asking", "offer_escalation", "a person please", {"act": Act.wants_person}, {"clarification_enabled": False}),
    Row("a greeting", "small_talk", "auto_answer", "Hello Mara!"),
    Row("thanks", "small_talk", "auto_answer", "thanks a lot!"),
    Row("a farewell", "small_talk", "auto_answer", "bye"),
    Row("small talk before known", "small_talk", "auto_answer", "hi", KNOWN),
    Row("small talk with every gate closed", "small_talk", "auto_answer", "hi", policy={"escalation_enabled": False}),
    Row("a greeting with a question", "worth_asking", "offer_escalation", "Hi, can I keep bees on a roof?"),
    # 5 known_question
    Row("a known question", "known_question", "serve_canonical", facts=KNOWN),
    Row("a match exactly at the threshold", "known_question", "serve_canonical", facts={"canonical": (answer_hit(0.85),)}),
    Row("just below the threshold", "close_question", "clarify", facts={"canonical": (answer_hit(0.849),)}),
    Row("an expired answer", "worth_asking", "offer_escalation", facts={"canonical": (answer_hit(0.99, expires_at=NOW),)}),
    Row("an answer that expires in a minute", "known_question", "serve_canonical", facts={"canonical": (answer_hit(0.99, expires_at=NOW + timedelta(minutes=1)),)}),
    Row("known before vague", "known_question", "serve_canonical", "refund?", KNOWN),
    Row("known before confident", "known_question", "serve_canonical", facts={**KNOWN, **FOUND}),
    Row("a follow-up, known answer not given before", "known_question", "serve_canonical", "is it free?", {"is_follow_up": True, **KNOWN}),
    Row("a follow-up to this very answer", "worth_asking", "offer_escalation", "is it early?",
        {"question": "When is honey harvested? is it early?", "is_follow_up": True, **KNOWN,
         "turns": (agent_turn("When is honey harvested?", Path.serve_canonical, sources=frozenset({identifier("answer")})),)}),
    Row("the same question again", "known_question", "serve_canonical",
        facts={**KNOWN, "turns": (agent_turn("When is honey harvested?", sources=frozenset({identifier("answer")})),)}),
    # 6 vague
    Row("no subject", "vague", "clarify", "Can you help me with something?"),
    Row("no subject, though a passage is near", "vague", "clarify", "help", {"passages": (passage_hit(0.4),)}),
    Row("asked back once already", "vague", "clarify", "help", {"turns": (ASKED_BACK,)}),
    Row("asked back twice already", "worth_asking", "offer_escalation", "help", {"turns": (ASKED_BACK, user_turn("hm"), ASKED_BACK)}),
    Row("asked back twice, but not in a row", "vague", "clarify", "help", {"turns": (ASKED_BACK, agent_turn("honey?"), ASKED_BACK)}),
    Row("one word, and a passage near enough", "worth_asking", "offer_escalation", "refund?", {"passages": (passage_hit(0.5),)}),
    Row("clarification switched off", "worth_asking", "offer_escalation", "help", policy={"clarification_enabled": False}),
    Row("specific together with the turn before", "worth_asking", "offer_escalation", "why?", {"question": "Do bees swarm in May? why?", "is_follow_up": True}),
    # 7 model_asks_back
    Row("a model asks back", "model_asks_back", "clarify", facts=TWO, draft=ASKS_BACK),
    Row("a model asks back below the threshold", "model_asks_back", "clarify",
        facts={"has_chat_model": True, "passages": (passage_hit(0.6, content="Harvest honey late."),) * 2}, draft=ASKS_BACK),
    Row("a model asks back, with every gate closed", "model_asks_back", "clarify", facts=TWO, draft=ASKS_BACK, policy={"escalation_enabled": False}),
    Row("a model asks back, and may not", "confident", "auto_answer", facts=TWO, draft=ASKS_BACK, policy={"clarification_enabled": False}),
    Row("a model asks back a second time", "confident", "auto_answer", facts={**TWO, "turns": (ASKED_BACK,)}, draft=ASKS_BACK),
    Row("a model asks back, and one passage is near", "confident", "auto_answer", facts={"has_chat_model": True, **FOUND}, draft=ASKS_BACK),
    Row("a model asks back, not sure, and may not", "worth_asking", "offer_escalation",
        facts={"has_chat_model": True, **HALF}, draft=ASKS_BACK, policy={"clarification_enabled": False}),
    Row("nothing is answered from documents, nor asked back", "worth_asking", "offer_escalation", facts=TWO, draft=ASKS_BACK,
        policy={"auto_answer_confidence_threshold": 1.0}),
    # 8 confident
    Row("the passages answer it", "confident", "auto_answer", facts=FOUND),
    Row("not sure, but a model finds it in the passages", "model_answers", "auto_answer", facts={"has_chat_model": True, **HALF}, draft=ANSWERED),
    Row("not sure, and a model answers half of it", "model_answers", "auto_answer", facts={"has_chat_model": True, **HALF}, draft=HALF_ANSWERED),
    Row("sure, and a model answers half of it", "confident", "auto_answer", facts={"has_chat_model": True, **FOUND}, draft=HALF_ANSWERED),
    Row("not sure, and a model does not name what is missing", "worth_asking", "offer_escalation", facts={"has_chat_model": True, **HALF}, draft=PARTLY),
    Row("not sure, and a model finds nothing", "worth_asking", "offer_escalation", facts={"has_chat_model": True, **HALF}, draft=NOT_ANSWERED),
    Row("not sure, and the model is down", "worth_asking", "offer_escalation", facts={"has_chat_model": True, **HALF}),
    Row("not sure, and there is no model", "worth_asking", "offer_escalation", facts=HALF, draft=ANSWERED),
    Row("nothing may be answered from documents", "worth_asking", "offer_escalation", facts={"has_chat_model": True, **HALF},
        policy={"auto_answer_confidence_threshold": 1.0}, draft=ANSWERED),
    Row("the passages do not support the draft", "worth_asking", "offer_escalation", facts=FOUND, draft=UNSUPPORTED),
    Row("unsupported, with a gate closed", "gate_closed", "refuse", facts=FOUND, draft=UNSUPPORTED, policy={"escalation_enabled": False}),
    Row("confident with every gate closed", "confident", "auto_answer", facts=FOUND, policy={"escalation_enabled": False}),
    Row("confident, but novel", "worth_asking", "offer_escalation", facts=FOUND, policy={"novelty_threshold": 0.05}),
    # 9 worth_asking
    Row("novel", "worth_asking", "offer_escalation"),
    Row("complex", "worth_asking", "offer_escalation", ESSAY, {"passages": (passage_hit(0.5),)}),
    Row("neither novel nor confident", "worth_asking", "offer_escalation", facts={"passages": (passage_hit(0.5),)}),
    Row("the last free place of the day", "worth_asking", "offer_escalation", facts={"usage": usage(accepted_last_day=9)}),
    # 10 gate_closed
    Row("escalation switched off", "gate_closed", "refuse", policy={"escalation_enabled": False}),
    Row("a tier that is not allowed", "gate_closed", "refuse", policy={"allowed_user_tiers": frozenset({Tier.paid})}),
    Row("a paying member is let through by default", "worth_asking", "offer_escalation", facts={"asker": asker(tier=Tier.paid)}),
    Row("the day is full", "gate_closed", "refuse", facts={"usage": usage(accepted_last_day=10)}),
    Row("the week is full", "gate_closed", "refuse", facts={"usage": usage(accepted_last_week=50)}),
    Row("outside the opening hours", "gate_closed", "refuse", policy={"availability": CLOSED_ALL_DAY}),
    Row("vague before gates", "vague", "clarify", "help", policy={"escalation_enabled": False}),
)  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=[row.situation for row in TABLE])
def test_situation(row: Row) -> None:
    assert rule_of(facts(row.text, **row.facts), policy(**row.policy), row.draft) == (row.rule, row.path)


def test_the_table_shows_every_rule_in_its_order() -> None:
    assert {row.rule for row in TABLE} == set(RuleName)
    assert [rule.name for rule in RULES] == list(RuleName)


def test_small_talk_known_and_vague_questions_need_no_draft() -> None:
    for given in (facts("hi", **FOUND), facts(**KNOWN, **FOUND), facts("help", passages=(passage_hit(0.2),))):
        assert isinstance(decide(read_signals(given, calibration()), policy(), given), Decision)


def test_a_draft_is_needed_before_the_passages_are_trusted() -> None:
    given = facts(**FOUND)
    read = read_signals(given, calibration())
    assert decide(read, policy(), given) is Need.draft
    answered = decide(read, policy(), given, SUPPORTED)
    refused = decide(read, policy(), given, UNSUPPORTED)
    assert isinstance(answered, Decision)
    assert answered.draft is SUPPORTED
    assert isinstance(refused, Decision)
    assert refused.escalation_reason is EscalationReason.strategic
    assert refused.reason == "The passages found do not support an answer, and Mara Lind takes questions now."


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (None, "No answer is certain enough (confidence 50 %, needed 75 %)"),
        (
            Draft("", (), supported=False, written_by="a model"),
            "The chat model gave no answer that could be checked (confidence 50 %, needed 75 %)",
        ),
    ],
)
def test_the_reason_says_whether_a_chat_model_was_asked(draft: Draft | None, why: str) -> None:
    decided = decide(signals(novelty=0.1, confidence=0.5), policy(), facts(), draft)
    assert isinstance(decided, Decision)
    assert decided.reason == f"{why}, and Mara Lind takes questions now."


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"novelty": 0.7, "complexity": 0.9}, EscalationReason.novel),
        ({"novelty": 0.69, "complexity": 0.6}, EscalationReason.complex),
        ({"novelty": 0.69, "complexity": 0.59}, EscalationReason.strategic),
    ],
)
def test_the_reason_for_an_escalation(changes: dict[str, float], reason: EscalationReason) -> None:
    decided = decide(signals(**changes), policy(), facts())
    assert isinstance(decided, Decision)
    assert decided.escalation_reason is reason
    assert decided.gate is None


@pytest.mark.parametrize(
    ("given", "rules", "reason"),
    [
        (facts("refund"), {"blocked_topics": ("refund",)}, "It touches “refund”, a topic Mara Lind keeps out of this agent."),
        (facts(unsafe="hate"), {}, "Moderation objected to the message (hate)."),
        (facts("hi"), {}, "The whole message is small talk (greeting)."),
        (facts(**KNOWN), {}, "It asks the same as a question Mara Lind answered on 1 June 2025 (match 90 %, needed 85 %)."),
        (facts("help"), {}, "The message says too little to search with, so the agent asks a clarifying question."),
        (facts(), {"novelty_threshold": 0.29}, "No stored answer or passage is close to it (novelty 100 %, new from 29 %), and Mara Lind takes questions now."),
        (facts(), {"max_escalations_per_day": 0}, "No stored answer or passage is close to it (novelty 100 %, new from 70 %), but the limit of 0 questions in 24 hours is reached."),
    ],
)  # fmt: skip
def test_reason_in_one_sentence(given: Facts, rules: dict[str, Any], reason: str) -> None:
    assert decide_with_draft(given, policy(**rules)).reason == reason


@pytest.mark.parametrize(
    ("changes", "gate"),
    [
        ({"escalation_enabled": False}, Gate.disabled),
        ({"allowed_user_tiers": frozenset({Tier.paid})}, Gate.tier),
        ({"max_escalations_per_day": 0}, Gate.day_limit),
        ({"max_escalations_per_week": 0}, Gate.week_limit),
        ({"availability": CLOSED_ALL_DAY}, Gate.unavailable),
    ],
)
def test_a_refusal_names_its_gate(changes: dict[str, Any], gate: Gate) -> None:
    decided = decide_with_draft(facts(), policy(**changes))
    assert decided.gate is not None
    assert decided.gate.gate is gate
    assert decided.escalation_reason is None


def test_what_a_half_answer_leaves_is_offered() -> None:
    given = facts("When is lavender honey ripe, and when to sell it?", has_chat_model=True, **FOUND)
    decided = decide_with_draft(given, policy(), HALF_ANSWERED)
    outcome = plan(decided, policy(), given, calibration())
    assert decided.reason == "The documents answer a part of it (confidence 88 %, needed 75 %)."
    assert (decided.path.name, decided.escalation_reason, decided.gate) == ("auto_answer", EscalationReason.strategic, None)
    assert outcome.offer is not None
    assert outcome.offer.question == "when to sell it"
    assert outcome.reply.content.startswith(
        f"{HALF_ANSWERED.content}\n\nThe documents say nothing on “when to sell it”. Shall I pass that part on"
    )
    assert [source.id for source in outcome.reply.sources] == [passage_hit().id]


def test_with_a_gate_closed_a_half_answer_says_so() -> None:
    given, rules = facts(has_chat_model=True, **FOUND), policy(escalation_enabled=False)
    decided = decide_with_draft(given, rules, HALF_ANSWERED)
    outcome = plan(decided, rules, given, calibration())
    assert (decided.path.name, decided.escalation_reason) == ("auto_answer", None)
    assert decided.gate is not None
    assert outcome.offer is None
    assert outcome.reply.content.endswith("“when to sell it”. Mara Lind does not take questions through this agent at present.")


def test_a_model_asks_back_in_the_agents_words() -> None:
    given = facts(**TWO)
    outcome = plan(decide_with_draft(given, policy(), ASKS_BACK), policy(), given, calibration())
    assert outcome.reply.content.startswith("Is it about “lavender honey” or “lime honey”")
    assert outcome.reply.choices == outcome.reply.subjects == ("lavender honey", "lime honey")


NEAR = (passage_hit(0.5),)
SETTINGS: dict[str, tuple[Any, Facts]] = {
    "escalation_enabled": (False, facts()),
    "max_escalations_per_day": (3, facts(usage=usage(accepted_last_day=3))),
    "max_escalations_per_week": (20, facts(usage=usage(accepted_last_week=20))),
    "auto_answer_confidence_threshold": (0.99, facts(**FOUND)),
    "canonical_match_threshold": (0.95, facts(**KNOWN)),
    "novelty_threshold": (0.45, facts(passages=NEAR)),
    "complexity_threshold": (0.2, facts(ESSAY, passages=NEAR)),
    "vagueness_threshold": (0.9, facts("refund?")),
    "clarification_enabled": (False, facts("help")),
    "max_clarifications_running": (1, facts("help", turns=(ASKED_BACK,))),
    "blocked_topics": (("lavender",), facts()),
    "allowed_user_tiers": (frozenset({Tier.paid}), facts()),
    "guests_enabled": (False, facts(asker=asker(tier=Tier.guest))),
    "guest_escalations_per_day": (1, facts(asker=asker(tier=Tier.guest), usage=usage(guests=GuestUsage(1, 1)))),
    "guest_escalations_per_week": (2, facts(asker=asker(tier=Tier.guest), usage=usage(guests=GuestUsage(1, 2)))),
    "availability": (CLOSED_ALL_DAY, facts()),
    "offer_valid_hours": (1, facts()),
    "expected_response_hours": (2, facts()),
}
"""Per setting: another value than the default, and a message whose outcome that value changes."""


NOT_IN_TABLE = {
    "version",
    "answer_deadline_hours",
    "chat_model",
    "temperature",
    "abuse_rules_enabled",
    "moderation_failure",
    "trust_mode",
    "wrong_answers_target",
    "trust_cards_per_day",
    "model_confirms_matches",
    "second_signature",
    "direct_messages_enabled",
    "direct_message_tiers",
    "max_direct_messages_per_day",
    "max_direct_messages_per_person",
    "guest_messages_per_day",
    "retention_days",
}
"""Fields that no row of the table reads: the version, the deadline of an accepted question, how drafts are written, moderation
(read earlier, by `read_unsafe`), trust and model checks, direct messages, how much a guest may write (`require_guest_may_ask`), how long
messages are kept, and who signs answers."""


@pytest.mark.parametrize("name", [named.name for named in fields(Policy) if named.name not in NOT_IN_TABLE])
def test_each_setting_alone_changes_an_outcome(name: str) -> None:
    value, given = SETTINGS[name]
    base = policy(complexity_threshold=1.0) if name == "complexity_threshold" else policy()
    changed = replace(base, **{name: value})
    outcomes = [plan(decide_with_draft(given, rules), rules, given, calibration()) for rules in (base, changed)]
    assert outcomes[0] != outcomes[1]


def test_only_passages_that_fit_count_as_support() -> None:
    assert read_signals(facts(passages=(passage_hit(-0.2), passage_hit(0.0))), calibration()).support == 0
    assert read_signals(facts(passages=(passage_hit(0.8), passage_hit(0.4), passage_hit(0.39))), calibration()).support == 2


@pytest.mark.parametrize(
    ("turns", "text", "question"),
    [
        ((), "and on weekends?", "and on weekends?"),
        ((agent_turn("Are you open?"),), "and on weekends?", "Are you open? and on weekends?"),
        ((agent_turn("Are you open?"),), "How do I feed bees in winter?", "How do I feed bees in winter?"),
        ((agent_turn("Are you open?"), agent_turn("thanks!")), "and on weekends?", "Are you open? and on weekends?"),
        ((agent_turn("My hive", Path.clarify),), "It lost its queen in spring", "My hive It lost its queen in spring"),
        ((agent_turn("My hive", Path.clarify),), "Losing queens every spring", "My hive Losing queens every spring"),
        ((agent_turn("My hive", Path.clarify),), "Feeding", "My hive Feeding"),
        ((agent_turn("My hive", Path.clarify),), "What does the weekend course cost?", "What does the weekend course cost?"),
        ((user_turn("Are you open?"),), "and on weekends?", "and on weekends?"),
        ((agent_turn("Hello Mara!"),), "it doesn't work", "it doesn't work"),
        ((agent_turn("Are you open?"), agent_turn("Thanks, Mara!")), "and on weekends?", "Are you open? and on weekends?"),
    ],
)
def test_the_question_that_a_message_asks(turns: tuple[Any, ...], text: str, question: str) -> None:
    assert read_question(read_text(text), turns) == (question, question != text)


def test_a_greeting_may_contain_the_names_of_the_agent() -> None:
    assert rule_of(facts("Hello Ada", agent=agent(creator_name="Ada King"))) == ("small_talk", "auto_answer")
    assert rule_of(facts("Hello Ada")) != ("small_talk", "auto_answer")
