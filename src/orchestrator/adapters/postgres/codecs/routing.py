"""Encoding a routed message for `hot_save`."""

import json
from dataclasses import asdict
from typing import Any

from orchestrator.adapters.postgres.codecs.evidence import encode_evidence
from orchestrator.adapters.postgres.codecs.sources import encode_sources
from orchestrator.adapters.postgres.codecs.vectors import vector_text
from orchestrator.ports.stores.routing.saved import NewBorderlineMatch, NewCard, NewDecision, NewUserMessage, OfferedQuestion, RoutingSave


def encode_routing(save: RoutingSave) -> str:
    """JSON with the keys that `hot_save` reads."""
    reply = save.reply
    routing = encode_message(save.message) | {
        "is_saved": save.message.is_saved,
        "answers_too": save.answers_too,
        "reply_id": reply.id if reply else None,
        "reply_content": reply.content if reply else "",
        "sources": encode_sources(reply.sources) if reply else [],
        "offer": _encode_offer(save.offer) if save.offer else None,
        "reused": [asdict(reuse) for reuse in save.reuses] or None,
        "borderline": [_encode_borderline(match) for match in save.borderlines] or None,
        "cards": [_encode_card(card) for card in save.cards] or None,
        "decision": _encode_decision(save.decision),
        "others": [
            _encode_decision(other.decision) | {"part": number, "embedding": vector_text(other.embedding)}
            for number, other in enumerate(save.others, 1)
        ]
        or None,
        "asked_about": [asdict(asked) for asked in save.asked_about] or None,
        "is_reply": save.is_close_reply,
        "meant": save.meant,
    }
    return json.dumps(routing, default=str, ensure_ascii=False)


def encode_message(message: NewUserMessage) -> dict[str, Any]:
    """The columns of `messages`; the id is named `message_id`."""
    return {
        "avee_id": message.avee_id,
        "message_id": message.id,
        "conversation_id": message.conversation_id,
        "user_id": message.user_id,
        "content": message.content,
        "layer": message.layer.value,
        "client_message_id": message.client_message_id,
    }


def _encode_decision(decision: NewDecision) -> dict[str, Any]:
    return {
        "decision_id": decision.id,
        "decision_path": decision.path.value,
        "confidence_score": _ten_thousandths(decision.confidence),
        "novelty_score": _ten_thousandths(decision.novelty),
        "complexity_score": _ten_thousandths(decision.complexity),
        "similarity": decision.similarity,
        "rule": decision.rule.value,
        "reason": decision.reason,
        "similar_answer_id": decision.similar_answer_id,
        "escalation_id": decision.escalation_id,
        "policy_version": decision.policy_version,
        "evidence": encode_evidence(decision.evidence),
        "timings": dict(decision.timings),
        "content": decision.content,
    }


def _encode_offer(offer: OfferedQuestion) -> dict[str, Any]:
    return {
        "id": offer.id,
        "original_message": offer.original_message,
        "question_pattern": offer.question_pattern,
        "escalation_reason": offer.reason.value,
        "expected_response_hours": offer.expected.hours,
        "hours_from_answers": offer.expected.from_answers,
        "remaining_today": offer.remaining_today,
        "expires_at": offer.expires_at,
        "price_amount": offer.price.price.amount if offer.price else 0,
        "price_currency": offer.price.price.currency if offer.price else None,
        "private_extra": offer.price.private_extra if offer.price else None,
        "embedding": vector_text(offer.embedding) if offer.embedding is not None else None,
    }


def _encode_card(new: NewCard) -> dict[str, Any]:
    reply = {"reply": new.reply, "sources": encode_sources(new.sources)} if new.reply is not None else {}
    return asdict(new.card) | {"id": new.id, "question": new.question, "scorer": new.scorer, "part": new.part} | reply


def _encode_borderline(new: NewBorderlineMatch) -> dict[str, Any]:
    return asdict(new.match) | {"id": new.id, "question": new.question, "part": new.part}


def _ten_thousandths(score: float) -> int:
    """A score in [0, 1] as the integer that the column stores, 0 to 10,000."""
    return round(score * 10_000)
