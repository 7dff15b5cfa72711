"""A flood of events that no service signed costs no database read: an address that sent many is believed only what it can sign."""

from collections import OrderedDict
from uuid import UUID

from fastapi import Request

from orchestrator.domain.errors import Limited, NotFound, OrchestratorError, Unauthenticated
from orchestrator.engine.channels.receiving import find_channel, read_posted, receive
from orchestrator.engine.services import Services
from orchestrator.http.rates import Rates, address_of
from orchestrator.ports.channels import InboundReply, InboundRequest
from orchestrator.ports.stores.channels import FoundChannel

RULE = "unsigned_events_per_address"
MOST_REMEMBERED = 1_000


class RememberedChannels:
    """The channels that signed events came to in this process, the latest ones. What is remembered lets nobody in: it is the reason to
    look up the channel as it is now."""

    def __init__(self) -> None:
        self._channels: OrderedDict[UUID, FoundChannel] = OrderedDict()

    def get(self, channel_id: UUID) -> FoundChannel | None:
        return self._channels.get(channel_id)

    def put(self, channel: FoundChannel) -> None:
        self._channels[channel.id] = channel
        self._channels.move_to_end(channel.id)
        while len(self._channels) > MOST_REMEMBERED:
            self._channels.popitem(last=False)


async def receive_from(services: Services, request: Request, rates: Rates, channel_id: UUID, posted: InboundRequest) -> InboundReply:
    """As `receive`. Raises Limited `too_many_requests` for what is not signed, after many of the kind from its address; a service that
    shares the address with whoever sent those is not held up."""
    remembered: RememberedChannels = request.app.state.remembered_channels
    address = address_of(request)
    try:
        await rates.check(RULE, address)
    except Limited:
        if not _is_signed(services, remembered.get(channel_id), posted):
            raise
    try:
        channel = await find_channel(services, channel_id)
        reply = await receive(services, channel, posted)
    except (NotFound, Unauthenticated):
        await rates.hit(RULE, address)
        raise
    remembered.put(channel)
    return reply


def _is_signed(services: Services, channel: FoundChannel | None, posted: InboundRequest) -> bool:
    if channel is None:
        return False
    try:
        read_posted(services, channel, posted)
    except OrchestratorError:
        return False
    return True
