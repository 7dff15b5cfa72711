"""Evidence: the values that a decision was made from, as they are stored with it.

Decisions are explained and replayed from it. The field names of these classes are the keys of the stored JSON.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.answering.drafts import Draft, ModelSays, ModelUsage
from orchestrator.domain.escalation.gates import ClosedGate, Gate, GuestUsage, Usage
from orchestrator.domain.matching.hits import Dispute
from orchestrator.domain.matching.looks.calibration import Calibration
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.message.small_talk import SmallTalk
from orchestrator.domain.routing.acting import Acted
from orchestrator.domain.routing.deciding.decision import Decision
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.outcome import Outcome, Source
from orchestrator.domain.routing.parts import PartReply
from orchestrator.domain.routing.signals import Signals
from orchestrator.domain.safety.moderation import Moderated
from orchestrator.domain.trust.snapshot import TrustSnapshot

KEPT_ANSWERS = 8
"""At most so many of the answers that were found are kept."""


@dataclass(frozen=True, slots=True)
class KeptSignals:
    """The signals, see `Signals` for each; scores are in [0, 1]."""

    similarity: float
    novelty: float
    complexity: float
    confidence: float
    canonical_similarity: float
    passage_similarity: float
    coverage: float
    answerability: float
    support: int
    """Number of supporting passages, 0 to 5."""
    vagueness: float
    has_rivals: bool
    small_talk: SmallTalk | None
    wants_human: bool
    clarifications_running: int
    """Clarifying questions in a row just before the message, >= 0."""
    act: Act = Act.question
    is_dissatisfied: bool = False
    is_confirmed: bool = False
    close_similarity: float = 0.0


@dataclass(frozen=True, slots=True)
class KeptUsage:
    """How far the creator's limits were used up, see `Usage`."""

    day: int
    """Questions accepted in the last 24 hours, >= 0."""
    week: int
    """Questions accepted in the last 168 hours, >= 0."""
    day_opens_at: datetime | None
    week_opens_at: datetime | None
    guests: GuestUsage | None = None


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A phrasing of a stored answer that the search found.

    Several with the same `id` are phrasings of the same answer.
    """

    id: UUID
    cosine: float
    """In [-1, 1]."""
    probability: float
    """Probability that the answer is right, by its cosine alone, in [0, 1]."""
    version: int
    times_right: int
    times_wrong: int
    counter: float
    """Cosine of the message and the nearest message that the creator excluded, in [-1, 1]; -1 where there is none."""


@dataclass(frozen=True, slots=True)
class KeptPassage:
    """A passage that the search found."""

    id: UUID
    cosine: float
    """In [-1, 1]."""
    text_rank: float
    """>= 0; 0 where no word matched."""
    probability: float
    """Probability that the passage is the right one, by its closeness alone, in [0, 1]."""
    sentence: float | None = None
    """Cosine of its best sentence, in [-1, 1]; None where sentences were not compared."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """How the draft was written and what it cost. Its text is in the reply."""

    supported: bool
    written_by: str
    """'quotes', or the name of the chat model."""
    fault: str | None = None
    """Why the chat model's text is missing or cut short; None where it is complete."""
    removed: int = 0
    """Number of sentences removed because the passages do not support them, >= 0."""
    checks: int = 0
    """Number of sentences that a model was asked to check, >= 0."""
    is_shared: bool = False
    """Whether the draft was written for another asker of the same question, so that it caused no further cost."""
    usage: ModelUsage | None = None
    model_says: ModelSays | None = None
    """Whether the passages answer, as far as the model's text is supported; None where no model wrote to its end."""
    missing: str = ""
    """What the model named as missing, in the words of the question; '' unless it answered a half."""
    choices: tuple[str, ...] = ()
    """The names in the passages that the model asked back about; () unless it did."""


