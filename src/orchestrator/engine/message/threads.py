"""The thread that a message goes on in, where the sender keeps no conversation id: by a name, by what was said before, or a new one."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.domain.message.threads import EarlierTurn, name_thread
from orchestrator.engine.accounts.room import require_room
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.accounts import Counted


@dataclass(frozen=True, slots=True)
class WantedThread:
    """What is known of the thread."""

    conversation_id: UUID | None = None
    """An own conversation with the agent, whatever else is given."""
    name: str | None = None
    """What the sender calls it."""
    client_message_id: str | None = None
    """Of the message that is sent; a message that was sent before goes where it went."""
    earlier: EarlierTurn | None = None


async def open_thread(services: Services, person: UUID, avee_id: UUID, wanted: WantedThread) -> UUID:
    """The conversation's id; it is begun where there is none yet.

    Without a conversation and a name, it is the newest thread whose last question and reply are those of `earlier`. Raises NotFound
    `conversation_not_found` for one that is not the person's with this agent, Limited `too_many_conversations`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        if wanted.conversation_id is not None:
            await _require_own(tx, person, avee_id, wanted.conversation_id)
            return wanted.conversation_id
        found = await _find(tx, person, avee_id, wanted)
        if await tx.conversations.load_conversation(found) is None:
            await require_room(tx, Counted.conversations, services.person_limits.conversations_per_day, avee_id)
            await tx.conversations.insert_conversation(found, avee_id, person, "agent")
    return found


async def _require_own(tx: Transaction, person: UUID, avee_id: UUID, conversation_id: UUID) -> None:
    conversation = await tx.conversations.load_conversation(conversation_id)
    if conversation is None or conversation.user_id != person or conversation.avee_id != avee_id:
        raise NotFound("conversation_not_found", "There is no such conversation of yours with this agent.")


async def _find(tx: Transaction, person: UUID, avee_id: UUID, wanted: WantedThread) -> UUID:
    if wanted.name is not None:
        return name_thread(person, avee_id, f"name {wanted.name}")
    key, earlier, found = wanted.client_message_id, wanted.earlier, None
    if key is not None:
        found = await tx.conversations.find_thread_of(avee_id, key)
    if found is None and earlier is not None:
        found = await tx.conversations.find_thread_after(avee_id, earlier.asked, earlier.reply)
    if found is None and key is not None:
        # Of two that send the same message at the same time, both begin the same thread.
        found = name_thread(person, avee_id, f"message {key}")
    return found or new_id()
