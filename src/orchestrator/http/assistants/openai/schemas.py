"""Requests and responses of that interface, as far as agents have what they are about."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from orchestrator.http.message.schemas import SourceOut
from orchestrator.http.routing.schemas import OfferOut
from orchestrator.http.wire import Out, PathLetter, Storable

MAX_MESSAGES = 1_000


class LenientIn(BaseModel):
    """Clients send settings of models that an agent has not; they are left aside."""

    model_config = ConfigDict(extra="ignore")


class ContentPartIn(LenientIn):
    type: str = Field(description="Only `text` is read; anything else is refused.", examples=["text"])
    text: str | None = None


class ChatMessageIn(LenientIn):
    role: str = Field(examples=["user"])
    content: str | Annotated[list[ContentPartIn], Field(max_length=100)] | None = Field(None, examples=["When do I start feeding?"])


class StreamOptionsIn(LenientIn):
    include_usage: bool | None = None


class MetadataIn(LenientIn):
    conversation_id: Annotated[str, Field(min_length=1, max_length=512)] | None = Field(
        None, description="An own conversation, as `orchestrator.conversation_id` gave it, or a name of yours for one."
    )
    client_message_id: Annotated[str, Field(min_length=1, max_length=512)] | None = Field(
        None, description="As the header Idempotency-Key: the same message again gives the same result."
    )


class CompletionIn(LenientIn):
    model: Annotated[Storable, Field(min_length=1, max_length=100)] = Field(description="The handle of an agent.", examples=["mara"])
    messages: list[ChatMessageIn] = Field(min_length=1, max_length=MAX_MESSAGES, description="The last one is asked.")
    stream: bool | None = None
    stream_options: StreamOptionsIn | None = None
    n: int | None = Field(None, description="Only 1: an agent has one answer.")
    user: Annotated[str, Field(max_length=512)] | None = Field(None, description="A name of yours for the conversation.")
    metadata: MetadataIn | None = None
    tools: list[Any] | None = Field(None, description="Refused: an agent calls no tools.")
    functions: list[Any] | None = Field(None, description="Refused.")
    response_format: dict[str, Any] | None = Field(None, description="Only `text`.")
    modalities: list[Any] | None = Field(None, description="Only `text`.")


class ModelOut(Out):
    id: str = Field(description="The handle of the agent.")
    object: Literal["model"] = "model"
    created: int = Field(description="Seconds since 1970: when it was made or, where you are not in its team, when you asked it first.")
    owned_by: str = Field(description="The handle of its creator.")


class ModelsOut(Out):
    object: Literal["list"] = "list"
    data: list[ModelOut]


class OrchestratorOut(Out):
    """What was decided, beside the answer."""

    conversation_id: UUID
    message_id: UUID
    path: PathLetter
    action: str = Field(examples=["auto_answer"])
    decision_id: UUID
    rule: str
    reason: str
    escalation: OfferOut | None = Field(description="The offer to ask the creator, or the question that waits for them.")
    choices: list[str] = Field(description="The choices of a question back. Send one of them as the next message.")
    sources: list[SourceOut]


class CompletionMessageOut(Out):
    role: Literal["assistant"] = "assistant"
    content: str = Field(description="Markdown; empty where the agent is silent, because the creator is in the conversation.")
    refusal: str | None = None


class CompletionChoiceOut(Out):
    index: int = 0
    message: CompletionMessageOut
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class UsageOut(Out):
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class CompletionOut(Out):
    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[CompletionChoiceOut]
    usage: UsageOut | None = Field(description="Zeros where no chat model is in use; null where one is, as its tokens are not told here.")
    orchestrator: OrchestratorOut


class ErrorBody(Out):
    message: str
    type: str
    param: str | None
    code: str | None


class ErrorOut(Out):
    error: ErrorBody
