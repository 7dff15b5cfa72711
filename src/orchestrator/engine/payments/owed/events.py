"""What a provider posts: verified, its id kept, and a job added in the same transaction. What it says is not read."""

import asyncio
from collections.abc import Mapping
from uuid import UUID

from orchestrator.domain.payments.moves import Way
from orchestrator.engine.payments.memberships import look_at_membership
from orchestrator.engine.payments.opening import require_provider
from orchestrator.engine.payments.owed.look import look_at_payment
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.payments import ProviderEvent

TASK = "handle_payment_event"


async def receive_event(services: Services, way: Way, body: bytes, headers: Mapping[str, str]) -> None:
    """Keeps an event; one that came before changes nothing. Raises NotFound `payments_off`, and as `read_event` of the provider."""
    # In a thread: an adapter may bring a large library along with the first event.
    event: ProviderEvent = await asyncio.to_thread(require_provider(services, way).read_event, body, headers, services.clock.now())
    async with services.database.transaction(Scope()) as tx:
        if not await tx.payments.keep_event(event.id, event.kind):
            return
        for thing, kind in await tx.payments.find_by(event.payment_id, event.refs):
            await tx.jobs.enqueue(TASK, thing=str(thing), kind=kind, event_id=event.id)


async def handle_event(services: Services, thing: UUID, kind: str, event_id: str) -> None:
    """Looks at what an event may be about. Raises as `look_at_payment`."""
    await (look_at_membership if kind == "membership" else look_at_payment)(services, thing)
    async with services.database.transaction(Scope()) as tx:
        await tx.payments.finish_event(event_id)
