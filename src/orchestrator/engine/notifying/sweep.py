"""Enqueuing deliveries that are due and have no job, and deleting old ones. Both run periodically."""

from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope

SWEEP_TASK = "sweep_sendings"

PURGE_TASK = "purge_sendings"

BATCH_DELIVERIES = 500


async def sweep_sendings(services: Services) -> int:
    """Enqueues a job for everything that is due and has none, and returns how many.

    Such are news that may have settled, notifications after quiet hours, digests, retries after a long failure, and deliveries whose job was lost.
    """
    async with services.database.transaction(Scope()) as tx:
        due = [*await tx.notifications.find_due(BATCH_DELIVERIES), *await tx.mails.find_due(BATCH_DELIVERIES)]
        for task, arguments in due:
            await tx.jobs.enqueue(task, **arguments)
    return len(due)


async def purge_sendings(services: Services) -> None:
    """Deletes events after a week, and notifications, mails and webhook deliveries after three months."""
    async with services.database.transaction(Scope()) as tx:
        await tx.events.purge()
        await tx.notifications.purge()
        await tx.mails.purge()
