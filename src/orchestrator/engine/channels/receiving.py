"""A service posts to us: checked, kept, and acknowledged at once; a job works it off."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from orchestrator.domain.channels.events import InboundEvent
from orchestrator.domain.channels.kinds import ChannelState
from orchestrator.domain.texts import UNREADABLE
from orchestrator.engine.channels.managing import channel_of, no_such_channel
from orchestrator.engine.services import Services
from orchestrator.ports.channels import Connection, InboundReply, InboundRequest
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.channels import FoundChannel

TASK = "handle_inbound"
MAX_TEXT_CHARACTERS = 50_000


async def receive(services: Services, channel_id: UUID, request: InboundRequest) -> InboundReply:
    """Keeps each event once, however often it is delivered, with the job that handles it.

    Events of one thread are handled in the order in which they came. Raises NotFound `channel_not_found`, also for a channel that is
    switched off, Unauthenticated `bad_signature`, Invalid `bad_event`.
    """
    async with services.database.transaction(Scope()) as tx:
        found = await tx.channels.find(channel_id)
    if found is None or found.state is ChannelState.off:
        raise no_such_channel()
    reply = channel_of(services, found.kind).receive(Connection(str(channel_id), found.settings, found.secrets), request)
    await keep(services, found, reply.events)
    return reply


async def keep(services: Services, found: FoundChannel, events: Sequence[InboundEvent]) -> None:
    """Keeps each event once, with the job that handles it; what is set aside has none."""
    readable = {event.id: _readable(event) for event in events}
    if readable:
        async with services.database.transaction(Scope(found.owner_id)) as tx:
            for event_id in await tx.channels.keep_events(found.avee_id, found.id, [*readable.values()]):
                turn = f"{found.id} {readable[event_id].sender}"
                await tx.jobs.enqueue(TASK, channel_id=str(found.id), event_id=event_id, turn=turn)


def _readable(event: InboundEvent) -> InboundEvent:
    """Without characters that no person can read and no database can hold."""
    return replace(
        event,
        text=UNREADABLE.sub("", event.text)[:MAX_TEXT_CHARACTERS],
        sender_name=UNREADABLE.sub("", event.sender_name),
        handle=UNREADABLE.sub("", event.handle),
        value=UNREADABLE.sub("", event.value),
    )
