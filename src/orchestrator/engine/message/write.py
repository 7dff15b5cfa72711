"""A person writes into a thread: an asker to the creator directly, or a creator into a thread that they may read."""

from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Conflict, NotFound
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.safety.moderation import NOT_ASKED
from orchestrator.domain.texts import check_message
from orchestrator.engine.accounts.agents.ownership import check_signature, require_role
from orchestrator.engine.message.direct import require_direct_message
from orchestrator.engine.safety.moderate import moderate
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.message import Message, NewMessage
from orchestrator.ports.stores.paging import Page


async def write_message(services: Services, person: UUID, conversation_id: UUID, content: str, client_message_id: str | None) -> Message:
    """Stores a direct message of the asker, or a message of somebody in the team in a thread that they may read.

    A message that was stored under the same `client_message_id` is returned and not stored again. Raises NotFound
    `conversation_not_found`, Conflict `agent_conversation` where an asker writes into a conversation with the agent,
    Conflict `client_message_id_reused` for another text under the same id, Invalid as `check_message`, and for an asker as
    `require_direct_message`.
    """
    text = check_message(content)
    try:
        return await _write(services, person, conversation_id, text, client_message_id)
    except Conflict as conflict:
        if conflict.code != "already_sent":
            raise
        # The same message was sent twice at the same time, and the other request stored it first: this call finds it.
        return await _write(services, person, conversation_id, text, client_message_id)


async def _write(services: Services, person: UUID, conversation_id: UUID, text: str, client_message_id: str | None) -> Message:
    async with services.database.transaction(Scope(person)) as tx:
        conversation = await tx.conversations.load_conversation(conversation_id)
        if conversation is None:
            raise NotFound("conversation_not_found", "There is no such conversation, or you may not read it.")
        if conversation.user_id == person and conversation.kind == "agent":
            raise Conflict("agent_conversation", "This conversation is with the agent; send the message to POST /orchestrator/message.")
        role = "user" if conversation.user_id == person else "creator"
        if role == "creator":
            avee = await require_role(tx, conversation.avee_id, TeamRole.answerer)
            check_signature(await tx.policies.load_policy(conversation.avee_id), avee.role)
        sent = await tx.conversations.find_sent(conversation_id, client_message_id) if client_message_id else None
    if sent is not None and (sent.content, sent.role) != (text, role):
        raise Conflict("client_message_id_reused", "A different message was sent with this client_message_id.")
    if sent is not None:
        return sent
    moderated = await moderate(services, text) if role == "user" else NOT_ASKED
    message = NewMessage(
        id=new_id(),
        conversation_id=conversation_id,
        user_id=conversation.user_id,
        role=role,
        kind="message",
        content=text,
        client_message_id=client_message_id,
        author_id=person if role == "creator" else None,
    )
    async with services.database.transaction(Scope(person)) as tx:
        if role == "user":
            rules = await tx.conversations.lock_direct_messages(conversation.avee_id)
            # The same message may have been stored while this one waited for the lock; it is not measured twice.
            if client_message_id and await tx.conversations.find_sent(conversation_id, client_message_id):
                raise Conflict("already_sent", "This client_message_id is being sent already.")
            require_direct_message(rules, read_text(text), moderated, services.word_forms)
        await tx.escalations.insert_messages(conversation.avee_id, [message])
        # Read back among the newest, because others may have written meanwhile.
        stored = await tx.conversations.list_messages(conversation_id, Page(limit=20))
    return next(written for written in stored if written.id == message.id)
