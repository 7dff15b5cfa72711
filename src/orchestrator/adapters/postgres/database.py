"""Connections and transactions. The first statement of each names the person whose row-level permissions apply."""

import copy
import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, InterfaceError, InvalidatePoolError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from orchestrator.adapters.postgres.channel_path import PostgresChannelPath
from orchestrator.adapters.postgres.connecting import OF_TRANSACTION, LimitedConnection, Limits, parameters_of
from orchestrator.adapters.postgres.connections import POOL_WAIT_S, Connections, is_dead
from orchestrator.adapters.postgres.hot_path import PostgresHotPath, scope_settings
from orchestrator.adapters.postgres.live.events import PostgresEvents
from orchestrator.adapters.postgres.live.waking import Waker
from orchestrator.adapters.postgres.rows import read_rows
from orchestrator.adapters.postgres.stores.accounts.avees import PostgresAvees
from orchestrator.adapters.postgres.stores.accounts.embedding import PostgresEmbedding
from orchestrator.adapters.postgres.stores.accounts.guests import PostgresGuests
from orchestrator.adapters.postgres.stores.accounts.identities import PostgresIdentities
from orchestrator.adapters.postgres.stores.accounts.people import PostgresAccounts
from orchestrator.adapters.postgres.stores.analytics import PostgresMeasures
from orchestrator.adapters.postgres.stores.answering import PostgresDocuments
from orchestrator.adapters.postgres.stores.channels import PostgresChannels
from orchestrator.adapters.postgres.stores.escalation import PostgresEscalations
from orchestrator.adapters.postgres.stores.matching.answers import PostgresAnswers
from orchestrator.adapters.postgres.stores.matching.boundaries import PostgresBoundaries
from orchestrator.adapters.postgres.stores.matching.conflicts import PostgresConflicts
from orchestrator.adapters.postgres.stores.matching.multilingual import PostgresMultilingual
from orchestrator.adapters.postgres.stores.matching.publications import PostgresPublications
from orchestrator.adapters.postgres.stores.message import PostgresConversations
from orchestrator.adapters.postgres.stores.notifying.mail import PostgresMails
from orchestrator.adapters.postgres.stores.notifying.notifications import PostgresNotifications
from orchestrator.adapters.postgres.stores.notifying.webhooks import PostgresWebhooks
from orchestrator.adapters.postgres.stores.payments import PostgresPayments
from orchestrator.adapters.postgres.stores.policy import PostgresPolicies
from orchestrator.adapters.postgres.stores.rights.store import PostgresRights
from orchestrator.adapters.postgres.stores.routing.feedback import PostgresFeedback
from orchestrator.adapters.postgres.stores.routing.log import PostgresLog
from orchestrator.adapters.postgres.stores.routing.routing import PostgresRouting
from orchestrator.adapters.postgres.stores.sources import PostgresSources
from orchestrator.adapters.postgres.stores.teams import PostgresTeams, PostgresTeamwork
from orchestrator.adapters.postgres.stores.trust.cards import PostgresTrust
from orchestrator.adapters.postgres.stores.trust.costs import PostgresCosts
from orchestrator.adapters.postgres.stores.trust.yeses import PostgresYeses
from orchestrator.domain.errors import Unavailable
from orchestrator.ports.database import ORIGIN, FailedJob, Scope

TIMEOUT_S = 10.0
"""Longest time of one statement of the hot path, unless a setting says otherwise."""
OTHERS = 3.0

Enqueue = Callable[[Any, str, Mapping[str, str], str | None, int, float], Awaitable[None]]
"""Takes the driver's connection, a task's name, its arguments, its lock, its priority and the seconds until it may run; writes the job
through that connection."""

# Names the person, the avee and the layer, for this transaction only.
NAME_PERSON = "SELECT name_person(%s, %s, %s)"
# For the logs of changes, see add_audit_entry().
NAME_ORIGIN = "SELECT set_config('app.origin', %s, true)"

# Of a periodic task that fails each time, only the newest failure is listed.
LIST_FAILED = text("""
    SELECT * FROM (
        SELECT DISTINCT ON (j.task_name, j.args - 'timestamp') j.id, CASE j.status WHEN 'failed' THEN 'failed' ELSE 'retrying' END AS state,
            j.task_name AS task, j.args::text AS arguments, j.attempts,
            to_char((SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id), 'YYYY-MM-DD HH24:MI TZ') AS since
        FROM procrastinate_jobs j WHERE j.status = 'failed' OR j.status = 'todo' AND j.attempts >= 3
        ORDER BY j.task_name, j.args - 'timestamp', j.id DESC) failing
    ORDER BY id DESC LIMIT 200
""")
COUNT_JOBS = text("""
    SELECT count(*) FILTER (WHERE status = 'todo') AS todo, count(*) FILTER (WHERE status = 'doing') AS doing,
        count(*) FILTER (WHERE status = 'failed') AS failed, count(*) FILTER (WHERE status = 'todo' AND attempts > 0) AS retrying
    FROM procrastinate_jobs
""")
RETRY = text("UPDATE procrastinate_jobs SET status = 'todo', attempts = 0 WHERE id = :id AND status = 'failed' RETURNING id")


