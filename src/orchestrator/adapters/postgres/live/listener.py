"""Live events: one listening connection for each process wakes the event streams of the people it names. A woken stream
reads on from its own position, and ends where its session or token has ended: whoever ends one wakes the streams too.

A stream holds one flag and one batch at most, so a slow client uses no growing memory.
"""

import asyncio
import contextlib
import logging
import math
from collections.abc import AsyncIterator
from uuid import UUID

import psycopg

from orchestrator.adapters.postgres.connecting import CHECKS, LimitedConnection, parameters_of
from orchestrator.domain.errors import Limited, Unavailable
from orchestrator.ports.database import Database, Scope
from orchestrator.ports.live import Batch

CHANNEL = "orchestrator_events"
HEARTBEAT_S = 15.0
"""Longest time between two batches of a stream; a batch may be empty."""
MOST_STREAMS = 8
"""Open streams of one person in one process (tabs, devices)."""
READS_AT_ONCE = 4
"""Streams that read at the same time, so that they do not use up the connection pool."""
SILENCE_S = 30.0
"""After this long without a notification the connection is checked."""
LONGEST_WAIT_S = 5.0

log = logging.getLogger(__name__)


class LiveStream:
    """The event stream of one follower: its position, and a flag that there is news."""

    def __init__(self, hub: "LiveEventHub", person: UUID, position: str | None, secret_id: UUID | None) -> None:
        self._hub, self._person, self._position, self._secret_id = hub, person, position, secret_id
        self._ends_at = math.inf
        """When the session or token ends, in the loop's time, as far as the last read knew."""
        self._news = asyncio.Event()
        self._news.set()
        self._closed = False

    def wake(self) -> None:
        self._news.set()

    def close(self) -> None:
        self._closed = True
        self._news.set()
        self._hub.leave(self._person, self)

    async def batches(self) -> AsyncIterator[Batch]:
        is_first = True
        while not self._closed:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), min(self._hub.heartbeat_s, self._left_s()))
            has_news = self._news.is_set()
            # Cleared before reading, so that an event during the read wakes the stream again.
            self._news.clear()
            if self._closed:
                return
            # Read even without a wake-up, because a wake-up can be lost with the process that should send it.
            batch = await self._read()
            if self._left_s() <= 0:
                self.close()
                return
            if batch is None:
                yield Batch((), self._position or "")
            elif is_first or batch.events or batch.is_reset or not has_news:
                yield batch
            is_first = is_first and batch is None

    async def _read(self) -> Batch | None:
        """None if the database does not answer; the stream then wakes itself again after a second."""
        try:
            batch, left_s = await self._hub.read(self._person, self._position, self._secret_id)
        except Unavailable:
            asyncio.get_running_loop().call_later(1.0, self.wake)
            return None
        self._ends_at = asyncio.get_running_loop().time() + left_s
        self._position = batch.position
        return batch

    def _left_s(self) -> float:
        return max(0.0, self._ends_at - asyncio.get_running_loop().time())


class LiveEventHub:
    """All event streams of this process. `run` listens until cancelled."""

    def __init__(self, url: str, database: Database, heartbeat_s: float = HEARTBEAT_S) -> None:
        self._parameters = parameters_of(url, CHECKS)
        self._database = database
        self._reads = asyncio.Semaphore(READS_AT_ONCE)
        self._streams: dict[UUID, set[LiveStream]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False
        self.heartbeat_s = heartbeat_s

    def open(self, person: UUID, position: str | None, secret_id: UUID | None = None) -> LiveStream:
        streams = self._streams.setdefault(person, set())
        if len(streams) >= MOST_STREAMS:
            raise Limited("too_many_streams", f"At most {MOST_STREAMS} streams of events may be open at once; close one first.")
        stream = LiveStream(self, person, position, secret_id)
        streams.add(stream)
        if self._closed:
            stream.close()
        return stream

    def leave(self, person: UUID, stream: LiveStream) -> None:
        streams = self._streams.get(person, set())
        streams.discard(stream)
        if not streams:
            self._streams.pop(person, None)

    async def read(self, person: UUID, position: str | None, secret_id: UUID | None) -> tuple[Batch, float]:
        """The events after the position, and the seconds until the session or token ends: 0 where it has ended."""
        async with self._reads, self._database.transaction(Scope(person)) as tx:
            left_s = await tx.accounts.load_seconds_left(secret_id) if secret_id is not None else math.inf
            if left_s > 0:
                await tx.events.note_presence()
            return await tx.events.read(position), left_s

    def close(self) -> None:
        self._closed = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._close_all)

    async def run(self) -> None:
        """Listens until cancelled. A broken connection is replaced; then all streams are woken, to read what was
        missed."""
        self._loop = asyncio.get_running_loop()
        wait_s = 0.1
        while True:
            try:
                async with await LimitedConnection.connect(**self._parameters, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    self._wake_all()
                    wait_s = 0.1
                    await self._listen(connection)
            except (psycopg.Error, OSError) as error:
                log.warning("the listening connection broke, it is replaced in %.1f s: %s", wait_s, error)
            await asyncio.sleep(wait_s)
            wait_s = min(LONGEST_WAIT_S, wait_s * 2)

    async def _listen(self, connection: psycopg.AsyncConnection[tuple[object, ...]]) -> None:
        while True:
            async for notice in connection.notifies(timeout=SILENCE_S):
                self._wake(notice.payload)
            await asyncio.wait_for(connection.execute("SELECT 1"), SILENCE_S)

    def _wake(self, person: str) -> None:
        with contextlib.suppress(ValueError):
            for stream in self._streams.get(UUID(person), ()):
                stream.wake()

    def _wake_all(self) -> None:
        for streams in self._streams.values():
            for stream in streams:
                stream.wake()

    def _close_all(self) -> None:
        for streams in list(self._streams.values()):
            for stream in list(streams):
                stream.close()
