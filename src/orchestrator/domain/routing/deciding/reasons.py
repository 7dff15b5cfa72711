"""Why a rule held, in one sentence for the creator and the asker: a function for each rule, called where the rule holds."""

from dataclasses import replace

from orchestrator.domain.answering.drafts import Draft, ModelSays
from orchestrator.domain.escalation.gates import Gate, closed_gate, guest_share
from orchestrator.domain.matching.close import CLOSE_FROM
from orchestrator.domain.matching.hits import Dispute
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.deciding.case import Case
from orchestrator.domain.routing.deciding.decision import EscalationReason
from orchestrator.domain.routing.deciding.thresholds import NEVER, needed_confidence, needed_match, needed_with_model
from orchestrator.domain.safety.moderation import UNCHECKED
from orchestrator.domain.shares import whole_percent


def why_known(case: Case) -> str:
    best = case.signals.best_answer
    assert best is not None  # the rule held, so there is one
    if case.signals.is_confirmed:
        return f"The asker says that a question is meant that {case.facts.agent.creator_name} answered on {best.answered_at:%-d %B %Y}."
    return (
        f"It asks the same as a question {case.facts.agent.creator_name} answered on {best.answered_at:%-d %B %Y} "
        f"(match {_percent(case.signals.canonical_similarity)}, needed {_percent(needed_match(case.policy, case.facts.trust, best))})."
    )


def why_close(case: Case) -> str:
    best = case.close[0]
    return (
        f"It may ask the same as a question {case.facts.agent.creator_name} answered on {best.answered_at:%-d %B %Y} "
        f"(match {_percent(case.signals.close_similarity)}), but not surely, so the asker is asked."
    )


def why_vague(case: Case) -> str:
    if case.lacks_question:
        return f"The asker wants to reach {case.facts.agent.creator_name} and has not said what for, so the agent asks."
    if case.signals.between:
        return f"{_listed(case.signals.between)} answer it differently, and the message does not say which is meant."
    return "The message says too little to search with, so the agent asks a clarifying question."


def why_asked_back_by_model(case: Case) -> str:
    assert case.draft is not None  # the rule held
    return f"The chat model found {_listed(case.draft.choices) if case.draft.choices else 'several things'}, and the message does not say which is meant."


def why_confident(case: Case) -> str:
    return (
        f"The documents answer {_how_much(case)} (confidence {_percent(case.signals.confidence)}, "
        f"needed {_percent(needed_confidence(case.policy, case.facts.trust))})."
    )


def why_answered_by_model(case: Case) -> str:
    return (
        f"The chat model found {'a part of ' if _how_much(case) != 'it' else ''}the answer in the documents, and every sentence of it stands there "
        f"(confidence {_percent(case.signals.confidence)}, with the model needed "
        f"{_percent(needed_with_model(case.policy, case.facts.trust))})."
    )


def _how_much(case: Case) -> str:
    is_half = case.draft is not None and case.draft.model_says is ModelSays.half
    return "a part of it" if is_half else "it"


def why_unsafe(case: Case) -> str:
    if case.facts.unsafe == UNCHECKED:
        return "The moderation model could not check the message, so it is refused for now."
    return f"Moderation objected to the message ({case.facts.unsafe})."


def why_worth_asking(case: Case) -> str:
    return f"{_why_not_answered(case)}, and {case.facts.agent.creator_name} takes questions now."


def why_gate_closed(case: Case) -> str:
    return f"{_why_not_answered(case)}, but {_closed(case)}."


def _why_not_answered(case: Case) -> str:
    signals, policy = case.signals, case.policy
    if signals.wants_human:
        return f"The asker wants to reach {case.facts.agent.creator_name} rather than the agent"
    if signals.is_dissatisfied:
        return _why_dissatisfied(signals.act)
    held_back = _why_held_back(case)
    if held_back is not None:
        return held_back
    match case.escalation_reason:
        case EscalationReason.novel:
            return f"No stored answer or passage is close to it (novelty {_percent(signals.novelty)}, new from {_percent(policy.novelty_threshold)})"
        case EscalationReason.complex:
            return f"The question is complex ({_percent(signals.complexity)}, complex from {_percent(policy.complexity_threshold)})"
        case EscalationReason.strategic:
            needed = needed_confidence(policy, case.facts.trust)
            if signals.confidence >= needed:
                return _why_no_draft(case.draft, "The passages found do not support an answer")
            numbers = f"(confidence {_percent(signals.confidence)}, needed {_percent(needed)})"
            if case.draft is not None:
                return f"{_why_no_draft(case.draft, 'The chat model gave no answer that could be checked')} {numbers}"
            return f"No answer is certain enough {numbers}"


