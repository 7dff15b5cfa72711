"""The decision: an ordered table of rules. The first that holds decides the path, and says why in one sentence."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, StrEnum

from orchestrator.domain.answering.drafts import Draft, ModelSays
from orchestrator.domain.escalation.gates import ClosedGate, Gate, closed_gate
from orchestrator.domain.matching.close import CLOSE_FROM
from orchestrator.domain.matching.hits import CanonicalHit, Dispute
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.acting import REPLIES, TO_CREATOR
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.signals import Signals
from orchestrator.domain.routing.thresholds import NEVER, needed_confidence, needed_match, needed_with_model
from orchestrator.domain.safety.moderation import UNCHECKED
from orchestrator.domain.safety.topics import first_touched
from orchestrator.domain.shares import whole_percent

__all__ = ["FROM_DOCUMENTS", "RULES", "Decision", "EscalationReason", "Need", "Path", "Rule", "RuleName", "decide"]


READ_CHARACTERS = 2_000
"""Of an answer or a passage, when it is checked whether it touches a blocked topic before it is shown. Only its beginning is
shown, and an answer may be as long as a book chapter."""


class RuleName(StrEnum):
    """The rows of the decision table, in their order."""

    creator_present = "creator_present"
    blocked_topic = "blocked_topic"
    unsafe = "unsafe"
    reply_to_agent = "reply_to_agent"
    small_talk = "small_talk"
    known_question = "known_question"
    close_question = "close_question"
    vague = "vague"
    model_asks_back = "model_asks_back"
    confident = "confident"
    model_answers = "model_answers"
    worth_asking = "worth_asking"
    gate_closed = "gate_closed"


FROM_DOCUMENTS = frozenset({RuleName.confident, RuleName.model_answers})
"""The rules that answer from passages."""

CANDIDATES = 2
"""So many passages must be about as near as the best one for a chat model to ask back between them."""


class EscalationReason(StrEnum):
    """Why a question is worth the creator's time."""

    novel = "novel"
    complex = "complex"
    strategic = "strategic"


class Need(Enum):
    """What the caller must supply before `decide` can finish."""

    draft = "draft"


