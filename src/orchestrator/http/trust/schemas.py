"""Trust in reuse, as JSON: the standing, the cards, a word on one."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.trust.cards import Subject
from orchestrator.engine.trust.reports import TrustReport, TrustReports
from orchestrator.engine.trust.verdicts import CardVerdict, Verdict
from orchestrator.http.message.schemas import SourceOut
from orchestrator.http.wire import In, Out


class ProofOut(Out):
    threshold: float
    labels: int
    wrong: int
    is_proven: bool


class AnsweringOut(Out):
    asked: int = Field(description="Cards that are closed: by a word, or because they were left for two weeks.")
    answered: int = Field(description="Of them, called right or wrong. The others are no labels.")
    unsure: int
    expired: int


class StandingOut(Out):
    line: str = Field(description="The figure in one sentence.", examples=["at most 3.1 % wrong (95 %, 97 audited)"])
    is_proven: bool
    threshold: float | None = Field(description="Proven: from this probability up few enough are wrong; null where nothing is proven.")
    at_most: float | None = Field(description="Upper bound on the share of wrong among the answers served, from their audits.")
    audited: int
    labels: int
    missing: int = Field(description="How many more right labels in a row would prove something.")
    voided: int = Field(description="How often answers that went wrong voided a proof.")
    answering: AnsweringOut
    at_worst: float | None = Field(description="`at_most`, had every audit that was closed without a word been wrong.")
    proofs: list[ProofOut]


class TrustOut(Out):
    avee_id: UUID
    mode: Mode
    target: float
    confidence: float
    cards_per_day: int
    cards_waiting: int
    standing: StandingOut = Field(description="Of stored answers that are reused (path C).")
    documents: StandingOut = Field(description="Of automatic answers from documents (path A).")
    needed_confidence: float = Field(
        description="What an automatic answer needs now: the threshold of the settings, or more after answers went wrong."
    )


class TrustedOut(Out):
    """Both figures, beside rates of both kinds."""

    reuse: StandingOut = Field(description="Of stored answers that are reused (path C).")
    documents: StandingOut = Field(description="Of automatic answers from documents (path A).")


class CardOut(Out):
    id: UUID
    avee_id: UUID
    subject: Subject = Field(description="Whether it is about a stored answer that is reused, or an automatic one from documents.")
    kind: Literal["audit", "suggestion"] = Field(
        description="An audit asks about an answer that was served, a suggestion about one that was not."
    )
    question: str
    answer_id: UUID | None = Field(description="The stored answer; null for an answer from documents.")
    question_pattern: str | None
    answer_content: str = Field(description="Markdown: the stored answer, or what was said from documents.")
    sources: list[SourceOut] = Field(description="What an answer from documents stood on.")
    layer: Layer | None
    score: float = Field(description="How likely it is right, as it was seen then.")
    created_at: datetime


class ModelMatchOut(Out):
    id: UUID = Field(description="Also of the wording that it made.")
    answer_id: UUID
    question: str
    question_pattern: str
    score: float = Field(description="How likely the answer was right, as it was seen then.")
    verdict: Literal["confirmed", "denied", "unclear"]
    model: str | None
    judged_at: datetime
    is_kept: bool = Field(description="Whether the answer is found by this wording now.")


class VerdictIn(In):
    verdict: Verdict


class CardVerdictOut(Out):
    card_id: UUID
    verdict: Verdict
    message_id: UUID | None = Field(description="The answer in the asker's conversation, where a suggestion was right.")
    standing: StandingOut


def show_trust(avee_id: UUID, found: TrustReports) -> dict[str, Any]:
    policy = found.policy
    return {
        "avee_id": avee_id,
        "mode": policy.trust_mode,
        "target": policy.wrong_answers_target,
        "confidence": found.confidence,
        "cards_per_day": policy.trust_cards_per_day,
        "cards_waiting": found.cards_waiting,
        "standing": show_trust_report(found.reuse),
        "documents": show_trust_report(found.documents),
        "needed_confidence": found.needed_confidence,
    }


def show_card_verdict(recorded: CardVerdict) -> dict[str, Any]:
    return {
        "card_id": recorded.card_id,
        "verdict": recorded.verdict,
        "message_id": recorded.message_id,
        "standing": show_trust_report(recorded.report),
    }


def show_trust_report(report: TrustReport) -> dict[str, Any]:
    state, answering = report.state, report.answering
    return {
        "line": report.line,
        "is_proven": state.is_proven,
        "threshold": state.threshold if state.is_proven else None,
        "at_most": state.at_most,
        "audited": state.audited,
        "labels": state.labels,
        "missing": state.missing,
        "voided": state.voided,
        "answering": answering,
        "at_worst": report.at_worst,
        "proofs": list(state.proofs),
    }
