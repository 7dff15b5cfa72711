"""A routing as it is told and kept: one shape for the fresh one and for the one read back from the store."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.answering.quoting import Draft
from orchestrator.domain.matching.calibration import QUOTES, Calibration, documents_scorer
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.borderline import BorderlineMatch
from orchestrator.domain.routing.decide import Decision
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.outcome import SILENCE, Offer, Outcome, Source
from orchestrator.domain.trust.cards import Card, Subject
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.models import Vector
from orchestrator.ports.stores.routing import Routed, RoutingSave

TOLD_ANSWERS = 8
"""Of those found, how many a stored decision names."""
TOLD_SIGNALS = ("similarity", "novelty", "complexity", "confidence")


@dataclass(frozen=True, slots=True)
class Routing:
    """What the sender of a routed message is told: `RoutingOut` on the wire."""

    message_id: UUID
    path: Path
    reply_id: UUID | None
    """None where the agent is silent, with no content then."""
    reply_content: str
    sources: list[Any]
    decision_id: UUID
    rule: str
    reason: str
    signals: Mapping[str, float]
    """similarity, novelty, complexity and confidence, each in [0, 1]."""
    escalation: Mapping[str, Any] | None
    suggestions: list[Any]
    choices: list[str]
    """What the reply lets the asker choose between; each is a message to send."""


def to_save(
    *,
    message_id: UUID,
    decision_id: UUID,
    is_saved: bool,
    conversation_id: UUID,
    client_message_id: str | None,
    content: str,
    answers_too: Sequence[UUID],
    facts: Facts,
    policy_version: int,
    decision: Decision,
    outcome: Outcome,
    calibration: Calibration,
    vector: Vector,
    timings: Mapping[str, float],
    borderline: BorderlineMatch | None = None,
) -> RoutingSave:
    """Everything one routed message leaves behind, as rows to save."""
    offer = _offer_columns(outcome.offer, facts)
    return RoutingSave(
        avee_id=facts.agent.id,
        conversation_id=conversation_id,
        user_id=facts.asker.user_id,
        message_id=message_id,
        content=content,
        layer=facts.asker.layer,
        client_message_id=client_message_id,
        is_saved=is_saved,
        decision={
            "decision_id": decision_id,
            "decision_path": decision.path.value,
            "confidence_score": _ten_thousandths(decision.signals.confidence),
            "novelty_score": _ten_thousandths(decision.signals.novelty),
            "complexity_score": _ten_thousandths(decision.signals.complexity),
            "similarity": decision.signals.similarity,
            "rule": decision.rule.value,
            "reason": decision.reason,
            "similar_answer_id": decision.signals.best_answer.id if decision.signals.best_answer else None,
            "escalation_id": offer["id"] if offer else None,
            "policy_version": policy_version,
            "evidence": _evidence(facts, decision, outcome, calibration),
            "timings": dict(timings),
        },
        reply_id=new_id() if outcome.reply is not SILENCE else None,
        reply_content=outcome.reply.content,
        sources=[source_json(source) for source in outcome.reply.sources],
        offer=offer,
        reused=_delivery(decision, outcome),
        cards=[_card(card, facts, decision, outcome, calibration) for card in outcome.cards],
        borderline=asdict(borderline) | {"id": new_id(), "question": facts.question} if borderline else None,
        answers_too=answers_too,
        embedding=vector,
    )


def bare_save(
    message_id: UUID, conversation_id: UUID, client_message_id: str | None, text: str, person: UUID, avee_id: UUID, layer: Layer
) -> RoutingSave:  # fmt: skip
    """A message alone, before anything is known of its routing."""
    return RoutingSave(avee_id, conversation_id, person, message_id, text, layer, client_message_id, False, {}, None, "", [], None, None)


def of_save(save: RoutingSave) -> Routing:
    """The routing that was just saved."""
    decision, evidence = save.decision, save.decision["evidence"]
    return Routing(
        message_id=save.message_id,
        path=Path(decision["decision_path"]),
        reply_id=save.reply_id,
        reply_content=save.reply_content,
        sources=list(save.sources),
        decision_id=decision["decision_id"],
        rule=decision["rule"],
        reason=decision["reason"],
        signals={name: evidence["signals"][name] for name in TOLD_SIGNALS},
        escalation=_told_offer({"status": "pending", **save.offer}) if save.offer else None,
        suggestions=evidence["suggestions"],
        choices=evidence["choices"],
    )


def of_record(routed: Routed) -> Routing:
    """The same, read back; an escalation shows the state it is in now."""
    decision = routed.decision
    return Routing(
        message_id=decision.message_id,
        path=Path(decision.decision_path),
        reply_id=decision.reply_message_id,
        reply_content=routed.reply_content,
        sources=routed.reply_sources,
        decision_id=decision.id,
        rule=decision.rule,
        reason=decision.reason,
        signals={name: decision.evidence["signals"][name] for name in TOLD_SIGNALS},
        escalation=_told_offer(asdict(routed.escalation)) if routed.escalation else None,
        suggestions=decision.evidence["suggestions"],
        choices=decision.evidence.get("choices", []),  # decisions of before there were any have none
    )


def source_json(source: Source) -> dict[str, Any]:
    raw: dict[str, Any] = {"kind": source.kind.value, "id": str(source.id), "title": source.title, "excerpt": source.excerpt}
    if source.answered_at:
        raw["answered_at"] = source.answered_at.isoformat()
    if source.document_id:
        raw["document_id"] = str(source.document_id)
    if source.version:
        raw["version"] = source.version
    return raw


def _evidence(facts: Facts, decision: Decision, outcome: Outcome, calibration: Calibration) -> dict[str, Any]:
    """All that `decide` looked at, so that the decision can be explained, and made again under another policy."""
    signals, usage = decision.signals, facts.usage
    return {
        "question": facts.question,
        "is_follow_up": facts.is_follow_up,
        "creator_present": facts.creator_present,
        "signals": {
            **{name: getattr(signals, name) for name in TOLD_SIGNALS},
            "canonical_similarity": signals.canonical_similarity,
            "passage_similarity": signals.passage_similarity,
            "coverage": signals.coverage,
            "answerability": signals.answerability,
            "support": signals.support,
            "vagueness": signals.vagueness,
            "has_rivals": signals.has_rivals,
            "small_talk": signals.small_talk,
            "wants_human": signals.wants_human,
            "clarifications_running": signals.clarifications_running,
        },
        "unsafe": facts.unsafe,
        "trust": asdict(facts.trust),
        "moderation": asdict(facts.moderated),
        "tier": facts.asker.tier.value,
        "layer": facts.asker.layer.value,
        "now": facts.now.isoformat(),
        "usage": {
            "day": usage.accepted_last_day,
            "week": usage.accepted_last_week,
            "day_opens_at": usage.day_opens_at and usage.day_opens_at.isoformat(),
            "week_opens_at": usage.week_opens_at and usage.week_opens_at.isoformat(),
        },
        "answers": [
            {
                "id": str(hit.id),
                "cosine": hit.cosine,
                "probability": calibration.canonical.probability(hit.cosine),
                "version": hit.version,
                "times_right": hit.times_right,
                "times_wrong": hit.times_wrong,
                "counter": hit.counter,
            }
            for hit in facts.canonical[:TOLD_ANSWERS]
        ],
        "is_edited": bool(decision.signals.best_answer and decision.signals.best_answer.is_edited),
        "passages": [
            {
                "id": str(hit.id),
                "cosine": hit.cosine,
                "text_rank": hit.text_rank,
                "probability": calibration.passage.probability(hit.cosine),
            }
            for hit in facts.passages
        ],
        "calibration": calibration.embedder,
        "draft": _draft(decision.draft) if decision.draft else None,
        "gate": (
            {"name": decision.gate.gate.value, "opens_at": decision.gate.opens_at and decision.gate.opens_at.isoformat()}
            if decision.gate
            else None
        ),
        "suggestions": [source_json(source) for source in outcome.suggestions],
        "choices": list(outcome.reply.choices),
    }


def _draft(draft: Draft) -> dict[str, Any]:
    """How the draft came to be, and what it cost; what was written for another costs nothing again."""
    told: dict[str, Any] = {"supported": draft.supported, "written_by": draft.written_by}
    if draft.trace is None:
        return told
    trace = draft.trace
    usage = asdict(trace.usage) if trace.usage and not trace.is_shared else None
    return told | {"fault": trace.fault, "removed": trace.removed, "checks": trace.checks, "is_shared": trace.is_shared, "usage": usage}


def _offer_columns(offer: Offer | None, facts: Facts) -> dict[str, Any] | None:
    if offer is None:
        return None
    return {
        "id": new_id(),
        "original_message": facts.question,
        "escalation_reason": offer.reason.value,
        "expected_response_hours": offer.expected_response_hours,
        "remaining_today": offer.remaining_today,
        "expires_at": offer.expires_at,
    }


def _delivery(decision: Decision, outcome: Outcome) -> dict[str, Any] | None:
    best = decision.signals.best_answer
    if outcome.reused_answer_id is None or best is None:
        return None
    return {"id": new_id(), "answer_id": best.id, "answer_version": best.version}


def _card(card: Card, facts: Facts, decision: Decision, outcome: Outcome, calibration: Calibration) -> dict[str, Any]:
    columns = asdict(card) | {"id": new_id(), "question": facts.question}
    if card.subject is Subject.reuse:
        return columns | {"scorer": calibration.scorer}
    assert decision.draft is not None  # only an answer from documents has such a card
    said = {"reply": outcome.reply.content, "sources": [source_json(source) for source in outcome.reply.sources]}
    return columns | said | {"scorer": documents_scorer(calibration, decision.draft.written_by == QUOTES)}


def _told_offer(columns: Mapping[str, Any]) -> dict[str, Any]:
    told = ("id", "status", "expected_response_hours", "expires_at", "remaining_today")
    return {"reason": columns["escalation_reason"], **{name: columns[name] for name in told}}


def _ten_thousandths(score: float) -> int:
    return round(score * 10_000)
