"""Conversations and their messages."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from orchestrator.engine.message import conversations, hand_back, write
from orchestrator.http.auth import TheCaller
from orchestrator.http.message.schemas import ConversationIn, ConversationOut, DirectMessageIn, MessageOut, ReadIn, UnreadOut
from orchestrator.http.paging import ThePage, paged
from orchestrator.http.scopes import require_guest_of
from orchestrator.http.wire import PageOut
from orchestrator.ports.stores.message import Conversation, Message, Side, UnreadConversations

router = APIRouter(prefix="/conversations", tags=["conversations"])


@router.post("", status_code=201, response_model=ConversationOut)
async def start_conversation(caller: TheCaller, body: ConversationIn) -> Conversation:
    """Starts a conversation with an agent, or a direct one with its creator."""
    require_guest_of(caller.person, body.avee_id, body.kind)
    return await conversations.start_conversation(caller.services, caller.person.user_id, body.avee_id, body.kind)


@router.get("", response_model=PageOut[ConversationOut])
async def list_conversations(caller: TheCaller, page: ThePage, side: Side | None = None) -> dict[str, Any]:
    """Conversations, the newest message first.

    Without `side`, those that you started and direct ones with your agents. `side=asker`: those that you started.
    `side=creator`: your inbox: direct ones with a message, and those that you have taken over and not handed back.
    """
    return paged(await conversations.list_conversations(caller.services, caller.person.user_id, page, side), page)


@router.get("/unread", response_model=UnreadOut)
async def count_unread(caller: TheCaller) -> UnreadConversations:
    """How many conversations hold something that you have not read."""
    return await conversations.count_unread(caller.services, caller.person.user_id)


@router.get("/{conversation_id}", response_model=ConversationOut)
async def load_conversation(caller: TheCaller, conversation_id: UUID) -> Conversation:
    """A conversation.

    The team of an agent can load each one with it; the list leaves them out.
    """
    return await conversations.load_conversation(caller.services, caller.person.user_id, conversation_id)


@router.post("/{conversation_id}/hand-back", response_model=ConversationOut)
async def hand_back_conversation(caller: TheCaller, conversation_id: UUID) -> Conversation:
    """For the creator: lets the agent answer in this conversation again.

    A day after the creator's last message, the agent answers again by itself.
    """
    return await hand_back.hand_back_conversation(caller.services, caller.person.user_id, conversation_id)


@router.put("/{conversation_id}/read", status_code=204)
async def note_read(caller: TheCaller, conversation_id: UUID, body: ReadIn) -> None:
    """Notes that you have read the conversation up to this message. An earlier message changes nothing."""
    await conversations.note_read(caller.services, caller.person.user_id, conversation_id, body.message_id)


@router.get("/{conversation_id}/messages", response_model=PageOut[MessageOut])
async def list_messages(caller: TheCaller, conversation_id: UUID, page: ThePage) -> dict[str, Any]:
    """The messages, newest first."""
    return paged(await conversations.list_messages(caller.services, caller.person.user_id, conversation_id, page), page)


@router.post("/{conversation_id}/messages", status_code=201, response_model=MessageOut)
async def write_message(caller: TheCaller, conversation_id: UUID, body: DirectMessageIn) -> Message:
    """Sends a direct message to the creator, or a message of the creator.

    Messages to an agent go to /orchestrator/message.
    """
    return await write.write_message(caller.services, caller.person.user_id, conversation_id, body.content, body.client_message_id)
