"""A job: what came in or leaves by channels and has no job gets one again."""

from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope

TASK = "sweep_channels"
BATCH = 500


async def sweep_channels(services: Services) -> int:
    """Returns how many. Such are events and messages whose worker died, and retries after a long outage."""
    async with services.database.transaction(Scope()) as tx:
        due = await tx.channels.find_due(BATCH)
        for task, arguments in due:
            await tx.jobs.enqueue(task, **arguments)
    return len(due)
