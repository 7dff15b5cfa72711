"""An asker's feedback over the wire."""

from typing import Literal
from uuid import UUID

from orchestrator.http.routing.schemas import OfferOut
from orchestrator.http.wire import In, Out


class FeedbackIn(In):
    verdict: Literal["helpful", "not_my_question", "wrong"]
    comment: str | None = None


class FeedbackOut(Out):
    decision_id: UUID
    verdict: str
    escalation: OfferOut | None
