"""Plans what is saved of a decision, and turns what is saved into the routing that the sender gets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.escalation.states import Status
from orchestrator.domain.matching.calibration import QUOTES, Calibration, documents_scorer
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.borderline import BorderlineMatch
from orchestrator.domain.routing.decide import Decision, EscalationReason
from orchestrator.domain.routing.evidence import keep_evidence
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.outcome import SILENCE, Offer, Outcome
from orchestrator.domain.routing.result import MainSignals, OfferState, RoutedReply, Routing
from orchestrator.domain.trust.cards import Card, Subject
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.models import Vector
from orchestrator.ports.stores.escalation import EscalationRecord
from orchestrator.ports.stores.routing import (
    NewBorderlineMatch,
    NewCard,
    NewDecision,
    NewReply,
    NewUserMessage,
    OfferedQuestion,
    Reuse,
    RoutingSave,
    StoredRouting,
)


@dataclass(frozen=True, slots=True)
class Routed:
    """A decided message with everything that is saved of it."""

    message: NewUserMessage
    decision_id: UUID
    facts: Facts
    decision: Decision
    outcome: Outcome
    policy_version: int
    vector: Vector
    """Of the question that was asked."""
    answers_too: Sequence[UUID]
    """Earlier messages that are answered by this routing."""
    timings: Mapping[str, float]
    """Milliseconds since the message came in, by step."""
    borderline: BorderlineMatch | None = None


def plan_save(routed: Routed, calibration: Calibration) -> RoutingSave:
    """Everything that one routed message stores."""
    facts, decision, outcome = routed.facts, routed.decision, routed.outcome
    offer = _offer(outcome.offer, facts) if outcome.offer else None
    best = decision.signals.best_answer
    return RoutingSave(
        message=routed.message,
        decision=NewDecision(
            id=routed.decision_id,
            path=decision.path,
            confidence=decision.signals.confidence,
            novelty=decision.signals.novelty,
            complexity=decision.signals.complexity,
            similarity=decision.signals.similarity,
            rule=decision.rule,
            reason=decision.reason,
            similar_answer_id=best.id if best else None,
            escalation_id=offer.id if offer else None,
            policy_version=routed.policy_version,
            evidence=keep_evidence(facts, decision, outcome, calibration),
            timings=routed.timings,
        ),
        reply=NewReply(new_id(), outcome.reply.content, outcome.reply.sources) if outcome.reply is not SILENCE else None,
        offer=offer,
        reuse=Reuse(new_id(), best.id, best.version) if outcome.reused_answer_id is not None and best else None,
        cards=tuple(_card(card, routed, calibration) for card in outcome.cards),
        borderline=NewBorderlineMatch(new_id(), routed.borderline, facts.question) if routed.borderline else None,
        answers_too=tuple(routed.answers_too),
        embedding=routed.vector,
    )


def routing_of(save: RoutingSave) -> Routing:
    """The routing that was just saved."""
    decision, reply, offer = save.decision, save.reply, save.offer
    signals = decision.evidence.signals
    return Routing(
        message_id=save.message.id,
        path=decision.path,
        reply=RoutedReply(reply.id, reply.content, reply.sources, decision.evidence.choices) if reply else None,
        decision_id=decision.id,
        rule=decision.rule.value,
        reason=decision.reason,
        signals=MainSignals(signals.similarity, signals.novelty, signals.complexity, signals.confidence),
        escalation=_offer_state(offer) if offer else None,
        suggestions=decision.evidence.suggestions,
        acted=decision.evidence.acted,
    )


def routing_of_stored(stored: StoredRouting) -> Routing:
    """The same routing, read back; an escalation is in the state that it is in now."""
    decision, signals = stored.decision, stored.decision.evidence.signals
    reply_id = decision.reply_message_id
    return Routing(
        message_id=decision.message_id,
        path=Path(decision.decision_path),
        reply=RoutedReply(reply_id, stored.reply_content, stored.reply_sources, decision.evidence.choices) if reply_id else None,
        decision_id=decision.id,
        rule=decision.rule,
        reason=decision.reason,
        signals=MainSignals(signals.similarity, signals.novelty, signals.complexity, signals.confidence),
        escalation=stored_offer_state(stored.escalation) if stored.escalation else None,
        suggestions=decision.evidence.suggestions,
        acted=decision.evidence.acted,
    )


def stored_offer_state(escalation: EscalationRecord) -> OfferState:
    return OfferState(
        escalation.id,
        Status(escalation.status),
        EscalationReason(escalation.escalation_reason),
        escalation.expected_response_hours,
        escalation.hours_from_answers,
        escalation.expires_at,
        escalation.remaining_today,
    )


def _offer(offer: Offer, facts: Facts) -> OfferedQuestion:
    written = facts.written.text
    return OfferedQuestion(
        id=new_id(),
        original_message=written,
        question_pattern=facts.question if facts.question != written else None,
        reason=offer.reason,
        expected=offer.expected,
        remaining_today=offer.remaining_today,
        expires_at=offer.expires_at,
    )


def _offer_state(offer: OfferedQuestion) -> OfferState:
    expected = offer.expected
    return OfferState(
        offer.id, Status.pending, offer.reason, expected.hours, expected.from_answers, offer.expires_at, offer.remaining_today
    )


def _card(card: Card, routed: Routed, calibration: Calibration) -> NewCard:
    question, outcome = routed.facts.question, routed.outcome
    if card.subject is Subject.reuse:
        return NewCard(new_id(), card, question, calibration.scorer)
    draft = routed.decision.draft
    assert draft is not None  # only an answer from documents has such a card
    scorer = documents_scorer(calibration, draft.written_by == QUOTES)
    return NewCard(new_id(), card, question, scorer, outcome.reply.content, outcome.reply.sources)
