"""Does what a reply of the asker's asks for, within the transaction that saves the reply."""

from typing import assert_never
from uuid import UUID

from orchestrator.domain.escalation.gates import ClosedGate
from orchestrator.domain.escalation.states import Actor, Move, next_status
from orchestrator.domain.routing.acting import Deed, Doing
from orchestrator.engine.escalation.accept import Accepted, accept_within
from orchestrator.engine.escalation.locking import require_locked
from orchestrator.engine.services import Services
from orchestrator.ports.database import Transaction
from orchestrator.ports.stores.escalation import EscalationChanges


async def do_within(services: Services, tx: Transaction, person: UUID, doing: Doing) -> ClosedGate | None:
    """Does one deed of the asker's; returns the gate that is closed where an offer could not be accepted for it.

    Raises NotFound `escalation_not_found`, Conflict `illegal_move`, `offer_expired` or `offer_replaced`, where the question has
    moved since the facts were loaded.
    """
    if doing.deed is Deed.accept:
        accepted = await accept_within(services, tx, person, doing.escalation_id)
        return None if isinstance(accepted, Accepted) else accepted
    locked = await require_locked(tx, doing.escalation_id, person, Actor.asker)
    match doing.deed:
        case Deed.decline:
            status = next_status(locked.status, Move.decline, Actor.asker)
            changes = EscalationChanges(status=status, declined_by=Actor.asker)
        case Deed.withdraw:
            status = next_status(locked.status, Move.withdraw, Actor.asker)
            changes = EscalationChanges(status=status, declined_by=Actor.asker)
        case Deed.add:
            status = next_status(locked.status, Move.add, Actor.asker)
            changes = EscalationChanges(status=status, addition=doing.addition)
        case _:
            assert_never(doing.deed)
    await tx.escalations.move(locked.avee_id, locked.id, changes)
    return None
