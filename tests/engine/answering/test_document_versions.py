"""A new version of a document replaces the old one when it is ready, and the creator is asked where that is not clear."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.answering.documents.versions import IfExists
from orchestrator.domain.errors import Conflict, NotFound
from orchestrator.engine.accounts.agents import avees
from orchestrator.engine.answering import add_document as adding
from orchestrator.engine.answering import documents, read_document
from orchestrator.engine.answering.documents import TEXT_SOURCE, Upload
from orchestrator.engine.services import Services
from orchestrator.ports.stores.answering import Document
from orchestrator.ports.stores.paging import Page
from support.stories import add_person, count, rows

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
OLD, NEW, NEWEST = b"# Prices\n\nA jar costs five.", b"# Prices\n\nA jar costs six.", b"# Prices\n\nA jar costs seven."
BROKEN = b"%PDF-1.7\nnot really"


class Shelf:
    """One creator's agent, and its documents."""

    def __init__(self, services: Services, creator: UUID, avee: UUID) -> None:
        self.services, self.creator, self.avee = services, creator, avee

    async def add(self, source: str, data: bytes, **changes: Any) -> Document:
        """Stored and not read yet."""
        upload = Upload(source, data, **changes)
        return (await adding.add_document(self.services, self.creator, self.avee, upload, enqueue=False))[0]

    async def read(self, document: Document) -> Document:
        return await read_document.read_document(self.services, self.creator, self.avee, document.id)

    async def put(self, source: str, data: bytes, **changes: Any) -> Document:
        return await self.read(await self.add(source, data, **changes))

    async def listed(self) -> dict[UUID, str]:
        found = await documents.list_documents(self.services, self.creator, self.avee, Page(limit=50))
        return {each.id: each.status for each in found}


def passages(database: EmbeddedServer) -> set[str]:
    """Everything that may be quoted: the passages, all of which are in the search, too."""
    assert count(database, "passages") == count(database, "search_vectors WHERE kind = 'passage'")
    return {row.content for row in rows(database, "SELECT content FROM passages")}


async def make_shelf(services: Services) -> Shelf:
    creator = await add_person(services, "mira")
    return Shelf(services, creator, (await avees.create_avee(services, creator, "mira-agent", "Mira's agent", "")).id)


def told(story: Callable[[Shelf], Awaitable[None]]) -> Callable[[Running], Awaitable[None]]:
    async def whole(program: Running) -> None:
        await story(await make_shelf(program.services))

    return whole


def test_a_new_version_replaces_the_old_one_when_it_is_ready(run: Run, database: EmbeddedServer) -> None:
    async def story(shelf: Shelf) -> None:
        old = await shelf.put("prices.md", OLD)
        new = await shelf.add("prices.md", NEW)
        assert (new.status, new.replaces) == ("pending", old.id)
        assert passages(database) == {"A jar costs five."}, "the old one answers until the new one is ready"
        ready = await shelf.read(new)
        assert (ready.status, ready.replaces) == ("ready", None)
        assert await shelf.listed() == {new.id: "ready"}

    run(told(story))
    assert passages(database) == {"A jar costs six."}


def test_a_new_version_that_fails_leaves_the_old_one(run: Run, database: EmbeddedServer) -> None:
    async def story(shelf: Shelf) -> None:
        old = await shelf.put("prices.pdf", OLD)
        failed = await shelf.put("prices.pdf", BROKEN)
        assert (failed.status, failed.failure_code, failed.replaces) == ("failed", "unreadable_document", old.id)
        assert (failed.failure or "").endswith("The earlier version stays in use.")
        assert passages(database) == {"A jar costs five."}
        # The next one replaces both: the one that failed and the one that answers.
        newest = await shelf.put("prices.pdf", NEWEST)
        assert await shelf.listed() == {newest.id: "ready"}

    run(told(story))
    assert passages(database) == {"A jar costs seven."}


def test_versions_that_overtake_each_other_end_with_the_newest(run: Run, database: EmbeddedServer) -> None:
    async def story(shelf: Shelf) -> None:
        await shelf.put("prices.md", OLD)
        new, newest = await shelf.add("prices.md", NEW), await shelf.add("prices.md", NEWEST)
        assert newest.replaces == new.id
        await shelf.read(newest)
        with pytest.raises(NotFound):
            await shelf.read(new)
        assert await shelf.listed() == {newest.id: "ready"}

    run(told(story))
    assert passages(database) == {"A jar costs seven."}


def test_a_deleted_version_hands_its_place_on(run: Run, database: EmbeddedServer) -> None:
    async def story(shelf: Shelf) -> None:
        await shelf.put("prices.md", OLD)
        new, newest = await shelf.add("prices.md", NEW), await shelf.add("prices.md", NEWEST)
        await documents.delete_document(shelf.services, shelf.creator, shelf.avee, new.id)
        await shelf.read(newest)
        assert await shelf.listed() == {newest.id: "ready"}

    run(told(story))


def test_the_old_version_added_again_drops_the_new_one(run: Run, database: EmbeddedServer) -> None:
    async def story(shelf: Shelf) -> None:
        old = await shelf.put("prices.md", OLD)
        await shelf.add("prices.md", NEW)
        again, is_new = await adding.add_document(shelf.services, shelf.creator, shelf.avee, Upload("prices.md", OLD))
        assert (again.id, is_new) == (old.id, False)
        assert await shelf.listed() == {old.id: "ready"}

    run(told(story))


