"""Embedding the questions of many people together: texts that arrive during one run form the next run. The queue is
bounded."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from orchestrator.domain.errors import Overloaded
from orchestrator.ports.models import EmbedderIdentity, Vector

QUESTION_TEXTS = 4
"""Calls with more texts come from documents; they bypass the queue and run in other threads."""


class QuestionEmbedder(Protocol):
    """An embedder that treats the questions of waiting people apart from documents."""

    @property
    def identity(self) -> EmbedderIdentity: ...
    async def embed(self, texts: Sequence[str]) -> list[Vector]: ...
    async def embed_questions(self, texts: Sequence[str]) -> list[Vector]: ...
    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Call:
    texts: tuple[str, ...]
    done: "asyncio.Future[list[Vector]]"


class BatchingEmbedder:
    """An Embedder around another: at most `most_at_once` texts a run, `lanes` runs at a time, `most_waiting` texts in
    the queue.

    A question never waits for further questions: when a lane is free, its run starts immediately. A text that several
    callers ask for in one run is embedded once. Use it from one event loop only.
    """

    def __init__(self, behind: QuestionEmbedder, most_waiting: int = 256, most_at_once: int = 32, lanes: int = 1) -> None:
        self.behind = behind
        self._most_waiting = most_waiting
        self._most_at_once = most_at_once
        self._lanes = lanes
        self._waiting: deque[_Call] = deque()
        self._texts_waiting = 0
        self._running: set[asyncio.Task[None]] = set()

    @property
    def identity(self) -> EmbedderIdentity:
        return self.behind.identity

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Like the port; also raises Overloaded `busy` immediately when the queue is full."""
        if not texts:
            return []
        if len(texts) > QUESTION_TEXTS:
            return await self.behind.embed(texts)
        if self._texts_waiting + len(texts) > self._most_waiting:
            raise Overloaded("busy", "Too many questions at this moment; try again in a moment.", retry_after_s=1)
        call = _Call(tuple(texts), asyncio.get_running_loop().create_future())
        self._waiting.append(call)
        self._texts_waiting += len(texts)
        if len(self._running) < self._lanes:
            lane = asyncio.create_task(self._drain())
            self._running.add(lane)
        return await call.done

    async def close(self) -> None:
        await asyncio.gather(*self._running, return_exceptions=True)
        await self.behind.close()

    async def _drain(self) -> None:
        """One lane: works until the queue is empty. It leaves `_running` in the same step, so that a later call
        starts a new lane."""
        try:
            while calls := self._take_next():
                await self._embed(calls)
        finally:
            self._running.discard(asyncio.current_task())

    async def _embed(self, calls: Sequence[_Call]) -> None:
        unique = list(dict.fromkeys(text for call in calls for text in call.texts))
        try:
            vectors = dict(zip(unique, await self.behind.embed_questions(unique), strict=True))
        except Exception as error:
            # A failing model fails the calls of this run, not the lane: later calls try again.
            for call in calls:
                if not call.done.done():
                    call.done.set_exception(error)
            return
        for call in calls:
            if not call.done.done():
                call.done.set_result([list(vectors[text]) for text in call.texts])

    def _take_next(self) -> list[_Call]:
        """The calls of the next run, oldest first. Calls that were cancelled are dropped."""
        taken, texts = list[_Call](), 0
        while self._waiting and (not taken or texts + len(self._waiting[0].texts) <= self._most_at_once):
            call = self._waiting.popleft()
            self._texts_waiting -= len(call.texts)
            if not call.done.done():
                taken.append(call)
                texts += len(call.texts)
        return taken
