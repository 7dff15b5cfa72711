"""The decision: an ordered table of rules. The first that holds decides the path, and says why in one sentence."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from orchestrator.domain.answering.drafts import Draft, ModelSays
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.acting import REPLIES, TO_CREATOR
from orchestrator.domain.routing.deciding.case import Case
from orchestrator.domain.routing.deciding.decision import Decision, Need, RuleName
from orchestrator.domain.routing.deciding.reasons import (
    why_answered_by_model,
    why_asked_back_by_model,
    why_close,
    why_confident,
    why_gate_closed,
    why_known,
    why_reply,
    why_unsafe,
    why_vague,
    why_worth_asking,
)
from orchestrator.domain.routing.deciding.thresholds import needed_confidence, needed_match, needed_with_model
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.signals import Signals

CANDIDATES = 2
"""So many passages must be about as near as the best one for a chat model to ask back between them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the decision table."""

    name: RuleName
    path: Path
    """The path where the rule holds, unless `goes` says another."""
    holds: Callable[[Case], "bool | Need"]
    """Whether the rule holds, or what is missing to tell."""
    why: Callable[[Case], str]
    """The reason, where the rule holds."""
    goes: Callable[[Case], Path] | None = None
    """The path, where it depends on the message."""

    def path_of(self, case: Case) -> Path:
        """The path of this message, where the rule holds."""
        return self.goes(case) if self.goes else self.path


def decide(signals: Signals, policy: Policy, facts: Facts, draft: Draft | None = None) -> Decision | Need:
    """The decision by the first rule of RULES that holds.

    Need.draft where the next rule depends on a draft that was not written yet: write one and call again with it; it may
    be empty or unsupported. With a draft, the result is always a Decision.
    """
    case = Case(signals, policy, facts, draft)
    for rule in RULES:
        held = rule.holds(case)
        if isinstance(held, Need):
            return held
        if held:
            return _decision(rule, case)
    raise AssertionError("the last rule holds for every message")


def _decision(rule: Rule, case: Case) -> Decision:
    decision = Decision(
        path=rule.path_of(case), rule=rule.name, reason=rule.why(case), signals=case.signals, close=case.close, draft=case.draft
    )
    if rule.name in (RuleName.worth_asking, RuleName.gate_closed) or decision.leaves_a_part:
        gate = case.gate
        return replace(decision, gate=gate, escalation_reason=case.escalation_reason if gate is None else None)
    return decision


def _is_known(case: Case) -> bool:
    best = case.signals.best_answer
    if best is None or case.must_ask_which or case.signals.is_dissatisfied:
        return False
    return case.signals.is_confirmed or case.signals.canonical_similarity >= needed_match(case.policy, case.facts.trust, best)


def _is_close(case: Case) -> bool:
    """Whether the asker is asked if a stored question is meant.

    Not in the cautious mode before a proof, where each match waits for the creator; and not where the documents answer, and are
    more probably right.
    """
    signals, policy, trust = case.signals, case.policy, case.facts.trust
    if not signals.close or signals.has_rivals or not case.may_ask_back or not case.close:
        return False
    if policy.trust_mode is Mode.cautious and trust.proven is None:
        return False
    return signals.confidence < max(needed_confidence(policy, trust), signals.close_similarity)


def _is_vague(case: Case) -> bool:
    return case.may_ask_back and case.signals.vagueness >= case.policy.vagueness_threshold


def _is_asked_back_by_model(case: Case) -> bool | Need:
    if not case.facts.has_chat_model or not _may_answer(case, needed_with_model(case.policy, case.facts.trust)):
        return False
    if not case.may_ask_back or case.signals.clarifications_running or case.signals.support < CANDIDATES:
        return False
    return Need.draft if case.draft is None else case.draft.model_says is ModelSays.asks_back


def _is_confident(case: Case) -> bool | Need:
    if not _may_answer(case, needed_confidence(case.policy, case.facts.trust)):
        return False
    return Need.draft if case.draft is None else case.draft.supported


def _is_answered_by_model(case: Case) -> bool | Need:
    if not case.facts.has_chat_model or not _may_answer(case, needed_with_model(case.policy, case.facts.trust)):
        return False
    if case.draft is None:
        return Need.draft
    return case.draft.supported and case.draft.model_says in (ModelSays.answered, ModelSays.half)


def _may_answer(case: Case, needed: float) -> bool:
    """Whether the passages may answer the message, from a confidence of `needed` on."""
    return (
        not case.signals.wants_human
        and not case.signals.is_dissatisfied
        and case.signals.confidence >= needed
        and case.signals.novelty < case.policy.novelty_threshold
    )


def _path_of_reply(case: Case) -> Path:
    """What goes to the creator takes their path; anything else is answered at once."""
    return Path.queue_for_creator if case.signals.act in TO_CREATOR else Path.auto_answer


RULES: tuple[Rule, ...] = (
    Rule(RuleName.creator_present, Path.queue_for_creator, lambda case: case.facts.creator_present,
         lambda case: f"{case.facts.agent.creator_name} is in this conversation and reads it, so the agent stays silent."),
    Rule(RuleName.blocked_topic, Path.refuse, lambda case: case.blocked_topic is not None,
         lambda case: f"It touches “{case.blocked_topic}”, a topic {case.facts.agent.creator_name} keeps out of this agent."),
    Rule(RuleName.unsafe, Path.refuse, lambda case: case.facts.unsafe is not None, why_unsafe),
    Rule(RuleName.reply_to_agent, Path.auto_answer, lambda case: case.signals.act in REPLIES, why_reply, _path_of_reply),
    Rule(RuleName.small_talk, Path.auto_answer, lambda case: case.signals.small_talk is not None,
         lambda case: f"The whole message is small talk ({case.signals.small_talk})."),
    Rule(RuleName.known_question, Path.serve_canonical, _is_known, why_known),
    Rule(RuleName.close_question, Path.clarify, _is_close, why_close),
    Rule(RuleName.vague, Path.clarify, _is_vague, why_vague),
    Rule(RuleName.model_asks_back, Path.clarify, _is_asked_back_by_model, why_asked_back_by_model),
    Rule(RuleName.confident, Path.auto_answer, _is_confident, why_confident),
    Rule(RuleName.model_answers, Path.auto_answer, _is_answered_by_model, why_answered_by_model),
    Rule(RuleName.worth_asking, Path.offer_escalation, lambda case: case.gate is None, why_worth_asking),
    Rule(RuleName.gate_closed, Path.refuse, lambda case: True, why_gate_closed),
)  # fmt: skip
"""The decision table, in its order.

`model_asks_back` holds where the model named things between which the message does not decide; it never follows another
question back.
`model_answers` reaches below the confidence that the documents need alone: the model must say that they answer, and each
of its sentences must be supported. Without a chat model neither holds. Where the model answers a part and names the rest, the
answer is sent, and the rest is offered to the creator if the gates are open.
`worth_asking` asks for open gates alone: where neither holds, the message is new, complex, not certain
enough or unsupported by the passages. `gate_closed` holds for all other messages, so that the table is total.
"""
