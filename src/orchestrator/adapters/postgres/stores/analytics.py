"""Counts for the metrics."""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.codecs.counts import decode_counts
from orchestrator.ports.stores.analytics import LoadedCounts

COUNT = text("SELECT get_orchestrator_metrics(:avee_id, :days, :zone)")
# By whoever may answer it: a viewer who reads along does not begin the work on it. Served by the primary key.
NOTE_OPENED = text("""
    UPDATE escalation_queue SET opened_at = now()
    WHERE avee_id = :avee_id AND id = :id AND status = 'accepted' AND opened_at IS NULL
    AND avee_id IN (SELECT team_avees('answerer'))
""")
KEEP = text("""
    INSERT INTO metric_counts (avee_id, days, counted_at, counts) VALUES (:avee_id, :days, :counted_at, CAST(:counts AS jsonb))
    ON CONFLICT (avee_id, days) DO UPDATE SET counted_at = EXCLUDED.counted_at, counts = EXCLUDED.counts
""")
FORGET = text("DELETE FROM metric_counts WHERE avee_id = :avee_id AND counted_at < now() - interval '1 day'")
MINUTES = text("SELECT handled, minutes FROM get_creator_minutes(:avee_id, now() - make_interval(hours => 24 * :days), now())")


class PostgresMeasures:
    """`ports.stores.analytics.Measures` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def load_counts(self, avee_id: UUID, days: int, zone: str) -> LoadedCounts | None:
        raw = (await self._connection.execute(COUNT, {"avee_id": avee_id, "days": days, "zone": zone})).scalar_one()
        return LoadedCounts(decode_counts(raw), raw["is_kept"], json.dumps(raw["messages"])) if raw else None

    async def keep_counts(self, avee_id: UUID, days: int, counted_at: datetime, messages_json: str) -> None:
        await self._connection.execute(FORGET, {"avee_id": avee_id})
        kept = {"avee_id": avee_id, "days": days, "counted_at": counted_at, "counts": messages_json}
        await self._connection.execute(KEEP, kept)

    async def load_creator_minutes(self, avee_id: UUID, days: int) -> tuple[int, float]:
        row = (await self._connection.execute(MINUTES, {"avee_id": avee_id, "days": days})).one()
        return row.handled, row.minutes

    async def note_opened(self, avee_id: UUID, escalation_id: UUID) -> None:
        await self._connection.execute(NOTE_OPENED, {"avee_id": avee_id, "id": escalation_id})
