"""Reading a person's events from the table.

A position holds a PostgreSQL snapshot. Reading returns all events that the snapshot did not see, so an event of a
transaction that commits late is not missed.
"""

import re
import time
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.ports.live import Batch, Event

KEPT_DAYS = 7
AT_ONCE = 500
"""Events in one batch; a follower who missed more is told to load everything again."""
MOST_RUNNING = 40
"""Running transactions that a position names. With more, everything since the oldest of them is sent again."""
POSITION = re.compile(r"(\d{1,12})-((\d{1,19}):(\d{1,19}):((?:\d{1,19}(?:,\d{1,19})*)?))")

PURGE = text("SELECT purge_events(:days)")
# Of several streams of a person one in twenty seconds writes. A person who was deleted meanwhile has none.
NOTE_PRESENCE = text("""
    INSERT INTO presences AS p (user_id) SELECT id FROM users WHERE id = current_person()
    ON CONFLICT (user_id) DO UPDATE SET seen_at = now() WHERE p.seen_at < now() - interval '20 seconds'
""")
NOW = text("SELECT pg_current_snapshot()::text")
# One statement, so that the new position is the snapshot under which the events were read. Served by events_xid.
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
    """Events of the person whose row-level permissions apply."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def read(self, position: str | None) -> Batch:
        """The events after the position. Without a position: no events, and the position of now."""
        since = _snapshot(position)
        if since is None:
            now = (await self._connection.execute(NOW)).scalar_one()
            return Batch((), _position(now), is_reset=position is not None)
        row = (await self._connection.execute(READ, {"since": since, "limit": AT_ONCE + 1})).one()
        position_now = _position(row.snapshot)
        if row.is_foreign or len(row.events) > AT_ONCE:
            return Batch((), position_now, is_reset=True)
        return Batch([_event(event) for event in row.events], position_now)

    async def note_presence(self) -> None:
        await self._connection.execute(NOTE_PRESENCE)

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
    """The snapshot in a position; None if the position is malformed, or older than the events that are kept."""
    match = POSITION.fullmatch(position or "")
    if not match or int(match[1]) < time.time() - (KEPT_DAYS - 1) * 86_400:
        return None
    lowest, highest = int(match[3]), int(match[4])
    running = [int(number) for number in match[5].split(",") if number]
    in_order = running == sorted(set(running)) and all(lowest <= number < highest for number in running)
    return match[2] if 0 < lowest <= highest < 2**63 and in_order else None
