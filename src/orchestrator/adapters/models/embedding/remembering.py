"""Embeddings of texts that come again: a bounded memory in front of an embedder."""

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence

from orchestrator.ports.models import Embedder, EmbedderIdentity, Vector

MOST_TEXTS = 12
"""Calls of more are documents being read: they would push out the questions and hardly come again."""
LONGEST_TEXT = 4_000


class RememberingEmbedder:
    """Embedder around another: at most `size` vectors, the least recently used goes first, each for `ttl_s` seconds.

    The same text gives the same vector as without it: a model's vectors depend on the text alone.
    """

    def __init__(self, behind: Embedder, size: int = 2048, ttl_s: float = 900.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.behind = behind
        self._size = size
        self._ttl_s = ttl_s
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Vector]] = OrderedDict()

    @property
    def identity(self) -> EmbedderIdentity:
        return self.behind.identity

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        if len(texts) > MOST_TEXTS:
            return await self.behind.embed(texts)
        found = {text: self._find(text) for text in texts}
        missing = [text for text, vector in found.items() if vector is None]
        made = dict(zip(missing, await self.behind.embed(missing), strict=True)) if missing else {}
        for text, vector in made.items():
            self._keep(text, vector)
        # Copies, so that nobody can change what the next one gets.
        return [list(made[text] if text in made else found[text] or ()) for text in texts]

    async def close(self) -> None:
        await self.behind.close()

    def _find(self, text: str) -> Vector | None:
        until, vector = self._kept.get(text, (0.0, None))
        if vector is None:
            return None
        if until <= self._clock():
            del self._kept[text]
            return None
        self._kept.move_to_end(text)
        return vector

    def _keep(self, text: str, vector: Vector) -> None:
        if len(text) > LONGEST_TEXT:
            return
        self._kept[text] = (self._clock() + self._ttl_s, list(vector))
        self._kept.move_to_end(text)
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)
