"""Requests and responses about the messages that an answer serves. They show messages, never people."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.matching.telling_apart.differences import Differs
from orchestrator.domain.routing.audience import PastMatch, WhyNot
from orchestrator.engine.matching.audience import DAYS, AudiencePreview
from orchestrator.engine.matching.boundaries import Boundary
from orchestrator.http.matching.schemas import ExampleIn
from orchestrator.http.wire import In, Out, PathLetter

SAMPLES = 20


class ServedPreviewIn(In):
    question_pattern: str | None = Field(None, description="The question in your words; null uses the question as it was asked.")
    layer: Layer = Layer.public
    examples: list[ExampleIn] = Field([], max_length=200, description="The marks made so far.")


class ServedMessageOut(Out):
    decision_id: UUID
    message_content: str
    asked_at: datetime
    probability: float = Field(description="Probability that the answer is right for it, in [0, 1].")
    path: PathLetter = Field(description="The path that the message took when it was routed.")
    why_not: WhyNot | None = Field(description="Why it would not be served; null where it would.")
    differs: list[Differs] = Field(description="How its words differ from the nearest phrasing of the answer.")
    serves: bool | None = Field(description="Your mark: whether the answer serves this message; null where you made none.")


class ExampleOut(Out):
    decision_id: UUID
    question: str
    serves: bool
    created_at: datetime


class PhrasingOut(Out):
    id: UUID
    question: str
    origin: Literal["card", "group", "picked", "model", "askers"] = Field(
        description="Confirmed by a verdict on a card, by one answer to a group, by a mark on a message (`picked`), by a model, "
        "or by several askers who said that your question is meant."
    )
    is_used: bool = Field(
        description="false for a chat model's phrasings while your rules do not allow model checks, and for those of askers until you call "
        "their card right."
    )
    created_at: datetime


class ServesIn(In):
    serves: bool = Field(examples=[True], description="true: the answer serves the message, which becomes a phrasing. false: it does not.")


class ServedPreviewOut(Out):
    days: int = Field(examples=[90])
    served: int = Field(description="Messages of the window that the answer would serve, without the message that it is written for.")
    people: int = Field(description="Different people who wrote these messages.")
    near: int = Field(description="Near messages that would not be served.")
    served_samples: list[ServedMessageOut] = Field(description=f"The {SAMPLES} nearest messages that would be served.")
    near_samples: list[ServedMessageOut] = Field(description=f"The {SAMPLES} nearest messages that would not be served.")
    compared: int = Field(description="Messages of the window that were compared with the answer.")
    not_compared: int = Field(description="Messages of the window that have no stored vector and were not compared.")


class BoundaryOut(ServedPreviewOut):
    examples: list[ExampleOut] = Field(description="Messages that you marked, newest first.")
    wordings: list[PhrasingOut] = Field(description="Phrasings besides the question pattern, newest first.")


def show_boundary(found: Boundary) -> dict[str, Any]:
    """The boundary in the shape of BoundaryOut."""
    return show_audience(found.preview) | {"examples": found.examples, "wordings": found.phrasings}


def show_audience(found: AudiencePreview) -> dict[str, Any]:
    """The preview in the shape of ServedPreviewOut."""
    return {
        "days": DAYS,
        "served": len(found.served),
        "people": found.people,
        "near": len(found.near),
        "served_samples": _samples(found.served, found.picks),
        "near_samples": _samples(found.near, found.picks),
        "compared": found.compared,
        "not_compared": found.not_compared,
    }


def _samples(messages: Sequence[PastMatch], marks: Mapping[UUID, bool]) -> list[dict[str, Any]]:
    return [
        {
            "decision_id": message.past.id,
            "message_content": message.past.message,
            "asked_at": message.past.at,
            "probability": message.probability,
            "path": message.past.path.value,
            "why_not": message.why_not,
            "differs": message.differs,
            "serves": marks.get(message.past.id),
        }
        for message in messages[:SAMPLES]
    ]
