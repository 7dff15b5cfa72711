"""Handing a conversation back to the agent."""

from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Forbidden, NotFound
from orchestrator.domain.message.language import language_of
from orchestrator.domain.replies.sentences import handed_back
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.message.conversations import told_apart
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.message import Conversation, NewMessage
from orchestrator.ports.stores.paging import Page


async def hand_back_conversation(services: Services, person: UUID, conversation_id: UUID) -> Conversation:
    """Lets the agent answer again in a conversation that its creator wrote in, and tells the asker; repeating it changes
    nothing.

    Raises NotFound `conversation_not_found`, Forbidden `not_the_creator` for the asker, `role_too_low` for one who may only read.
    """
    async with services.database.transaction(Scope(person)) as tx:
        conversation = await tx.conversations.load_conversation(conversation_id)
        if conversation is None:
            raise NotFound("conversation_not_found", "There is no such conversation, or you may not read it.")
        if conversation.user_id == person:
            raise Forbidden("not_the_creator", "Only the creator can hand a conversation back to the agent.")
        await require_role(tx, conversation.avee_id, TeamRole.answerer)
        if await tx.conversations.hand_back(conversation_id):
            await _tell_asker(services, tx, conversation)
        handed_back = await tx.conversations.load_conversation(conversation_id)
    assert handed_back is not None  # it was loaded before in this transaction
    return told_apart(handed_back)


async def _tell_asker(services: Services, tx: Transaction, conversation: Conversation) -> None:
    said = await tx.conversations.list_messages(conversation.id, Page(limit=20))
    asked = [message.content for message in reversed(said) if message.role == "user"]
    notice = NewMessage(
        id=new_id(),
        conversation_id=conversation.id,
        user_id=conversation.user_id,
        role="agent",
        kind="notice",
        content=handed_back(conversation.creator_name, language_of(asked, services.word_forms)),
    )
    await tx.escalations.insert_messages(conversation.avee_id, [notice])
