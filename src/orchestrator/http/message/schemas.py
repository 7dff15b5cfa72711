"""Requests and responses about conversations and messages."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from orchestrator.domain.accounts.access import Layer
from orchestrator.http.wire import In, Out, PathLetter


class ConversationIn(In):
    avee_id: UUID = Field(examples=["0190b5a0-0000-7000-8000-000000000001"])
    kind: Literal["agent", "direct"] = "agent"


class ConversationOut(Out):
    id: UUID
    avee_id: UUID
    user_id: UUID
    kind: Literal["agent", "direct"]
    created_at: datetime
    updated_at: datetime
    avee_handle: str
    avee_display_name: str
    creator_name: str
    asker_name: str
    asker_handle: str
    agent_silenced_until: datetime | None = Field(
        description="The agent does not answer until then, because the creator wrote in the thread; null where it answers."
    )
    taken_over_at: datetime | None = Field(
        description="Since when the conversation is in its creator's inbox, because they wrote in it; null once it is handed back."
    )
    unread: int = Field(
        description="Messages that you have not read, at most 100: the asker's for the creator, and for the asker the creator's and notices."
    )
    last_message: str | None


class UnreadOut(Out):
    """How many conversations hold something unread."""

    as_creator: int = Field(description="Direct ones with your agents, and those that you have taken over.")
    as_asker: int = Field(description="Those that you started.")


class ReadIn(In):
    message_id: UUID = Field(description="The newest message that you have read.", examples=["0190b5a0-0000-7000-8000-000000000002"])


class SourceOut(Out):
    kind: Literal["document", "canonical_answer"]
    id: UUID
    title: str
    excerpt: str
    answered_at: datetime | None = None
    document_id: UUID | None = None


class SignedAnswerOut(Out):
    """The parts of a reused answer of the creator's."""

    text: str = Field(description="Markdown: the answer itself.")
    by: str = Field(description="The creator's name.")
    answered_at: datetime
    line: str = Field(description="The signature under the text, in the language of the reply.")


class QuoteOut(Out):
    """What a reply quotes from one place of a document."""

    text: str = Field(description="Markdown: the sentence that answers, in bold, and what is around it.")
    title: str = Field(description="The document and its headings.")
    passages: list[UUID] = Field(description="Of `sources`: the passages that it is quoted from.")


class QuotedReplyOut(Out):
    """The parts of a reply that quotes documents."""

    intro: str = Field(description="The line above the quotes, in the language of the reply.")
    quotes: list[QuoteOut]
    outro: str = Field("", description="What stands below the quotes, as a sign-off.")


class PartReplyOut(Out):
    number: int = Field(description="Its place in the message, from 1.")
    text: str = Field(description="The question as it was written.")
    content: str = Field(description="Markdown: what the agent said to it.")
    sources: list[SourceOut]
    signed: SignedAnswerOut | None = Field(description="The parts of `content` where it is a reused answer of the creator's, else null.")
    quoted: QuotedReplyOut | None = Field(None, description="The parts of `content` where it quotes documents, else null.")


class MessagePartOut(Out):
    """One question of a message that asks several."""

    said: PartReplyOut
    path: PathLetter
    decision_id: UUID
    rule: str
    reason: str
    verdict: Literal["helpful", "not_my_question", "wrong"] | None = Field(description="The asker's verdict on the answer to it.")


class MessageOut(Out):
    id: UUID
    conversation_id: UUID
    role: Literal["user", "agent", "creator"]
    kind: Literal["message", "answer", "correction", "notice"]
    content: str
    layer: Layer
    client_message_id: str | None
    in_reply_to: UUID | None
    sources: list[SourceOut]
    created_at: datetime
    path: PathLetter | None
    decision_id: UUID | None
    rule: str | None
    reason: str | None
    escalation_id: UUID | None
    escalation_status: str | None
    verdict: Literal["helpful", "not_my_question", "wrong"] | None = Field(description="The asker's verdict on the answer to it.")
    signed: SignedAnswerOut | None = Field(description="The parts of `content` where it is a reused answer of the creator's, else null.")
    quoted: QuotedReplyOut | None = Field(None, description="The parts of `content` where it quotes documents, else null.")
    parts: list[MessagePartOut] = Field(
        [], description="Its questions, where it asks several; their replies stand in one message.", examples=[[]]
    )
    author: str | None = Field(None, description="The name of who of the team wrote it; null for other messages.")


class DirectMessageIn(In):
    content: str = Field(examples=["Do you sell queens this year?"])
    client_message_id: Annotated[str, Field(min_length=1, max_length=100)] | None = None
