"""Opening connections to PostgreSQL, with time limits on both sides.

The server ends a statement that runs too long. A server that does not answer at all cannot do that, so the client hangs
up a little later; the statement then fails like any on a broken connection.
"""

import asyncio
import os
import re
import socket
import threading
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self, TypeVar

import psycopg
from psycopg import Notify
from psycopg.abc import PQGen
from psycopg.conninfo import conninfo_to_dict

RV = TypeVar("RV")

GRACE_S = 2.0
"""How much longer the client waits than the server may take."""
IDLE_S = 60
"""A transaction in which the program has sent nothing for this long is ended by the server."""
OF_TRANSACTION = "SELECT set_config('statement_timeout', %s, true), set_config('lock_timeout', %s, true)"
SESSION_LIMIT = b"SELECT (extract(epoch FROM current_setting('statement_timeout')::interval) * 1000)::bigint"
# Network settings; a socket file ignores all but the first. A URL that sets one itself keeps its value.
NETWORK = {
    "connect_timeout": "5",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
FULL = re.compile("too many clients|remaining connection slots|too many connections")
FULL_WAIT_S = 5.0
"""How long a new connection waits for a place at a server that has none left."""
FULL_PAUSE_S = 0.1
DRIVER = re.compile(r"^(postgres(?:ql)?)\+psycopg://")


@dataclass(frozen=True, slots=True)
class Limits:
    """Longest times of one statement."""

    statement_s: float
    """Seconds, > 0, lock waits included."""
    lock_s: float
    """Seconds that it waits for a lock, > 0."""

    @classmethod
    def of(cls, statement_s: float) -> "Limits":
        return cls(statement_s, statement_s)

    @property
    def deadline_s(self) -> float:
        """Seconds after which the client hangs up."""
        return self.statement_s + GRACE_S

    @property
    def options(self) -> str:
        """For the start of a session."""
        return (
            f"-c statement_timeout={_ms(self.statement_s)} -c lock_timeout={_ms(self.lock_s)} "
            f"-c idle_in_transaction_session_timeout={IDLE_S * 1000}"
        )

    @property
    def of_transaction(self) -> tuple[str, str]:
        """The values of OF_TRANSACTION."""
        return str(_ms(self.statement_s)), str(_ms(self.lock_s))


JOBS = Limits.of(600)
"""Building an index, purging, or reading a large bank back takes long."""
CHECKS = Limits.of(30)
QUEUE = Limits.of(60)
"""The job queue's own statements are short."""
MIGRATIONS = Limits(3600, 60)
"""A delta may rewrite a large table, but does not keep everybody waiting behind its wait for a lock."""


def parameters_of(url: str, limits: Limits) -> dict[str, Any]:
    """What psycopg connects with: the parts of the URL, the limits, and the network settings that it does not set.

    Raises psycopg.ProgrammingError for a URL that libpq cannot read.
    """
    given = conninfo_to_dict(DRIVER.sub(r"\1://", url))
    return NETWORK | given | {"options": f"{limits.options} {given.get('options') or ''}".strip()}


class LimitedConnection(psycopg.AsyncConnection[Any]):
    """A connection that hangs up where the server does not answer in time."""

    deadline_s: float = QUEUE.deadline_s
    """Seconds that one wait for the server may take."""
    has_session_limits = True
    """False where a connection pooler refused the limits; each transaction then sets them."""
    has_hung_up = False
    _is_listening = False

    @classmethod
    async def connect(cls, conninfo: str = "", **parameters: Any) -> Self:
        """As in psycopg, but a server that is full is asked again for a while: other programs come and go.

        A pooler such as PgBouncer refuses options at the start of a session, or drops them silently.
        """
        has_options, until = True, asyncio.get_running_loop().time() + FULL_WAIT_S
        while True:
            try:
                connection = await super().connect(conninfo, **parameters)
            except psycopg.OperationalError as error:
                if "options" in parameters and _refuses_options(error):
                    has_options, parameters = False, _without_options(parameters)
                elif FULL.search(str(error)) and asyncio.get_running_loop().time() < until:
                    await asyncio.sleep(FULL_PAUSE_S)
                else:
                    raise
            else:
                connection.has_session_limits = has_options
                return connection

    async def learn_limits(self, limits: Limits) -> None:
        """Asks whether the session has the limits, which a pooler may have dropped. In autocommit mode only."""
        row = await (await self.execute(SESSION_LIMIT)).fetchone()
        self.has_session_limits = row == (_ms(limits.statement_s),)

    async def execute_alone(self, statement: bytes, values: Sequence[Any], limits: Limits) -> tuple[Any, ...] | None:
        """The first row of one statement in a transaction of its own, with as few round trips as possible; in autocommit mode only."""
        if self.has_session_limits:
            cursor = await self.execute(statement, values, prepare=True)
        else:
            # Behind a pooler the limits belong to the transaction; all its commands are sent together.
            async with self.pipeline(), self.transaction():
                await self.execute(OF_TRANSACTION, limits.of_transaction)
                cursor = await self.execute(statement, values)
        row: tuple[Any, ...] | None = await cursor.fetchone()
        return row

    # psycopg names these parameters.
    async def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:  # noqa: ASYNC109 -- psycopg's
        # A wait for notifications is no wait for an answer.
        if timeout is not None or self._is_listening:
            return await super().wait(gen, interval, timeout)
        hanging_up = asyncio.get_running_loop().call_later(self.deadline_s, self._hang_up)
        try:
            return await super().wait(gen, interval)
        finally:
            hanging_up.cancel()

    async def notifies(self, *, timeout: float | None = None, stop_after: int | None = None) -> AsyncGenerator[Notify]:  # noqa: ASYNC109 -- psycopg's
        self._is_listening = True
        try:
            async for notice in super().notifies(timeout=timeout, stop_after=stop_after):
                yield notice
        finally:
            self._is_listening = False

    def _hang_up(self) -> None:
        self.has_hung_up = True
        _shut(self.pgconn)


class PlainConnection(psycopg.Connection[Any]):
    """The same for programs without an event loop."""

    deadline_s: float = MIGRATIONS.deadline_s

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        hanging_up = threading.Timer(self.deadline_s, _shut, [self.pgconn])
        hanging_up.daemon = True
        hanging_up.start()
        try:
            return super().wait(gen, interval, timeout)
        finally:
            hanging_up.cancel()


def open_plain(url: str, limits: Limits) -> PlainConnection:
    """Raises psycopg.OperationalError, or ProgrammingError for a URL that libpq cannot read."""
    parameters = parameters_of(url, limits)
    try:
        connection = PlainConnection.connect(**parameters)
    except psycopg.OperationalError as error:
        if not _refuses_options(error):
            raise
        connection = PlainConnection.connect(**_without_options(parameters))
    connection.deadline_s = limits.deadline_s
    return connection


def _refuses_options(error: psycopg.OperationalError) -> bool:
    return "startup parameter" in str(error)


def _without_options(parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if name != "options"}


def _shut(connection: "psycopg.pq.abc.PGconn") -> None:
    """Ends the traffic in both directions, so that whoever waits on the socket sees its end."""
    with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(connection.socket)) as again:
        again.shutdown(socket.SHUT_RDWR)


def _ms(seconds: float) -> int:
    return max(1, round(seconds * 1000))
