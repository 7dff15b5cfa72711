"""Declining: the asker declines an offer, the creator declines a question."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import NotFound
from orchestrator.domain.escalation.states import Actor, Move, next_status
from orchestrator.domain.replies import sentences as replies
from orchestrator.domain.texts import check_text
from orchestrator.engine.accounts.agents.ownership import check_role, check_signature
from orchestrator.engine.escalation.locking import actor_of
from orchestrator.engine.escalation.notices import load_help, read_notice_language, write_notice
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.escalation import EscalationChanges

MAX_REASON_CHARACTERS = 1_000


@dataclass(frozen=True, slots=True)
class Moved:
    """An escalation with its status after a move."""

    id: UUID
    status: str


async def decline(services: Services, person: UUID, escalation_id: UUID, reason: str | None) -> Moved:
    """Declines an offer as its asker, or a question as its creator; the creator's reason is written into the thread.

    Raises NotFound `escalation_not_found`, Conflict `illegal_move`, Invalid for an over-long reason.
    """
    checked = check_text("reason", reason, MAX_REASON_CHARACTERS) if reason and reason.strip() else None
    async with services.database.transaction(Scope(person)) as tx:
        locked = await tx.escalations.lock(escalation_id)
        if locked is None:
            raise NotFound("escalation_not_found", "There is no such question, or you may not do this with it.")
        actor = actor_of(locked, person)
        if actor is Actor.creator:
            check_role(locked.role, TeamRole.answerer)
            if checked is not None:
                check_signature(locked.policy, locked.role)
        status = next_status(locked.status, Move.decline, actor)
        await tx.escalations.move(
            locked.avee_id, escalation_id, EscalationChanges(status=status, declined_by=actor, decline_reason=checked)
        )
        if actor is Actor.creator:
            near = await load_help(tx, locked)
            language = await read_notice_language(services, tx, locked)
            await write_notice(tx, locked, replies.declined(locked.creator_name, checked, bool(near), language), near)
    return Moved(escalation_id, status.value)
