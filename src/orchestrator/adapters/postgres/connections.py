"""A small pool of psycopg connections for single statements in autocommit mode, without SQLAlchemy in between.

psycopg's own pool waits for its whole timeout when no server answers; here the sender of a message gets the error at
once.
"""

import asyncio
import select
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus


class Connections:
    """At most `most` connections, the most recently used first. A caller waits while all are in use. Use it from one
    event loop."""

    def __init__(self, conninfo: str, most: int) -> None:
        self._conninfo = conninfo
        self._slots = asyncio.Semaphore(most)
        self._idle: list[psycopg.AsyncConnection[Any]] = []
        self._closed = False

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
        """A connection for the block. Raises psycopg.OperationalError if no server answers."""
        async with self._slots:
            connection = await self._take()
            try:
                yield connection
            finally:
                # A connection that is in the middle of a statement, or broken, cannot be used again.
                if self._closed or connection.info.transaction_status is not TransactionStatus.IDLE:
                    await connection.close()
                else:
                    self._idle.append(connection)

    async def close(self) -> None:
        self._closed = True
        while self._idle:
            await self._idle.pop().close()

    async def _take(self) -> psycopg.AsyncConnection[Any]:
        while self._idle:
            connection = self._idle.pop()
            if not is_dead(connection.pgconn):
                return connection
            await connection.close()
        return await psycopg.AsyncConnection.connect(self._conninfo, autocommit=True)


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
