"""Deleting messages by age, as each agent's rules say, and old entries of the logs: a nightly job."""

from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope

TASK = "delete_old_messages"
BATCH_MESSAGES = 1_000


async def delete_old_messages(services: Services, batch: int = BATCH_MESSAGES) -> int:
    """Deletes what is too old, in batches that are transactions of their own; returns how many messages that were."""
    deleted = 0
    while True:
        async with services.database.transaction(Scope()) as tx:
            gone = await tx.rights.delete_old_messages(batch)
        if not gone:
            break
        deleted += gone
    async with services.database.transaction(Scope()) as tx:
        await tx.rights.purge_audit()
    return deleted
