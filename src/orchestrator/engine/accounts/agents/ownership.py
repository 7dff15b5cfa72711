"""Requiring that the person owns an agent."""

from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.ports.database import Transaction
from orchestrator.ports.stores.accounts import Avee


async def require_owned(tx: Transaction, avee_id: UUID) -> Avee:
    """The person's own agent. Raises NotFound `avee_not_found`, also for an agent of somebody else."""
    avee = await tx.avees.load_avee(avee_id)
    if avee is None:
        raise no_such_avee()
    return avee


def no_such_avee() -> NotFound:
    """The error for an agent that does not exist or that the person does not own."""
    return NotFound("avee_not_found", "You have no such agent.")
