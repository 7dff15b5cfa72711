"""Sweeping up sendings that are due and have no job, and deleting old ones."""

from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope

SWEEP_TASK = "sweep_sendings"

PURGE_TASK = "purge_sendings"

AT_ONCE = 500


async def sweep_sendings(services: Services) -> int:
    """Enqueues what is due and has no job: quiet hours that ended, digests, tries after long failure, lost jobs. How many."""
    async with services.database.transaction(Scope()) as tx:
        due = await tx.notifications.find_due(AT_ONCE)
        for task, arguments in due:
            await tx.jobs.enqueue(task, **arguments)
    return len(due)


async def purge_sendings(services: Services) -> None:
    """Events after a week, what was sent after three months."""
    async with services.database.transaction(Scope()) as tx:
        await tx.events.purge()
        await tx.notifications.purge()
