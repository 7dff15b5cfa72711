"""Recovery: interrupted work is finished later; work that keeps failing delays nothing else and is reported."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.errors import Overloaded, Unavailable
from orchestrator.engine.answering import add_document as adding
from orchestrator.engine.answering import documents, read_document, recover
from orchestrator.engine.answering.documents import Upload
from orchestrator.engine.escalation.accept import accept
from orchestrator.engine.escalation.expire import expire_escalations
from orchestrator.engine.routing.judging.feedback import give_feedback
from orchestrator.engine.routing.recover import route_lost_messages
from orchestrator.engine.routing.route import route
from orchestrator.ports.reading import ReadDocument
from support.models import DownEmbedder, RefusingEmbedder
from support.stories import NOVEL_QUESTION, PASSWORD_QUESTION, add_person, build_house, count, rows, start

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
FAILING = "Who said Rumpelstiltskin?"


class FaultyReader:
    """A reader with a programming fault."""

    async def read(self, name: str, data: bytes) -> ReadDocument:
        raise IndexError(name)


def test_a_message_that_cannot_be_routed_delays_no_other(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        down = replace(program.services, embedder=DownEmbedder(program.services.embedder))
        for text in (FAILING, PASSWORD_QUESTION):
            conversation = await start(program.services, house.asker, house.avee)
            with pytest.raises(Unavailable):
                await route(down, house.asker, replace(house.ask(text), conversation_id=conversation))
        rows(database, "DELETE FROM procrastinate_jobs")
        rows(database, "UPDATE messages SET created_at = now() - interval '50 seconds'")
        assert await route_lost_messages(program.services) == 0, "for a minute they may still be being routed"
        faulty = replace(program.services, embedder=RefusingEmbedder(program.services.embedder, "Rumpelstiltskin", ValueError("a fault")))
        rows(database, "UPDATE messages SET created_at = now() - interval '60.1 seconds'")
        assert await route_lost_messages(faulty) == 1
        assert [row.content for row in rows(database, "SELECT content FROM messages WHERE awaits_routing")] == [FAILING]
        assert await route_lost_messages(faulty, older_than_s=0) == 0
        assert count(database, "procrastinate_jobs WHERE task_name = 'route_failing_message'") == 1, "it has a job of its own"
        # After the last try it is left alone until an operator retries the job.
        rows(database, "UPDATE procrastinate_jobs SET status = 'failed'")
        assert await route_lost_messages(program.services, older_than_s=0) == 0
        (failed,) = await program.services.database.list_failed_jobs()
        assert (failed.task, failed.state) == ("route_failing_message", "failed")
        await program.services.database.retry_job(failed.id)
        await program.queue.work(wait=False)
        assert count(database, "messages WHERE awaits_routing") == 0

    run(story)


def test_a_question_that_cannot_be_expired_delays_no_other(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        for handle in ("otto", "finn"):
            asker = await add_person(program.services, handle)
            routed = await route(
                program.services,
                asker,
                replace(house.ask(NOVEL_QUESTION), conversation_id=await start(program.services, asker, house.avee)),
            )
            assert routed.escalation is not None
            await accept(program.services, asker, routed.escalation.id)
        rows(database, "UPDATE escalation_queue SET deadline_at = now() - interval '1 minute'")
        # Invalid evidence, from which the notice to the asker cannot be written.
        first = "(SELECT message_id FROM escalation_queue ORDER BY id LIMIT 1)"
        rows(database, f"UPDATE orchestrator_decisions SET evidence = evidence || '{{\"suggestions\": 7}}' WHERE message_id = {first}")
        with pytest.raises(Exception, match=r"."):
            await expire_escalations(program.services)
        assert count(database, "escalation_queue WHERE status = 'expired'") == 1

    run(story)


def test_a_fault_of_the_reader_fails_the_document_with_a_reason(run: Run) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        document, _ = await adding.add_document(program.services, house.creator, house.avee, Upload("a.md", b"# A\n\nSome text."))
        faulty = replace(program.services, reader=FaultyReader())
        failed = await read_document.read_document(faulty, house.creator, house.avee, document.id)
        assert failed.status == "failed"
        assert failed.failure is not None
        assert "error in this program" in failed.failure

    run(story)


def test_a_busy_embedder_does_not_fail_a_document(run: Run) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        document, _ = await adding.add_document(program.services, house.creator, house.avee, Upload("a.md", b"# A\n\nSome text."))
        busy = replace(program.services, embedder=RefusingEmbedder(program.services.embedder, "", Overloaded("busy", "Too much at once.")))
        with pytest.raises(Overloaded):
            await read_document.read_document(busy, house.creator, house.avee, document.id)
        assert (await documents.show_document(program.services, house.creator, house.avee, document.id)).status == "pending"

    run(story)


def test_an_abandoned_document_is_read(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        # The state that the `ingest` command leaves when it is killed: that command enqueues no job.
        document, _ = await adding.add_document(
            program.services, house.creator, house.avee, Upload("a.md", b"# A\n\nSome text.", title="My title"), enqueue=False
        )  # fmt: skip
        assert await recover.read_lost_documents(program.services) == 0, "it may still be being read"
        rows(database, "ALTER TABLE documents DISABLE TRIGGER USER")
        for minutes, lost in ((29.8, 0), (30.1, 1)):
            rows(database, "UPDATE documents SET updated_at = now() - make_interval(secs => 60 * :minutes)", minutes=minutes)
            assert await recover.read_lost_documents(program.services) == lost
        rows(database, "DELETE FROM procrastinate_jobs")
        assert await recover.read_lost_documents(program.services, older_than_s=0) == 1
        assert await recover.read_lost_documents(program.services, older_than_s=0) == 0, "its job is enqueued already"
        await program.queue.work(wait=False)
        ready = await documents.show_document(program.services, house.creator, house.avee, document.id)
        assert (ready.status, ready.title) == ("ready", "My title")

    run(story)


def test_feedback_is_stored_while_the_embedder_is_down(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        routed = await route(program.services, house.asker, house.ask(PASSWORD_QUESTION))
        down = replace(program.services, embedder=DownEmbedder(program.services.embedder))
        with pytest.raises(Unavailable, match="is kept"):
            await give_feedback(down, house.asker, routed.decision_id, "not_my_question", "It is about my bicycle.")
        (kept,) = rows(database, "SELECT verdict, comment FROM decision_feedback")
        assert (kept.verdict, kept.comment) == ("not_my_question", "It is about my bicycle.")
        given = await give_feedback(program.services, house.asker, routed.decision_id, "not_my_question", None)
        assert given.escalation is not None
        assert rows(database, "SELECT comment FROM decision_feedback")[0].comment == "It is about my bicycle.", "the comment is kept"

    run(story)


def test_failed_jobs_are_listed_once_per_task_and_state(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        insert = (
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts) "
            "VALUES ('upkeep', :task, CAST(:args AS jsonb), CAST(:status AS procrastinate_job_status), :attempts)"
        )
        for minute in range(3):
            rows(database, insert, task="expire_escalations", args=f'{{"timestamp": {minute}}}', status="failed", attempts=1)
        rows(database, insert, task="deliver_webhook", args="{}", status="todo", attempts=3)
        rows(database, insert, task="deliver_webhook", args='{"delivery_id": "7"}', status="todo", attempts=1)
        listed = await program.services.database.list_failed_jobs()
        assert [(job.task, job.state) for job in listed] == [("deliver_webhook", "retrying"), ("expire_escalations", "failed")]
        assert await program.services.database.count_jobs() == {"todo": 2, "doing": 0, "failed": 3, "retrying": 2}

    run(story)
