"""The durable job queue: procrastinate on the same PostgreSQL, with retries by the kind of error."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import UTC, datetime
from typing import Any

import procrastinate
import psycopg
from procrastinate.exceptions import ConnectorException, JobAborted
from procrastinate.jobs import Job, Status
from psycopg_pool import PoolClosed, PoolTimeout
from sqlalchemy import make_url

from orchestrator.domain.errors import Kind, OrchestratorError

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 30
LONGEST_WAIT_S = 600
HEARTBEAT_S = 10.0
"""How often a worker says that it lives."""
SILENCE_S = 30.0
"""A worker that was silent for this long is dead, and what it was doing is done by another."""
GRACE_S = 10.0
"""What a worker that was told to end may still take for the jobs in its hands."""
STALLED_TASK = "retry_stalled_jobs"
LONGEST_PAUSE_S = 5.0
"""Between two attempts to work while the database is away."""
# What a worker meets when its database restarts.
BROKEN = (ConnectorException, psycopg.OperationalError, PoolTimeout, PoolClosed, OSError)

Handler = Callable[..., Awaitable[object]]


class RetryWhatMayPass(procrastinate.BaseRetryStrategy):
    """Tries again, ever more rarely, what failed for want of something outside; what is wrong in itself fails at once."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> procrastinate.RetryDecision | None:
        if not may_pass(exception) or job.attempts >= MAX_ATTEMPTS:
            log.error("job %s (%s) failed for good after %d attempts: %s", job.id, job.task_name, job.attempts + 1, exception)
            return None
        return procrastinate.RetryDecision(retry_in={"seconds": min(LONGEST_WAIT_S, 2 ** min(job.attempts + 1, 10))})


def may_pass(exception: BaseException) -> bool:
    """Whether it was something outside that failed, or the worker ended before the job did: nothing is wrong with the job itself."""
    if isinstance(exception, OrchestratorError):
        return exception.kind in (Kind.unavailable, Kind.limited)
    return isinstance(exception, ConnectorException | OSError | asyncio.CancelledError | JobAborted)


class JobQueue:
    """Tasks by name, a way to enqueue them inside a transaction, and a worker that runs them."""

    def __init__(self, url: str) -> None:
        self._connector = procrastinate.PsycopgConnector(conninfo=_conninfo(url), min_size=1, max_size=6)
        self._app = procrastinate.App(connector=self._connector)
        self._queues: dict[str, str] = {}
        self.register(STALLED_TASK, self.retry_stalled, "upkeep", every="* * * * *")

    def register(self, name: str, handler: Handler, queue: str, every: str | None = None) -> None:
        """A task `handler(**arguments)` on a queue; with `every` (a cron line) it also runs by itself, once across all workers."""
        self._queues[name] = queue
        if every is None:
            self._app.task(name=name, queue=queue, retry=RetryWhatMayPass())(handler)
            return

        async def tick(timestamp: int) -> None:
            try:
                await handler()
            except Exception as error:
                # It comes again by itself: only a fault of the program is kept as a failed job.
                if not may_pass(error):
                    raise
                log.warning("%s was not done this time: %s", name, error)

        self._app.periodic(cron=every, periodic_id=name)(self._app.task(name=name, queue=queue, queueing_lock=name)(tick))

    async def enqueue(self, connection: Any, name: str, arguments: Mapping[str, str]) -> None:
        """Writes the job through the caller's driver connection, so that it commits or rolls back with the rest."""
        task = self._app.configure_task(name, queue=self._queues[name], connection=connection)
        await task.defer_async(**arguments)

    async def work(self, concurrency: int = 4, wait: bool = True) -> None:
        """Runs jobs until cancelled, through restarts of the database; with `wait` false until there are none left."""
        pause_s = 0.1
        while True:
            started = asyncio.get_running_loop().time()
            try:
                await self._work_once(concurrency, wait)
                if not wait:
                    return
                log.warning("the worker stopped by itself, it starts again in %.1f s", pause_s)
            except BROKEN as error:
                # Whoever was cancelled while the database was away still ends.
                if not wait or _is_cancelled():
                    raise
                log.warning("the worker lost its database, it starts again in %.1f s: %s", pause_s, error)
            if asyncio.get_running_loop().time() - started > SILENCE_S:
                pause_s = 0.1
            await asyncio.sleep(pause_s)
            pause_s = min(LONGEST_PAUSE_S, pause_s * 2)

    async def _work_once(self, concurrency: int, wait: bool) -> None:
        async with self._app.open_async():
            # What died with the process before this one need not wait for the minute.
            await self.retry_stalled()
            queues = sorted(set(self._queues.values()))
            if wait:
                await self._run_side_by_side([self._run_worker([queue], concurrency, wait) for queue in queues])
            else:
                # One worker for all, as a job of one queue may leave work in another.
                await self._run_worker(queues, concurrency, wait)

    async def _run_side_by_side(self, workers: list[Coroutine[Any, Any, None]]) -> None:
        """A worker a queue: however much of one kind waits, the others have hands of their own. Ends as soon as one of them fails."""
        tasks = [asyncio.create_task(worker) for worker in workers]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            # Not a TaskGroup: it would leave its caller looking cancelled, which here means that the program ends.
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for task in done:
            task.result()

    async def _run_worker(self, queues: list[str], concurrency: int, wait: bool) -> None:
        await self._app.run_worker_async(
            queues=queues, concurrency=concurrency, wait=wait, install_signal_handlers=False, delete_jobs="successful",
            shutdown_graceful_timeout=GRACE_S if wait else LONGEST_WAIT_S, update_heartbeat_interval=HEARTBEAT_S, stalled_worker_timeout=SILENCE_S,
        )  # fmt: skip

    async def retry_stalled(self) -> int:
        """Puts back what dead workers were doing, and returns how much; needs an open queue.

        Every job may run twice anyway, so it is no harm where a worker was only cut off.
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
            # Comes by itself at its next time; two of it may not wait at once.
            await jobs.finish_job(job, Status.FAILED, delete_job=True)
        elif job.attempts >= MAX_ATTEMPTS:
            await jobs.finish_job(job, Status.FAILED, delete_job=False)
        else:
            await jobs.retry_job(job, retry_at=datetime.now(UTC))


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _conninfo(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
