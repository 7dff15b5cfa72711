"""Reading goes on whatever a document does: tries are counted, a stop of the program costs none, and creators are served
in turn.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from orchestrator.adapters.jobs.queue import JobQueue
from orchestrator.adapters.postgres.connecting import QUEUE, parameters_of
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.jobs import MeasuredQueue, register_jobs
from orchestrator.bootstrap.program import Running
from orchestrator.domain.errors import Unavailable
from orchestrator.engine.accounts.agents import avees
from orchestrator.engine.answering import add_document as adding
from orchestrator.engine.answering import read_document
from orchestrator.engine.answering.documents import Upload
from orchestrator.ports.reading import Passage, ReadDocument
from support.models import DownEmbedder
from support.stories import add_person, rows

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]


@dataclass
class ListedReader:
    """A DocumentReader that notes the names of what it reads. Each document takes until `go` is set."""

    read_names: list[str] = field(default_factory=list)
    running: set[str] = field(default_factory=set)
    most_of_one: int = 0
    """The most documents of one creator that were read at the same time; a name begins with its creator's."""
    go: asyncio.Event = field(default_factory=asyncio.Event)
    one_more: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self, name: str, data: bytes) -> ReadDocument:
        self.read_names.append(name)
        self.running.add(name)
        self.one_more.set()
        owner = name.split("-")[0]
        self.most_of_one = max(self.most_of_one, sum(each.startswith(owner) for each in self.running))
        try:
            await self.go.wait()
        finally:
            self.running.discard(name)
        return ReadDocument(name, name, passages=(Passage(name, ""),))


class DyingReader:
    """A DocumentReader whose process dies with each document."""

    async def read(self, name: str, data: bytes) -> ReadDocument:
        raise Unavailable("reading_interrupted", f"'{name}' could not be read.")


async def make_avee(program: Running, handle: str) -> tuple[Any, Any]:
    creator = await add_person(program.services, handle)
    return creator, (await avees.create_avee(program.services, creator, f"{handle}-agent", handle, "")).id


def state(database: EmbeddedServer) -> tuple[str, int, int]:
    (row,) = rows(database, "SELECT status, tries, interruptions FROM documents")
    return row.status, row.tries, row.interruptions


def test_a_document_that_kills_its_process_is_given_up(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        creator, avee = await make_avee(program, "mira")
        document, _ = await adding.add_document(program.services, creator, avee, Upload("killer.pdf", b"x"), enqueue=False)
        dying = replace(program.services, reader=DyingReader())
        for tries in (1, 2):
            with pytest.raises(Unavailable):
                await read_document.read_document(dying, creator, avee, document.id)
            assert state(database) == ("pending", tries, 0)
        failed = await read_document.read_document(dying, creator, avee, document.id)
        assert (failed.status, failed.failure, failed.failure_code) == ("failed", read_document.GIVEN_UP, "reading_given_up")

    run(story)


def test_a_document_that_kills_the_program_is_not_begun_again_for_ever(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        creator, avee = await make_avee(program, "mira")
        document, _ = await adding.add_document(program.services, creator, avee, Upload("killer.pdf", b"x"), enqueue=False)
        # The state that programs leave which were killed while they read it.
        rows(database, "UPDATE documents SET tries = 3")
        reader = ListedReader()
        failed = await read_document.read_document(replace(program.services, reader=reader), creator, avee, document.id)
        assert (failed.failure_code, reader.read_names) == ("reading_given_up", [])
        # Sent again, it is tried again.
        again, is_new = await adding.add_document(program.services, creator, avee, Upload("killer.pdf", b"x"), enqueue=False)
        assert (again.id, is_new, state(database)) == (document.id, True, ("pending", 0, 0))

    run(story)


def test_the_third_try_may_still_succeed(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        creator, avee = await make_avee(program, "mira")
        document, _ = await adding.add_document(program.services, creator, avee, Upload("a.md", b"# A\n\nText."), enqueue=False)
        rows(database, "UPDATE documents SET tries = 2")
        assert (await read_document.read_document(program.services, creator, avee, document.id)).status == "ready"

    run(story)


def test_an_embedder_that_is_down_uses_up_no_try(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        creator, avee = await make_avee(program, "mira")
        document, _ = await adding.add_document(program.services, creator, avee, Upload("a.md", b"# A\n\nText."), enqueue=False)
        down = replace(program.services, embedder=DownEmbedder(program.services.embedder))
        for _ in range(4):
            with pytest.raises(Unavailable):
                await read_document.read_document(down, creator, avee, document.id)
        assert state(database) == ("pending", 0, 0)
        assert (await read_document.read_document(program.services, creator, avee, document.id)).status == "ready"

    run(story)


def test_a_stop_of_the_program_uses_up_no_try_unless_it_always_stops(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        creator, avee = await make_avee(program, "mira")
        document, _ = await adding.add_document(program.services, creator, avee, Upload("a.md", b"# A"), enqueue=False)

        async def stop_in_the_middle() -> None:
            reader = ListedReader()
            reading = asyncio.create_task(read_document.read_document(replace(program.services, reader=reader), creator, avee, document.id))
            await reader.one_more.wait()
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading

        for stops in range(1, 4):
            await stop_in_the_middle()
            assert state(database) == ("pending", 0, stops)
        rows(database, "UPDATE documents SET interruptions = 19")
        await stop_in_the_middle()
        assert state(database)[:2] == ("pending", 0)
        await stop_in_the_middle()
        assert state(database)[:2] == ("pending", 1), "twenty times it costs none"

    run(story)


@pytest.mark.parametrize("concurrency", [1, 4])
def test_creators_are_served_in_turn(run: Run, database: EmbeddedServer, concurrency: int) -> None:
    async def story(program: Running) -> list[str]:
        reader, queue = ListedReader(), JobQueue(parameters_of(database.runtime_url, QUEUE))
        register_jobs(MeasuredQueue(queue), replace(program.services, reader=reader))
        for handle, number in (("busy", 4), ("quiet", 1), ("third", 2)):
            creator, avee = await make_avee(program, handle)
            for each in range(number):
                await adding.add_document(program.services, creator, avee, Upload(f"{handle}-{each}.pdf", f"{handle}{each}".encode()))
        working = asyncio.create_task(queue.work(concurrency, wait=False))
        if concurrency > 1:
            async with asyncio.timeout(60):
                while len(reader.running) < 3:
                    await reader.one_more.wait()
                    reader.one_more.clear()
        reader.go.set()
        await working
        assert reader.most_of_one == 1, "one document of a creator at a time"
        return reader.read_names

    names = run(story)
    assert sorted(names[:3]) == ["busy-0.pdf", "quiet-0.pdf", "third-0.pdf"], names
    assert [name for name in names if name.startswith("busy")] == [f"busy-{each}.pdf" for each in range(4)]
    assert len(names) == 7