class PostgresTransaction:
    """A `ports.database.Transaction`. Each store is created at its first use."""

    def __init__(self, connection: AsyncConnection, enqueue: Enqueue) -> None:
        self._connection = connection
        self._enqueue = enqueue

    @functools.cached_property
    def accounts(self) -> PostgresAccounts:
        return PostgresAccounts(self._connection)

    @functools.cached_property
    def guests(self) -> PostgresGuests:
        return PostgresGuests(self._connection)

    @property
    def embedding(self) -> PostgresEmbedding:
        return PostgresEmbedding(self._connection)

    @functools.cached_property
    def avees(self) -> PostgresAvees:
        return PostgresAvees(self._connection)

    @functools.cached_property
    def identities(self) -> PostgresIdentities:
        return PostgresIdentities(self._connection)

    @functools.cached_property
    def documents(self) -> PostgresDocuments:
        return PostgresDocuments(self._connection)

    @functools.cached_property
    def sources(self) -> PostgresSources:
        return PostgresSources(self._connection)

    @functools.cached_property
    def publications(self) -> PostgresPublications:
        return PostgresPublications(self._connection)

    @functools.cached_property
    def conflicts(self) -> PostgresConflicts:
        return PostgresConflicts(self._connection)

    @functools.cached_property
    def multilingual(self) -> PostgresMultilingual:
        return PostgresMultilingual(self._connection)

    @functools.cached_property
    def answers(self) -> PostgresAnswers:
        return PostgresAnswers(self._connection)

    @functools.cached_property
    def channels(self) -> PostgresChannels:
        return PostgresChannels(self._connection)

    @functools.cached_property
    def conversations(self) -> PostgresConversations:
        return PostgresConversations(self._connection)

    @functools.cached_property
    def routing(self) -> PostgresRouting:
        return PostgresRouting(self._connection)

    @functools.cached_property
    def policies(self) -> PostgresPolicies:
        return PostgresPolicies(self._connection)

    @functools.cached_property
    def log(self) -> PostgresLog:
        return PostgresLog(self._connection)

    @functools.cached_property
    def escalations(self) -> PostgresEscalations:
        return PostgresEscalations(self._connection)

    @functools.cached_property
    def feedback(self) -> PostgresFeedback:
        return PostgresFeedback(self._connection)

    @functools.cached_property
    def events(self) -> PostgresEvents:
        return PostgresEvents(self._connection)

    @functools.cached_property
    def notifications(self) -> PostgresNotifications:
        return PostgresNotifications(self._connection)

    @functools.cached_property
    def webhooks(self) -> PostgresWebhooks:
        return PostgresWebhooks(self._connection)

    @functools.cached_property
    def rights(self) -> PostgresRights:
        return PostgresRights(self._connection)

    @functools.cached_property
    def mails(self) -> PostgresMails:
        return PostgresMails(self._connection)

    @functools.cached_property
    def measures(self) -> PostgresMeasures:
        return PostgresMeasures(self._connection)

    @functools.cached_property
    def boundaries(self) -> PostgresBoundaries:
        return PostgresBoundaries(self._connection)

    @functools.cached_property
    def trust(self) -> PostgresTrust:
        return PostgresTrust(self._connection)

    @functools.cached_property
    def costs(self) -> PostgresCosts:
        return PostgresCosts(self._connection)

    @functools.cached_property
    def yeses(self) -> PostgresYeses:
        return PostgresYeses(self._connection)

    @functools.cached_property
    def teams(self) -> PostgresTeams:
        return PostgresTeams(self._connection)

    @functools.cached_property
    def teamwork(self) -> PostgresTeamwork:
        return PostgresTeamwork(self._connection)

    @functools.cached_property
    def payments(self) -> PostgresPayments:
        return PostgresPayments(self._connection)

    @functools.cached_property
    def jobs(self) -> "PostgresJobs":
        return PostgresJobs(self._connection, self._enqueue)


class PostgresJobs:
    """Jobs, written through the connection of the transaction."""

    def __init__(self, connection: AsyncConnection, enqueue: Enqueue) -> None:
        self._connection = connection
        self._enqueue = enqueue

    async def enqueue(self, task: str, **arguments: str) -> None:
        raw = await self._connection.get_raw_connection()
        await self._enqueue(raw.driver_connection, task, arguments, None, 0, 0)

    async def enqueue_later(self, task: str, wait_s: float, **arguments: str) -> None:
        raw = await self._connection.get_raw_connection()
        await self._enqueue(raw.driver_connection, task, arguments, None, 0, wait_s)

    async def enqueue_in_turn(self, task: str, owner: UUID, waiting: int, **arguments: str) -> None:
        raw = await self._connection.get_raw_connection()
        # The queue runs one job of a lock at a time, and jobs of a higher priority first.
        await self._enqueue(raw.driver_connection, task, arguments, f"{task} of {owner}", -waiting, 0)

    async def list_failed(self) -> list[FailedJob]:
        return read_rows(FailedJob, (await self._connection.execute(LIST_FAILED)).mappings())

    async def count(self) -> Mapping[str, int]:
        return dict((await self._connection.execute(COUNT_JOBS)).mappings().one())

    async def retry(self, job_id: int) -> bool:
        return (await self._connection.execute(RETRY, {"id": job_id})).first() is not None


