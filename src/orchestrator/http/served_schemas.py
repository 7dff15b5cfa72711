"""Whom an answer would have served, as it goes over the wire: messages, never people."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from orchestrator.domain.policy import Layer
from orchestrator.domain.serving import Served, WhyNot
from orchestrator.engine.served_preview import DAYS, ServedPreview
from orchestrator.http.schemas import In, Out, PathLetter

SAMPLES = 20


class ServedPreviewIn(In):
    question_pattern: str | None = Field(None, description="Your wording; left out, the question as it was asked.")
    layer: Layer = Layer.public


class ServedMessageOut(Out):
    decision_id: UUID
    message_content: str
    asked_at: datetime
    probability: float = Field(description="That the answer is the right one for it, in [0, 1].")
    path: PathLetter = Field(description="The path that the message took.")
    why_not: WhyNot | None = Field(description="null where it would have been served.")


class ServedPreviewOut(Out):
    days: int = Field(examples=[90])
    served: int = Field(description="Messages of the window that this answer would have served, without the one it is written for.")
    people: int = Field(description="Different people among them.")
    near: int = Field(description="Messages that are near and would not have been served.")
    served_samples: list[ServedMessageOut] = Field(description=f"The {SAMPLES} nearest.")
    near_samples: list[ServedMessageOut] = Field(description=f"The {SAMPLES} nearest.")
    compared: int = Field(description="Messages of the window that were looked through.")
    not_compared: int = Field(description="Messages of the window from before what they ask was kept in a comparable form.")


def show_served(found: ServedPreview) -> dict[str, Any]:
    return {
        "days": DAYS,
        "served": len(found.served),
        "people": found.people,
        "near": len(found.near),
        "served_samples": _samples(found.served),
        "near_samples": _samples(found.near),
        "compared": found.compared,
        "not_compared": found.not_compared,
    }


def _samples(judged: Sequence[Served]) -> list[dict[str, Any]]:
    return [
        {
            "decision_id": each.past.id,
            "message_content": each.past.message,
            "asked_at": each.past.at,
            "probability": each.probability,
            "path": each.past.path.value,
            "why_not": each.why_not,
        }
        for each in judged[:SAMPLES]
    ]
