"""Waking whoever follows, after a message was stored and not in its transaction: many at a time."""

import asyncio
import logging
from collections.abc import Iterable

import psycopg

from orchestrator.adapters.postgres.connections import Connections

NOTIFY = b"SELECT pg_notify('orchestrator_events', person) FROM unnest(%s::text[]) AS person"

log = logging.getLogger(__name__)


class Waker:
    """What happened is stored already: where a wake-up is lost with its process, followers find it when they next look by themselves."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._sleeping: set[str] = set()
        self._sending: asyncio.Task[None] | None = None

    def wake(self, people: Iterable[str]) -> None:
        """Soon, and at once for all who are named meanwhile."""
        self._sleeping.update(people)
        if self._sleeping and self._sending is None:
            self._sending = asyncio.create_task(self._send())

    async def close(self) -> None:
        if self._sending is not None:
            await asyncio.wait([self._sending])

    async def _send(self) -> None:
        try:
            while self._sleeping:
                people, self._sleeping = sorted(self._sleeping), set()
                async with self._connections.one() as connection:
                    await connection.execute(NOTIFY, [people], prepare=True)
        except psycopg.Error as error:
            log.warning("followers could not be woken: %s", error)
        finally:
            self._sending = None
