"""Escalations over the wire."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.http.matching.schemas import ExampleIn
from orchestrator.http.wire import In, Out


class EscalationOut(Out):
    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    original_message: str
    context_summary: str
    escalation_reason: Literal["novel", "strategic", "complex"]
    status: Literal["pending", "accepted", "answered", "declined", "expired"]
    expected_response_hours: float
    remaining_today: int = Field(description="How many more questions the creator took that day when it was offered.")
    offered_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    answered_at: datetime | None
    creator_answer: str | None
    answer_layer: Layer | None
    question_pattern: str | None = Field(description="The creator's wording; null for the asker.")
    reuse: bool
    deferred_at: datetime | None
    declined_at: datetime | None
    declined_by: Literal["asker", "creator"] | None
    decline_reason: str | None
    deadline_at: datetime | None
    expired_at: datetime | None
    group_id: UUID
    people_waiting: int = Field(description="People whom one answer serves: who accepted a question that asks the same, each once.")
    draft_answer: str | None = Field(description="An answer to its group that did not pass the check for it; null for the asker.")
    asker_handle: str
    asker_display_name: str
    asker_avatar: str | None
    asker_tier: Tier


class SimilarAnswerOut(Out):
    id: UUID
    question_pattern: str
    answer_content: str
    probability: float = Field(description="That it is the right answer to this question, in [0, 1].")


class EscalationDetailOut(EscalationOut):
    similar_answers: list[SimilarAnswerOut]
    would_join: int = Field(description="Others whose waiting question an open offer joins when it is accepted; that uses no quota.")


class MovedOut(Out):
    id: UUID
    status: str


class AcceptOut(MovedOut):
    path: Literal["E"]
    action: Literal["queue_for_creator"]
    joined: bool = Field(description="Whether others wait for the same answer already; a join does not use the quota.")
    people_waiting: int
    expected_response_hours: float
    deadline_at: datetime
    remaining_today: int


class DeclineIn(In):
    reason: str | None = Field(None, examples=["This is for your vet."])


class ReplyToQuestionIn(In):
    answer: str = Field(examples=["Yes, from the second year on."])
    layer: Layer = Layer.public
    question_pattern: str | None = Field(None, description="Your own wording of the question, shown to nobody else.")
    reuse: bool = Field(True, description="false: this asker only.")
    expires_at: AwareDatetime | None = None
    confirm_personal_data: bool = Field(
        False, description="Share it although it seems to hold personal data (422 `personal_data` names it)."
    )
    examples: list[ExampleIn] = Field([], max_length=200, description="Past messages it is for too, and such that it is not for.")


class AnswerTextIn(In):
    answer: str = Field(examples=["Write to mara@example.org, and I send you the list."])


class FindingOut(Out):
    kind: Literal["mail", "phone", "card", "account", "asker"]
    text: str = Field(examples=["mara@example.org"])
    start: int = Field(description="Position in the answer, in characters.")


class AnswerCheckOut(Out):
    personal_data: list[FindingOut] = Field(description="In reading order; an answer that others may be given needs it confirmed.")


class AnsweredOut(Out):
    id: UUID
    status: str
    message_id: UUID
    canonical_answer_id: UUID | None
    answered: list[UUID] = Field(description="Escalations that this answer closed, this one first.")
    drafted: list[UUID] = Field(description="Those of its group that keep it as a draft, as the check did not let it through.")
