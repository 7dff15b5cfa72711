"""Canonical answers over the wire."""

from datetime import datetime
from uuid import UUID

from pydantic import AwareDatetime, Field

from orchestrator.domain.accounts.access import Layer
from orchestrator.http.trust.schemas import StandingOut
from orchestrator.http.wire import In, Out, PageOut


class AnswerIn(In):
    question_pattern: str = Field(examples=["When do I start feeding in autumn?"])
    answer_content: str = Field(examples=["In the second week of August, after the last harvest."])
    layer: Layer = Layer.public
    expires_at: AwareDatetime | None = None


class AnswerChangeIn(In):
    question_pattern: str | None = None
    answer_content: str | None = None
    layer: Layer | None = None
    expires_at: AwareDatetime | None = Field(None, description="Send null to let it stand for ever.")


class AnswerOut(Out):
    id: UUID
    avee_id: UUID
    escalation_id: UUID | None
    question_pattern: str
    answer_content: str
    layer: Layer
    state: str
    version: int
    times_reused: int
    times_right: int = Field(description="How often this version was called right or helpful.")
    times_wrong: int = Field(description="How often wrong or not the question: it is given only for a surer match then.")
    expires_at: datetime | None
    created_at: datetime
    updated_at: datetime


class ExampleIn(In):
    decision_id: UUID = Field(description="The decision on a past message.")
    serves: bool = Field(description="Whether the answer is for that message; false makes it a counter-example.")


class AnswerVersionOut(Out):
    version: int
    question_pattern: str
    answer_content: str
    layer: Layer
    created_at: datetime
    people_served: int


class AnswersOut(PageOut[AnswerOut]):
    standing: StandingOut = Field(description="Of all of them together, as far as they are reused.")
