"""Whether an agent is the person's own."""

from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.ports.database import Transaction
from orchestrator.ports.stores.accounts import Avee


async def require_owned(tx: Transaction, avee_id: UUID) -> Avee:
    """The person's own avee. Raises NotFound `avee_not_found`, also for another's."""
    avee = await tx.avees.load_avee(avee_id)
    if avee is None:
        raise no_such_avee()
    return avee


def no_such_avee() -> NotFound:
    return NotFound("avee_not_found", "There is no such agent of yours.")
