"""The messages that this process is routing, by conversation. A newer message of a burst takes over the older ones, whose
work is dropped.

Other processes do not see them. Of two messages of a burst in two processes, the one that is saved first is answered, and
the other is answered together with it or alone, never twice.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Generic, TypeVar
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import Unavailable
from orchestrator.domain.message.bursts import join_burst

T = TypeVar("T")
R = TypeVar("R")
"""The result of routing a message."""
GIVE_WAY_S = 5.0
"""Seconds that a newer message waits until an older one is stored; then it goes on without it."""


class MessageInFlight(Generic[R]):
    """One message that is being routed."""

    def __init__(self, text: str, layer: Layer | None, client_message_id: str | None) -> None:
        self.text = text
        """The message's text, joined with the messages that it took over once they are known."""
        self.layer = layer
        self.client_message_id = client_message_id
        self._newer: asyncio.Future[MessageInFlight[R]] = asyncio.get_running_loop().create_future()
        self._routing: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._gave_way = asyncio.Event()

    @property
    def is_taken_over(self) -> bool:
        """Whether a newer message continues this one."""
        return self._newer.done()

    async def unless_taken_over(self, work: Coroutine[None, None, T]) -> T | None:
        """The result of the work. As soon as a newer message takes this one over, the work is cancelled and the result is None."""
        task = asyncio.create_task(work)
        either: list[asyncio.Future[T] | asyncio.Future[MessageInFlight[R]]] = [task, self._newer]
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not task.done():
                task.cancel()
                await asyncio.wait([task])
        return None if task.cancelled() else task.result()

    async def give_way(self) -> R:
        """The routing of the newer message, which finds this one stored. Raises Unavailable if the newer one was not routed."""
        self._gave_way.set()
        newer = await asyncio.shield(self._newer)
        return await asyncio.shield(newer._routing)

    def finish(self, routing: R | None) -> None:
        if routing is not None:
            self._routing.set_result(routing)
        else:
            self._routing.set_exception(Unavailable("not_routed", "The message that was to answer this one as well was not routed."))
            self._routing.exception()  # nobody need be waiting
        self._gave_way.set()

    async def take_over(self, older: "MessageInFlight[R]") -> None:
        """Ends the older message's work, and waits until that message is stored or was routed after all."""
        if not older._newer.done():
            older._newer.set_result(self)
        waiting = asyncio.create_task(older._gave_way.wait())
        await asyncio.wait([waiting], timeout=GIVE_WAY_S)
        waiting.cancel()


class MessagesInFlight(Generic[R]):
    def __init__(self) -> None:
        self._by_conversation: dict[tuple[UUID, UUID], list[MessageInFlight[R]]] = {}

    @asynccontextmanager
    async def register(
        self, person: UUID, conversation_id: UUID, text: str, layer: Layer | None, client_message_id: str | None
    ) -> AsyncIterator[MessageInFlight[R]]:
        """Adds a message for the duration of the block, after it has taken over the older messages of its burst."""
        mine = MessageInFlight[R](text, layer, client_message_id)
        key = (person, conversation_id)
        others = self._by_conversation.setdefault(key, [])
        # The same message sent again does not take itself over.
        older = [each for each in others if each.layer == layer and join_burst([each.text], text)[1]]
        older = [each for each in older if not client_message_id or each.client_message_id != client_message_id]
        others.append(mine)
        try:
            for each in older:
                await mine.take_over(each)
            yield mine
        finally:
            if not mine._routing.done():
                mine.finish(None)
            others.remove(mine)
            if not others:
                del self._by_conversation[key]