class PostgresDatabase:
    """Two pools of at most `pool_size` connections each, with the runtime role: one for transactions, one for the
    hot path."""

    def __init__(self, url: str, enqueue: Enqueue, pool_size: int = 10, timeout_s: float = TIMEOUT_S) -> None:
        """`timeout_s` limits a statement of the hot path; other statements may take OTHERS times as long."""
        self._limits = Limits.of(timeout_s * OTHERS)
        self.engine: AsyncEngine = create_async_engine(
            "postgresql+psycopg://", pool_size=pool_size, max_overflow=0, pool_pre_ping=False, pool_timeout=POOL_WAIT_S,
            connect_args=parameters_of(url, self._limits) | {"async_creator_fn": LimitedConnection.connect},
            # The texts of errors get into logs; parameters hold messages, addresses with passwords, secrets of webhooks.
            hide_parameters=True,
        )  # fmt: skip
        event.listen(self.engine.sync_engine, "checkout", _replace_dead_connections)
        self._hot_limits = Limits.of(timeout_s)
        self._single = Connections(url, pool_size, self._hot_limits)
        self._waker = Waker(self._single)
        self._enqueue = enqueue

    def patient(self, limits: Limits) -> "PostgresDatabase":
        """The same database, whose transactions have other limits: for jobs and commands."""
        other = copy.copy(self)
        other._limits = limits
        return other

    @asynccontextmanager
    async def transaction(self, scope: Scope, limit_s: float | None = None) -> AsyncIterator[PostgresTransaction]:
        """Commits when the block ends, rolls back when it raises. Raises Unavailable `database_unavailable`."""
        limits = self._limits if limit_s is None else Limits.of(limit_s)
        with _as_unavailable():
            async with self.engine.begin() as connection:
                driver = await _driver(connection)
                driver.deadline_s = limits.deadline_s
                async with driver.pipeline():
                    await driver.execute(NAME_PERSON, scope_settings(scope))
                    # Sent together with the name, so it costs no round trip; a pooler may have dropped the session's.
                    await driver.execute(OF_TRANSACTION, limits.of_transaction)
                    if origin := ORIGIN.get():
                        await driver.execute(NAME_ORIGIN, [origin])
                yield PostgresTransaction(connection, self._enqueue)

    @asynccontextmanager
    async def hot_path(self, scope: Scope) -> AsyncIterator[PostgresHotPath]:
        """Statements of the hot path, each a transaction that names the person itself. Raises Unavailable
        `database_unavailable`."""
        with _as_unavailable():
            async with self._single.connection() as driver:
                yield PostgresHotPath(driver, scope, self._waker, self._hot_limits)

    @asynccontextmanager
    async def channel_path(self) -> AsyncIterator[PostgresChannelPath]:
        """Statements of a message's way through a channel, as `hot_path`. Raises Unavailable `database_unavailable`."""
        with _as_unavailable():
            async with self._single.connection() as driver:
                yield PostgresChannelPath(driver, self._hot_limits)

    async def list_failed_jobs(self) -> list[FailedJob]:
        async with self.transaction(Scope()) as tx:
            return await tx.jobs.list_failed()

    async def count_jobs(self) -> Mapping[str, int]:
        async with self.transaction(Scope()) as tx:
            return await tx.jobs.count()

    async def retry_job(self, job_id: int) -> bool:
        async with self.transaction(Scope()) as tx:
            return await tx.jobs.retry(job_id)

    async def close(self) -> None:
        await self._waker.close()
        await self._single.close()
        await self.engine.dispose()


async def _driver(connection: AsyncConnection) -> LimitedConnection:
    driver = (await connection.get_raw_connection()).driver_connection
    assert isinstance(driver, LimitedConnection)
    return driver


@contextmanager
def _as_unavailable() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeoutError, psycopg.OperationalError) as error:
        raise Unavailable("database_unavailable", "The database does not answer; try again in a moment.") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise Unavailable("database_unavailable", "The connection to the database broke; try again.") from error
        raise


def _replace_dead_connections(adapted: Any, record: Any, proxy: Any) -> None:
    """Runs before a pooled connection is used: if the server has closed it, all connections of the pool are
    replaced."""
    if is_dead(adapted.driver_connection.pgconn):
        raise InvalidatePoolError
