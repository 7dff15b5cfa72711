"""Sharing drafts: when many people open with the same question within a short time, its draft is written once."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace

from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.answering.request import DraftRequest
from orchestrator.ports.models import Generator, OnText


class _SharedGeneration:
    """One running generation and the callers that wait for it."""

    def __init__(self, start: Callable[[OnText], "asyncio.Task[Draft]"]) -> None:
        self._pieces: list[str] = []
        self._listeners: list[OnText] = []
        self.task = start(self._on_text)
        self.waiting = 0

    def _on_text(self, text: str) -> None:
        self._pieces.append(text)
        for listener in self._listeners:
            listener(text)

    async def join(self, on_text: OnText | None) -> Draft:
        if on_text is not None:
            for text in self._pieces:
                on_text(text)
            self._listeners.append(on_text)
        self.waiting += 1
        try:
            return await asyncio.shield(self.task)
        finally:
            self.waiting -= 1
            if on_text is not None:
                self._listeners.remove(on_text)


class SharedGenerator:
    """A Generator around another. Keeps at most `size` drafts, each for `ttl_s` seconds.

    A draft is shared only between requests without earlier turns that give the model exactly the same input, so nothing
    personal is in it. A draft that fell back to quotes is not kept, so that a recovered model is asked again.
    """

    def __init__(self, behind: Generator, size: int = 256, ttl_s: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._behind = behind
        self._size = size
        self._ttl_s = ttl_s
        self._clock = clock
        self._running: dict[Hashable, _SharedGeneration] = {}
        self._kept: OrderedDict[Hashable, tuple[float, Draft]] = OrderedDict()

    @property
    def is_local(self) -> bool:
        return self._behind.is_local

    async def draft(self, request: DraftRequest, on_text: OnText | None = None) -> Draft:
        if request.turns:
            return await self._behind.draft(request, on_text)
        key = _key(request)
        kept = self._find(key)
        if kept is not None:
            # What is not sent as it stands says nothing before the decision: no answer, or names to choose from.
            if on_text is not None and kept.supported and not kept.choices:
                on_text(kept.content)
            return _as_shared(kept)
        generation, is_first = self._running.get(key), False
        if generation is None:
            is_first = True
            generation = self._running[key] = _SharedGeneration(lambda on_text: asyncio.create_task(self._behind.draft(request, on_text)))
        try:
            draft = await generation.join(on_text)
        finally:
            self._leave(key, generation)
        self._keep(key, draft)
        return draft if is_first else _as_shared(draft)

    def _leave(self, key: Hashable, generation: _SharedGeneration) -> None:
        """Forgets a finished generation; cancels a running one when the last waiting caller has gone."""
        if (generation.waiting == 0 or generation.task.done()) and self._running.get(key) is generation:
            del self._running[key]
            generation.task.cancel()

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
    return (request.agent, request.layer, request.language, request.text, request.question, request.today, passages)


def _as_shared(draft: Draft) -> Draft:
    if draft.trace is None:
        return draft
    return replace(draft, trace=replace(draft.trace, is_shared=True))
