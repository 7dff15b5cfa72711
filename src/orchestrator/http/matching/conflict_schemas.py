"""Requests and responses about two answers to one question."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from orchestrator.domain.accounts.access import Layer
from orchestrator.engine.matching.conflicts import Settlement
from orchestrator.http.wire import In, Out, PageOut, VersionIn


class SettleIn(In):
    settlement: Settlement = Field(
        examples=["different"], description="`keep` one answer, call them `different` questions, or `open` the pair again."
    )
    answer_id: UUID | None = Field(None, description="The answer to keep; needed with `keep`.")
    version: VersionIn = None


class ConflictingAnswerOut(Out):
    id: UUID
    question_pattern: str
    answer_content: str
    layer: Layer
    version: int
    times_reused: int
    updated_at: datetime
    shared: list[str] = Field(description="Its phrasings whose words the other answer has, too.")


class ConflictOut(Out):
    id: UUID
    avee_id: UUID
    is_certain: bool = Field(description="Whether both have a phrasing with the same words; else they are perhaps the same question.")
    likeness: float = Field(description="Probability that both ask the same, in [0, 1].")
    settled_at: datetime | None = Field(description="When you said that they answer different questions; null until then.")
    created_at: datetime
    version: int = Field(description="Grows with each change of the pair or of one of its answers.")
    first: ConflictingAnswerOut
    second: ConflictingAnswerOut


class ConflictsOut(PageOut[ConflictOut]):
    certain: int = Field(description="Unsettled pairs with the same words, all pages together.")
    likely: int = Field(description="Unsettled pairs that are perhaps the same question, all pages together.")
