"""Messages that were saved and never routed, because a process died or a model was down: found and routed."""

import logging

from orchestrator.domain.errors import OrchestratorError
from orchestrator.engine.route import route_waiting
from orchestrator.engine.world import World
from orchestrator.ports.storage import Scope

TASK = "route_lost_messages"
# Younger ones are most likely being routed by the process that saved them.
OLDER_THAN_S = 60.0
AT_ONCE = 100

log = logging.getLogger(__name__)


async def route_lost_messages(world: World, older_than_s: float = OLDER_THAN_S) -> int:
    """Routes what waits, oldest first, and returns how many were routed; one that fails does not hold up the rest."""
    async with world.database.transaction(Scope()) as tx:
        waiting = await tx.routing.load_unrouted(older_than_s, AT_ONCE)
    routed = 0
    for person, message_id in waiting:
        try:
            routed += await route_waiting(world, person, message_id) is not None
        except OrchestratorError as error:
            log.warning("message %s still waits to be routed: %s", message_id, error.code)
    return routed
