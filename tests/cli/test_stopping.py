"""SIGTERM while something is going on: the process ends in its grace period with all it started, and the work is done
after the next start.
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import httpx
import psutil
import pytest

import support.attacking_files as files
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.engine.accounts.agents import avees
from orchestrator.engine.answering import add_document as adding
from orchestrator.engine.answering.documents import Upload
from support.api import Api
from support.servers.chat_server import Mode, serving
from support.servers.served import COMMAND, ROOT, Served
from support.stories import add_person, rows
from support.streams import following

GRACE = {"SHUTDOWN_GRACE_S": "2"}
END_S = 120
"""A bound for a machine with much other work; without an end, the process would go on for far longer."""

pytestmark = pytest.mark.timeout(900)


def family(served: Served) -> list[psutil.Process]:
    process = psutil.Process(served.process_id)
    return [process, *process.children(recursive=True)]


def stop_and_look(served: Served) -> None:
    """Tells it to stop, and sees that nothing of it is left."""
    everything = family(served)
    os.kill(served.process_id, signal.SIGTERM)
    served.wait(END_S)
    _, left = psutil.wait_procs(everything, timeout=END_S)
    assert left == [], [process.cmdline() for process in left]


def until(holds: Callable[[], object], timeout_s: float = 300) -> None:
    deadline = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def is_reading(served: Served) -> bool:
    """Whether a process for reading has begun to compute."""
    return any("confined.child" in " ".join(each.cmdline()) and each.cpu_times().user > 0.5 for each in family(served)[1:])


@pytest.fixture(params=[(), ("--workers", "2")], ids=["one process", "two workers"])
def served(request: pytest.FixtureRequest, database: EmbeddedServer) -> Iterator[Served]:
    program = Served(database, *request.param, **GRACE, READING_CPU_S="300")
    try:
        program.start()
        yield program
    finally:
        program.stop()


def upload(client: httpx.Client, data: bytes) -> tuple[Api, str, str]:
    creator = Api(client).sign_up()
    avee = creator.create_avee()
    document = creator.call("POST", f"/avees/{avee}/documents", 202, files={"file": ("slow.pdf", data)})
    return creator, avee, document["id"]


def test_serve_ends_while_a_document_is_read_and_takes_it_up_again(served: Served, database: EmbeddedServer) -> None:
    with httpx.Client(base_url=served.url, timeout=60) as client:
        upload(client, files.overlapping_text(3_000))
        until(lambda: is_reading(served))
        stop_and_look(served)
        (document,) = rows(database, "SELECT status, tries, interruptions FROM documents")
        assert (document.status, document.tries, document.interruptions) == ("pending", 0, 1)
        assert [job.status for job in rows(database, "SELECT status::text FROM procrastinate_jobs WHERE task_name = 'embed_document'")] == [
            "todo"
        ]
        # With less time for it, so that the test ends.
        served.start(READING_CPU_S="2")
        until(lambda: rows(database, "SELECT FROM documents WHERE failure_code = 'slow_document'"))


def test_a_worker_ends_while_a_document_is_read(run: Callable[..., Any], database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        creator = await add_person(program.services, "mira")
        avee = (await avees.create_avee(program.services, creator, "mira-agent", "Mira", "")).id
        await adding.add_document(program.services, creator, avee, Upload("slow.pdf", files.overlapping_text(3_000)))

    run(story)
    given = {"DATABASE_URL": database.runtime_url, "ORCHESTRATOR_HOME": str(ROOT / ".orchestrator"), "READING_CPU_S": "300"} | GRACE
    worker = subprocess.Popen([*COMMAND[:-1], "worker"], env=os.environ | given, stdout=subprocess.DEVNULL)
    try:
        process = psutil.Process(worker.pid)
        until(lambda: any(child.cpu_times().user > 0.5 for child in process.children()))
        everything = [process, *process.children(recursive=True)]
        worker.terminate()
        worker.wait(END_S)
        _, left = psutil.wait_procs(everything, timeout=END_S)
        assert left == []
    finally:
        worker.kill()
        worker.wait()
    assert [(row.status, row.tries) for row in rows(database, "SELECT status, tries FROM documents")] == [("pending", 0)]


def test_serve_ends_although_a_process_that_reads_was_stopped(database: EmbeddedServer) -> None:
    """A process that does not run cannot end by itself."""
    program = Served(database, **GRACE)
    program.start()
    with httpx.Client(base_url=program.url, timeout=60) as client:
        upload(client, files.overlapping_text(3_000))
        until(lambda: is_reading(program))
        for process in family(program)[1:]:
            process.suspend()
        stop_and_look(program)


def test_serve_ends_while_a_model_writes_a_delivery_hangs_and_events_are_followed(database: EmbeddedServer) -> None:
    with serving(Mode.hangs) as model, socket.create_server(("127.0.0.1", 0)) as silent:
        program = Served(database, **GRACE, CHAT_BASE_URL=model.base_url, CHAT_MODEL="m", ALLOW_PRIVATE_TARGETS="true", CHAT_TIMEOUT_S="50")
        program.start()
        with httpx.Client(base_url=program.url, timeout=60) as client:
            creator = Api(client).sign_up()
            avee = creator.create_avee()
            creator.configure(avee, auto_answer_confidence_threshold=0.2)
            hook = {"url": f"http://127.0.0.1:{silent.getsockname()[1]}/", "kinds": ["document.ready"]}
            creator.call("POST", f"/avees/{avee}/webhooks", 201, json=hook)
            creator.add_document(avee, "Boats", "Seal the boat's deck with linseed oil every April.")
            conversation = creator.start(avee)
            with following(program.url, str(creator.token)), ThreadPoolExecutor(1) as other:
                asking = other.submit(_ask, program.url, str(creator.token), conversation)
                assert model.asked.wait(60)
                silent.settimeout(60)
                with silent.accept()[0]:
                    stop_and_look(program)
                    asking.result()
        assert not rows(database, "SELECT FROM orchestrator_decisions")
        model.mode = Mode.well
        # As if minutes had passed: what waits to be routed is looked for each minute, and left alone in its first.
        rows(database, "UPDATE messages SET created_at = created_at - interval '10 minutes' WHERE awaits_routing")
        rows(database, "DELETE FROM procrastinate_periodic_defers")
        program.start()
        # A job answers the message that was stored, and the delivery is tried again.
        rows(database, "UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
        until(lambda: rows(database, "SELECT FROM orchestrator_decisions"))
        with silent.accept()[0]:
            program.stop()
        assert rows(database, "SELECT count(*) FROM messages WHERE role = 'user'")[0][0] == 1


def _ask(url: str, token: str, conversation: str) -> None:
    body = {"conversation_id": conversation, "message": "When do I seal the boat's deck with linseed oil?"}
    with suppress(httpx.HTTPError):
        httpx.post(f"{url}/orchestrator/message", json=body, headers={"Authorization": f"Bearer {token}"}, timeout=120)
