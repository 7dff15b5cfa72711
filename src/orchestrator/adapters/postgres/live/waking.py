"""Waking followers after a message was stored, outside its transaction and for many people at a time."""

import asyncio
import logging
from collections.abc import Iterable

import psycopg

from orchestrator.adapters.postgres.connections import Connections

NOTIFY = b"SELECT pg_notify('orchestrator_events', person) FROM unnest(%s::text[]) AS person"

log = logging.getLogger(__name__)


class Waker:
    """Sends wake-ups. A wake-up that is lost with its process does no harm: the event is stored, and followers look
    for it regularly."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._pending: set[str] = set()
        self._sending: asyncio.Task[None] | None = None

    def wake(self, people: Iterable[str]) -> None:
        """Wakes these people soon, together with all who are named until then."""
        self._pending.update(people)
        if self._pending and self._sending is None:
            self._sending = asyncio.create_task(self._send())

    async def close(self) -> None:
        if self._sending is not None:
            await asyncio.wait([self._sending])

    async def _send(self) -> None:
        try:
            while self._pending:
                people, self._pending = sorted(self._pending), set()
                async with self._connections.connection() as connection:
                    await connection.execute(NOTIFY, [people], prepare=True)
        except psycopg.Error as error:
            log.warning("followers could not be woken: %s", error)
        finally:
            self._sending = None
