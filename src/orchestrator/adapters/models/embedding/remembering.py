"""A bounded cache of vectors in front of an embedder."""

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence

from orchestrator.ports.models import Embedder, EmbedderIdentity, Vector

MOST_TEXTS = 12
"""Calls with more texts are not cached: they come from documents, rarely repeat, and would push out the questions."""
LONGEST_TEXT = 4_000
"""Characters; longer texts are not cached."""


class RememberingEmbedder:
    """An Embedder around another. Keeps at most `size` vectors for `ttl_s` seconds each; the least recently used goes
    first.

    The vectors are the same as without the cache, because a model's vector depends on the text alone.
    """

    def __init__(self, behind: Embedder, size: int = 2048, ttl_s: float = 900.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.behind = behind
        self._size = size
        self._ttl_s = ttl_s
        self._clock = clock
        self._cache: OrderedDict[str, tuple[float, Vector]] = OrderedDict()

    @property
    def identity(self) -> EmbedderIdentity:
        return self.behind.identity

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        if len(texts) > MOST_TEXTS:
            return await self.behind.embed(texts)
        found = {text: self._find(text) for text in texts}
        missing = [text for text, vector in found.items() if vector is None]
        new_vectors = dict(zip(missing, await self.behind.embed(missing), strict=True)) if missing else {}
        for text, vector in new_vectors.items():
            self._keep(text, vector)
        # Copies, so that a caller cannot change a cached vector.
        return [list(new_vectors[text] if text in new_vectors else found[text] or ()) for text in texts]

    async def close(self) -> None:
        await self.behind.close()

    def _find(self, text: str) -> Vector | None:
        until, vector = self._cache.get(text, (0.0, None))
        if vector is None:
            return None
        if until <= self._clock():
            del self._cache[text]
            return None
        self._cache.move_to_end(text)
        return vector

    def _keep(self, text: str, vector: Vector) -> None:
        if len(text) > LONGEST_TEXT:
            return
        self._cache[text] = (self._clock() + self._ttl_s, list(vector))
        self._cache.move_to_end(text)
        while len(self._cache) > self._size:
            self._cache.popitem(last=False)