def _why_no_draft(draft: Draft | None, otherwise: str) -> str:
    match draft.model_says if draft is not None else None:
        case ModelSays.not_answered:
            return "The chat model found no answer in the passages"
        case ModelSays.partly:
            return "The passages do not support all that the chat model wrote"
        case ModelSays.asks_back:
            return "The chat model wants to ask back, and the agent may not"
        case ModelSays.answered | ModelSays.half | None:
            return otherwise


def _why_dissatisfied(act: Act) -> str:
    if act is Act.simpler:
        return "The asker wants simpler words, and without a chat model the agent can only quote"
    return "The asker says that the last reply did not answer the question"


def why_reply(case: Case) -> str:
    return f"The asker replies to the agent ({case.signals.act.value}), so it is done and said."


def _why_held_back(case: Case) -> str | None:
    """Why a stored answer was not served although it reaches the creator's own threshold, or another answer has its words, too;
    None where it does not."""
    best, policy, trust = case.signals.best_answer, case.policy, case.facts.trust
    similarity = case.signals.canonical_similarity
    if best is not None and best.dispute is Dispute.open and similarity >= CLOSE_FROM:
        return f"{case.facts.agent.creator_name} gave two answers to this question and has not said yet which one holds"
    if best is None or case.must_ask_which or similarity < policy.canonical_match_threshold:
        return None
    creator = case.facts.agent.creator_name
    match = f"It matches a question {creator} answered on {best.answered_at:%-d %B %Y} (match {_percent(similarity)})"
    needed = needed_match(policy, trust, best)
    if needed < NEVER:
        return f"{match}, but after verdicts on answers such as this one {_percent(needed)} is needed"
    if best.dispute is Dispute.apart:
        return f"{match}, but in words that another answer has, too"
    if best.is_sibling:
        return f"{match}, but names another thing than each of the answers to such questions"
    if best.id in case.facts.settled:
        return f"{match}, but the asker was asked before whether it is meant"
    if policy.trust_mode is Mode.cautious and trust.proven is None:
        return f"{match}, but {creator} wants to see matches before they are served"
    if policy.trust_mode is Mode.asking and trust.proven is None:
        return f"{match}, but not in its own words, and the asker could not be asked"
    return f"{match}, but by a wording that was changed and is not proven yet"


def _closed(case: Case) -> str:
    gate, creator = case.gate, case.facts.agent.creator_name
    assert gate is not None  # the rule before this one held otherwise
    match gate.gate:
        case Gate.disabled:
            return f"{creator} does not take questions through this agent"
        case Gate.tier:
            return f"{creator} does not take questions from {case.facts.asker.tier.value} members"
        case Gate.address:
            return "the asker has left no address"
        case Gate.day_limit | Gate.week_limit if _is_guests_share(case):
            share = guest_share(case.policy)
            is_day = gate.gate is Gate.day_limit
            return (
                f"the guests' share of {share.day if is_day else share.week} questions in {'24 hours' if is_day else '7 days'} is reached"
            )
        case Gate.day_limit:
            return f"the limit of {case.policy.max_escalations_per_day} questions in 24 hours is reached"
        case Gate.week_limit:
            return f"the limit of {case.policy.max_escalations_per_week} questions in 7 days is reached"
        case Gate.unavailable:
            return f"{creator} is not taking questions at this time"


def _is_guests_share(case: Case) -> bool:
    """Whether a limit is closed to guests only."""
    others = replace(case.facts.usage, guests=None)
    return closed_gate(case.policy, case.facts.asker, others, case.facts.now) != case.gate


def _listed(names: tuple[str, ...]) -> str:
    quoted = [f"“{name}”" for name in names]
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _percent(score: float) -> str:
    return f"{whole_percent(score)} %"
