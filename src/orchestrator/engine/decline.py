"""Declining and deferring: the asker an offer, the creator a question."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.domain.escalation.states import Actor, Move, Status, next_status
from orchestrator.domain.message.language import read_language
from orchestrator.domain.replies import sentences as replies
from orchestrator.domain.texts import check_text
from orchestrator.engine.escalations import actor_of, require_locked
from orchestrator.engine.world import World
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.records import Json
from orchestrator.ports.storage import NewMessage, Scope, Transaction

MAX_REASON_LETTERS = 1_000


@dataclass(frozen=True, slots=True)
class Moved:
    id: UUID
    status: str


async def decline(world: World, person: UUID, escalation_id: UUID, reason: str | None) -> Moved:
    """The asker declines the offer, or the creator the question; the asker is told the creator's reason in the thread.

    Raises NotFound `escalation_not_found`, Conflict `illegal_move`, Invalid for an over-long reason.
    """
    checked = check_text("reason", reason, MAX_REASON_LETTERS) if reason and reason.strip() else None
    async with world.database.transaction(Scope(person)) as tx:
        locked = await tx.escalations.lock(escalation_id)
        if locked is None:
            raise NotFound("escalation_not_found", "There is no such question that you could do this with.")
        actor = actor_of(locked, person)
        escalation = locked["escalation"]
        status = next_status(Status(escalation["status"]), Move.decline, actor)
        await tx.escalations.move(
            UUID(escalation["avee_id"]), escalation_id, status=status.value, declined_by=actor.value, decline_reason=checked
        )
        if actor is Actor.creator:
            near = await load_help(tx, escalation)
            await write_notice(
                tx,
                escalation,
                replies.declined(locked["creator_name"], checked, bool(near), read_language(escalation["original_message"])),
                near,
            )
    return Moved(escalation_id, status.value)


async def defer(world: World, person: UUID, escalation_id: UUID) -> Moved:
    """The creator puts a question off: it stays in the inbox, behind the others for a day. Raises as `decline`."""
    async with world.database.transaction(Scope(person)) as tx:
        locked = await require_locked(tx, escalation_id, person, Actor.creator)
        status = next_status(Status(locked["escalation"]["status"]), Move.defer, Actor.creator)
        await tx.escalations.move(UUID(locked["escalation"]["avee_id"]), escalation_id, status=status.value, defer=True)
    return Moved(escalation_id, status.value)


async def load_help(tx: Transaction, escalation: Json) -> list[Any]:
    """The nearest answers and passages the asker was shown with the offer, as far as they still stand and are theirs to see."""
    return await tx.routing.load_suggestions(UUID(escalation["avee_id"]), UUID(escalation["message_id"]))


async def write_notice(tx: Transaction, escalation: Json, content: str, sources: list[Any]) -> None:
    notice = NewMessage(
        id=new_id(),
        conversation_id=UUID(escalation["conversation_id"]),
        user_id=UUID(escalation["user_id"]),
        role="agent",
        kind="notice",
        content=content,
        sources=sources,
        in_reply_to=UUID(escalation["message_id"]),
        escalation_id=UUID(escalation["id"]),
    )
    await tx.escalations.insert_messages(UUID(escalation["avee_id"]), [notice])
