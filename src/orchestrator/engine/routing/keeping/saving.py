"""Plans what is saved of a decision, and turns what is saved into the routing that the sender gets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from orchestrator.domain.escalation.states import Status
from orchestrator.domain.matching.close import wording_of
from orchestrator.domain.matching.looks.calibration import QUOTES, Calibration, documents_scorer
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.acting import Acted
from orchestrator.domain.routing.borderline import BorderlineMatch
from orchestrator.domain.routing.deciding.decision import Decision, EscalationReason
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.log.evidence import Evidence, keep_evidence
from orchestrator.domain.routing.outcome import SILENCE, Offer, Outcome
from orchestrator.domain.routing.parts import Combined, PartReply
from orchestrator.domain.routing.result import MainSignals, OfferState, RoutedPart, RoutedReply, Routing
from orchestrator.domain.trust.cards import Card, Subject
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.models import Vector
from orchestrator.ports.stores.escalation import EscalationRecord
from orchestrator.ports.stores.routing.routing import StoredRouting
from orchestrator.ports.stores.routing.saved import (
    DecisionOnPart,
    NewBorderlineMatch,
    NewCard,
    NewCloseQuestion,
    NewDecision,
    NewReply,
    NewUserMessage,
    OfferedQuestion,
    Reuse,
    RoutingSave,
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
    offered: Vector | None = None
    """Of what is offered, where that is only a part of the question; None where it is the whole."""
    borderline: BorderlineMatch | None = None
    part: PartReply | None = None
    """The question that this is about, where the message has several; None where it was not divided."""


def plan_save(routed: Routed, calibration: Calibration) -> RoutingSave:
    """Everything that one routed message stores."""
    facts, decision, outcome = routed.facts, routed.decision, routed.outcome
    offer = replace(_offer(outcome.offer, facts), embedding=routed.offered) if outcome.offer else None
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
            evidence=keep_evidence(facts, decision, outcome, calibration, routed.part),
            timings=routed.timings,
            content=routed.part.text if routed.part else None,
        ),
        reply=NewReply(new_id(), outcome.reply.content, outcome.reply.sources) if outcome.reply is not SILENCE else None,
        offer=offer,
        reuses=(Reuse(new_id(), best.id, best.version),) if outcome.reused_answer_id is not None and best else (),
        cards=tuple(_card(card, routed, calibration) for card in outcome.cards),
        borderlines=(NewBorderlineMatch(new_id(), routed.borderline, facts.question),) if routed.borderline else (),
        answers_too=tuple(routed.answers_too),
        embedding=routed.vector,
        asked_about=_asked_about(outcome.reply.asked_about, facts),
        is_close_reply=facts.is_close_reply,
        meant=facts.confirmed if facts.is_close_reply else None,
    )


def _asked_about(answers: Sequence[UUID], facts: Facts) -> tuple[NewCloseQuestion, ...]:
    versions = {hit.id: hit.version for hit in (*facts.multilingual, *facts.canonical)}
    return tuple(NewCloseQuestion(new_id(), answer, versions[answer], wording_of(facts.question)) for answer in answers)


def plan_save_of_parts(parts: Sequence[Routed], combined: Combined, offered: Vector | None, calibration: Calibration) -> RoutingSave:
    """Everything that a message with several questions stores. `offered` is the vector of what is offered."""
    saves = [plan_save(part, calibration) for part in parts]
    offer = _offer_of(combined, parts, offered) if combined.offer else None
    decisions = [
        replace(save.decision, escalation_id=offer.id if offer and at in combined.offered else None) for at, save in enumerate(saves)
    ]
    order = [combined.leading, *(at for at in range(len(parts)) if at != combined.leading)]
    leading, *others = order
    return RoutingSave(
        message=saves[leading].message,
        decision=decisions[leading],
        reply=NewReply(new_id(), combined.reply.content, combined.reply.sources),
        offer=offer,
        reuses=tuple(reuse for save in saves for reuse in save.reuses),
        cards=tuple(replace(card, part=order.index(at)) for at, save in enumerate(saves) for card in save.cards),
        borderlines=tuple(replace(match, part=order.index(at)) for at, save in enumerate(saves) for match in save.borderlines),
        answers_too=saves[leading].answers_too,
        embedding=saves[leading].embedding,
        others=tuple(DecisionOnPart(decisions[at], saves[at].embedding) for at in others),
        asked_about=tuple(asked for save in saves for asked in save.asked_about),
    )


def _offer_of(combined: Combined, parts: Sequence[Routed], vector: Vector | None) -> OfferedQuestion:
    """One offer of all questions that are left, each on a line of its own."""
    assert combined.offer is not None  # the caller checked
    each = [_offer(replace(combined.offer, question=_left_of(parts[at])), parts[at].facts) for at in combined.offered]
    written = "\n".join(_on_one_line(offer.original_message) for offer in each)
    asked = "\n".join(_on_one_line(offer.question_pattern or offer.original_message) for offer in each)
    return replace(each[-1], original_message=written, question_pattern=asked if asked != written else None, embedding=vector)


def _on_one_line(question: str) -> str:
    """A question within an offer of several, which are told apart by their lines."""
    return " ".join(question.split())


def routing_of(save: RoutingSave) -> Routing:
    """The routing that was just saved."""
    decision, reply, offer = save.decision, save.reply, save.offer
    decisions = [decision, *(other.decision for other in save.others)]
    return Routing(
        message_id=save.message.id,
        path=decision.path,
        reply=RoutedReply(reply.id, reply.content, reply.sources, decision.evidence.choices) if reply else None,
        decision_id=decision.id,
        rule=decision.rule.value,
        reason=decision.reason,
        signals=_main_signals(decision.evidence),
        escalation=_offer_state(offer) if offer else None,
        suggestions=decision.evidence.suggestions,
        acted=_acted(each.evidence for each in decisions),
        parts=_in_order(_part(each.id, each.path, each.rule, each.reason, each.evidence, each.escalation_id) for each in decisions),
    )


def routing_of_stored(stored: StoredRouting) -> Routing:
    """The same routing, read back; an escalation is in the state that it is in now."""
    decision, decisions = stored.decision, [stored.decision, *stored.others]
    reply_id = decision.reply_message_id
    return Routing(
        message_id=decision.message_id,
        path=Path(decision.decision_path),
        reply=RoutedReply(reply_id, stored.reply_content, stored.reply_sources, decision.evidence.choices) if reply_id else None,
        decision_id=decision.id,
        rule=decision.rule,
        reason=decision.reason,
        signals=_main_signals(decision.evidence),
        escalation=stored_offer_state(stored.escalation) if stored.escalation else None,
        suggestions=decision.evidence.suggestions,
        acted=_acted(each.evidence for each in decisions),
        parts=_in_order(
            _part(each.id, Path(each.decision_path), each.rule, each.reason, each.evidence, each.escalation_id) for each in decisions
        ),
    )


def _main_signals(evidence: Evidence) -> MainSignals:
    signals = evidence.signals
    return MainSignals(signals.similarity, signals.novelty, signals.complexity, signals.confidence)


def _acted(evidence: Iterable[Evidence]) -> Acted | None:
    """What the message did as a reply to the agent; one of its questions at most did something."""
    return next((each.acted for each in evidence if each.acted), None)


def _in_order(parts: Iterable[RoutedPart | None]) -> tuple[RoutedPart, ...]:
    return tuple(sorted(filter(None, parts), key=lambda part: part.said.number))


def _part(decision_id: UUID, path: Path, rule: str, reason: str, evidence: Evidence, escalation_id: UUID | None) -> RoutedPart | None:
    """None where the decision is about the whole message."""
    if evidence.part is None:
        return None
    return RoutedPart(
        said=evidence.part,
        path=path,
        decision_id=decision_id,
        rule=str(rule),
        reason=reason,
        signals=_main_signals(evidence),
        choices=evidence.choices,
        suggestions=evidence.suggestions,
        is_offered=escalation_id is not None,
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
        escalation.price,
        escalation.private_extra,
        escalation.payment,
    )


def _left_of(part: Routed) -> str:
    """What is left of a question, where its other part is answered; '' where all of it is."""
    return part.outcome.offer.question if part.outcome.offer else ""


def _offer(offer: Offer, facts: Facts) -> OfferedQuestion:
    written = facts.written.text if not offer.question else offer.question
    return OfferedQuestion(
        id=new_id(),
        original_message=written,
        question_pattern=facts.question if facts.question != written and not offer.question else None,
        reason=offer.reason,
        expected=offer.expected,
        remaining_today=offer.remaining_today,
        expires_at=offer.expires_at,
        price=offer.price,
    )


def _offer_state(offer: OfferedQuestion) -> OfferState:
    expected, price = offer.expected, offer.price
    return OfferState(
        offer.id, Status.pending, offer.reason, expected.hours, expected.from_answers, offer.expires_at, offer.remaining_today,
        price.price if price and price.price.amount else None, price.private_extra if price else None,
    )  # fmt: skip


def _card(card: Card, routed: Routed, calibration: Calibration) -> NewCard:
    question, outcome = routed.facts.question, routed.outcome
    if card.subject is Subject.reuse:
        return NewCard(new_id(), card, question, calibration.scorer)
    draft = routed.decision.draft
    assert draft is not None  # only an answer from documents has such a card
    scorer = documents_scorer(calibration, draft.written_by == QUOTES)
    return NewCard(new_id(), card, question, scorer, outcome.reply.content, outcome.reply.sources)
