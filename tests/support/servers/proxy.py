"""A TCP proxy on the loopback before a PostgreSQL server: it forwards, goes silent, or behaves as a connection pooler."""

import asyncio
import re
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy import make_url


class DatabaseProxy:
    """Between a program and the socket file of a PostgreSQL server."""

    def __init__(self, url: str, refuses_options: bool = False, drops_options: bool = False) -> None:
        """It refuses settings at the start of a session, as PgBouncer does, or drops them, as with its setting
        ignore_startup_parameters."""
        self._target = make_url(url)
        self._refuses_options = refuses_options
        self._drops_options = drops_options
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.connections = 0
        """How many clients have connected so far."""
        self.port = 0

    @property
    def url(self) -> str:
        """The URL of the same database and role by way of this proxy."""
        return f"postgresql://{self._target.username}@127.0.0.1:{self.port}/{self._target.database}?sslmode=disable"

    def go_silent(self) -> None:
        """From now on nothing is forwarded, in either direction; connections stay open and new ones are accepted."""
        self._flowing.clear()

    def go_on(self) -> None:
        """What was held back is forwarded."""
        self._flowing.set()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["DatabaseProxy"]:
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await self._forward_both(reader, writer)
        writer.close()
        self._tasks.discard(task)

    async def _forward_both(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._flowing.wait()
        (length,) = struct.unpack("!I", await reader.readexactly(4))
        start = await reader.readexactly(length - 4)
        if self._refuses_options and b"\0options\0" in start:
            fields = b"SFATAL\0C08P01\0Munsupported startup parameter: options\0\0"
            writer.write(b"E" + struct.pack("!I", len(fields) + 4) + fields)
            await writer.drain()
            return
        if self._drops_options:
            start = re.sub(rb"\0options\0[^\0]*\0", b"\0", start)
            length = len(start) + 4
        to_reader, to_writer = await asyncio.open_unix_connection(f"{self._target.query['host']}/.s.PGSQL.5432")
        to_writer.write(struct.pack("!I", length) + start)
        ends = [asyncio.ensure_future(self._forward(reader, to_writer)), asyncio.ensure_future(self._forward(to_reader, writer))]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for end in ends:
                end.cancel()
            to_writer.close()

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            await self._flowing.wait()
            writer.write(data)
            await writer.drain()
