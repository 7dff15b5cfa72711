"""A person's events from the table: everything that a remembered snapshot did not see, which no late commit escapes."""

import re
import time
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.ports.live import Batch, Event

KEPT_DAYS = 7
AT_ONCE = 500
MOST_RUNNING = 40
"""Transactions named in a position; with more running, everything since the oldest of them is told again."""
POSITION = re.compile(r"(\d{1,12})-((\d{1,19}):(\d{1,19}):((?:\d{1,19}(?:,\d{1,19})*)?))")

PURGE = text("SELECT purge_events(:days)")
NOW = text("SELECT pg_current_snapshot()::text")
# In one statement, so that the new position is the snapshot the events were read under. Served by events_xid.
READ = text("""
    SELECT pg_current_snapshot()::text AS snapshot,
        pg_snapshot_xmax(CAST(:since AS pg_snapshot)) > pg_snapshot_xmax(pg_current_snapshot()) AS is_foreign,
        coalesce((
            SELECT jsonb_agg(to_jsonb(e) ORDER BY e.id) FROM (
                SELECT id, kind, payload, extract(epoch FROM created_at) AS created_at FROM events
                WHERE user_id = (SELECT current_person()) AND xid >= pg_snapshot_xmin(CAST(:since AS pg_snapshot))
                AND NOT pg_visible_in_snapshot(xid, CAST(:since AS pg_snapshot))
                ORDER BY id LIMIT :limit) e), '[]') AS events
""")


class PostgresEvents:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def read(self, position: str | None) -> Batch:
        """What the position has not seen; without one nothing, and where to go on from."""
        since = _snapshot(position)
        if since is None:
            now = (await self._connection.execute(NOW)).scalar_one()
            return Batch((), _position(now), is_reset=position is not None)
        row = (await self._connection.execute(READ, {"since": since, "limit": AT_ONCE + 1})).one()
        there = _position(row.snapshot)
        if row.is_foreign or len(row.events) > AT_ONCE:
            return Batch((), there, is_reset=True)
        return Batch([_event(each) for each in row.events], there)

    async def purge(self) -> None:
        await self._connection.execute(PURGE, {"days": KEPT_DAYS})


def _event(row: dict[str, Any]) -> Event:
    return Event(row["id"], row["kind"], row["payload"], datetime.fromtimestamp(row["created_at"], UTC))


def _position(snapshot: str) -> str:
    lowest, _, running = snapshot.split(":")
    if running.count(",") >= MOST_RUNNING:
        snapshot = f"{lowest}:{lowest}:"
    return f"{int(time.time())}-{snapshot}"


def _snapshot(position: str | None) -> str | None:
    """The snapshot in a position; None where it is none of ours, or older than what is kept."""
    found = POSITION.fullmatch(position or "")
    if not found or int(found[1]) < time.time() - (KEPT_DAYS - 1) * 86_400:
        return None
    lowest, highest = int(found[3]), int(found[4])
    running = [int(each) for each in found[5].split(",") if each]
    in_order = running == sorted(set(running)) and all(lowest <= each < highest for each in running)
    return found[2] if 0 < lowest <= highest < 2**63 and in_order else None
