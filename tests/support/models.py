"""Models that behave as told: real embedders and generators of the ports, for stories of what a model may do."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Sequence
from zlib import crc32

from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.answering.quoting.quote import quote
from orchestrator.domain.answering.request import DraftRequest
from orchestrator.domain.errors import Unavailable
from orchestrator.ports.models import Embedder, EmbedderIdentity, OnText, Vector


class DownEmbedder:
    """An endpoint that does not answer, for the first `failures` calls (for ever by default); then `behind` answers."""

    def __init__(self, behind: Embedder, failures: int | None = None) -> None:
        self._behind = behind
        self._failures = failures

    @property
    def identity(self) -> EmbedderIdentity:
        return self._behind.identity

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        if self._failures is None or self._failures > 0:
            self._failures = None if self._failures is None else self._failures - 1
            raise Unavailable("embedder_unavailable", "The embedding endpoint could not be reached.")
        return await self._behind.embed(texts)

    async def close(self) -> None:
        """Nothing is open."""


class RefusingEmbedder:
    """Another embedder, which fails by `error` where a text holds `word`."""

    def __init__(self, behind: Embedder, word: str, error: Exception) -> None:
        self._behind = behind
        self._word = word
        self._error = error

    @property
    def identity(self) -> EmbedderIdentity:
        return self._behind.identity

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        if any(self._word in text for text in texts):
            raise self._error
        return await self._behind.embed(texts)

    async def close(self) -> None:
        """Nothing is open."""


class FlakyEmbedder:
    """Answers `answers` times, then not any more: a model that goes down in the middle of a document."""

    def __init__(self, behind: Embedder, answers: int) -> None:
        self._behind = behind
        self._answers = answers

    @property
    def identity(self) -> EmbedderIdentity:
        return self._behind.identity

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        if self._answers == 0:
            raise Unavailable("embedder_unavailable", "The embedding endpoint could not be reached.")
        self._answers -= 1
        return await self._behind.embed(texts)

    async def close(self) -> None:
        """Nothing is open."""


class CountingEmbedder:
    """Another embedder, and every text that it was asked for."""

    def __init__(self, behind: Embedder) -> None:
        self._behind = behind
        self.texts: list[str] = []

    @property
    def identity(self) -> EmbedderIdentity:
        return self._behind.identity

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        self.texts += texts
        return await self._behind.embed(texts)

    async def close(self) -> None:
        """Nothing is open."""


class InterruptedEmbedder:
    """Another embedder, after whatever happens `meanwhile`, once: the time that an endpoint takes, in which the world goes on."""

    def __init__(self, behind: Embedder, meanwhile: Callable[[], Awaitable[object]]) -> None:
        self._behind = behind
        self._meanwhile: Callable[[], Awaitable[object]] | None = meanwhile

    @property
    def identity(self) -> EmbedderIdentity:
        return self._behind.identity

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        meanwhile, self._meanwhile = self._meanwhile, None
        if meanwhile:
            await meanwhile()
        return await self._behind.embed(texts)

    async def close(self) -> None:
        """Nothing is open."""


class RemoteGenerator:
    """A chat model elsewhere: quotes like the local one, after whatever `meanwhile` does; counts its calls.

    With `is_down` it does not answer.
    """

    is_local = False

    def __init__(self, meanwhile: Callable[[], Awaitable[None]] | None = None, is_down: bool = False) -> None:
        self._meanwhile = meanwhile
        self._is_down = is_down
        self.calls = 0

    async def draft(self, request: DraftRequest, on_text: OnText | None = None) -> Draft:
        self.calls += 1
        if self._meanwhile:
            await self._meanwhile()
        else:
            await asyncio.sleep(0.05)
        if self._is_down:
            raise Unavailable("generator_unavailable", "The chat model could not be reached.")
        return quote(request.question, request.passages, request.agent.creator_name)


class WordEmbedder:
    """A model whose vectors are the words of a text, counted in `width` places: texts with the same words are near each other."""

    def __init__(self, name: str, width: int) -> None:
        self.identity = EmbedderIdentity(name, width)

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        return [self._embed(text.lower().split()) for text in texts]

    def _embed(self, words: Sequence[str]) -> Vector:
        counts = [0.0] * self.identity.width
        for word in words:
            counts[crc32(word.strip(".,?!").encode()) % self.identity.width] += 1.0
        length = math.sqrt(sum(count * count for count in counts)) or 1.0
        return [count / length for count in counts]

    async def close(self) -> None:
        """Nothing is open."""
