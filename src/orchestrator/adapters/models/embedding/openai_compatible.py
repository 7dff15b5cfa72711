"""The embedder for any OpenAI-compatible endpoint: OpenAI, Ollama, vLLM, llama.cpp and others."""

import asyncio
import math
from collections.abc import Sequence

import openai

from orchestrator.adapters.models.readable import readable
from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.ports.models import EmbedderIdentity, Vector

NO_KEY = "none"
"""Sent when no key is configured: a local server needs none, but the client library requires one."""


class OpenAICompatibleEmbedder:
    """An Embedder over `POST {base_url}/embeddings`.

    `width` is the expected number of values in a vector; with `ask_width` it is also sent, for models that can shorten
    their vectors. `timeout_s` bounds one batch of `batch_size` texts including its `retries`; over all calls,
    `concurrency` batches run at the same time. A text is cut to `max_chars` characters, because these endpoints refuse
    longer texts. The organisation and project that the environment may name are not sent.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str | None,
        model: str,
        width: int,
        timeout_s: float = 30.0,
        *,
        ask_width: bool = False,
        batch_size: int = 128,
        concurrency: int = 4,
        retries: int = 2,
        max_chars: int = 8_000,
    ) -> None:
        self.identity = EmbedderIdentity(model, width)
        self._timeout_s = timeout_s
        self._batch_size = batch_size
        self._max_chars = max_chars
        self._dimensions = width if ask_width else openai.omit
        self._slots = asyncio.Semaphore(concurrency)
        self._client = openai.AsyncOpenAI(
            base_url=base_url, api_key=api_key or NO_KEY, admin_api_key="", timeout=timeout_s, max_retries=retries
        )
        self._client.organization = self._client.project = None

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Like the port. Raises Unavailable `embedder_unavailable` and Invalid `embedder_width`; neither contains the
        key.

        The first batch that fails stops the others.
        """
        # Some endpoints refuse an empty text; a space has the same meaning.
        cleaned = [readable(text, self._max_chars) or " " for text in texts]
        starts = range(0, len(cleaned), self._batch_size)
        try:
            async with asyncio.TaskGroup() as group:
                batches = [group.create_task(self._embed_batch(cleaned[i : i + self._batch_size])) for i in starts]
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None
        return [vector for batch in batches for vector in batch.result()]

    async def close(self) -> None:
        await self._client.close()

    async def _embed_batch(self, texts: list[str]) -> list[Vector]:
        async with self._slots:
            answer = await self._fetch(texts)
        if isinstance(answer, Unavailable):
            raise answer
        return [self._unit(vector) for vector in answer]

    async def _fetch(self, texts: list[str]) -> list[Vector] | Unavailable:
        """The vectors in the order of `texts`, or the failure.

        The failure is returned, not raised, so that it is not chained to the error of the client library. That error
        holds the request with its key, and its message comes from the endpoint, which may repeat the key.
        """
        try:
            async with asyncio.timeout(self._timeout_s):
                answer = await self._client.embeddings.create(
                    model=self.identity.name, input=texts, dimensions=self._dimensions, encoding_format="float"
                )
            found = {row.index: row.embedding for row in answer.data}
            return [list(map(float, found[i])) for i in range(len(texts))]
        except openai.APIStatusError as error:
            status = error.status_code
            return _unavailable(f"The embedding endpoint answered with HTTP status {status}.", status=status)
        except (TimeoutError, openai.APITimeoutError):
            return _unavailable(f"The embedding endpoint did not answer within {self._timeout_s:g} seconds.")
        except openai.OpenAIError:
            return _unavailable("The embedding endpoint could not be reached.")
        except (TypeError, ValueError, KeyError, AttributeError):
            return _unavailable("The embedding endpoint answered with something that is not a list of vectors.")

    def _unit(self, vector: Vector) -> Vector:
        if len(vector) != self.identity.width:
            raise Invalid(
                "embedder_width",
                f"The embedding model gives vectors of {len(vector)} numbers; {self.identity.width} are configured.",
                found=len(vector),
                configured=self.identity.width,
            )
        length = math.hypot(*vector)
        if not math.isfinite(length) or length == 0:
            raise _unavailable("The embedding endpoint answered with a vector that has no direction.")
        return [number / length for number in vector]


def _unavailable(detail: str, **fields: object) -> Unavailable:
    return Unavailable("embedder_unavailable", detail, **fields)
