"""The job queue when a worker dies during a job, and when the database restarts."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import procrastinate
import psycopg
import pytest

from orchestrator.adapters.jobs import queue as jobs
from orchestrator.adapters.jobs.queue import JobQueue
from orchestrator.adapters.postgres.connecting import QUEUE, parameters_of
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.domain.errors import Limited, Unavailable
from support.stories import count, rows


class Work:
    """A queue with one task, and the words that the task was run with."""

    def __init__(self, database: EmbeddedServer) -> None:
        self.done: list[str] = []
        self._one_more = asyncio.Event()
        self.queue = JobQueue(parameters_of(database.runtime_url, QUEUE))
        self.queue.register("note", self._note, "conversation")
        self.conninfo = database.runtime_url.replace("+psycopg", "")

    async def _note(self, word: str) -> None:
        self.done.append(word)
        self._one_more.set()

    async def enqueue(self, word: str) -> None:
        async with await psycopg.AsyncConnection.connect(self.conninfo) as connection:
            await self.queue.enqueue(connection, "note", {"word": word})

    async def wait_for(self, words: list[str]) -> None:
        async with asyncio.timeout(60):
            while self.done != words:
                await self._one_more.wait()
                self._one_more.clear()


@pytest.fixture
def work(database: EmbeddedServer) -> Work:
    return Work(database)


@contextlib.asynccontextmanager
async def working(work: Work) -> AsyncIterator[None]:
    task = asyncio.create_task(work.queue.work())
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def leave_in_the_middle(database: EmbeddedServer, silent_s: float) -> None:
    """Marks the first job as taken by a killed worker whose last heartbeat was `silent_s` seconds ago."""
    rows(
        database,
        """WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => :silent_s)) RETURNING id)
           UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM dead)""",
        silent_s=silent_s,
    )


def test_the_job_of_a_dead_worker_is_done_by_another(work: Work, database: EmbeddedServer) -> None:
    async def story() -> None:
        await work.enqueue("first")
        leave_in_the_middle(database, silent_s=jobs.SILENCE_S + 1)
        await work.queue.work(wait=False)

    asyncio.run(story())
    assert work.done == ["first"]
    assert count(database, "procrastinate_jobs WHERE task_name = 'note'") == 0


def test_the_job_of_a_live_worker_is_left_alone(work: Work, database: EmbeddedServer) -> None:
    async def story() -> None:
        await work.enqueue("first")
        leave_in_the_middle(database, silent_s=0)
        await work.queue.work(wait=False)

    asyncio.run(story())
    assert work.done == []
    assert count(database, "procrastinate_jobs WHERE task_name = 'note' AND status = 'doing'") == 1


def test_an_interrupted_periodic_job_is_dropped_where_its_next_run_waits(work: Work, database: EmbeddedServer) -> None:
    async def tick() -> None:
        work.done.append("tick")

    work.queue.register("tick", tick, "conversation", every="* * * * *")

    async def story() -> None:
        rows(
            database,
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, args) VALUES ('conversation', 'tick', 'tick', '{\"timestamp\": 0}')",
        )
        leave_in_the_middle(database, silent_s=jobs.SILENCE_S + 1)
        rows(
            database,
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, args) VALUES ('conversation', 'tick', 'tick', '{\"timestamp\": 1}')",
        )
        await work.queue.work(wait=False)

    asyncio.run(story())
    assert count(database, "procrastinate_jobs WHERE status = 'doing'") == 0


@pytest.mark.parametrize(
    ("fault", "left"), [(Unavailable("database_unavailable", "deadlock detected"), set()), (ZeroDivisionError("a bug"), {"failed"})]
)
def test_a_periodic_job_is_kept_as_failed_only_for_a_programming_fault(
    work: Work, database: EmbeddedServer, fault: Exception, left: set[str]
) -> None:
    async def tick() -> None:
        raise fault

    work.queue.register("tick", tick, "conversation", every="* * * * *")
    rows(database, "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('conversation', 'tick', '{\"timestamp\": 0}')")
    asyncio.run(work.queue.work(wait=False))
    # The next run may be enqueued already.
    ended = rows(database, "SELECT status FROM procrastinate_jobs WHERE task_name = 'tick' AND status NOT IN ('todo', 'doing')")
    assert {row.status for row in ended} == left


def test_a_job_that_keeps_killing_workers_is_given_up(work: Work, database: EmbeddedServer) -> None:
    async def story() -> None:
        await work.enqueue("deadly")
        rows(database, "UPDATE procrastinate_jobs SET attempts = :attempts", attempts=30)
        leave_in_the_middle(database, silent_s=jobs.SILENCE_S + 1)
        await work.queue.work(wait=False)

    asyncio.run(story())
    assert work.done == []
    assert count(database, "procrastinate_jobs WHERE task_name = 'note' AND status = 'failed'") == 1, "kept for the operator"


@pytest.mark.parametrize(
    ("attempts", "asked_s", "wait_s"),
    [
        (0, None, 2), (1, None, 4), (7, None, 256), (8, None, 512), (9, None, 600), (29, None, 600), (30, None, None),
        (0, 7.2, 8), (0, 600.0, 600), (0, 601.0, 600), (9, 5.0, 600),
    ],
)  # fmt: skip
def test_a_job_waits_longer_each_time_and_thirty_times_at_most(attempts: int, asked_s: float | None, wait_s: int | None) -> None:
    failed = procrastinate.jobs.Job(id=1, queue="q", lock=None, queueing_lock=None, task_name="note", attempts=attempts)
    asked = {} if asked_s is None else {"retry_after_s": asked_s}
    now = datetime.now(UTC)
    decision = jobs.RetryTransient("later").get_retry_decision(exception=Unavailable("down", "It is down.", **asked), job=failed)
    if wait_s is None:
        assert decision is None
    else:
        assert decision is not None
        assert decision.retry_at is not None
        assert decision.retry_at - now == pytest.approx(timedelta(seconds=wait_s), abs=timedelta(seconds=0.9))
        assert (decision.queue, decision.lock) == ("later", "later:1")
    assert jobs.RetryTransient().get_retry_decision(exception=ValueError("a fault"), job=failed) is None


def test_a_worker_survives_a_restart_of_the_database(work: Work, database: EmbeddedServer) -> None:
    async def story() -> None:
        async with working(work):
            await work.enqueue("before")
            await work.wait_for(["before"])
            for attempt in range(2):
                # A job interrupted between its work and its end would be repeated, which another test covers.
                for _ in range(600):
                    if not count(database, "procrastinate_jobs WHERE task_name = 'note'"):
                        break
                    await asyncio.sleep(0.05)
                hang_up(database)
                await work.enqueue(f"after {attempt}")
                await work.wait_for(["before", *(f"after {each}" for each in range(attempt + 1))])

    asyncio.run(story())


def hang_up(database: EmbeddedServer) -> None:
    conninfo = database.owner_url.replace("+psycopg", "").replace("orchestrator_owner", "postgres")
    with psycopg.connect(conninfo, autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE usename = 'orchestrator_app'")


def test_a_queue_full_of_long_work_does_not_delay_another(database: EmbeddedServer) -> None:
    """All ingest slots are busy; a job of the conversation queue is done all the same, before ingest may finish."""
    queue, spoken, released = JobQueue(parameters_of(database.runtime_url, QUEUE)), asyncio.Event(), asyncio.Event()
    ingested: list[str] = []

    async def ingest(number: str) -> None:
        await released.wait()
        ingested.append(number)

    async def say() -> None:
        spoken.set()

    queue.register("ingest", ingest, "ingest")
    queue.register("say", say, "conversation")

    async def story() -> None:
        async with await psycopg.AsyncConnection.connect(database.runtime_url.replace("+psycopg", "")) as connection:
            for number in range(8):
                await queue.enqueue(connection, "ingest", {"number": str(number)})
            await queue.enqueue(connection, "say", {})
        worker = asyncio.create_task(queue.work(concurrency=2))
        async with asyncio.timeout(30):
            await spoken.wait()
        assert ingested == []
        released.set()
        worker.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await worker

    asyncio.run(story())


def test_jobs_of_one_person_run_one_after_the_other_and_a_failed_one_moves_aside(database: EmbeddedServer) -> None:
    """The failed job waits in another queue, where it holds up neither its person's other jobs nor anybody else's."""
    running, most, done = set[str](), list[int](), list[str]()
    queue, all_done = JobQueue(parameters_of(database.runtime_url, QUEUE)), asyncio.Event()

    async def send(person: str, word: str) -> None:
        running.add(word)
        most.append(sum(each.startswith(person) for each in running))
        await asyncio.sleep(0.05)
        running.discard(word)
        if word == "ada-0" and word not in done:
            done.append(word)
            raise Limited("busy", "Later.", retry_after_s=3600)
        done.append(word)
        if len(done) == 6:
            all_done.set()

    queue.register("send", send, "sending", lock_by="person", retry_in="sending_again")
    queue.widen("sending", 6)

    async def story() -> None:
        async with await psycopg.AsyncConnection.connect(database.runtime_url.replace("+psycopg", "")) as connection:
            for number in range(3):
                for person in ("ada", "bob"):
                    await queue.enqueue(connection, "send", {"person": person, "word": f"{person}-{number}"})
        task = asyncio.create_task(queue.work())
        async with asyncio.timeout(60):
            await all_done.wait()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    asyncio.run(story())
    assert max(most) == 1
    assert [word for word in done if word.startswith("ada")] == ["ada-0", "ada-1", "ada-2"]
    left = (
        "SELECT queue_name, lock, scheduled_at > now() + interval '9 minutes' AS is_late FROM procrastinate_jobs WHERE task_name = 'send'"
    )
    [(queue_name, lock, is_late)] = [tuple(row) for row in rows(database, left)]
    assert (queue_name, lock.startswith("sending_again:"), is_late) == ("sending_again", True, True)


def test_a_worker_stopped_while_it_opens_leaves_nothing_running(database: EmbeddedServer) -> None:
    """Its pool's own tasks may swallow the cancellation with which an event loop ends, and the process would not end."""

    async def story() -> list[str]:
        left: list[str] = []
        for steps in range(40):
            worker = asyncio.create_task(JobQueue(parameters_of(database.runtime_url, QUEUE)).work())
            for _ in range(steps):
                await asyncio.sleep(0)
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)
            left += [f"{steps}: {task.get_name()}" for task in asyncio.all_tasks() if task.get_name().startswith("pool-")]
        return left

    assert asyncio.run(story()) == []
