"""Conversations: start, list, load, and read the thread."""

from dataclasses import replace
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import NotFound
from orchestrator.engine.accounts.agents.lookalikes import tell_apart
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.accounts.room import require_room
from orchestrator.engine.message.direct import require_open_to
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.accounts import Counted
from orchestrator.ports.stores.message import Conversation, Message, Side, ThreadFilter, UnreadConversations
from orchestrator.ports.stores.paging import Page


async def start_conversation(services: Services, person: UUID, avee_id: UUID, kind: str = "agent") -> Conversation:
    """Starts a conversation of the person with an agent ('agent') or its creator ('direct').

    Raises NotFound `avee_not_found`, Limited `too_many_conversations`, and for a direct conversation as `require_open_to`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        if await tx.avees.find_public(avee_id=avee_id) is None:
            raise NotFound("avee_not_found", "There is no such agent.")
        if kind == "direct":
            require_open_to(await tx.conversations.lock_direct_messages(avee_id))
        await require_room(tx, Counted.conversations, services.person_limits.conversations_per_day, avee_id)
        return told_apart(await tx.conversations.insert_conversation(new_id(), avee_id, person, kind))


async def list_conversations(services: Services, person: UUID, page: Page, side: Side | None = None) -> list[Conversation]:
    """The person's conversations on that side, see `Conversations.list_conversations`; the newest message first."""
    async with services.database.transaction(Scope(person)) as tx:
        return [told_apart(each) for each in await tx.conversations.list_conversations(page, side)]


async def list_of_agent(services: Services, person: UUID, avee_id: UUID, wanted: ThreadFilter, page: Page) -> list[Conversation]:
    """Every conversation with the agent, for its team; the newest message first. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        return [told_apart(each) for each in await tx.conversations.list_of_agent(avee_id, wanted, page)]


async def count_unread(services: Services, person: UUID) -> UnreadConversations:
    """How many of the person's conversations hold something that they have not read."""
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.conversations.count_unread()


async def note_read(services: Services, person: UUID, conversation_id: UUID, message_id: UUID) -> None:
    """Notes that the person has read the conversation up to this message; an earlier one changes nothing.

    Raises NotFound `message_not_found`, also where the person may not read the conversation.
    """
    async with services.database.transaction(Scope(person)) as tx:
        if not await tx.conversations.save_read(conversation_id, message_id):
            raise NotFound("message_not_found", "There is no such message in this conversation, or you may not read it.")


async def load_conversation(services: Services, person: UUID, conversation_id: UUID) -> Conversation:
    """A conversation that the person started, one with an agent in whose team they are, or a direct one with their own agent.

    Raises NotFound `conversation_not_found`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        conversation = await tx.conversations.load_conversation(conversation_id)
    if conversation is None:
        raise NotFound("conversation_not_found", "There is no such conversation, or you may not read it.")
    return told_apart(conversation)


async def list_messages(services: Services, person: UUID, conversation_id: UUID, page: Page) -> list[Message]:
    """The thread, newest first. Raises NotFound `conversation_not_found`, also where the person may not read it."""
    async with services.database.transaction(Scope(person)) as tx:
        if await tx.conversations.load_conversation(conversation_id) is None:
            raise NotFound("conversation_not_found", "There is no such conversation, or you may not read it.")
        return await tx.conversations.list_messages(conversation_id, page)


def told_apart(conversation: Conversation) -> Conversation:
    """With the asker's handle in their name, where it looks like that of the agent or of the creator."""
    others = (conversation.creator_name, conversation.avee_display_name)
    return replace(conversation, asker_name=tell_apart(conversation.asker_name, conversation.asker_handle, others))
