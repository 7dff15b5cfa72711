"""Conversations: starting one, listing, reading the thread."""

from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.message import Conversation, Message
from orchestrator.ports.stores.paging import Page


async def start_conversation(services: Services, person: UUID, avee_id: UUID, kind: str = "agent") -> Conversation:
    """Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        if await tx.avees.find_public(avee_id=avee_id) is None:
            raise NotFound("avee_not_found", "There is no such agent.")
        return await tx.conversations.insert_conversation(new_id(), avee_id, person, kind)


async def list_conversations(services: Services, person: UUID, page: Page) -> list[Conversation]:
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.conversations.list_conversations(page)


async def load_conversation(services: Services, person: UUID, conversation_id: UUID) -> Conversation:
    """One's own, or, of an own agent, one whose creator was asked or written to. Raises NotFound `conversation_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        conversation = await tx.conversations.load_conversation(conversation_id)
    if conversation is None:
        raise NotFound("conversation_not_found", "There is no such conversation of yours.")
    return conversation


async def list_messages(services: Services, person: UUID, conversation_id: UUID, page: Page) -> list[Message]:
    """Newest first. Raises NotFound `conversation_not_found`, also for another's."""
    async with services.database.transaction(Scope(person)) as tx:
        if await tx.conversations.load_conversation(conversation_id) is None:
            raise NotFound("conversation_not_found", "There is no such conversation of yours.")
        return await tx.conversations.list_messages(conversation_id, page)
