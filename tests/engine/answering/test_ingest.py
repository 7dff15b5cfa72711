"""Reading documents: each is stored once, even if a worker or the embedder fails meanwhile."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import Invalid, NotFound, TooLarge, Unavailable
from orchestrator.engine.accounts.agents import avees
from orchestrator.engine.answering import add_document as adding
from orchestrator.engine.answering import documents, read_document
from orchestrator.engine.answering.documents import Upload
from orchestrator.engine.services import Services
from support.models import DownEmbedder, FlakyEmbedder
from support.stories import add_document, add_person, count, rows

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
LONG = "# Rules\n\n" + "\n\n".join(f"## Rule {n}\n\nRule number {n} says that sentence {n} is about thing {n}. " * 3 for n in range(70))

INGESTS = "procrastinate_jobs WHERE queue_name = 'ingest'"


async def make_avee(services: Services) -> tuple[Any, Any]:
    creator = await add_person(services, "mira")
    return creator, (await avees.create_avee(services, creator, "mira-agent", "Mira's agent", "")).id


def test_a_job_reads_an_upload(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        creator, avee = await make_avee(program.services)
        document, is_new = await adding.add_document(program.services, creator, avee, Upload("rules.md", LONG.encode(), Layer.friends))
        assert (document.status, is_new) == ("pending", True)
        assert [row.task_name for row in rows(database, "SELECT task_name FROM procrastinate_jobs WHERE queue_name = 'ingest'")] == [
            "embed_document"
        ]
        await program.queue.work(wait=False)
        ready = await documents.show_document(program.services, creator, avee, document.id)
        assert (ready.status, ready.title) == ("ready", "Rules")
        assert ready.passage_count == count(database, "passages") > read_document.BATCH_PASSAGES

    run(story)
    assert {row.layer for row in rows(database, "SELECT DISTINCT layer::text FROM passages")} == {"friends"}
    assert count(database, "documents WHERE upload IS NULL AND content LIKE '# Rules%'") == 1
    assert count(database, "passages WHERE text_search @@ to_tsquery('english', 'sentences & 69')") == 1


def test_a_job_whose_worker_was_killed_runs_again(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        creator, avee = await make_avee(program.services)
        document, _ = await adding.add_document(program.services, creator, avee, Upload("a.md", b"# A\n\nSome text."))
        # The state that a worker leaves which took the job and was killed.
        rows(database, "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')")
        rows(database, "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM procrastinate_workers)")
        await program.queue.work(wait=False)
        assert (await documents.show_document(program.services, creator, avee, document.id)).status == "ready"

    run(story)
    assert count(database, "documents WHERE status = 'ready'") == 1
    assert count(database, "procrastinate_jobs WHERE task_name = 'embed_document'") == 0


def test_the_same_content_twice_is_stored_once(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        creator, avee = await make_avee(program.services)
        first = await add_document(program.services, creator, avee, "a.md", "# A\n\nSome text.")
        again, is_new = await adding.add_document(program.services, creator, avee, Upload("b.md", b"# A\n\nSome text."))
        assert (again.id, is_new) == (first.id, False)

    run(story)
    assert (count(database, "documents"), count(database, "passages"), count(database, INGESTS)) == (1, 1, 0)


def test_a_document_that_failed_is_tried_again_under_its_id(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        creator, avee = await make_avee(program.services)
        upload = Upload("broken.pdf", b"%PDF-1.7\n" + bytes(range(1, 200)) * 4)
        ids = []
        for _ in range(2):
            document, is_new = await adding.add_document(program.services, creator, avee, upload, enqueue=False)
            assert (document.status, is_new) == ("pending", True)
            failed = await read_document.read_document(program.services, creator, avee, document.id)
            assert failed.status == "failed"
            assert failed.failure
            ids.append(document.id)
        assert ids[0] == ids[1]

    run(story)
    assert count(database, "passages") == 0


def test_an_embedder_that_fails_midway_causes_no_duplicate_passages(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        creator, avee = await make_avee(program.services)
        document, _ = await adding.add_document(program.services, creator, avee, Upload("rules.md", LONG.encode()), enqueue=False)
        for embedder in (DownEmbedder(program.services.embedder), FlakyEmbedder(program.services.embedder, answers=1)):
            with pytest.raises(Unavailable):
                await read_document.read_document(replace(program.services, embedder=embedder), creator, avee, document.id)
            assert (await documents.show_document(program.services, creator, avee, document.id)).status == "pending"
            assert count(database, "passages") == 0, "nothing of a half-read document is quoted"
        done: list[tuple[int, int]] = []
        ready = await read_document.read_document(program.services, creator, avee, document.id, progress=lambda *each: done.append(each))
        assert done[-1] == (ready.passage_count, ready.passage_count)
        assert len(done) > 1
        assert await read_document.read_document(program.services, creator, avee, document.id) == ready
        assert count(database, "passages") == ready.passage_count

    run(story)
    assert count(database, "(SELECT DISTINCT content FROM passages) c") == count(database, "passages")


def test_deleting_a_document_deletes_its_passages(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        creator, avee = await make_avee(program.services)
        kept = await add_document(program.services, creator, avee, "kept.md", "# Kept\n\nThis stays.")
        gone = await add_document(program.services, creator, avee, "gone.md", LONG)
        await documents.delete_document(program.services, creator, avee, gone.id)
        assert [row.document_id for row in rows(database, "SELECT DISTINCT document_id FROM passages")] == [kept.id]
        with pytest.raises(NotFound):
            await documents.delete_document(program.services, creator, avee, gone.id)
        with pytest.raises(NotFound):
            await read_document.read_document(program.services, creator, avee, gone.id)

    run(story)


def test_an_empty_file_or_another_persons_agent_stores_nothing(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        creator, avee = await make_avee(program.services)
        with pytest.raises(Invalid):
            await adding.add_document(program.services, creator, avee, Upload("empty.md", b" \n"))
        stranger = await add_person(program.services, "stranger")
        with pytest.raises(NotFound):
            await adding.add_document(program.services, stranger, avee, Upload("a.md", b"text"))

    run(story)
    assert (count(database, "documents"), count(database, INGESTS)) == (0, 0)


def test_what_an_earlier_reader_read_is_read_anew_when_it_is_added_again(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        creator, avee = await make_avee(program.services)
        first = await add_document(program.services, creator, avee, "rules.md", LONG)
        again, is_new = await adding.add_document(program.services, creator, avee, Upload("rules.md", LONG.encode()))
        assert (again.id, is_new) == (first.id, False)
        # As an earlier reader left it, which kept more text and made more passages.
        rows(database, "UPDATE documents SET reader_version = 1, content = 'old'")
        rows(
            database,
            "INSERT INTO passages (avee_id, id, document_id, position, layer, content, embedding) "
            "SELECT avee_id, gen_random_uuid(), document_id, 9999, layer, 'SECRET50', embedding FROM passages LIMIT 1",
        )
        again, is_new = await adding.add_document(
            program.services, creator, avee, Upload("rules.md", LONG.encode(), Layer.friends), enqueue=False
        )
        assert (again.id, again.status, is_new) == (first.id, "pending", True)
        ready = await read_document.read_document(program.services, creator, avee, first.id)
        assert (ready.status, ready.passage_count) == ("ready", first.passage_count)

    run(story)
    assert count(database, "passages WHERE content = 'SECRET50'") == 0
    assert count(database, "documents WHERE content LIKE '# Rules%' AND reader_version > 1 AND layer = 'friends'") == 1
    assert {row.layer for row in rows(database, "SELECT DISTINCT layer::text FROM passages")} == {"friends"}


def test_an_upload_has_at_most_25_megabytes() -> None:
    largest = b"x" * 26_214_400
    documents.check_upload(Upload("a.md", largest))
    with pytest.raises(TooLarge, match=r"larger than 25 MB"):
        documents.check_upload(Upload("a.md", largest + b"x"))
