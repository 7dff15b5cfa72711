"""Routing with a listener: it gets the decision and the text as soon as they are certain. The routing goes on if the reader leaves."""

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
        """Called at most once, and before any text."""
        ...

    def wrote(self, text: str) -> None:
        """Called with the next piece of the reply, as it will be stored."""
        ...


class StreamedRouting:
    """A Listener that one reader follows. The routing runs in a task of its own, so it ends even if the reader leaves.

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
        """The first event, or the whole routing. Raises what the routing raises, if that comes before any event."""
        assert self._task is not None, "started"
        first = await self._told.get()
        return first if first is not None else await asyncio.shield(self._task)

    async def follow(self) -> AsyncIterator[DecisionEvent | TextEvent | Routing]:
        """The events after the first, then the whole routing."""
        assert self._task is not None, "started"
        while (told := await self._told.get()) is not None:
            yield told
        yield await asyncio.shield(self._task)


_running: "set[asyncio.Task[Routing]]" = set()
"""Keeps the tasks alive: the event loop holds only weak references to them."""


async def finish_streams(timeout_s: float) -> None:
    """Waits at shutdown for the routings of this event loop; a job routes later what is not done by then."""
    loop = asyncio.get_running_loop()
    mine = [task for task in _running if task.get_loop() is loop]
    if mine:
        await asyncio.wait(mine, timeout=timeout_s)