@dataclass(frozen=True, slots=True)
class Decision:
    """The path of one message, and why."""

    path: Path
    rule: RuleName
    reason: str
    """One sentence for the creator and the asker."""
    signals: Signals
    gate: ClosedGate | None = None
    """The closed gate, where the rule is gate_closed or a part of the question is left and cannot be offered; else None."""
    escalation_reason: EscalationReason | None = None
    """Set where the rule is worth_asking, and where a part of the question is left and is offered."""
    close: tuple[CanonicalHit, ...] = ()
    """The stored answers that the asker may be asked about, likeliest first."""
    draft: Draft | None = None
    """The draft for the rules from `model_asks_back` to `model_answers`, sent where one of the last two held; None where none was
    needed."""

    @property
    def leaves_a_part(self) -> bool:
        """Whether a chat model answers a part of the question, and what is missing is named."""
        return self.rule in FROM_DOCUMENTS and self.draft is not None and self.draft.model_says is ModelSays.half


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that a rule may read."""

    signals: Signals
    policy: Policy
    facts: Facts
    draft: Draft | None

    @property
    def blocked_topic(self) -> str | None:
        """The first blocked topic that the question touches; a follow-up includes what it follows."""
        return self._first_blocked(self.facts.written)

    @property
    def may_ask_back(self) -> bool:
        """Whether a clarifying question is allowed: switched on, no person wanted, and not too many in a row."""
        if self.signals.is_dissatisfied:
            return False
        in_a_row, limit = self.signals.clarifications_running, self.policy.max_clarifications_running
        may_say_more = not self.signals.wants_human or self.lacks_question
        return self.policy.clarification_enabled and may_say_more and in_a_row < limit

    @property
    def lacks_question(self) -> bool:
        """Whether the asker wants the creator, who takes questions now, and has not said what for."""
        return self.signals.wants_human and self.signals.vagueness >= 1.0 and self.gate is None

    @property
    def must_ask_which(self) -> bool:
        """Whether two stored answers fit equally well, and the asker may be asked which one is meant."""
        return self.signals.has_rivals and self.may_ask_back

    @property
    def close(self) -> tuple[CanonicalHit, ...]:
        """The answers that the asker may be asked about, likeliest first; none that touches a blocked topic."""
        texts = ((hit, f"{hit.question_pattern} {hit.answer_content[:READ_CHARACTERS]}") for hit in self.signals.close)
        return tuple(hit for hit, text in texts if self._first_blocked(read_text(text)) is None)

    def _first_blocked(self, text: Reading) -> str | None:
        return first_touched(text, self.policy.blocked_topics, self.facts.word_forms)

    @property
    def gate(self) -> ClosedGate | None:
        """The first closed gate; None where the question may be offered to the creator."""
        return closed_gate(self.policy, self.facts.asker, self.facts.usage, self.facts.now)

    @property
    def escalation_reason(self) -> EscalationReason:
        """Why the question is worth asking, if it is offered."""
        if self.signals.wants_human:
            return EscalationReason.strategic
        if self.signals.novelty >= self.policy.novelty_threshold:
            return EscalationReason.novel
        if self.signals.complexity >= self.policy.complexity_threshold:
            return EscalationReason.complex
        return EscalationReason.strategic


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


def _why_known(case: Case) -> str:
    best = case.signals.best_answer
    assert best is not None  # the rule held, so there is one
    if case.signals.is_confirmed:
        return f"The asker says that a question is meant that {case.facts.agent.creator_name} answered on {best.answered_at:%-d %B %Y}."
    return (
        f"It asks the same as a question {case.facts.agent.creator_name} answered on {best.answered_at:%-d %B %Y} "
        f"(match {_percent(case.signals.canonical_similarity)}, needed {_percent(needed_match(case.policy, case.facts.trust, best))})."
    )


def _why_close(case: Case) -> str:
    best = case.close[0]
    return (
        f"It may ask the same as a question {case.facts.agent.creator_name} answered on {best.answered_at:%-d %B %Y} "
        f"(match {_percent(case.signals.close_similarity)}), but not surely, so the asker is asked."
    )


def _why_vague(case: Case) -> str:
    if case.lacks_question:
        return f"The asker wants to reach {case.facts.agent.creator_name} and has not said what for, so the agent asks."
    if case.signals.between:
        return f"{_listed(case.signals.between)} answer it differently, and the message does not say which is meant."
    return "The message says too little to search with, so the agent asks a clarifying question."


def _why_asked_back_by_model(case: Case) -> str:
    assert case.draft is not None  # the rule held
    return f"The chat model found {_listed(case.draft.choices) if case.draft.choices else 'several things'}, and the message does not say which is meant."


def _why_confident(case: Case) -> str:
    return (
        f"The documents answer {_how_much(case)} (confidence {_percent(case.signals.confidence)}, "
        f"needed {_percent(needed_confidence(case.policy, case.facts.trust))})."
    )


def _why_answered_by_model(case: Case) -> str:
    return (
        f"The chat model found {'a part of ' if _how_much(case) != 'it' else ''}the answer in the documents, and every sentence of it stands there "
        f"(confidence {_percent(case.signals.confidence)}, with the model needed "
        f"{_percent(needed_with_model(case.policy, case.facts.trust))})."
    )


def _how_much(case: Case) -> str:
    is_half = case.draft is not None and case.draft.model_says is ModelSays.half
    return "a part of it" if is_half else "it"


def _why_unsafe(case: Case) -> str:
    if case.facts.unsafe == UNCHECKED:
        return "The moderation model could not check the message, so it is refused for now."
    return f"Moderation objected to the message ({case.facts.unsafe})."


def _why_worth_asking(case: Case) -> str:
    return f"{_why_not_answered(case)}, and {case.facts.agent.creator_name} takes questions now."


def _why_gate_closed(case: Case) -> str:
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


def _why_reply(case: Case) -> str:
    return f"The asker replies to the agent ({case.signals.act.value}), so it is done and said."


def _path_of_reply(case: Case) -> Path:
    """What goes to the creator takes their path; anything else is answered at once."""
    return Path.queue_for_creator if case.signals.act in TO_CREATOR else Path.auto_answer


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
        case Gate.day_limit:
            return f"the limit of {case.policy.max_escalations_per_day} questions in 24 hours is reached"
        case Gate.week_limit:
            return f"the limit of {case.policy.max_escalations_per_week} questions in 7 days is reached"
        case Gate.unavailable:
            return f"{creator} is not taking questions at this time"


def _listed(names: tuple[str, ...]) -> str:
    quoted = [f"“{name}”" for name in names]
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _percent(score: float) -> str:
    return f"{whole_percent(score)} %"


RULES: tuple[Rule, ...] = (
    Rule(RuleName.creator_present, Path.queue_for_creator, lambda case: case.facts.creator_present,
         lambda case: f"{case.facts.agent.creator_name} is in this conversation and reads it, so the agent stays silent."),
    Rule(RuleName.blocked_topic, Path.refuse, lambda case: case.blocked_topic is not None,
         lambda case: f"It touches “{case.blocked_topic}”, a topic {case.facts.agent.creator_name} keeps out of this agent."),
    Rule(RuleName.unsafe, Path.refuse, lambda case: case.facts.unsafe is not None,
         lambda case: _why_unsafe(case)),
    Rule(RuleName.reply_to_agent, Path.auto_answer, lambda case: case.signals.act in REPLIES, _why_reply, _path_of_reply),
    Rule(RuleName.small_talk, Path.auto_answer, lambda case: case.signals.small_talk is not None,
         lambda case: f"The whole message is small talk ({case.signals.small_talk})."),
    Rule(RuleName.known_question, Path.serve_canonical, _is_known, _why_known),
    Rule(RuleName.close_question, Path.clarify, _is_close, _why_close),
    Rule(RuleName.vague, Path.clarify, _is_vague, _why_vague),
    Rule(RuleName.model_asks_back, Path.clarify, _is_asked_back_by_model, _why_asked_back_by_model),
    Rule(RuleName.confident, Path.auto_answer, _is_confident, _why_confident),
    Rule(RuleName.model_answers, Path.auto_answer, _is_answered_by_model, _why_answered_by_model),
    Rule(RuleName.worth_asking, Path.offer_escalation, lambda case: case.gate is None, _why_worth_asking),
    Rule(RuleName.gate_closed, Path.refuse, lambda case: True, _why_gate_closed),
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
