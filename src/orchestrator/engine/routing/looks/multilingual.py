"""Embedding a message by the second model, where that can help: not inside English."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from orchestrator.domain.errors import Overloaded, Unavailable
from orchestrator.domain.message.language import ENGLISH, UNKNOWN_LANGUAGE
from orchestrator.domain.routing.facts import Facts
from orchestrator.engine.services import Services
from orchestrator.ports.models import Vector
from orchestrator.ports.stores.routing.loaded import LoadedFacts


class MultilingualEmbedding:
    """The vectors of one message's questions by the second model. Each text is embedded once."""

    def __init__(self, services: Services, is_needed: bool) -> None:
        self._embedder = services.multilingual if is_needed else None
        self._running: dict[str, asyncio.Task[Vector | None]] = {}

    @staticmethod
    def of(services: Services, loaded: LoadedFacts, facts: Facts) -> "MultilingualEmbedding":
        """Needed where the message, or the question of some answer of the agent, is in another language than English."""
        return MultilingualEmbedding(
            services, loaded.has_other_languages or facts.is_close_reply or facts.voice.language not in (ENGLISH, UNKNOWN_LANGUAGE)
        )

    def begin(self, text: str) -> None:
        """Starts embedding the text, so that it runs beside the first model."""
        if self._embedder is not None and text not in self._running:
            self._running[text] = asyncio.create_task(self._embed(text))

    async def of_text(self, text: str) -> Vector | None:
        """None where the second model is not needed, not there or down: the search goes on without it."""
        self.begin(text)
        return await self._running[text] if text in self._running else None

    async def of_texts(self, texts: Sequence[str]) -> list[Vector | None]:
        """As `of_text`, in the order given; all at once."""
        for text in texts:
            self.begin(text)
        return [await self.of_text(text) for text in texts]

    async def _embed(self, text: str) -> Vector | None:
        assert self._embedder is not None  # begin() looked
        with suppress(Unavailable, Overloaded):
            return (await self._embedder.embed([text]))[0]
        return None
