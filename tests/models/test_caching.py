"""Caches in front of models: embeddings bounded in number and age, and one generation shared by equal requests."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from orchestrator.adapters.models.chat.sharing import SharedGenerator
from orchestrator.adapters.models.embedding.remembering import RememberingEmbedder
from orchestrator.domain.answering.drafts import Draft, ModelUsage, Trace
from orchestrator.domain.answering.request import DraftRequest
from orchestrator.ports.models import EmbedderIdentity, OnText, Vector
from support.facts import draft_request, passage_hit, user_turn


class LengthEmbedder:
    """Embeds a text as [its length], and records the texts."""

    identity = EmbedderIdentity("length", 1)

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        self.asked += texts
        return [[float(len(text))] for text in texts]

    async def close(self) -> None:
        """Nothing is open."""


def remembering(size: int = 3) -> tuple[RememberingEmbedder, LengthEmbedder, list[float]]:
    behind, now = LengthEmbedder(), [0.0]
    return RememberingEmbedder(behind, size, ttl_s=10, clock=lambda: now[0]), behind, now


def test_a_text_is_embedded_once_and_the_order_is_kept() -> None:
    embedder, behind, _ = remembering()
    assert asyncio.run(embedder.embed(["a", "bb", "a"])) == [[1.0], [2.0], [1.0]]
    assert asyncio.run(embedder.embed(["bb", "ccc"])) == [[2.0], [3.0]]
    assert behind.asked == ["a", "bb", "ccc"]
    assert asyncio.run(embedder.embed([])) == []


def test_changing_a_returned_vector_does_not_change_the_cache() -> None:
    embedder, _, _ = remembering()
    asyncio.run(embedder.embed(["a"]))[0][0] = 9.0
    assert asyncio.run(embedder.embed(["a"])) == [[1.0]]


def test_the_least_recently_used_is_dropped_first_and_all_expire() -> None:
    embedder, behind, now = remembering(size=2)
    for text in ("a", "bb", "a", "ccc", "a", "bb"):
        asyncio.run(embedder.embed([text]))
    assert behind.asked == ["a", "bb", "ccc", "bb"]
    now[0] = 11.0
    asyncio.run(embedder.embed(["a"]))
    assert behind.asked[-1] == "a"


def test_documents_and_long_texts_are_not_cached() -> None:
    embedder, behind, _ = remembering()
    for _ in range(2):
        asyncio.run(embedder.embed([str(n) for n in range(13)]))
        asyncio.run(embedder.embed(["x" * 4_001]))
    assert len(behind.asked) == 28


def test_a_dozen_texts_and_a_text_of_four_thousand_characters_are_cached() -> None:
    embedder, behind, _ = remembering(size=13)
    for _ in range(2):
        asyncio.run(embedder.embed([str(n) for n in range(12)]))
        asyncio.run(embedder.embed(["x" * 4_000]))
    assert len(behind.asked) == 13


class Writer:
    """Writes the number of its calls, in two pieces, once it is released."""

    is_local = False

    def __init__(self, fault: str | None = None) -> None:
        self.calls = self.cancelled = 0
        self.go = asyncio.Event()
        self._fault = fault

    async def draft(self, request: DraftRequest, on_text: OnText | None = None) -> Draft:
        self.calls += 1
        if on_text:
            on_text("one ")
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if on_text:
            on_text("two")
        usage = ModelUsage("m", 1, 1, 1.0, None, 1, None)
        return Draft("one two", request.passages, True, "m", Trace(usage, self._fault))


ASKED = draft_request(passages=(passage_hit(),))


def test_one_generation_is_streamed_to_all_from_its_beginning() -> None:
    async def story() -> tuple[list[Draft], list[list[str]], int]:
        writer, pieces = Writer(), [[], [], []]  # type: tuple[Writer, list[list[str]]]
        shared = SharedGenerator(writer)
        drafts = [asyncio.create_task(shared.draft(ASKED, each.append)) for each in pieces]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        writer.go.set()
        return await asyncio.gather(*drafts), pieces, writer.calls

    drafts, pieces, calls = asyncio.run(story())
    assert calls == 1
    assert pieces == [["one ", "two"]] * 3
    assert [draft.trace and draft.trace.is_shared for draft in drafts] == [False, True, True]


def test_a_generation_is_cancelled_only_when_the_last_reader_has_left() -> None:
    async def story() -> tuple[int, int]:
        writer = Writer()
        shared = SharedGenerator(writer)
        first, second = (asyncio.create_task(shared.draft(ASKED)) for _ in range(2))
        await asyncio.sleep(0.01)
        first.cancel()
        await asyncio.sleep(0.01)
        assert writer.cancelled == 0
        second.cancel()
        await asyncio.gather(first, second, return_exceptions=True)
        await asyncio.sleep(0.01)
        writer.go.set()
        assert (await shared.draft(ASKED)).content == "one two"
        return writer.calls, writer.cancelled

    assert asyncio.run(story()) == (2, 1)


def test_requests_that_differ_have_turns_or_failed_are_generated_again() -> None:
    async def story(fault: str | None, *asked: DraftRequest) -> int:
        writer = Writer(fault)
        writer.go.set()
        shared = SharedGenerator(writer)
        for each in asked:
            await shared.draft(each)
        return writer.calls

    assert asyncio.run(story(None, ASKED, ASKED)) == 1
    assert asyncio.run(story("chat_cut", ASKED, ASKED)) == 2
    later = replace(ASKED, turns=(user_turn("Hello"),))
    assert asyncio.run(story(None, later, later)) == 2
    others = [
        replace(ASKED, text="Why?"),
        replace(ASKED, passages=(passage_hit(content="Other."),)),
        replace(ASKED, agent=replace(ASKED.agent, persona="x")),
    ]
    assert asyncio.run(story(None, ASKED, *others)) == 4
