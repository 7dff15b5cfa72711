"""Encoding and decoding the evidence of a decision: the column `orchestrator_decisions.evidence`."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from orchestrator.adapters.postgres.codecs.guests import decode_guest_usage, encode_guest_usage
from orchestrator.adapters.postgres.codecs.scalars import decode_optional_time, decode_time, decode_uuid, encode_optional_time
from orchestrator.adapters.postgres.codecs.sources import decode_sources, encode_sources
from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.answering.drafts import ModelSays, ModelUsage
from orchestrator.domain.escalation.gates import Gate
from orchestrator.domain.matching.hits import Dispute
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.message.small_talk import SmallTalk
from orchestrator.domain.routing.acting import Acted
from orchestrator.domain.routing.log.evidence import Evidence, KeptAnswer, KeptDraft, KeptGate, KeptPassage, KeptSignals, KeptUsage
from orchestrator.domain.routing.parts import PartReply
from orchestrator.domain.safety.moderation import Moderated
from orchestrator.domain.trust.snapshot import TrustSnapshot


def encode_evidence(evidence: Evidence) -> dict[str, Any]:
    """A dictionary of values that JSON can hold; the keys are the field names. `part` is missing where there is none."""
    part = {"part": _encode_part(evidence.part)} if evidence.part else {}
    return part | {
        "question": evidence.question,
        "is_follow_up": evidence.is_follow_up,
        "creator_present": evidence.creator_present,
        "signals": asdict(evidence.signals),
        "unsafe": evidence.unsafe,
        "trust": asdict(evidence.trust),
        "moderation": asdict(evidence.moderation),
        "tier": evidence.tier.value,
        "layer": evidence.layer.value,
        "now": evidence.now.isoformat(),
        "usage": {
            "day": evidence.usage.day,
            "week": evidence.usage.week,
            "day_opens_at": encode_optional_time(evidence.usage.day_opens_at),
            "week_opens_at": encode_optional_time(evidence.usage.week_opens_at),
            "guests": encode_guest_usage(evidence.usage.guests),
        },
        "answers": [asdict(answer) | {"id": str(answer.id)} for answer in evidence.answers],
        "is_edited": evidence.is_edited,
        "draft": asdict(evidence.draft) if evidence.draft else None,
        "is_unmistakable": evidence.is_unmistakable,
        "dispute": evidence.dispute.value,
        "is_sibling": evidence.is_sibling,
        "close": [str(answer) for answer in evidence.close],
        "has_chat_model": evidence.has_chat_model,
        "passages": [asdict(passage) | {"id": str(passage.id)} for passage in evidence.passages],
        "calibration": evidence.calibration,
        "gate": ({"name": evidence.gate.name.value, "opens_at": encode_optional_time(evidence.gate.opens_at)} if evidence.gate else None),
        "suggestions": encode_sources(evidence.suggestions),
        "choices": list(evidence.choices),
        "subjects": list(evidence.subjects),
        "asked_about": [str(answer) for answer in evidence.asked_about],
        "acted": evidence.acted.value if evidence.acted else None,
    }


def decode_evidence(raw: Mapping[str, Any]) -> Evidence:
    """Fields that have a default here may be missing: the stores that read past decisions leave them out of their
    statements."""
    return Evidence(
        question=raw["question"],
        is_follow_up=raw["is_follow_up"],
        creator_present=raw["creator_present"],
        signals=_decode_signals(raw["signals"]),
        unsafe=raw["unsafe"],
        trust=TrustSnapshot(**raw["trust"]),
        moderation=Moderated(**raw["moderation"]),
        tier=Tier(raw["tier"]),
        layer=Layer(raw["layer"]),
        now=decode_time(raw["now"]),
        usage=_decode_usage(raw["usage"]),
        answers=tuple(KeptAnswer(**row | {"id": decode_uuid(row["id"])}) for row in raw["answers"]),
        is_edited=raw["is_edited"],
        draft=_decode_draft(raw["draft"]) if raw["draft"] else None,
        is_unmistakable=raw.get("is_unmistakable", False),
        dispute=Dispute(raw.get("dispute", "")),
        is_sibling=raw.get("is_sibling", False),
        close=tuple(map(decode_uuid, raw.get("close", ()))),
        has_chat_model=raw.get("has_chat_model", False),
        passages=tuple(KeptPassage(**row | {"id": decode_uuid(row["id"])}) for row in raw.get("passages", ())),
        calibration=raw.get("calibration", ""),
        gate=_decode_gate(raw["gate"]) if raw.get("gate") else None,
        suggestions=decode_sources(raw.get("suggestions", ())),
        choices=tuple(raw.get("choices", ())),
        subjects=tuple(raw.get("subjects", ())),
        asked_about=tuple(map(decode_uuid, raw.get("asked_about", ()))),
        acted=Acted(raw["acted"]) if raw.get("acted") else None,
        part=decode_part(raw["part"]) if raw.get("part") else None,
    )


def _encode_part(part: PartReply) -> dict[str, Any]:
    return asdict(part) | {"sources": encode_sources(part.sources)}


def decode_part(raw: Mapping[str, Any]) -> PartReply:
    """`raw` is the JSON of `evidence -> 'part'`."""
    return PartReply(raw["number"], raw["text"], raw["content"], decode_sources(raw["sources"]))


def _decode_signals(raw: Mapping[str, Any]) -> KeptSignals:
    small_talk = raw["small_talk"]
    return KeptSignals(**{**raw, "small_talk": SmallTalk(small_talk) if small_talk else None, "act": Act(raw.get("act", Act.question))})


def _decode_usage(raw: Mapping[str, Any]) -> KeptUsage:
    day_opens_at, week_opens_at = decode_optional_time(raw["day_opens_at"]), decode_optional_time(raw["week_opens_at"])
    return KeptUsage(raw["day"], raw["week"], day_opens_at, week_opens_at, decode_guest_usage(raw.get("guests")))


def _decode_draft(raw: Mapping[str, Any]) -> KeptDraft:
    usage, says = raw["usage"], raw.get("model_says")
    return KeptDraft(
        **{
            **raw,
            "usage": ModelUsage(**usage) if usage else None,
            "model_says": ModelSays(says) if says else None,
            "choices": tuple(raw.get("choices", ())),
        }
    )


def _decode_gate(raw: Mapping[str, Any]) -> KeptGate:
    return KeptGate(Gate(raw["name"]), decode_optional_time(raw["opens_at"]))
