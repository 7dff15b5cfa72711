"""A stored decision read back into what `decide` looked at. What is written is made in receipts."""

from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.accounts.agents import Agent, Asker
from orchestrator.domain.answering.quoting import Draft
from orchestrator.domain.escalation.gates import Usage
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.message.small_talk import SmallTalk
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.replay import DecisionInputs, Past
from orchestrator.domain.routing.signals import Signals
from orchestrator.domain.safety.moderation import Moderated
from orchestrator.domain.trust.snapshot import TrustSnapshot
from orchestrator.ports.stores.accounts import PublicAvee
from orchestrator.ports.stores.paging import Json
from orchestrator.ports.stores.routing import DecisionRecord, PastDecision

READ_SIGNALS = tuple(field.name for field in fields(Signals) if field.name not in ("small_talk", "best_answer"))


def read_past(row: PastDecision, avee: PublicAvee) -> Past:
    inputs = read_inputs(row, avee, row.abuse_rules_enabled)
    return Past(row.id, row.created_at, row.message_content, Path(row.decision_path), row.rule, inputs)


def read_inputs(row: PastDecision | DecisionRecord, avee: PublicAvee, abuse_rules_enabled: bool) -> DecisionInputs | None:
    """None where the row's evidence lacks what a decision is made from. The switch is that of the policy of then."""
    try:
        return _read_seen(row, avee, abuse_rules_enabled)
    except (KeyError, TypeError, ValueError):
        return None


def _read_seen(row: PastDecision | DecisionRecord, avee: PublicAvee, abuse_rules_enabled: bool) -> DecisionInputs:
    evidence = row.evidence
    return DecisionInputs(
        _read_signals(evidence, row.similar_answer_id, row.created_at),
        _read_facts(row, avee),
        _read_draft(evidence["draft"]),
        # Before there were such rules none were asked, and nothing of moderation is on record.
        abuse_rules_enabled="moderation" in evidence and abuse_rules_enabled,
    )


def _read_signals(evidence: Json, best_answer: UUID | None, at: datetime) -> Signals:
    stored = evidence["signals"]
    return Signals(
        # A score that came later than the row has its default; the rules of then did not look at it.
        **{name: stored[name] for name in READ_SIGNALS if name in stored},
        small_talk=SmallTalk(stored["small_talk"]) if stored["small_talk"] else None,
        best_answer=_read_answer(evidence, best_answer, at) if best_answer else None,
    )


def _read_answer(evidence: Json, answer: UUID, at: datetime) -> CanonicalHit:
    """As far as the rules look at it."""
    inputs: Json = next((each for each in evidence["answers"] if each["id"] == str(answer)), {})
    said = {name: inputs.get(name, 0) for name in ("times_right", "times_wrong")}
    return CanonicalHit(answer, "", "", evidence["signals"]["canonical_similarity"], at, is_edited=evidence.get("is_edited", False), **said)


def _read_facts(row: PastDecision | DecisionRecord, avee: PublicAvee) -> Facts:
    evidence = row.evidence
    return Facts(
        # Several messages that were one thought were judged as one, which is then what was asked.
        text=row.message_content if evidence["is_follow_up"] else evidence["question"],
        question=evidence["question"],
        agent=Agent(avee.id, avee.owner_id, avee.handle, avee.display_name, avee.creator_name),
        asker=Asker(row.user_id, Tier(evidence["tier"]), Layer(evidence["layer"])),
        now=datetime.fromisoformat(evidence["now"]),
        is_follow_up=evidence["is_follow_up"],
        usage=_read_usage(evidence["usage"]),
        unsafe=evidence["unsafe"],
        moderated=Moderated(**evidence.get("moderation", {})),
        creator_present=evidence.get("creator_present", False),
        trust=TrustSnapshot(**evidence.get("trust", {})),
    )


def _read_usage(raw: Json) -> Usage:
    return Usage(raw["day"], raw["week"], _time(raw["day_opens_at"]), _time(raw["week_opens_at"]))


def _time(raw: str | None) -> datetime | None:
    return datetime.fromisoformat(raw) if raw else None


def _read_draft(raw: dict[str, Any] | None) -> Draft | None:
    """Its words are in the reply; the rules ask only whether its passages bear them."""
    return Draft("", (), raw["supported"], raw["written_by"]) if raw else None
