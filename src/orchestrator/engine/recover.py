"""What was begun and never finished, because a process died or a model was down: messages to route, documents to read."""

import logging

from orchestrator.domain.errors import OrchestratorError
from orchestrator.engine.ingest import TASK as READ_TASK
from orchestrator.engine.route import route_waiting
from orchestrator.engine.world import World
from orchestrator.ports.storage import Scope

TASK = "route_lost_messages"
FAILING_TASK = "route_failing_message"
"""Routes one message like any other; where that fails for good, the failed job shows it."""
DOCUMENTS_TASK = "read_lost_documents"
# Younger ones are most likely being routed by the process that saved them.
OLDER_THAN_S = 60.0
# The longest document that a command reads by itself takes less.
UNREAD_FOR_S = 1_800.0
AT_ONCE = 100

log = logging.getLogger(__name__)


async def route_lost_messages(world: World, older_than_s: float = OLDER_THAN_S) -> int:
    """Routes what waits, oldest first, and returns how many were routed; one that fails does not hold up the rest.

    One that fails for a fault of this program is given to a job of its own, and left to it.
    """
    async with world.database.transaction(Scope()) as tx:
        waiting = await tx.routing.load_unrouted(older_than_s, AT_ONCE)
    routed = 0
    for person, message_id in waiting:
        try:
            routed += await route_waiting(world, person, message_id) is not None
        except OrchestratorError as error:
            log.warning("message %s still waits to be routed: %s", message_id, error.code)
        except Exception:
            log.exception("message %s cannot be routed", message_id)
            async with world.database.transaction(Scope(person)) as tx:
                await tx.jobs.enqueue(FAILING_TASK, person=str(person), message_id=str(message_id))
    return routed


async def read_lost_documents(world: World, older_than_s: float = UNREAD_FOR_S) -> int:
    """Gives documents that nobody is reading to a job again, and returns how many."""
    async with world.database.transaction(Scope()) as tx:
        unread = await tx.knowledge.find_unread(older_than_s, AT_ONCE)
        for arguments in unread:
            await tx.jobs.enqueue(READ_TASK, **arguments, title="")
    return len(unread)