@dataclass(frozen=True, slots=True)
class KeptGate:
    """The gate that was closed."""

    name: Gate
    opens_at: datetime | None
    """Aware; None where only the creator can open it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that one decision was made from."""

    question: str
    """The question that was searched for: the message, or a follow-up joined with what it follows."""
    is_follow_up: bool
    creator_present: bool
    signals: KeptSignals
    unsafe: str | None
    trust: TrustSnapshot
    moderation: Moderated
    tier: Tier
    layer: Layer
    now: datetime
    """Aware, UTC."""
    usage: KeptUsage
    answers: tuple[KeptAnswer, ...]
    """Best first, at most KEPT_ANSWERS."""
    is_edited: bool
    """Whether the message equals a phrasing of the best answer except for a few words that may change its meaning."""
    draft: KeptDraft | None
    is_unmistakable: bool = False
    """Whether the message is a phrasing of the best answer, word for word."""
    dispute: Dispute = Dispute.none
    """Whether its words asked for another stored answer, too."""
    is_sibling: bool = False
    """Whether the message named another thing than the best answer and others each name in its place."""
    close: tuple[UUID, ...] = ()
    """The stored answers that the asker might be asked about, likeliest first."""
    has_chat_model: bool = False
    """Whether a chat model was there to be asked."""
    passages: tuple[KeptPassage, ...] = ()
    """Best first. A replay reads neither this field nor those below."""
    calibration: str = ""
    """The embedding model whose calibration was used."""
    gate: KeptGate | None = None
    """The closed gate, where the rule is gate_closed or a part of the question is left and cannot be offered."""
    suggestions: tuple[Source, ...] = ()
    """The nearest help that was shown with an offer or a refusal."""
    choices: tuple[str, ...] = ()
    """The options of the clarifying question; () where it was open or there was none."""
    subjects: tuple[str, ...] = ()
    """What the clarifying question asked about, one subject or more; () where it was open or there was none."""
    asked_about: tuple[UUID, ...] = ()
    """The stored answers behind `subjects`, in the same order; () where it asked about something else."""
    acted: Acted | None = None
    """What the message did as a reply to the agent; None for any other message."""
    part: PartReply | None = None
    """The question of the message that this is about, and its reply; None where the message was not divided."""


def keep_evidence(facts: Facts, decision: Decision, outcome: Outcome, calibration: Calibration, part: PartReply | None = None) -> Evidence:
    """The evidence of a new decision, to be stored with it."""
    best = decision.signals.best_answer
    return Evidence(
        question=facts.question,
        is_follow_up=facts.is_follow_up,
        creator_present=facts.creator_present,
        signals=_keep_signals(decision.signals),
        unsafe=facts.unsafe,
        trust=facts.trust,
        moderation=facts.moderated,
        tier=facts.asker.tier,
        layer=facts.asker.layer,
        now=facts.now,
        usage=_keep_usage(facts.usage),
        answers=tuple(
            KeptAnswer(
                hit.id,
                hit.cosine,
                calibration.canonical.probability(hit.cosine),
                hit.version,
                hit.times_right,
                hit.times_wrong,
                hit.counter,
            )
            for hit in facts.canonical[:KEPT_ANSWERS]
        ),
        is_edited=best is not None and best.is_edited,
        draft=_keep_draft(decision.draft) if decision.draft else None,
        is_unmistakable=best is not None and best.is_unmistakable,
        dispute=best.dispute if best is not None else Dispute.none,
        is_sibling=best is not None and best.is_sibling,
        close=tuple(hit.id for hit in decision.close),
        has_chat_model=facts.has_chat_model,
        passages=tuple(
            KeptPassage(hit.id, hit.cosine, hit.text_rank, calibration.passage.probability(hit.closeness), hit.best_sentence)
            for hit in facts.passages
        ),
        calibration=calibration.embedder,
        gate=_keep_gate(decision.gate) if decision.gate else None,
        suggestions=outcome.suggestions,
        choices=outcome.reply.choices,
        subjects=outcome.reply.subjects,
        asked_about=outcome.reply.asked_about,
        acted=outcome.acted,
        part=part,
    )


def _keep_signals(signals: Signals) -> KeptSignals:
    return KeptSignals(
        signals.similarity,
        signals.novelty,
        signals.complexity,
        signals.confidence,
        signals.canonical_similarity,
        signals.passage_similarity,
        signals.coverage,
        signals.answerability,
        signals.support,
        signals.vagueness,
        signals.has_rivals,
        signals.small_talk,
        signals.wants_human,
        signals.clarifications_running,
        signals.act,
        signals.is_dissatisfied,
        signals.is_confirmed,
        signals.close_similarity,
    )


def _keep_usage(usage: Usage) -> KeptUsage:
    return KeptUsage(usage.accepted_last_day, usage.accepted_last_week, usage.day_opens_at, usage.week_opens_at, usage.guests)


def _keep_draft(draft: Draft) -> KeptDraft:
    trace = draft.trace
    if trace is None:
        return KeptDraft(draft.supported, draft.written_by, model_says=draft.model_says, missing=draft.missing, choices=draft.choices)
    return KeptDraft(
        supported=draft.supported,
        written_by=draft.written_by,
        fault=trace.fault,
        removed=trace.removed,
        checks=trace.checks,
        is_shared=trace.is_shared,
        usage=trace.usage if not trace.is_shared else None,
        model_says=draft.model_says,
        missing=draft.missing,
        choices=draft.choices,
    )


def _keep_gate(closed: ClosedGate) -> KeptGate:
    return KeptGate(closed.gate, closed.opens_at)
