"""Routing with somebody listening: what is certain is told as soon as it is, and the routing goes on when they leave."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from orchestrator.domain.paths import Path
from orchestrator.domain.routing.result import MainSignals, Routing


@dataclass(frozen=True, slots=True)
class DecisionEvent:
    """The decision, before the reply is whole."""

    message_id: UUID
    path: Path
    decision_id: UUID
    rule: str
    reason: str
    signals: MainSignals


@dataclass(frozen=True, slots=True)
class TextEvent:
    text: str


class Listener(Protocol):
    def decided(self, event: DecisionEvent) -> None:
        """Told at most once, and before any text."""
        ...

    def wrote(self, text: str) -> None:
        """The next text of the reply, as it will be stored."""
        ...


class StreamedRouting:
    """A Listener that one reader follows; the routing itself belongs to nobody who could leave.

    `start` it with the routing that listens to it.
    """

    def __init__(self) -> None:
        self._told: asyncio.Queue[DecisionEvent | TextEvent | None] = asyncio.Queue()
        self._task: asyncio.Task[Routing] | None = None

    def start(self, routing: "asyncio.Task[Routing]") -> None:
        self._task = routing
        _running.add(routing)
        routing.add_done_callback(_running.discard)
        routing.add_done_callback(lambda _: self._told.put_nowait(None))

    def decided(self, event: DecisionEvent) -> None:
        self._told.put_nowait(event)

    def wrote(self, text: str) -> None:
        self._told.put_nowait(TextEvent(text))

    async def begin(self) -> DecisionEvent | TextEvent | Routing:
        """The first that is certain. Raises what the routing raises, as long as nothing was told."""
        assert self._task is not None, "started"
        first = await self._told.get()
        return first if first is not None else await asyncio.shield(self._task)

    async def follow(self) -> AsyncIterator[DecisionEvent | TextEvent | Routing]:
        """What comes after the first; the whole routing last."""
        assert self._task is not None, "started"
        while (told := await self._told.get()) is not None:
            yield told
        yield await asyncio.shield(self._task)


_running: "set[asyncio.Task[Routing]]" = set()
"""Held here, as the event loop itself forgets tasks that nobody holds."""


async def finish_streams(timeout_s: float) -> None:
    """Waits for what is under way on this event loop, at shutdown; what is not done then is routed by a job later."""
    loop = asyncio.get_running_loop()
    mine = [task for task in _running if task.get_loop() is loop]
    if mine:
        await asyncio.wait(mine, timeout=timeout_s)
