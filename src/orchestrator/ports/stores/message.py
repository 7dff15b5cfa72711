"""The store of conversations and messages, with its rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.escalation.direct_messages import DirectUsage, PastDirectMessage
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.outcome import QuotedReply, SignedAnswer, Source, quoted_reply, signed_answer
from orchestrator.domain.routing.parts import PartReply
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation of an asker with an agent or with its creator."""

    id: UUID
    avee_id: UUID
    user_id: UUID
    """The asker."""
    kind: str
    """'agent' or 'direct'."""
    created_at: datetime
    updated_at: datetime
    avee_handle: str
    avee_display_name: str
    creator_name: str
    asker_name: str
    asker_handle: str
    agent_silenced_until: datetime | None
    """The agent does not answer until then, because the creator wrote in the thread; None where it answers."""
    taken_over_at: datetime | None
    """Since when the creator has the thread in their inbox; None where it is with the agent, or direct."""
    unread: int
    """Messages that the reader has not read, 0 to 100: those of the asker for the creator, and for the asker those of the
    creator and notices."""
    last_message: str | None


@dataclass(frozen=True, slots=True)
class UnreadConversations:
    """How many conversations hold something that the person has not read, >= 0."""

    as_creator: int
    """Direct ones with the person's agents, and those that the person has taken over."""
    as_asker: int
    """Those that the person started."""


class Side(StrEnum):
    """On which side of a conversation the person is."""

    asker = "asker"
    creator = "creator"


@dataclass(frozen=True, slots=True)
class ThreadFilter:
    """Which conversations with an agent are wanted; None for any."""

    said: str | None = None
    """What one of their messages contains; case is ignored."""
    person: str | None = None
    """The asker's handle."""
    path: str | None = None
    """'A' to 'F', that of one of their messages."""
    since: datetime | None = None
    """When their last message was written at the earliest."""
    until: datetime | None = None
    """Before which it was written."""


@dataclass(frozen=True, slots=True)
class MessagePart:
    """One question of an asker's message, and what was said to it."""

    said: PartReply
    path: str
    decision_id: UUID
    rule: str
    reason: str
    verdict: str | None
    """The asker's verdict on the answer to it; None where they gave none."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a thread as its reader sees it."""

    id: UUID
    conversation_id: UUID
    role: str
    kind: str
    """'message', 'answer', 'correction' or 'notice'."""
    content: str
    layer: Layer
    client_message_id: str | None
    in_reply_to: UUID | None
    sources: tuple[Source, ...]
    created_at: datetime
    path: str | None
    """The path of an asker's message; None while it waits to be routed, and for other messages."""
    decision_id: UUID | None
    rule: str | None
    reason: str | None
    escalation_id: UUID | None
    escalation_status: str | None
    verdict: str | None
    """The asker's verdict on the answer to it; None where they gave none."""
    parts: tuple[MessagePart, ...] = ()
    """Its questions, where it has several and each was routed; else ()."""
    author: str | None = None
    """The display name of who of the team wrote it; None for other messages, and where that account is gone."""

    @property
    def signed(self) -> SignedAnswer | None:
        """The parts of `content` where it is a reused answer of the creator's, else None."""
        return signed_answer(self.content, self.sources)

    @property
    def quoted(self) -> QuotedReply | None:
        """The parts of a reply that quotes documents; None for any other reply."""
        return quoted_reply(self.content, self.sources)


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message that is written without routing: an answer, a notice, a correction or a direct message."""

    id: UUID
    conversation_id: UUID
    user_id: UUID
    """The asker of the conversation, whoever writes the message."""
    role: str
    kind: str
    """'message', 'answer', 'correction' or 'notice'."""
    content: str
    sources: tuple[Source, ...] = ()
    in_reply_to: UUID | None = None
    escalation_id: UUID | None = None
    answer_id: UUID | None = None
    """The canonical answer that it gives or corrects."""
    answer_version: int | None = None
    client_message_id: str | None = None
    author_id: UUID | None = None
    """Who of the team wrote it."""


@dataclass(frozen=True, slots=True)
class DirectRules:
    """What the person's next direct message to a creator depends on."""

    policy: Policy
    creator_name: str
    tier: Tier
    """The person's tier."""
    usage: DirectUsage


class Conversations(Protocol):
    """Conversations that the person started, and those that are open to them as the creator."""

    async def insert_conversation(self, conversation_id: UUID, avee_id: UUID, user_id: UUID, kind: str) -> Conversation:
        """The conversation; the one that is there where the id is."""
        ...

    async def find_thread_of(self, avee_id: UUID, client_message_id: str) -> UUID | None:
        """The person's thread with the agent that has a message of theirs with this client_message_id, among the newest 200."""
        ...

    async def find_thread_after(self, avee_id: UUID, asked: str, reply: str) -> UUID | None:
        """The person's newest thread with the agent whose last reply is this one, to a message with these words, among 200."""
        ...

    async def list_asked(self, limit: int) -> dict[UUID, datetime]:
        """The agents that the person has asked, with when they began to."""
        ...

    async def load_conversation(self, conversation_id: UUID) -> Conversation | None: ...
    async def list_conversations(self, page: Page, side: Side | None) -> list[Conversation]:
        """The newest message first.

        For the asker, those that the person started. For the creator, direct ones with a message and those that the
        person has taken over. For None, those that the person started and direct ones.
        """
        ...

    async def list_of_agent(self, avee_id: UUID, wanted: ThreadFilter, page: Page) -> list[Conversation]:
        """Conversations with an agent, for its team; the newest message first."""
        ...

    async def count_unread(self) -> UnreadConversations: ...

    async def save_read(self, conversation_id: UUID, message_id: UUID) -> bool:
        """Notes that the person has read up to this message; False where the conversation has no such message.

        An earlier message changes nothing.
        """
        ...

    async def hand_back(self, conversation_id: UUID) -> bool:
        """Lets the agent answer again where the person is the creator and may read the conversation.

        Returns whether the creator had taken it over.
        """
        ...

    async def list_messages(self, conversation_id: UUID, page: Page) -> list[Message]:
        """Newest first."""
        ...

    async def lock_direct_messages(self, avee_id: UUID) -> DirectRules | None:
        """The rules for the person's direct messages, locked until the transaction ends; None for an unknown agent."""
        ...

    async def load_direct_messages(self, avee_id: UUID, days: int, limit: int) -> list[PastDirectMessage]:
        """The newest direct messages of an own agent in the last `days` times 24 hours, with replies, oldest first."""
        ...

    async def find_sent(self, conversation_id: UUID, client_message_id: str) -> Message | None:
        """The message that was stored under this client_message_id."""
        ...
