"""Requests and responses about a routed message and its decision."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.routing.acting import Acted
from orchestrator.domain.routing.log.evidence import Evidence
from orchestrator.http.message.schemas import QuotedReplyOut, SignedAnswerOut, SourceOut
from orchestrator.http.payments.schemas import MoneyOut, PaymentBriefOut
from orchestrator.http.wire import In, Out, PathLetter, Storable


class AskIn(In):
    conversation_id: UUID
    message: str = Field(examples=["When should I start feeding in autumn?"])
    layer: Layer | None = Field(
        None, description="Restricts the answer to this layer; 403 `layer_not_granted` where it is above the granted layer."
    )
    client_message_id: Annotated[Storable, Field(min_length=1, max_length=100)] | None = Field(
        None, description="A request with the same id returns the same result, so it is safe to repeat a request."
    )
    time_zone: Annotated[Storable, Field(max_length=100)] | None = Field(
        None,
        description="Your IANA time zone, in which the reply tells times; without it, a zone that is known is used and named.",
        examples=["Europe/Oslo"],
    )


class SignalsOut(Out):
    similarity: float
    novelty: float
    complexity: float
    confidence: float


class ReplyOut(Out):
    message_id: UUID
    content: str = Field(description="Markdown.")
    sources: list[SourceOut]
    signed: SignedAnswerOut | None = Field(description="The parts of `content` where it is a reused answer of the creator's, else null.")
    quoted: QuotedReplyOut | None = Field(None, description="The parts of `content` where it quotes documents, else null.")
    choices: list[str] = Field([], description="The choices of a clarifying question. Send one of them as the next message.", examples=[[]])


class DecisionBrief(Out):
    id: UUID
    rule: str
    reason: str
    signals: SignalsOut


class OfferOut(Out):
    id: UUID
    status: str
    reason: Literal["novel", "strategic", "complex"]
    expected_response_hours: float
    hours_from_answers: bool = Field(
        description="Whether it comes from the creator's earlier answers; false where there are too few of them."
    )
    expires_at: datetime
    remaining_today: int
    price: MoneyOut | None = Field(None, description="What it costs you; null where it costs nothing.")
    private_extra: int | None = Field(None, description="Added where the answer is given to nobody else; null where that is not for sale.")
    payment: PaymentBriefOut | None = Field(None, description="The newest one.")


class ActedOut(Out):
    kind: Acted


class NearestOut(Out):
    """What may help most, beside an offer or a refusal."""

    excerpt: str
    source: SourceOut


class PartOut(Out):
    """One question of a message that asks several."""

    text: str = Field(description="The question as it was written.")
    path: PathLetter
    action: str = Field(examples=["auto_answer"])
    reply: ReplyOut = Field(description="What is said to it; it stands in the message's one reply.")
    decision: DecisionBrief
    escalation: OfferOut | None = Field(description="The message's one offer, where it covers this question.")
    suggestions: list[SourceOut]
    nearest: NearestOut | None = Field(None, description="The first of `suggestions`; null where there is none.")


class RoutingOut(Out):
    message_id: UUID
    path: PathLetter
    action: str = Field(examples=["auto_answer"])
    reply: ReplyOut | None = Field(description="null where the agent is silent, because the creator is in the conversation.")
    decision: DecisionBrief
    escalation: OfferOut | None
    suggestions: list[SourceOut] = Field(description="What may help beside an offer or a refusal, at most three, best first.")
    nearest: NearestOut | None = Field(None, description="The first of `suggestions`; null where there is none.")
    acted: ActedOut | None = Field(
        None, description="What the message did as a reply to the agent, such as accepting its offer; null for any other message."
    )
    parts: list[PartOut] = Field(
        [],
        description=(
            "The questions of a message that asks several, in its order; each has a decision. The fields above are then those of the "
            "question that the offer stands below, else of the one that is asked back, else of the last one."
        ),
        examples=[[]],
    )


class DecisionOut(Out):
    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    message_content: str
    decision_path: PathLetter
    confidence_score: int = Field(description="In ten-thousandths, as are the next two.")
    novelty_score: int
    complexity_score: int
    similarity: float
    rule: str
    reason: str
    similar_answer_id: UUID | None
    escalation_id: UUID | None
    policy_version: int
    evidence: Evidence
    timings: dict[str, float] = Field(description="Milliseconds since the message arrived, by step.")
    created_at: datetime
    verdict: Literal["helpful", "not_my_question", "wrong"] | None = Field(description="The asker's verdict on the answer.")
    comment: str | None = Field(description="The asker's words beside the verdict.")
