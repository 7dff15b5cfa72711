"""Jobs that work through what waits, some of one agent after some of another."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction

BATCHES = 200
"""Times that a run looks for agents, so that the next run begins with what was added meanwhile."""


async def work_through(
    services: Services,
    find: Callable[[Transaction], Awaitable[list[tuple[UUID, UUID]]]],
    work: Callable[[UUID, UUID], Awaitable[int]],
) -> int:
    """Does some of what waits at each agent until nothing is found, at most BATCHES times; returns how much was done.

    `find` returns the (owner, agent id) of agents at which something waits. `work` does a bounded part of it for one of them and
    returns how much; it must leave less.
    """
    done = 0
    for _ in range(BATCHES):
        async with services.database.transaction(Scope()) as tx:
            found = await find(tx)
        if not found:
            break
        for person, avee_id in found:
            done += await work(person, avee_id)
    return done
