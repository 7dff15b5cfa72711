"""Conversations and messages as the store keeps them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.routing.outcome import SignedAnswer, Source, signed_answer
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True)
class Conversation:
    id: UUID
    avee_id: UUID
    user_id: UUID
    kind: str
    created_at: datetime
    updated_at: datetime
    avee_handle: str
    avee_display_name: str
    creator_name: str
    asker_name: str
    asker_handle: str
    agent_silenced_until: datetime | None
    """Until then the agent leaves the thread to its creator, who wrote in it; None where it speaks."""
    last_message: str | None


@dataclass(frozen=True, slots=True)
class Message:
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
    """For a user's message, the path it took; None while it waits to be routed."""
    decision_id: UUID | None
    rule: str | None
    reason: str | None
    escalation_id: UUID | None
    escalation_status: str | None
    verdict: str | None
    """What its reader said of the answer to it, where they said anything."""

    @property
    def signed(self) -> SignedAnswer | None:
        """Its parts, where it is an earlier answer; None elsewhere."""
        return signed_answer(self.content, self.sources)


@dataclass(frozen=True, slots=True)
class NewMessage:
    """Something written into a thread outside the routing: an answer, a notice, a correction, a direct message."""

    id: UUID
    conversation_id: UUID
    user_id: UUID
    """The asker, whose conversation it is."""
    role: str
    kind: str
    """'message', 'answer', 'correction' or 'notice'."""
    content: str
    sources: tuple[Source, ...] = ()
    in_reply_to: UUID | None = None
    escalation_id: UUID | None = None
    answer_id: UUID | None = None
    answer_version: int | None = None
    client_message_id: str | None = None


class Conversations(Protocol):
    async def insert_conversation(self, conversation_id: UUID, avee_id: UUID, user_id: UUID, kind: str) -> Conversation: ...
    async def load_conversation(self, conversation_id: UUID) -> Conversation | None: ...
    async def list_conversations(self, page: Page) -> list[Conversation]: ...
    async def hand_back(self, conversation_id: UUID) -> None:
        """Lets the agent speak again, where the person is the creator and the conversation open to them; nothing else."""
        ...

    async def list_messages(self, conversation_id: UUID, page: Page) -> list[Message]: ...
    async def find_sent(self, conversation_id: UUID, client_message_id: str) -> Message | None: ...
