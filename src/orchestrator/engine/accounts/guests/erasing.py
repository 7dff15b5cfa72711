"""A job: erases guests who were not seen for a long time and wait for nothing."""

from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope

TASK = "erase_forgotten_guests"
BATCH_GUESTS = 100


async def erase_forgotten_guests(services: Services) -> int:
    """Returns how many were erased. Each is erased in a transaction of its own, unless they came back meanwhile."""
    erased = 0
    while True:
        async with services.database.transaction(Scope()) as tx:
            found = await tx.guests.find_forgotten(services.guests_kept_days, BATCH_GUESTS)
        before = erased
        for guest in found:
            async with services.database.transaction(Scope(guest)) as tx:
                erased += await tx.guests.erase_guest(services.guests_kept_days)
        if len(found) < BATCH_GUESTS or erased == before:
            return erased
