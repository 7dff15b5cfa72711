"""Does what a reply of the asker's asks for, within the transaction that saves the reply."""

from uuid import UUID

from orchestrator.domain.escalation.gates import ClosedGate
from orchestrator.domain.escalation.states import Actor, Move, next_status
from orchestrator.domain.escalation.withdrawing import gives_place_back
from orchestrator.domain.routing.acting import Doing
from orchestrator.engine.escalation.accept import Accepted, PaymentNeeded, accept_within
from orchestrator.engine.escalation.locking import require_locked
from orchestrator.engine.services import Services
from orchestrator.ports.database import Transaction
from orchestrator.ports.models import Vector
from orchestrator.ports.stores.escalation import EscalationChanges


async def do_within(
    services: Services, tx: Transaction, person: UUID, doing: Doing, kept: Vector | None = None
) -> ClosedGate | PaymentNeeded | None:
    """Makes one move of the asker's; returns the gate that is closed where an offer could not be accepted for it, or that it is to be
    paid first: the transaction must end without effect then. `kept` is the vector of the questions that are kept of an offer.

    Raises NotFound `escalation_not_found`, Conflict `illegal_move`, `offer_expired` or `offer_replaced`, where the question has
    moved since the facts were loaded.
    """
    if doing.move is Move.accept:
        if doing.kept is not None:
            await tx.escalations.narrow(doing.escalation_id, doing.kept, kept)
        accepted = await accept_within(services, tx, person, doing.escalation_id)
        return None if isinstance(accepted, Accepted) else accepted
    locked = await require_locked(tx, doing.escalation_id, person, Actor.asker)
    status = next_status(locked.status, doing.move, Actor.asker)
    if doing.move is Move.add:
        changes = EscalationChanges(status=status, addition=doing.addition)
    else:
        is_free = gives_place_back(locked.accepted_at, locked.now, locked.is_opened, locked.people_waiting, locked.given_back)
        changes = EscalationChanges(status=status, declined_by=Actor.asker, free_of_quota=is_free)
    await tx.escalations.move(locked.avee_id, locked.id, changes)
    return None
