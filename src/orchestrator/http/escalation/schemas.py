"""Requests and responses about escalations."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, computed_field

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.payments.prices import is_too_long_to_hold
from orchestrator.http.matching.schemas import ExampleIn
from orchestrator.http.payments.schemas import AcceptedPaymentOut, MoneyIn, MoneyOut, PaymentBriefOut
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
    hours_from_answers: bool = Field(
        description="Whether it comes from the creator's earlier answers; false where there are too few of them."
    )
    remaining_today: int = Field(description="How many more questions the creator took that day, when the offer was made.")
    offered_at: datetime
    expires_at: datetime = Field(description="When the offer expires.")
    accepted_at: datetime | None
    answered_at: datetime | None
    creator_answer: str | None
    answer_layer: Layer | None
    question_pattern: str | None = Field(description="The question in the creator's words; null for the asker.")
    reuse: bool
    deferred_at: datetime | None
    declined_at: datetime | None
    declined_by: Literal["asker", "creator"] | None
    decline_reason: str | None
    deadline_at: datetime | None = Field(description="When an accepted question expires.")
    expired_at: datetime | None
    replaced_by: UUID | None = Field(description="The newer offer in the same conversation that closed this one, if one did.")
    group_id: UUID
    people_waiting: int = Field(description="Different people who wait for the same answer.")
    draft_answer: str | None = Field(
        description="The answer to another question of its group, where this question does not ask the same; null for the asker."
    )
    asker_handle: str
    asker_display_name: str
    asker_avatar: str | None
    asker_tier: Tier
    messages_since: int = Field(
        description="Messages that the asker wrote in the conversation after the question was accepted, at most 100."
    )
    answered_by: str | None = Field(description="The name of who wrote the answer.")
    assigned_to: UUID | None = Field(description="Who of the team is to answer it; null for the asker.")
    assigned_name: str | None
    is_proposed: bool = Field(description="Whether an answer waits for its signature; false for the asker.")
    price: MoneyOut | None = Field(description="What it costs the asker; null where it costs nothing.")
    private_extra: int | None = Field(description="Added where the answer is given to nobody else; null where that is not for sale.")
    is_private: bool = Field(description="Whether the asker bought, or is buying, that the answer is given to nobody else.")
    payment: PaymentBriefOut | None = Field(description="The newest one, for its asker and the agent's owner.")

    @computed_field(  # type: ignore[prop-decorator]
        description="How the money for it is taken: hold until the answer, or charge at once where the answer may take too long."
    )
    @property
    def taking(self) -> Literal["hold", "charge"]:
        return "charge" if is_too_long_to_hold(self.expected_response_hours) else "hold"


class SimilarAnswerOut(Out):
    id: UUID
    question_pattern: str
    answer_content: str
    probability: float = Field(description="Probability that it is the right answer to this question, in [0, 1].")


class EscalationDetailOut(EscalationOut):
    similar_answers: list[SimilarAnswerOut]
    would_join: int = Field(description="People whose waiting question the open offer would join if it is accepted. Joining uses no quota.")


class MovedOut(Out):
    id: UUID
    status: str


class AcceptIn(In):
    private: bool = Field(False, description="Whether the answer is to be given to nobody else, for `private_extra`.")
    accept_price: MoneyIn | None = Field(None, description="The price that was shown; 409 `price_changed` where it is another one.")


class AcceptOut(MovedOut):
    path: Literal["E", "D"] = Field(description="D where the question has a price: it is accepted when it is paid.")
    action: Literal["queue_for_creator", "pay"]
    joined: bool = Field(False, description="Whether others wait for the same answer already. Joining uses no quota.")
    people_waiting: int | None = Field(None, description="null before it is accepted, as are the next four.")
    expected_response_hours: float | None = None
    hours_from_answers: bool | None = Field(
        None, description="Whether it comes from the creator's earlier answers; false where there are too few of them."
    )
    deadline_at: datetime | None = None
    remaining_today: int | None = None
    payment: AcceptedPaymentOut | None = Field(None, description="What is to be paid first; null where it costs nothing.")


class DeclineIn(In):
    reason: str | None = Field(None, examples=["This is for your vet."])


class ReplyToQuestionIn(In):
    answer: str = Field(examples=["Yes, from the second year on."])
    layer: Layer = Layer.public
    question_pattern: str | None = Field(
        None, description="The question in your own words, shown to nobody else; null keeps the asker's words."
    )
    reuse: bool = Field(True, description="false gives the answer to this asker only.")
    expires_at: AwareDatetime | None = None
    confirm_personal_data: bool = Field(
        False, description="Share the answer although it seems to contain personal data (422 `personal_data` lists it)."
    )
    examples: list[ExampleIn] = Field([], max_length=200, description="Past messages that the answer serves or must not serve.")


class AnswerTextIn(In):
    answer: str = Field(examples=["Write to mara@example.org, and I will send you the list."])


class FindingOut(Out):
    kind: Literal["mail", "phone", "card", "account", "asker"]
    text: str = Field(examples=["mara@example.org"])
    start: int = Field(description="Position in the answer, in characters from 0.")


class AnswerCheckOut(Out):
    personal_data: list[FindingOut] = Field(
        description="In reading order. An answer that is reused needs `confirm_personal_data` where this is not empty."
    )


class AnsweredOut(Out):
    id: UUID
    status: str
    message_id: UUID
    canonical_answer_id: UUID | None
    answered: list[UUID] = Field(description="Escalations that this answer closed, the answered one first.")
    drafted: list[UUID] = Field(description="Escalations of its group that keep the answer as a draft, because they do not ask the same.")
