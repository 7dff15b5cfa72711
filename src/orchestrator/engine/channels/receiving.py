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
from orchestrator.ports.stores.channels import FoundChannel

TASK = "handle_inbound"
MAX_TEXT_CHARACTERS = 50_000


async def find_channel(services: Services, channel_id: UUID) -> FoundChannel:
    """The channel that a service posts to. Raises NotFound `channel_not_found`, also for one that is switched off."""
    async with services.database.channel_path() as path:
        found = await path.find(channel_id)
    if found is None or found.state is ChannelState.off:
        raise no_such_channel()
    return found


def read_posted(services: Services, channel: FoundChannel, request: InboundRequest) -> InboundReply:
    """What a service posted; nothing is waited for. Raises Unauthenticated `bad_signature`, Invalid `bad_event`."""
    return channel_of(services, channel.kind).receive(Connection(str(channel.id), channel.settings, channel.secrets), request)


async def receive(services: Services, channel: FoundChannel, request: InboundRequest) -> InboundReply:
    """Keeps each event once, however often it is delivered, with the job that handles it.

    Events of one thread are handled in the order in which they came. Raises as `read_posted`.
    """
    reply = read_posted(services, channel, request)
    await keep(services, channel, reply.events)
    return reply


async def keep(services: Services, channel: FoundChannel, events: Sequence[InboundEvent]) -> None:
    """Keeps each event once, with the job that handles it; what is set aside has none."""
    readable = {event.id: _readable(event) for event in events}
    if readable:
        async with services.database.channel_path() as path:
            await path.keep_events(channel.id, [*readable.values()])


def _readable(event: InboundEvent) -> InboundEvent:
    """Without characters that no person can read and no database can hold."""
    return replace(
        event,
        text=UNREADABLE.sub("", event.text)[:MAX_TEXT_CHARACTERS],
        sender_name=UNREADABLE.sub("", event.sender_name),
        handle=UNREADABLE.sub("", event.handle),
        value=UNREADABLE.sub("", event.value),
    )
