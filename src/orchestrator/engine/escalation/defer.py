"""Deferring: the creator postpones a question."""

from uuid import UUID

from orchestrator.domain.escalation.states import Actor, Move, next_status
from orchestrator.engine.escalation.decline import Moved
from orchestrator.engine.escalation.locking import require_locked
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.escalation import EscalationChanges


async def defer(services: Services, person: UUID, escalation_id: UUID) -> Moved:
    """Postpones a question as its creator: it stays in the inbox, behind the others for a day.

    Raises NotFound `escalation_not_found`, Conflict `illegal_move`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        locked = await require_locked(tx, escalation_id, person, Actor.creator)
        status = next_status(locked.status, Move.defer, Actor.creator)
        await tx.escalations.move(locked.avee_id, escalation_id, EscalationChanges(status=status, defer=True))
    return Moved(escalation_id, status.value)
