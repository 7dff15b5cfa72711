"""Requests and responses about an asker's feedback."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from orchestrator.http.routing.schemas import OfferOut
from orchestrator.http.wire import In, Out


class FeedbackIn(In):
    verdict: Literal["helpful", "not_my_question", "wrong"] = Field(examples=["helpful"])
    comment: str | None = None


class FeedbackOut(Out):
    decision_id: UUID
    verdict: str
    escalation: OfferOut | None = Field(description="The offer that `not_my_question` opened.")