@pytest.mark.parametrize(
    ("before", "sent", "after"),
    [
        (Layer.intimate, Layer.public, Layer.intimate),
        (Layer.public, Layer.friends, Layer.friends),
        (Layer.friends, Layer.friends, Layer.friends),
    ],
)
def test_a_new_version_is_never_less_private(run: Run, database: EmbeddedServer, before: Layer, sent: Layer, after: Layer) -> None:
    async def story(shelf: Shelf) -> None:
        await shelf.put("prices.md", OLD, layer=before)
        new = await shelf.add("prices.md", NEW, layer=sent)
        assert new.layer is after
        assert (await shelf.read(new)).layer is after

    run(told(story))
    assert {row.layer for row in rows(database, "SELECT layer::text FROM passages")} == {after.value}


def test_an_old_version_made_private_meanwhile_counts(run: Run, database: EmbeddedServer) -> None:
    async def story(shelf: Shelf) -> None:
        old = await shelf.put("prices.md", OLD)
        new = await shelf.add("prices.md", NEW)
        rows(database, "UPDATE documents SET layer = 'intimate' WHERE id = :id", id=old.id)
        assert (await shelf.read(new)).layer is Layer.intimate

    run(told(story))
    assert {row.layer for row in rows(database, "SELECT layer::text FROM passages")} == {"intimate"}


def test_the_same_title_from_another_file_waits_for_the_creator(run: Run, database: EmbeddedServer) -> None:
    async def story(shelf: Shelf) -> None:
        old = await shelf.put("prices-2025.md", OLD)
        held = await shelf.put("prices-2026.md", NEW)
        assert (held.status, held.title, held.same_title_as) == ("held", "Prices", old.id)
        assert passages(database) == {"A jar costs five."}
        chosen = await adding.choose_version(shelf.services, shelf.creator, shelf.avee, held.id, IfExists.replace_it)
        assert (chosen.status, chosen.replaces) == ("pending", old.id)
        with pytest.raises(Conflict) as refused:
            await adding.choose_version(shelf.services, shelf.creator, shelf.avee, held.id, IfExists.keep_both)
        assert refused.value.code == "document_not_held"
        await shelf.read(chosen)
        assert await shelf.listed() == {held.id: "ready"}

    run(told(story))
    assert passages(database) == {"A jar costs six."}


@pytest.mark.parametrize("choice", [IfExists.keep_both, IfExists.replace_it])
def test_a_choice_made_at_once_is_taken(run: Run, database: EmbeddedServer, choice: IfExists) -> None:
    async def story(shelf: Shelf) -> None:
        await shelf.put("prices-2025.md", OLD)
        assert (await shelf.put("prices-2026.md", NEW, if_exists=choice)).status == "ready"

    run(told(story))
    assert ("A jar costs five." in passages(database)) is (choice is IfExists.keep_both)


def test_a_held_document_is_read_when_the_other_is_deleted(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        shelf = await make_shelf(program.services)
        old = await shelf.put("prices-2025.md", OLD)
        held = await shelf.put("prices-2026.md", NEW)
        await documents.delete_document(shelf.services, shelf.creator, shelf.avee, old.id)
        await program.queue.work(wait=False)
        assert await shelf.listed() == {held.id: "ready"}

    run(story)


def test_two_documents_of_one_file_name_are_asked_about(run: Run, database: EmbeddedServer) -> None:
    async def story(shelf: Shelf) -> None:
        first = await shelf.put("prices.md", OLD)
        second = await shelf.put("prices.md", NEW, if_exists=IfExists.keep_both)
        with pytest.raises(Conflict) as asked:
            await shelf.add("prices.md", NEWEST)
        assert asked.value.code == "document_exists"
        assert [each["id"] for each in asked.value.fields["documents"]] == [str(second.id), str(first.id)]  # type: ignore[attr-defined]  # JSON
        third = await shelf.put("prices.md", NEWEST, replaces=first.id)
        assert await shelf.listed() == {second.id: "ready", third.id: "ready"}

    run(told(story))
    assert passages(database) == {"A jar costs six.", "A jar costs seven."}


def test_content_without_a_file_is_told_by_its_title(run: Run, database: EmbeddedServer) -> None:
    async def story(shelf: Shelf) -> None:
        opening = await shelf.put(TEXT_SOURCE, b"We open at nine.", title="Opening")
        prices = await shelf.put(TEXT_SOURCE, OLD, title="Prices")
        again = await shelf.put(TEXT_SOURCE, NEW, title="prices")
        assert await shelf.listed() == {opening.id: "ready", again.id: "ready"}, prices
        # The title of a file's document: another thing under the same name.
        await shelf.put("hours.md", b"# Hours\n\nWe close at five.")
        with pytest.raises(Conflict) as asked:
            await shelf.add(TEXT_SOURCE, b"We close at six.", title="Hours")
        assert asked.value.code == "document_exists"

    run(told(story))


def test_another_creators_document_is_never_replaced(run: Run, database: EmbeddedServer) -> None:
    async def story(shelf: Shelf) -> None:
        old = await shelf.put("prices.md", OLD)
        stranger = await add_person(shelf.services, "stranger")
        theirs = (await avees.create_avee(shelf.services, stranger, "other", "Other", "")).id
        with pytest.raises(NotFound):
            await adding.add_document(shelf.services, stranger, theirs, Upload("prices.md", NEW, replaces=old.id))
        with pytest.raises(NotFound):
            await adding.choose_version(shelf.services, stranger, shelf.avee, old.id, IfExists.replace_it)
        new, _ = await adding.add_document(shelf.services, stranger, theirs, Upload("prices.md", NEW), enqueue=False)
        assert new.replaces is None
        assert (await read_document.read_document(shelf.services, stranger, theirs, new.id)).status == "ready"

    run(told(story))
    assert passages(database) == {"A jar costs five.", "A jar costs six."}
