"""Routes messages that were saved but not routed, because a process died or a model was down."""

import logging

from orchestrator.domain.errors import OrchestratorError
from orchestrator.engine.routing.route import route_waiting
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope

TASK = "route_lost_messages"

FAILING_TASK = "route_failing_message"
"""Routes one message that failed before. If it fails every time, the failed job shows it."""

# Younger ones are most likely being routed by the process that saved them.
OLDER_THAN_S = 60.0

BATCH_MESSAGES = 100

log = logging.getLogger(__name__)


async def route_lost_messages(services: Services, older_than_s: float = OLDER_THAN_S) -> int:
    """Routes what waits, oldest first, and returns how many were routed; one that fails does not hold up the rest.

    A message that fails because of a fault in this program gets a job of its own.
    """
    async with services.database.transaction(Scope()) as tx:
        waiting = await tx.routing.load_unrouted(older_than_s, BATCH_MESSAGES)
    routed = 0
    for person, message_id in waiting:
        try:
            routed += await route_waiting(services, person, message_id) is not None
        except OrchestratorError as error:
            log.warning("message %s still waits to be routed: %s", message_id, error.code)
        except Exception:
            log.exception("message %s cannot be routed", message_id)
            async with services.database.transaction(Scope(person)) as tx:
                await tx.jobs.enqueue(FAILING_TASK, person=str(person), message_id=str(message_id))
    return routed
