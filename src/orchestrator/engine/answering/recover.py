"""Documents that nobody is reading, because a process died: given to a job again."""

from orchestrator.engine.answering.documents import TASK as READ_TASK
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope

DOCUMENTS_TASK = "read_lost_documents"
AT_ONCE = 100

# The longest document that a command reads by itself takes less.
UNREAD_FOR_S = 1_800.0


async def read_lost_documents(services: Services, older_than_s: float = UNREAD_FOR_S) -> int:
    """Gives documents that nobody is reading to a job again, and returns how many."""
    async with services.database.transaction(Scope()) as tx:
        unread = await tx.documents.find_unread(older_than_s, AT_ONCE)
        for arguments in unread:
            await tx.jobs.enqueue(READ_TASK, **arguments, title="")
    return len(unread)
