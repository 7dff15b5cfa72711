"""The durable job queue: procrastinate on the same PostgreSQL. The kind of an error decides whether a job is
retried."""

import asyncio
import logging
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import procrastinate
import psycopg
from procrastinate.exceptions import ConnectorException, JobAborted
from procrastinate.jobs import Job, Status
from procrastinate.worker import Worker
from psycopg_pool import PoolClosed, PoolTimeout

from orchestrator.adapters.jobs.ending import PUT_BACK_S, end_tasks, is_cancelled
from orchestrator.domain.errors import Kind, OrchestratorError

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 30
LONGEST_WAIT_S = 600
HEARTBEAT_S = 10.0
"""Seconds between two heartbeats of a worker."""
SILENCE_S = 30.0
"""A worker without a heartbeat for this long counts as dead, and another worker takes over its jobs."""
GRACE_S = 10.0
"""Time that a stopping worker has left to finish its running jobs, unless the settings say otherwise."""
CATCH_UP_S = 600.0
"""A periodic job that nobody added when it was due is added by a worker that starts within this long."""
SELDOM_S, OFTEN_S = 5.0, 0.5
"""Seconds between two looks into a queue. A new job is announced; that the lock of a waiting job is free again is not."""
TELL_AGAIN_S = 0.1
"""Seconds after which a worker that has not ended is told to stop again."""
STALLED_TASK = "retry_stalled_jobs"
LONGEST_PAUSE_S = 5.0
"""Longest pause between two attempts to reconnect while the database is down."""
# The errors that a worker sees when its database restarts.
DATABASE_LOST = (ConnectorException, psycopg.OperationalError, PoolTimeout, PoolClosed, OSError)

Handler = Callable[..., Awaitable[object]]


class RetryTransient(procrastinate.BaseRetryStrategy):
    """Retries transient errors with growing pauses, in the queue `retry_in` where it is given; permanent errors fail
    immediately."""

    def __init__(self, retry_in: str | None = None) -> None:
        self._retry_in = retry_in

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> procrastinate.RetryDecision | None:
        if not is_transient(exception) or job.attempts >= MAX_ATTEMPTS:
            log.error("job %s (%s) failed for good after %d attempts: %s", job.id, job.task_name, job.attempts + 1, exception)
            return None
        wait_s = max(min(LONGEST_WAIT_S, 2 ** min(job.attempts + 1, 10)), min(LONGEST_WAIT_S, read_asked_wait_s(exception)))
        # A lock of its own: the job no longer holds up those that shared its first lock.
        lock = f"{self._retry_in}:{job.id}" if self._retry_in else None
        return procrastinate.RetryDecision(retry_in={"seconds": wait_s}, queue=self._retry_in, lock=lock)


def read_asked_wait_s(exception: BaseException) -> int:
    """Seconds that the outside party asked to wait, rounded up; 0 where it asked for nothing."""
    asked = exception.fields.get("retry_after_s") if isinstance(exception, OrchestratorError) else None
    return math.ceil(asked) if isinstance(asked, int | float) else 0


def is_transient(exception: BaseException) -> bool:
    """Whether the error is transient: an outside service failed, or the worker stopped before the job was done."""
    if isinstance(exception, OrchestratorError):
        return exception.kind in (Kind.unavailable, Kind.limited)
    return isinstance(exception, ConnectorException | OSError | asyncio.CancelledError | JobAborted)


class _Worker(Worker):
    """A worker of procrastinate, which leaves its methods without types.

    Each of its workers adds all periodic jobs when they are due. Of the workers that run side by side, one is enough.
    """

    adds_periodic_jobs = True

    async def _periodic_deferrer(self) -> None:
        if self.adds_periodic_jobs:
            await super()._periodic_deferrer()  # type: ignore[no-untyped-call]  # as above

    async def run(self) -> None:
        await super().run()  # type: ignore[no-untyped-call]  # as above

    def stop(self) -> None:
        super().stop()  # type: ignore[no-untyped-call]  # as above


