"""Generations that are shared: the same first question, asked by many in a short time, is written once."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace

from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.answering.request import DraftRequest
from orchestrator.ports.models import Generator, Tell


class _Flight:
    """One generation under way, and those who wait for it."""

    def __init__(self, start: Callable[[Tell], "asyncio.Task[Draft]"]) -> None:
        self._told: list[str] = []
        self._listeners: list[Tell] = []
        self.task = start(self._tell)
        self.waiting = 0

    def _tell(self, text: str) -> None:
        self._told.append(text)
        for listener in self._listeners:
            listener(text)

    async def join(self, tell: Tell | None) -> Draft:
        if tell is not None:
            for text in self._told:
                tell(text)
            self._listeners.append(tell)
        self.waiting += 1
        try:
            return await asyncio.shield(self.task)
        finally:
            self.waiting -= 1
            if tell is not None:
                self._listeners.remove(tell)


class SharedGenerator:
    """Generator around another: at most `size` drafts are kept, each for `ttl_s` seconds.

    Shared is only what nothing personal went into: no turns before it, and equal in all that the model is given. A draft that
    fell back to quotes is not kept, so that a model that recovers is asked again.
    """

    def __init__(self, behind: Generator, size: int = 256, ttl_s: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._behind = behind
        self._size = size
        self._ttl_s = ttl_s
        self._clock = clock
        self._flights: dict[Hashable, _Flight] = {}
        self._kept: OrderedDict[Hashable, tuple[float, Draft]] = OrderedDict()

    @property
    def is_local(self) -> bool:
        return self._behind.is_local

    async def draft(self, request: DraftRequest, tell: Tell | None = None) -> Draft:
        if request.turns:
            return await self._behind.draft(request, tell)
        key = _key(request)
        kept = self._find(key)
        if kept is not None:
            if tell is not None:
                tell(kept.content)
            return _as_shared(kept)
        flight, is_first = self._flights.get(key), False
        if flight is None:
            is_first = True
            flight = self._flights[key] = _Flight(lambda told: asyncio.create_task(self._behind.draft(request, told)))
        try:
            draft = await flight.join(tell)
        finally:
            self._leave(key, flight)
        self._keep(key, draft)
        return draft if is_first else _as_shared(draft)

    def _leave(self, key: Hashable, flight: _Flight) -> None:
        """A generation ends early when the last who waits for it has gone; nobody joins it any more then."""
        if (flight.waiting == 0 or flight.task.done()) and self._flights.get(key) is flight:
            del self._flights[key]
            flight.task.cancel()

    def _keep(self, key: Hashable, draft: Draft) -> None:
        if key in self._kept or draft.trace is None or draft.trace.fault is not None:
            return
        self._kept[key] = (self._clock() + self._ttl_s, draft)
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)

    def _find(self, key: Hashable) -> Draft | None:
        until, draft = self._kept.get(key, (0.0, None))
        if draft is not None and until <= self._clock():
            del self._kept[key]
            return None
        return draft


def _key(request: DraftRequest) -> Hashable:
    passages = tuple((hit.id, hit.title, hit.heading, hit.content) for hit in request.passages)
    return (request.agent, request.layer, request.text, request.question, passages)


def _as_shared(draft: Draft) -> Draft:
    if draft.trace is None:
        return draft
    return replace(draft, trace=replace(draft.trace, is_shared=True))
