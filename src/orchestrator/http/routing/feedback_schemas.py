"""Requests and responses about an asker's feedback."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from orchestrator.http.routing.schemas import OfferOut
from orchestrator.http.wire import In, Out


class FeedbackIn(In):
    verdict: Literal["helpful", "not_my_question", "wrong"] = Field(examples=["helpful"])
    comment: str | None = None
    source_id: UUID | None = Field(
        None,
        description="Which of the `suggestions` beside an offer or a refusal the verdict is about (`helpful` or `not_my_question`). Without it, the first.",
    )


class FeedbackOut(Out):
    decision_id: UUID
    verdict: str
    escalation: OfferOut | None = Field(description="The offer that `not_my_question` opened, or that stands beside what was no help.")
