"""Recovery of documents that no job reads any more, because the process that read them died."""

from collections import Counter
from uuid import UUID

from orchestrator.engine.answering.documents import TASK as READ_TASK
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope

DOCUMENTS_TASK = "read_lost_documents"
BATCH_DOCUMENTS = 100

# A command may read a document without a job. Even the longest document takes it less time than this.
UNREAD_FOR_S = 1_800.0


async def read_lost_documents(services: Services, older_than_s: float = UNREAD_FOR_S) -> int:
    """Enqueues a job for every unread document without a job, and returns how many documents there were."""
    async with services.database.transaction(Scope()) as tx:
        unread, waiting = await tx.documents.find_unread(older_than_s, BATCH_DOCUMENTS), Counter[str]()
        for arguments in unread:
            person = arguments["person"]
            waiting[person] += 1
            await tx.jobs.enqueue_in_turn(READ_TASK, UUID(person), waiting[person], **arguments, title="")
    return len(unread)
