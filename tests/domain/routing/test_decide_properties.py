"""Properties of every decision: it is made, repeatable, and each setting moves it in one direction only."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision, Need, RuleName
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.plan import plan
from orchestrator.domain.routing.signals import read_signals
from support.facts import answer_hit, calibration, facts, passage_hit, policy
from support.strategies import drafts, messages, policies, shares

SUPPORTED = Draft("It says so.", (), True, "quotes")


def decide_with_draft(message: Facts, rules: Policy, draft: Draft = SUPPORTED) -> Decision:
    read = read_signals(message, calibration())
    decided = decide(read, rules, message)
    if decided is Need.draft:
        decided = decide(read, rules, message, draft)
    assert isinstance(decided, Decision)
    return decided


@settings(max_examples=150)
@given(messages, policies, drafts)
def test_every_message_is_decided_explained_and_planned(message: Facts, rules: Policy, draft: Draft) -> None:
    decided = decide_with_draft(message, rules, draft)
    assert (decided.path is Path.queue_for_creator) is message.creator_present
    assert (decided.gate is not None) == (decided.rule is RuleName.gate_closed)
    assert (decided.escalation_reason is not None) == (decided.rule is RuleName.worth_asking)
    assert decided.reason.endswith(".")
    assert ". " not in decided.reason
    assert "\n" not in decided.reason
    outcome = plan(decided, rules, message, calibration())
    assert outcome.reply.content.strip() or message.creator_present or draft.content == outcome.reply.content
    assert (outcome.offer is not None) == (decided.path is Path.offer_escalation)
    assert decide_with_draft(message, rules, draft) == decided
    assert plan(decided, rules, message, calibration()) == outcome


@settings(max_examples=60)
@given(messages)
def test_signals_are_within_0_and_1(message: Facts) -> None:
    read = read_signals(message, calibration())
    for score in (read.similarity, read.novelty, read.complexity, read.confidence, read.canonical_similarity, read.passage_similarity,
                  read.coverage, read.vagueness):  # fmt: skip
        assert 0 <= score <= 1
    assert 0 <= read.support <= 5
    assert read == read_signals(message, calibration())


@settings(max_examples=60)
@given(messages, policies, shares, shares)
def test_a_higher_confidence_threshold_never_answers_more(message: Facts, rules: Policy, one: float, other: float) -> None:
    low, high = (replace(rules, auto_answer_confidence_threshold=threshold) for threshold in sorted((one, other)))
    if decide_with_draft(message, low).path is not Path.auto_answer:
        assert decide_with_draft(message, high).path is not Path.auto_answer


@settings(max_examples=60)
@given(messages, policies, shares, shares)
def test_a_higher_match_threshold_never_serves_more(message: Facts, rules: Policy, one: float, other: float) -> None:
    low, high = (replace(rules, canonical_match_threshold=threshold) for threshold in sorted((one, other)))
    if decide_with_draft(message, low).path is not Path.serve_canonical:
        assert decide_with_draft(message, high).path is not Path.serve_canonical


@settings(max_examples=60)
@given(messages, policies, st.sampled_from(["refund", "honey", "bees", "why", "蜂", "hi"]))
def test_blocking_a_topic_never_undoes_a_refusal(message: Facts, rules: Policy, topic: str) -> None:
    blocking = replace(rules, blocked_topics=(*rules.blocked_topics, topic))
    before, after = decide_with_draft(message, rules), decide_with_draft(message, blocking)
    if before.path is Path.refuse:
        assert after.path is Path.refuse
    # A stored answer on the topic is not asked about any more.
    fewer = before.rule is RuleName.close_question and set(after.close) < set(before.close)
    assert after.rule is RuleName.blocked_topic or fewer or replace(after, close=before.close) == before


@settings(max_examples=40)
@given(messages, policies)
def test_nothing_is_offered_through_a_closed_gate(message: Facts, rules: Policy) -> None:
    assert decide_with_draft(message, replace(rules, escalation_enabled=False)).path is not Path.offer_escalation
    assert decide_with_draft(message, replace(rules, max_escalations_per_day=0)).path is not Path.offer_escalation
    assert decide_with_draft(message, replace(rules, allowed_user_tiers=frozenset())).path is not Path.offer_escalation


@settings(max_examples=40)
@given(messages, policies)
def test_small_talk_never_reaches_the_creator(message: Facts, rules: Policy) -> None:
    decided = decide_with_draft(message, rules)
    if decided.signals.small_talk is not None and not message.creator_present:
        assert decided.path in (Path.auto_answer, Path.refuse)


@pytest.mark.parametrize(
    ("path", "message", "rules"),
    [
        (Path.auto_answer, facts(passages=(passage_hit(0.9),)), policy()),
        (Path.auto_answer, facts("Good morning!"), policy()),
        (Path.clarify, facts("Can you help me?"), policy()),
        (Path.serve_canonical, facts(canonical=(answer_hit(0.9),)), policy()),
        (Path.offer_escalation, facts("Can bees be kept on a ship?"), policy()),
        (Path.refuse, facts("Can bees be kept on a ship?"), policy(escalation_enabled=False)),
        (Path.refuse, facts("Can bees be kept on a ship?"), policy(blocked_topics=("ships",))),
    ],
)
def test_every_path_is_reached_by_plausible_messages(path: Path, message: Facts, rules: Policy) -> None:
    assert decide_with_draft(message, rules).path is path


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "why? " * 20_000, "蜂" * 30_000, "\ud800" * 1000, "\x00\x1b", "🐝" * 9000, "e\u0301" * 9000]
)
def test_a_strange_or_very_long_message_is_decided(text: str) -> None:
    message = facts(text, passages=(passage_hit(0.9, content=text),), canonical=(answer_hit(0.3),))
    assert decide_with_draft(message, policy(blocked_topics=("refund", "蜂蜜"))).reason
