"""Requests and responses about trust: reports, cards, verdicts and model checks."""

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
    asked: int = Field(description="Closed cards: with a verdict, or because they were open for two weeks.")
    answered: int = Field(description="Closed cards with the verdict right or wrong. Only these are labels.")
    unsure: int
    expired: int


class StandingOut(Out):
    line: str = Field(description="The bound in one sentence.", examples=["at most 3.1 % wrong (95 %, 97 audited)"])
    is_proven: bool
    threshold: float | None = Field(
        description="From this probability on, the share of wrong answers is proven to be below the target; null where nothing is proven."
    )
    at_most: float | None = Field(description="Upper bound on the share of wrong answers among those served, from their audits.")
    audited: int
    labels: int
    missing: int = Field(description="How many more labels, all of them right, would give a proof.")
    voided: int = Field(description="How often a proof was voided, because served answers were wrong.")
    answering: AnsweringOut
    at_worst: float | None = Field(description="`at_most` if every audit that was closed without a verdict counted as wrong.")
    proofs: list[ProofOut]


class TrustOut(Out):
    avee_id: UUID
    mode: Mode
    target: float
    confidence: float
    cards_per_day: int
    cards_waiting: int
    standing: StandingOut = Field(description="Trust in stored answers that are reused (path C).")
    documents: StandingOut = Field(description="Trust in automatic answers from documents (path A).")
    needed_confidence: float = Field(
        description="The confidence that an automatic answer needs now: the threshold of your rules, or more after answers were wrong."
    )


class TrustedOut(Out):
    """Trust in both kinds of answer."""

    reuse: StandingOut = Field(description="Trust in stored answers that are reused (path C).")
    documents: StandingOut = Field(description="Trust in automatic answers from documents (path A).")


class CardOut(Out):
    id: UUID
    avee_id: UUID
    subject: Subject = Field(
        description="Whether the card is about a stored answer that is reused, or about an automatic answer from documents."
    )
    kind: Literal["audit", "suggestion", "confirmed"] = Field(
        description="An audit asks about an answer that was served, a suggestion about one that was not. `confirmed`: an asker said that "
        "the answer’s question is meant; your “right” makes their words a phrasing of it and is no evidence."
    )
    question: str
    answer_id: UUID | None = Field(description="The stored answer; null for an answer from documents.")
    question_pattern: str | None
    answer_content: str = Field(description="Markdown: the stored answer, or the automatic answer from documents.")
    sources: list[SourceOut] = Field(description="The sources of an answer from documents.")
    layer: Layer | None
    score: float = Field(description="Probability that the answer is right, computed when the card was created, in [0, 1].")
    created_at: datetime


class ModelMatchOut(Out):
    id: UUID = Field(description="Also the id of the phrasing that the check created.")
    answer_id: UUID
    question: str
    question_pattern: str
    score: float = Field(description="Probability that the answer is right, computed when the message was routed, in [0, 1].")
    verdict: Literal["confirmed", "denied", "unclear"]
    model: str | None
    judged_at: datetime
    is_kept: bool = Field(description="Whether the match is a phrasing of the answer now.")


class VerdictIn(In):
    verdict: Verdict = Field(examples=["right"])


class CardVerdictOut(Out):
    card_id: UUID
    verdict: Verdict
    message_id: UUID | None = Field(description="The answer in the asker's conversation, where a suggestion was right.")
    standing: StandingOut


def show_trust(avee_id: UUID, found: TrustReports) -> dict[str, Any]:
    """The reports in the shape of TrustOut."""
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
    """The recorded verdict in the shape of CardVerdictOut."""
    return {
        "card_id": recorded.card_id,
        "verdict": recorded.verdict,
        "message_id": recorded.message_id,
        "standing": show_trust_report(recorded.report),
    }


def show_trust_report(report: TrustReport) -> dict[str, Any]:
    """A report in the shape of StandingOut."""
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
