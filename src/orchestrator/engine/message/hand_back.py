"""Handing a conversation back to the agent."""

from uuid import UUID

from orchestrator.domain.errors import Forbidden, NotFound
from orchestrator.engine.message.conversations import told_apart
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.message import Conversation


async def hand_back_conversation(services: Services, person: UUID, conversation_id: UUID) -> Conversation:
    """Lets the agent answer again in a conversation that its creator wrote in; repeating it changes nothing.

    Raises NotFound `conversation_not_found`, Forbidden `not_the_creator` for the asker.
    """
    async with services.database.transaction(Scope(person)) as tx:
        conversation = await tx.conversations.load_conversation(conversation_id)
        if conversation is None:
            raise NotFound("conversation_not_found", "There is no such conversation, or you may not read it.")
        if conversation.user_id == person:
            raise Forbidden("not_the_creator", "Only the creator can hand a conversation back to the agent.")
        await tx.conversations.hand_back(conversation_id)
        handed_back = await tx.conversations.load_conversation(conversation_id)
    assert handed_back is not None  # it was loaded before in this transaction
    return told_apart(handed_back)
