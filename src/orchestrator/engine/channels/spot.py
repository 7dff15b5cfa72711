"""Where something of a channel happens: whose agent's channel it is, and in which thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.channels.events import Button
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.channels import ChannelDelivery, ChannelThread, FoundChannel


@dataclass(frozen=True, slots=True)
class Spot:
    """A thread of a channel. What is read and written of the channel itself is so in its owner's name."""

    channel: FoundChannel
    thread: ChannelThread

    @property
    def person(self) -> UUID:
        """Who writes in the thread, as the person that they are here."""
        return self.thread.user_id

    async def say(
        self, services: Services, content: str, buttons: Sequence[Button] = (), *, delivery_id: UUID | None = None,
        about: UUID | None = None, draft: str | None = None,
    ) -> None:  # fmt: skip
        """A sentence of the channel's own."""
        async with services.database.transaction(Scope(self.channel.owner_id)) as tx:
            await tx.channels.say(
                self.channel.avee_id, self.thread, content, buttons, delivery_id=delivery_id, about=about, draft=draft
            )  # fmt: skip

    async def take_buttons(self, services: Services, delivery: ChannelDelivery, content: str) -> None:
        """What was pressed is shown in the place of the buttons."""
        async with services.database.transaction(Scope(self.channel.owner_id)) as tx:
            await tx.channels.take_buttons(self.channel.avee_id, self.thread, delivery.id, content)

    async def find_delivery(self, services: Services, delivery_id: UUID) -> ChannelDelivery | None:
        async with services.database.transaction(Scope(self.channel.owner_id)) as tx:
            return await tx.channels.find_delivery(self.channel.avee_id, delivery_id)

    async def find_sent(self, services: Services, ref: str) -> ChannelDelivery | None:
        async with services.database.transaction(Scope(self.channel.owner_id)) as tx:
            return await tx.channels.find_sent(self.channel.avee_id, self.thread.id, ref)

    async def find_asking(self, services: Services, *, with_buttons: bool) -> ChannelDelivery | None:
        async with services.database.transaction(Scope(self.channel.owner_id)) as tx:
            return await tx.channels.find_asking(self.channel.avee_id, self.thread.id, with_buttons=with_buttons)
