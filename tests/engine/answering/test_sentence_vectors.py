"""Sentences of passages are embedded while a document is read, and by a job where an earlier version read it."""

from collections.abc import Awaitable, Callable
from typing import Any

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.engine.accounts.agents import avees
from orchestrator.engine.answering import add_document as adding
from orchestrator.engine.answering import read_document
from orchestrator.engine.answering.documents import Upload
from orchestrator.engine.answering.sentences import embed_missing_sentences
from orchestrator.ports.database import Scope
from support.stories import add_person, count, rows

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
PRICES = b"# Films\n\nWe develop by hand.\n\n| Service | Price |\n| --- | --- |\n| E-6 slide film | 14 euros |\n| C-41 | 9 euros |"
ROW = "Service: E-6 slide film; Price: 14 euros"


class Shop:
    """A creator with one document about prices."""

    def __init__(self, program: Running) -> None:
        self.services = program.services

    async def open(self, layer: Layer = Layer.public) -> "Shop":
        self.creator = await add_person(self.services, "mira")
        self.avee = (await avees.create_avee(self.services, self.creator, "mira", "Mira", "")).id
        await self.put(layer)
        return self

    async def put(self, layer: Layer) -> None:
        upload = Upload("prices.md", PRICES, layer=layer)
        document, _ = await adding.add_document(self.services, self.creator, self.avee, upload, enqueue=False)
        await read_document.read_document(self.services, self.creator, self.avee, document.id)

    async def search(self, question: str) -> list[PassageHit]:
        (vector,) = await self.services.embedder.embed([question])
        async with self.services.database.hot_path(Scope(self.creator, self.avee, Layer.intimate)) as hot:
            return list((await hot.search(question, vector)).passages)


def test_a_found_passage_comes_with_its_two_nearest_sentences(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        shop = await Shop(program).open()
        (hit,) = await shop.search(ROW)
        assert hit.sentences[0].text == ROW
        assert hit.sentences[0].cosine > 0.99 > hit.sentences[1].cosine
        assert hit.best_sentence > hit.cosine, "one sentence is nearer than the passage around it"

    run(story)
    assert [row.content for row in rows(database, "SELECT content FROM passage_sentences ORDER BY position")] == [
        "We develop by hand.", ROW, "Service: C-41; Price: 9 euros"]  # fmt: skip


def test_a_document_of_an_earlier_version_gets_its_sentences(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        shop = await Shop(program).open()
        assert await embed_missing_sentences(shop.services) == 0, "reading it was enough"
        rows(database, "DELETE FROM passage_sentences")
        rows(database, "UPDATE documents SET has_sentences = false")
        assert [hit.sentences for hit in await shop.search(ROW)] == [()], "it is still found, as a whole"
        assert await embed_missing_sentences(shop.services) == 1
        assert [hit.sentences[0].text for hit in await shop.search(ROW)] == [ROW]
        assert await embed_missing_sentences(shop.services) == 0

    run(story)
    assert count(database, "passage_sentences") == 3


def test_sentences_are_as_private_as_their_passage(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        shop = await Shop(program).open()
        await shop.put(Layer.intimate)

    run(story)
    assert {row.layer for row in rows(database, "SELECT layer::text FROM passages")} == {"intimate"}
    assert {row.layer for row in rows(database, "SELECT layer::text FROM passage_sentences")} == {"intimate"}
