"""Whom an answer would have served, as it goes over the wire: messages, never people."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.matching.differences import Differs
from orchestrator.domain.routing.audience import PastMatch, WhyNot
from orchestrator.engine.matching.boundaries import Boundary
from orchestrator.engine.matching.served_preview import DAYS, AudiencePreview
from orchestrator.http.matching.schemas import ExampleIn
from orchestrator.http.wire import In, Out, PathLetter

SAMPLES = 20


class ServedPreviewIn(In):
    question_pattern: str | None = Field(None, description="Your wording; left out, the question as it was asked.")
    layer: Layer = Layer.public
    examples: list[ExampleIn] = Field([], max_length=200, description="What was ticked and crossed so far.")


class ServedMessageOut(Out):
    decision_id: UUID
    message_content: str
    asked_at: datetime
    probability: float = Field(description="That the answer is the right one for it, in [0, 1].")
    path: PathLetter = Field(description="The path that the message took.")
    why_not: WhyNot | None = Field(description="null where it would have been served.")
    differs: list[Differs] = Field(description="How it differs from the nearest wording of the answer, as far as its words tell.")
    serves: bool | None = Field(description="What you said: the answer is for this message, or it is not; null where you said nothing.")


class ExampleOut(Out):
    decision_id: UUID
    question: str
    serves: bool
    created_at: datetime


class PhrasingOut(Out):
    id: UUID
    question: str
    origin: Literal["card", "group", "picked", "model"] = Field(
        description="Who confirmed it: you, by a word on a card, by one answer to a group or by a tick; or a chat model."
    )
    is_used: bool = Field(description="A chat model's are not while the settings do not want them.")
    created_at: datetime


class ServesIn(In):
    serves: bool = Field(description="true keeps the message as another wording; false as a counter-example.")


class ServedPreviewOut(Out):
    days: int = Field(examples=[90])
    served: int = Field(description="Messages of the window that this answer would have served, without the one it is written for.")
    people: int = Field(description="Different people among them.")
    near: int = Field(description="Messages that are near and would not have been served.")
    served_samples: list[ServedMessageOut] = Field(description=f"The {SAMPLES} nearest.")
    near_samples: list[ServedMessageOut] = Field(description=f"The {SAMPLES} nearest.")
    compared: int = Field(description="Messages of the window that were looked through.")
    not_compared: int = Field(description="Messages of the window from before what they ask was kept in a comparable form.")


class BoundaryOut(ServedPreviewOut):
    examples: list[ExampleOut] = Field(description="Messages that you ticked or crossed, newest first.")
    wordings: list[PhrasingOut] = Field(description="Other wordings that this answer is found by, newest first.")


def show_boundary(found: Boundary) -> dict[str, Any]:
    return show_audience(found.preview) | {"examples": found.examples, "wordings": found.phrasings}


def show_audience(found: AudiencePreview) -> dict[str, Any]:
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


def _samples(judged: Sequence[PastMatch], picks: Mapping[UUID, bool]) -> list[dict[str, Any]]:
    return [
        {
            "decision_id": each.past.id,
            "message_content": each.past.message,
            "asked_at": each.past.at,
            "probability": each.probability,
            "path": each.past.path.value,
            "why_not": each.why_not,
            "differs": each.differs,
            "serves": picks.get(each.past.id),
        }
        for each in judged[:SAMPLES]
    ]
