"""A routed message and its decision over the wire."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.routing.evidence import Evidence
from orchestrator.http.message.schemas import SignedAnswerOut, SourceOut
from orchestrator.http.wire import In, Out, PathLetter, Storable


class AskIn(In):
    conversation_id: UUID
    message: str = Field(examples=["When should I start feeding in autumn?"])
    layer: Layer | None = Field(None, description="Less than is granted; more is 403 layer_not_granted.")
    client_message_id: Annotated[Storable, Field(min_length=1, max_length=100)] | None = Field(
        None, description="The same id gives the same result again, so a request can be repeated without harm."
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
    signed: SignedAnswerOut | None = Field(description="The parts of `content`, where it is an earlier answer of the creator's.")
    choices: list[str] = Field(
        [], description="What a clarifying question lets the asker choose between; send one as the next message.", examples=[[]]
    )


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
    expires_at: datetime
    remaining_today: int


class RoutingOut(Out):
    message_id: UUID
    path: PathLetter
    action: str = Field(examples=["auto_answer"])
    reply: ReplyOut | None = Field(description="null where the creator is in the conversation: the agent is silent then.")
    decision: DecisionBrief
    escalation: OfferOut | None
    suggestions: list[SourceOut]


class DecisionOut(Out):
    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    message_content: str
    decision_path: PathLetter
    confidence_score: int
    novelty_score: int
    complexity_score: int
    similarity: float
    rule: str
    reason: str
    similar_answer_id: UUID | None
    escalation_id: UUID | None
    policy_version: int
    evidence: Evidence
    timings: dict[str, float]
    created_at: datetime
    verdict: Literal["helpful", "not_my_question", "wrong"] | None = Field(description="What the asker said of the answer.")
    comment: str | None = Field(description="The same in the asker's words.")
