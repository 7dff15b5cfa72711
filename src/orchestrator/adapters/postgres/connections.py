"""Connections of the driver's own for single statements that commit by themselves, with nothing between the program and the driver.

A pool of its own, as the driver's waits out its patience where no server answers, and whoever sent a message should be told at once.
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
    """At most `most` at a time, the last used first; whoever comes when all are in use waits. To be used from one event loop."""

    def __init__(self, conninfo: str, most: int) -> None:
        self._conninfo = conninfo
        self._turns = asyncio.Semaphore(most)
        self._idle: list[psycopg.AsyncConnection[Any]] = []
        self._closed = False

    @asynccontextmanager
    async def one(self) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
        """Raises psycopg.OperationalError where no server answers."""
        async with self._turns:
            connection = await self._take()
            try:
                yield connection
            finally:
                # One that was left in the middle of a statement, or broke, is of no more use.
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
    """A connection that nobody uses is quiet. One with something to say was hung up on, as when its server restarted.

    Looks at the socket only, so that a living connection costs no round trip.
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
    # Unlike `select`, for sockets of any number.
    polled = select.poll()
    polled.register(socket, select.POLLIN)
    return bool(polled.poll(0))
