"""A service whose own library is imported when it is first used: each takes a tenth of a second and more, and few programs need them all."""

import asyncio
from collections.abc import Callable
from functools import cached_property

from orchestrator.domain.channels.events import Outgoing
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.ports.channels import Channel, Connected, Connection, InboundReply, InboundRequest


class DeferredChannel:
    """`ports.channels.Channel`."""

    def __init__(self, kind: ChannelKind, make: Callable[[], Channel]) -> None:
        """`make` imports the adapter and creates it; it is called once, in a thread wherever that can be waited for."""
        self._kind, self._make = kind, make

    @property
    def kind(self) -> ChannelKind:
        return self._kind

    async def connect(self, connection: Connection, inbound_url: str) -> Connected:
        return await (await self._loaded()).connect(connection, inbound_url)

    async def disconnect(self, connection: Connection) -> None:
        await (await self._loaded()).disconnect(connection)

    def receive(self, connection: Connection, request: InboundRequest) -> InboundReply:
        return self._channel.receive(connection, request)

    async def send(self, connection: Connection, thread: str, message: Outgoing, handle: str = "") -> str:
        return await (await self._loaded()).send(connection, thread, message, handle)

    async def edit(self, connection: Connection, thread: str, message: str, changed: Outgoing, handle: str = "") -> None:
        await (await self._loaded()).edit(connection, thread, message, changed, handle)

    async def close(self) -> None:
        if "_channel" in self.__dict__:
            await self._channel.close()

    @cached_property
    def _channel(self) -> Channel:
        return self._make()

    async def _loaded(self) -> Channel:
        return self._channel if "_channel" in self.__dict__ else await asyncio.to_thread(lambda: self._channel)
