"""A small pool of psycopg connections for single statements in autocommit mode, without SQLAlchemy in between.

psycopg's own pool waits for its whole timeout when no server answers; here the sender of a message gets the error at
once.
"""

import asyncio
import select
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
from psycopg.pq import TransactionStatus

from orchestrator.adapters.postgres.connecting import LimitedConnection, Limits, parameters_of

POOL_WAIT_S = 10.0
"""Longest wait for a connection while all are in use."""


class Connections:
    """At most `most` connections, the most recently used first. A caller waits while all are in use, but not for ever.
    Use it from one event loop."""

    def __init__(self, url: str, most: int, limits: Limits) -> None:
        self._parameters = parameters_of(url, limits)
        self._limits = limits
        self._slots = asyncio.Semaphore(most)
        self._idle: list[LimitedConnection] = []
        self._closed = False

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[LimitedConnection]:
        """A connection for the block. Raises psycopg.OperationalError if no server answers, or none is free in time."""
        try:
            await asyncio.wait_for(self._slots.acquire(), POOL_WAIT_S)
        except TimeoutError as error:
            raise psycopg.OperationalError("no connection became free in time") from error
        try:
            connection = await self._take()
            try:
                yield connection
            finally:
                # A connection that is in the middle of a statement, or broken, cannot be used again.
                if self._closed or connection.info.transaction_status is not TransactionStatus.IDLE:
                    await connection.close()
                else:
                    self._idle.append(connection)
                if connection.has_hung_up:
                    # The others lead to the same server, which does not answer.
                    await self._close_idle()
        finally:
            self._slots.release()

    async def close(self) -> None:
        self._closed = True
        await self._close_idle()

    async def _close_idle(self) -> None:
        while self._idle:
            await self._idle.pop().close()

    async def _take(self) -> LimitedConnection:
        while self._idle:
            connection = self._idle.pop()
            if not is_dead(connection.pgconn):
                return connection
            await connection.close()
        opened = await LimitedConnection.connect(**self._parameters, autocommit=True)
        opened.deadline_s = self._limits.deadline_s
        try:
            await opened.learn_limits(self._limits)
        except BaseException:
            # Nobody else knows of it yet, also where the caller was cancelled.
            await opened.close()
            raise
        return opened


def is_dead(connection: "psycopg.pq.abc.PGconn") -> bool:
    """Whether the server has closed an idle connection, for example because it restarted.

    An idle connection has nothing to read; readable data means that the server hung up. Only the socket is checked, so
    there is no round trip.
    """
    try:
        while connection.socket < 0 or _is_readable(connection.socket):
            connection.consume_input()
    except (psycopg.OperationalError, OSError):
        return True
    return False


def _is_readable(socket: int) -> bool:
    if sys.platform == "win32":
        return bool(select.select([socket], [], [], 0)[0])
    # `select` fails for sockets with a number above 1023; `poll` does not.
    polled = select.poll()
    polled.register(socket, select.POLLIN)
    return bool(polled.poll(0))
