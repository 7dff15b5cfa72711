"""Receipts: what each rule needed, by how much it was missed, and that the named changes do change the path."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy, read_policy, show_policy
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Need, RuleName
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.log.explain import Change, Receipt, read_receipt
from orchestrator.domain.routing.log.replay import SUPPORTED, DecisionInputs, decide_with_draft, with_policy
from orchestrator.domain.routing.signals import read_signals
from orchestrator.domain.safety.moderation import read_unsafe
from support.facts import answer_hit, asker, calibration, facts, policy, signals, usage
from support.strategies import drafts, messages, policies


def inputs(
    draft: Draft | None = None, tier: Tier = Tier.free, usages: Any = None, text: str = "Can bees be kept?", **scores: Any
) -> DecisionInputs:
    return DecisionInputs(signals(**scores), facts(text, usage=usages or usage(), asker=asker(tier=tier)), draft)


def nearest(receipt: Receipt) -> tuple[dict[str, Any], Path]:
    change = receipt.changes[0]
    return {move.setting: move.after for move in change.moves}, change.path


@pytest.mark.parametrize(
    ("message", "rules", "expected"),
    [
        (inputs(confidence=0.7), {}, ({"auto_answer_confidence_threshold": 0.7}, Path.auto_answer)),
        (inputs(confidence=0.70004), {}, ({"auto_answer_confidence_threshold": 0.7}, Path.auto_answer)),
        (inputs(SUPPORTED, confidence=0.8), {}, ({"auto_answer_confidence_threshold": 0.81}, Path.offer_escalation)),
        (inputs(confidence=0.1, usages=usage(accepted_last_day=10)), {}, ({"max_escalations_per_day": 11}, Path.offer_escalation)),
        (inputs(confidence=0.1, tier=Tier.paid, novelty=0.9), {"allowed_user_tiers": frozenset({Tier.free, Tier.follower})}, ({"allowed_user_tiers": ["free", "follower", "paid"]}, Path.offer_escalation)),
        (inputs(text="My insurance?", novelty=0.9), {"blocked_topics": ("insurance", "tax")}, ({"blocked_topics": ["tax"]}, Path.offer_escalation)),
        (
            inputs(confidence=0.1, novelty=0.9, usages=usage(accepted_last_day=10, accepted_last_week=50)), {},
            ({"max_escalations_per_day": 11, "max_escalations_per_week": 51}, Path.offer_escalation),
        ),
    ],
)  # fmt: skip
def test_the_nearest_change(message: DecisionInputs, rules: dict[str, Any], expected: tuple[dict[str, Any], Path]) -> None:
    assert nearest(read_receipt(message, policy(**rules))) == expected


def test_a_change_that_needs_a_draft_says_so() -> None:
    changes = read_receipt(inputs(confidence=0.7), policy()).changes
    assert [change.needs_draft for change in changes if change.path is Path.auto_answer] == [True]
    assert not any(change.needs_draft for change in changes if change.path is Path.refuse)


def test_each_rule_says_by_how_much_it_was_missed() -> None:
    receipt = read_receipt(
        inputs(confidence=0.6, canonical_similarity=0.5, best_answer=answer_hit(0.5), usages=usage(accepted_last_day=12)), policy()
    )
    missed = {step.rule: {each.name: each.missed_by for each in step.conditions if each.met is False} for step in receipt.steps}
    assert missed[RuleName.confident] == {"confidence": pytest.approx(0.15)}
    assert missed[RuleName.known_question] == {"canonical_similarity": pytest.approx(0.35)}
    assert missed[RuleName.worth_asking] == {"accepted_last_day": 2}
    assert [step.rule for step in receipt.steps if step.held] == [RuleName.gate_closed]


def test_a_decision_that_no_setting_changes_names_none() -> None:
    assert read_receipt(DecisionInputs(read_signals(facts("Hello!"), calibration()), facts("Hello!"), None), policy()).changes == ()


@pytest.mark.parametrize("score", [0.0876, 0.3, 0.4999])
def test_no_threshold_is_proposed_at_which_more_answers_are_wrong_than_right(score: float) -> None:
    receipt = read_receipt(inputs(SUPPORTED, confidence=score, canonical_similarity=score, best_answer=answer_hit(score)), policy())
    proposed = {move.setting: move.after for change in receipt.changes for move in change.moves}
    assert "canonical_match_threshold" not in proposed
    assert "auto_answer_confidence_threshold" not in proposed


def test_a_threshold_is_proposed_in_whole_per_cent() -> None:
    receipt = read_receipt(inputs(SUPPORTED, confidence=0.5475, canonical_similarity=0.5, best_answer=answer_hit(0.5)), policy())
    proposed = {move.setting: move.after for change in receipt.changes for move in change.moves if len(change.moves) == 1}
    assert (proposed["auto_answer_confidence_threshold"], proposed["canonical_match_threshold"]) == (0.54, 0.5)


def apply(change: Change, rules: Policy) -> Policy:
    """Applies a change as a creator would: by setting names and JSON values."""
    return read_policy(show_policy(rules) | {move.setting: move.after for move in change.moves})


@settings(max_examples=120)
@given(messages, policies, drafts)
def test_a_named_change_changes_the_path(message: Facts, rules: Policy, draft: Draft) -> None:
    message = replace(message, unsafe=read_unsafe(read_text(message.text), message.moderated, rules))
    read = read_signals(message, calibration())
    written = draft if isinstance(decide(read, rules, message), Need) else None
    stored = DecisionInputs(read, message, written, rules.abuse_rules_enabled)
    path = decide_with_draft(stored, rules, SUPPORTED).path
    receipt = read_receipt(stored, rules)
    for change in receipt.changes:
        changed = apply(change, rules)
        under_change = with_policy(stored, changed)
        first = decide(under_change.signals, changed, under_change.facts, written)
        assert isinstance(first, Need) == change.needs_draft
        decided = decide(under_change.signals, changed, under_change.facts, written or SUPPORTED)
        assert not isinstance(decided, Need)
        assert decided.path is change.path is not path
        assert all(0 < move.size <= 1 and move.before != move.after for move in change.moves)
    sizes = [change.size for change in receipt.changes]
    assert sizes == sorted(sizes)


@settings(max_examples=120)
@given(messages, policies, drafts)
def test_a_rule_holds_where_all_its_conditions_are_met(message: Facts, rules: Policy, draft: Draft) -> None:
    read = read_signals(message, calibration())
    decided = decide(read, rules, message, draft)
    assert not isinstance(decided, Need)
    receipt = read_receipt(DecisionInputs(read, message, draft, rules.abuse_rules_enabled), rules)
    for step in receipt.steps[:-1]:
        assert step.held == all(each.met for each in step.conditions), step
    assert receipt.steps[-1].conditions[0].met == (not receipt.steps[-2].held)
    assert [step.rule for step in receipt.steps] == list(RuleName)
    for step in receipt.steps:
        for each in step.conditions:
            assert each.missed_by is None or each.missed_by >= 0


@settings(max_examples=60)
@given(messages, policies)
def test_no_smaller_change_of_a_threshold_changes_the_path(message: Facts, rules: Policy) -> None:
    read = read_signals(message, calibration())
    stored = DecisionInputs(read, message, SUPPORTED, rules.abuse_rules_enabled)
    path = decide_with_draft(with_policy(stored, rules), rules, SUPPORTED).path
    for change in read_receipt(stored, rules).changes:
        if len(change.moves) > 1 or not isinstance(change.moves[0].after, float) or change.size < 0.001:
            continue
        (move,) = change.moves
        # Thresholds are proposed in whole per cent: one per cent less of a change leaves the path as it is.
        nearer = move.after + (0.01 if move.after < move.before else -0.01)
        if move.size > 0.01:
            less = replace(rules, **{move.setting: nearer})
            assert decide_with_draft(with_policy(stored, less), less, SUPPORTED).path is path
