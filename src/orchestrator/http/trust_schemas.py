"""Trust in reuse, as JSON: the standing, the cards, a word on one."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from orchestrator.domain.policy import Layer
from orchestrator.domain.trust import Mode, Standing
from orchestrator.engine.judge import Judged, Verdict
from orchestrator.engine.standing import Trusted
from orchestrator.http.schemas import In, Out


class ProofOut(Out):
    threshold: float
    labels: int
    wrong: int
    is_proven: bool


class StandingOut(Out):
    line: str = Field(description="The figure in one sentence.", examples=["at most 3.1 % wrong (95 %, 97 audited)"])
    is_proven: bool
    threshold: float | None = Field(description="Proven: from this probability up few enough are wrong; null where nothing is proven.")
    at_most: float | None = Field(description="Upper bound on the share of wrong among the answers served, from their audits.")
    audited: int
    labels: int
    missing: int = Field(description="How many more right labels in a row would prove something.")
    voided: int = Field(description="How often answers that went wrong voided a proof.")
    proofs: list[ProofOut]


class TrustOut(Out):
    avee_id: UUID
    mode: Mode
    target: float
    confidence: float
    cards_per_day: int
    cards_waiting: int
    standing: StandingOut


class CardOut(Out):
    id: UUID
    avee_id: UUID
    kind: Literal["audit", "suggestion"] = Field(
        description="An audit asks about an answer that was served, a suggestion about one that was not."
    )
    question: str
    answer_id: UUID
    question_pattern: str
    answer_content: str
    layer: Layer
    score: float
    created_at: datetime


class VerdictIn(In):
    verdict: Verdict


class JudgedOut(Out):
    card_id: UUID
    verdict: Verdict
    message_id: UUID | None = Field(description="The answer in the asker's conversation, where a suggestion was right.")
    standing: StandingOut


def show_trust(avee_id: UUID, trusted: Trusted) -> dict[str, Any]:
    policy = trusted.policy
    return {
        "avee_id": avee_id,
        "mode": policy.trust_mode,
        "target": policy.wrong_answers_target,
        "confidence": trusted.confidence,
        "cards_per_day": policy.trust_cards_per_day,
        "cards_waiting": trusted.cards_waiting,
        "standing": _show_standing(trusted.standing, trusted.line),
    }


def show_judged(judged: Judged) -> dict[str, Any]:
    return {
        "card_id": judged.card_id,
        "verdict": judged.verdict,
        "message_id": judged.message_id,
        "standing": _show_standing(judged.standing, judged.line),
    }


def _show_standing(standing: Standing, line: str) -> dict[str, Any]:
    return {
        "line": line,
        "is_proven": standing.is_proven,
        "threshold": standing.threshold if standing.is_proven else None,
        "at_most": standing.at_most,
        "audited": standing.audited,
        "labels": standing.labels,
        "missing": standing.missing,
        "voided": standing.voided,
        "proofs": list(standing.proofs),
    }
