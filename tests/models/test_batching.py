"""Batching of questions to embed: each gets its own vector, the queue is bounded, failures and cancellations affect no
others.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest

from orchestrator.adapters.models.embedding.batching import BatchingEmbedder
from orchestrator.domain.errors import Overloaded, Unavailable
from orchestrator.ports.models import EmbedderIdentity, Vector


class SteppedEmbedder:
    """Embeds a text as its length, one batch per `step()`."""

    identity = EmbedderIdentity("lengths", 1)

    def __init__(self) -> None:
        self.runs: list[list[str]] = []
        self.documents: list[list[str]] = []
        self.is_down = False
        self.is_closed = False
        self._steps = asyncio.Semaphore(0)

    def step(self, runs: int = 1) -> None:
        for _ in range(runs):
            self._steps.release()

    async def embed_questions(self, texts: Sequence[str]) -> list[Vector]:
        self.runs.append(list(texts))
        await self._steps.acquire()
        if self.is_down:
            raise Unavailable("embedder_unavailable", "The embedding model failed on this machine.")
        return [[float(len(text))] for text in texts]

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        self.documents.append(list(texts))
        return [[float(len(text))] for text in texts]

    async def close(self) -> None:
        self.is_closed = True


def play(story: Callable[[SteppedEmbedder], Awaitable[Any]]) -> Any:
    async def whole() -> Any:
        return await story(SteppedEmbedder())

    return asyncio.run(whole())


async def ask(embedder: BatchingEmbedder, *questions: str) -> list["asyncio.Task[list[Vector]]"]:
    """One started task per question."""
    tasks = [asyncio.create_task(embedder.embed([question])) for question in questions]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return tasks


def test_questions_that_arrive_during_a_batch_form_the_next() -> None:
    async def story(behind: SteppedEmbedder) -> None:
        embedder = BatchingEmbedder(behind, most_at_once=3)
        asked = await ask(embedder, "a")
        asked += await ask(embedder, "bb", "ccc", "bb", "dddd", "eeeee")
        behind.step(9)
        assert await asyncio.gather(*asked) == [[[float(n)]] for n in (1, 2, 3, 2, 4, 5)]
        assert behind.runs == [["a"], ["bb", "ccc"], ["dddd", "eeeee"]]

    play(story)


def test_small_calls_are_not_split_and_documents_bypass_the_queue() -> None:
    async def story(behind: SteppedEmbedder) -> None:
        embedder = BatchingEmbedder(behind, most_at_once=2)
        behind.step(9)
        assert await embedder.embed([]) == []
        assert await embedder.embed(["a", "bb", "ccc"]) == [[1.0], [2.0], [3.0]]
        assert await embedder.embed(["a"] * 5) == [[1.0]] * 5
        assert (behind.runs, behind.documents) == ([["a", "bb", "ccc"]], [["a"] * 5])

    play(story)


def test_a_full_queue_refuses_at_once_and_recovers() -> None:
    async def story(behind: SteppedEmbedder) -> None:
        embedder = BatchingEmbedder(behind, most_waiting=3)
        asked = await ask(embedder, "a")
        asked += await ask(embedder, "bb", "ccc", "dddd")
        for _ in range(2):
            with pytest.raises(Overloaded) as refused:
                await embedder.embed(["e"])
            assert (refused.value.code, refused.value.fields) == ("busy", {"retry_after_s": 1})
        behind.step(9)
        assert await asyncio.gather(*asked) == [[[1.0]], [[2.0]], [[3.0]], [[4.0]]]
        assert await embedder.embed(["ffffff"]) == [[6.0]]

    play(story)


def test_a_cancelled_question_frees_its_place_and_is_not_embedded() -> None:
    async def story(behind: SteppedEmbedder) -> None:
        embedder = BatchingEmbedder(behind, most_waiting=2)
        asked = [*await ask(embedder, "a"), *await ask(embedder, "gone", "stays")]
        gone = asked.pop(1)
        gone.cancel()
        behind.step(9)
        assert await asyncio.gather(*asked) == [[[1.0]], [[5.0]]]
        assert behind.runs == [["a"], ["stays"]]
        with pytest.raises(asyncio.CancelledError):
            await gone

    play(story)


def test_a_failing_batch_fails_only_its_own_questions() -> None:
    async def story(behind: SteppedEmbedder) -> None:
        embedder = BatchingEmbedder(behind)
        behind.is_down = True
        asked = [*await ask(embedder, "a"), *await ask(embedder, "b", "c")]
        behind.step(2)
        assert [type(each) for each in await asyncio.gather(*asked, return_exceptions=True)] == [Unavailable] * 3
        behind.is_down = False
        behind.step()
        assert await embedder.embed(["dd"]) == [[2.0]]
        await embedder.close()
        assert behind.is_closed

    play(story)


def test_lanes_run_in_parallel() -> None:
    async def story(behind: SteppedEmbedder) -> None:
        embedder = BatchingEmbedder(behind, lanes=2)
        asked = [*await ask(embedder, "a"), *await ask(embedder, "bb"), *await ask(embedder, "ccc", "dddd")]
        assert behind.runs == [["a"], ["bb"]]
        behind.step(9)
        await asyncio.gather(*asked)
        assert behind.runs[2:] == [["ccc", "dddd"]]

    play(story)


def test_a_question_asked_at_the_moment_a_batch_ends_is_embedded() -> None:
    """No later question starts another lane."""

    async def story(behind: SteppedEmbedder) -> None:
        embedder = BatchingEmbedder(behind)
        behind.step(9)
        async with asyncio.timeout(5):
            for text in ("a", "bb", "ccc"):
                assert await embedder.embed([text]) == [[float(len(text))]]

    play(story)