class JobQueue:
    """Tasks by name, a way to enqueue them inside a transaction, and a worker that runs them."""

    def __init__(
        self,
        parameters: Mapping[str, Any],
        connection_class: type[psycopg.AsyncConnection[Any]] = psycopg.AsyncConnection,
        grace_s: float = GRACE_S,
        catch_up_s: float = CATCH_UP_S,
    ) -> None:
        """`parameters` are those that psycopg connects with; running jobs have `grace_s` when the worker is told to stop.

        A worker that starts adds the periodic jobs that are no later than `catch_up_s`.
        """
        self._grace_s = grace_s
        self._connector = procrastinate.PsycopgConnector(
            conninfo="", kwargs=dict(parameters), connection_class=connection_class, min_size=1, max_size=6
        )
        self._app = procrastinate.App(connector=self._connector, periodic_defaults={"max_delay": catch_up_s})
        self._queues: dict[str, str] = {}
        self._locks: dict[str, str] = {}
        self._widths: dict[str, int] = {}
        self._looks_often: set[str] = set()
        self.register(STALLED_TASK, self.retry_stalled, "upkeep", every="* * * * *")

    def register(
        self, name: str, handler: Handler, queue: str, every: str | None = None, *, lock_by: str | None = None, in_turn: bool = False,
        retry_in: str | None = None,
    ) -> None:  # fmt: skip
        """Registers `handler(**arguments)` as a task of a queue; `in_turn` where its jobs are enqueued with locks.

        With `every` (a cron expression) the task takes no arguments and runs on that schedule, once across all workers.
        With `lock_by`, jobs of a queue whose argument of that name is equal run one after the other, across all
        workers. With `retry_in`, a job that failed waits in that queue.
        """
        self._queues[name] = queue
        if lock_by is not None:
            self._locks[name] = lock_by
        if in_turn or lock_by is not None:
            self._looks_often.add(queue)
        if every is None:
            self._app.task(name=name, queue=queue, retry=RetryTransient(retry_in))(handler)
            return

        async def tick(timestamp: int) -> None:
            try:
                await handler()
            except Exception as error:
                # A periodic job comes again by itself, so only a fault of the program is kept as a failed job.
                if not is_transient(error):
                    raise
                log.warning("%s was skipped this time: %s", name, error)

        self._app.periodic(cron=every, periodic_id=name)(self._app.task(name=name, queue=queue, queueing_lock=name)(tick))

    def widen(self, queue: str, concurrency: int) -> None:
        """Sets how many jobs of a queue a worker runs at once, where it is not the worker's own number."""
        self._widths[queue] = concurrency

    async def enqueue(
        self, connection: Any, name: str, arguments: Mapping[str, str], lock: str | None = None, priority: int = 0, wait_s: float = 0
    ) -> None:  # fmt: skip
        """Writes the job through the caller's driver connection, so that it commits or rolls back with the caller's
        transaction. Jobs of one lock run one at a time; a job of a higher priority runs first, none before `wait_s` seconds are over."""
        lock_by, queue = self._locks.get(name), self._queues[name]
        if lock is None and lock_by is not None:
            lock = f"{queue}:{arguments[lock_by]}"
        at = datetime.now(UTC) + timedelta(seconds=wait_s) if wait_s else None
        task = self._app.configure_task(name, queue=queue, lock=lock, priority=priority, connection=connection, schedule_at=at)
        await task.defer_async(**arguments)

    async def work(self, concurrency: int = 4, wait: bool = True) -> None:
        """Runs jobs until cancelled and survives restarts of the database. With `wait` false it returns when no jobs
        are left."""
        pause_s = 0.1
        while True:
            started = asyncio.get_running_loop().time()
            try:
                await self._work_once(concurrency, wait)
                if not wait:
                    return
                log.warning("the worker stopped by itself, it starts again in %.1f s", pause_s)
            except DATABASE_LOST as error:
                # A worker that was cancelled while the database was down still ends.
                if not wait or is_cancelled():
                    raise
                log.warning("the worker lost its database, it starts again in %.1f s: %s", pause_s, error)
            if asyncio.get_running_loop().time() - started > SILENCE_S:
                pause_s = 0.1
            await asyncio.sleep(pause_s)
            pause_s = min(LONGEST_PAUSE_S, pause_s * 2)

    async def _work_once(self, concurrency: int, wait: bool) -> None:
        async with self._open():
            # Jobs of a worker that died earlier are taken over now, not at the next full minute.
            await self.retry_stalled()
            _end_if_told()
            queues = sorted(set(self._queues.values()))
            if wait:
                workers = [self._make_worker([queue], self._widths.get(queue, concurrency), wait) for queue in queues]
                for worker in workers[1:]:
                    worker.adds_periodic_jobs = False
                await self._run_side_by_side(workers)
            else:
                # One worker for all queues, because a job of one queue may add a job to another.
                before: set[int | None] = set()
                await self._make_worker(queues, concurrency, wait).run()
                # A job that had to wait for another one of its lock is left.
                while (left := await self._list_due()) and left != before:
                    before = left
                    await self._make_worker(queues, concurrency, wait).run()

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[None]:
        """Closes also what was cancelled while it opened: a pool that is left swallows cancellations, and the event loop
        never ends."""
        try:
            await self._app.open_async()
            _end_if_told()
            yield
        finally:
            await self._app.close_async()

    async def _list_due(self) -> set[int | None]:
        now = datetime.now(UTC)
        waiting = await self._app.job_manager.list_jobs_async(status="todo")
        return {job.id for job in waiting if job.queue in self._queues.values() and (job.scheduled_at is None or job.scheduled_at <= now)}

    async def _run_side_by_side(self, workers: list[_Worker]) -> None:
        """Runs one worker for each queue, so that a long queue does not delay the others. Ends as soon as one worker
        fails."""
        tasks = {asyncio.create_task(worker.run()): worker for worker in workers}
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            # Not a TaskGroup: after a failure it leaves the calling task marked as cancelled, which here means that the
            # program ends.
            await self._stop(tasks)
        for task in done:
            task.result()

    async def _stop(self, tasks: Mapping["asyncio.Task[None]", _Worker]) -> None:
        """Stops the workers after the jobs that are running. A second cancellation would end these, so a worker that lost
        the first, while it waited for a connection, is only told to stop."""
        pending, loop = set(tasks), asyncio.get_running_loop()
        deadline = loop.time() + self._grace_s + PUT_BACK_S
        for task in pending:
            task.cancel()
        while pending and loop.time() < deadline:
            _, pending = await asyncio.wait(pending, timeout=TELL_AGAIN_S)
            for task in pending:
                tasks[task].stop()
        await end_tasks(pending, PUT_BACK_S)
        await asyncio.gather(*tasks, return_exceptions=True)

    def _make_worker(self, queues: list[str], concurrency: int, wait: bool) -> _Worker:
        return _Worker(
            self._app, queues, concurrency=concurrency, wait=wait, install_signal_handlers=False, delete_jobs="successful",
            shutdown_graceful_timeout=self._grace_s if wait else LONGEST_WAIT_S, update_heartbeat_interval=HEARTBEAT_S, stalled_worker_timeout=SILENCE_S,
            fetch_job_polling_interval=OFTEN_S if self._looks_often & set(queues) else SELDOM_S,
        )  # fmt: skip

    async def retry_stalled(self) -> int:
        """Puts the jobs of dead workers back into their queues and returns how many there were; needs an open queue.

        A worker that was only cut off may still run its job, which is harmless: every job may run twice.
        """
        stalled = list(await self._app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE_S))
        for job in stalled:
            log.warning("job %s (%s) was left by a worker that died", job.id, job.task_name)
            try:
                await self._put_back(job)
            except ConnectorException as error:
                log.info("job %s was put back by another worker: %s", job.id, error)
        return len(stalled)

    async def _put_back(self, job: Job) -> None:
        jobs = self._app.job_manager
        if job.queueing_lock is not None:
            # A periodic job comes again by itself, and its lock forbids a second one in the queue.
            await jobs.finish_job(job, Status.FAILED, delete_job=True)
        elif job.attempts >= MAX_ATTEMPTS:
            await jobs.finish_job(job, Status.FAILED, delete_job=False)
        else:
            await jobs.retry_job(job, retry_at=datetime.now(UTC))


def _end_if_told() -> None:
    """Waiting for a connection can lose the cancellation with which a worker is told to end."""
    if is_cancelled():
        raise asyncio.CancelledError
