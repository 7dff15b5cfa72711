"""A person's notification settings, targets and outbox."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.domain.notifying.settings import Digest, NotificationKind, NotificationSettings, WaitingNotification
from orchestrator.domain.notifying.texts import NotificationContent
from orchestrator.ports.stores.notifying.notifications import NotificationRow, PendingBatch, Target
from orchestrator.ports.stores.notifying.sendings import Attempt, Failure

KEPT_DAYS = 90

LOAD_SETTINGS = text("SELECT kinds, digest, quiet_from, quiet_until, time_zone FROM notification_settings WHERE user_id = current_person()")
SAVE_SETTINGS = text("""
    INSERT INTO notification_settings AS s (user_id, kinds, digest, quiet_from, quiet_until, time_zone)
    SELECT :user_id, CAST(:kinds AS jsonb), :digest, CAST(:quiet_from AS time), CAST(:quiet_until AS time), :time_zone
    WHERE coalesce(CAST(:expected AS integer), 0) = 0 OR EXISTS (SELECT 1 FROM notification_settings WHERE user_id = :user_id)
    ON CONFLICT (user_id) DO UPDATE SET kinds = EXCLUDED.kinds, digest = EXCLUDED.digest, quiet_from = EXCLUDED.quiet_from,
        quiet_until = EXCLUDED.quiet_until, time_zone = EXCLUDED.time_zone, version = s.version + 1
        WHERE s.version = coalesce(CAST(:expected AS integer), s.version)
""")
LOAD_VERSION = text("SELECT coalesce((SELECT version FROM notification_settings WHERE user_id = current_person()), 0)")
LIST_TARGETS = text("""
    SELECT id, url, masked, disabled_reason, is_slow, last_sent_at, failing_since, last_error, created_at FROM notification_targets
    WHERE user_id = current_person() ORDER BY id
""")
INSERT_TARGET = text("INSERT INTO notification_targets (user_id, id, url, masked) VALUES (:user_id, :id, :url, :masked)")
KEEP_TARGETS = text("DELETE FROM notification_targets WHERE user_id = current_person() AND NOT id = ANY (:ids)")
MARK_TARGET = text("""
    UPDATE notification_targets SET last_error = CAST(:error AS text), is_slow = :is_slow,
        disabled_reason = CASE WHEN CAST(:error AS text) IS NULL THEN NULL ELSE disabled_reason END,
        last_sent_at = CASE WHEN CAST(:error AS text) IS NULL THEN now() ELSE last_sent_at END,
        failing_since = CASE WHEN CAST(:error AS text) IS NULL THEN NULL ELSE coalesce(failing_since, now()) END
    WHERE user_id = current_person() AND id = :id
""")
DISABLE_TARGET = text("""
    WITH disabled AS (
        UPDATE notification_targets SET disabled_reason = :reason
        WHERE user_id = current_person() AND id = :id AND disabled_reason IS NULL
            AND (CAST(:since_before AS timestamptz) IS NULL OR failing_since < :since_before) RETURNING id)
    UPDATE notification_deliveries SET status = 'failed', last_error = :reason WHERE user_id = current_person() AND status = 'pending'
    AND target_id IN (SELECT id FROM disabled)
""")
LIST = text("""
    SELECT id, kind, avee_id, conversation_id, thing_id, status, due_at, attempts, last_error, created_at, sent_at FROM notifications
    WHERE user_id = current_person() ORDER BY created_at DESC, id LIMIT :limit
""")
LOCK_WAITING = text("""
    SELECT id, kind, created_at, conversation_id FROM notifications WHERE user_id = current_person() AND status = 'waiting'
    ORDER BY created_at, id FOR UPDATE
""")
START = text("""
    UPDATE notifications SET status = 'sending', batch_id = :batch_id WHERE user_id = current_person() AND id = ANY (:ids)
""")
START_DELIVERIES = text("""
    INSERT INTO notification_deliveries (user_id, batch_id, target_id)
    SELECT current_person(), :batch_id, t FROM unnest(CAST(:targets AS uuid[])) t
""")
DEFER = text("UPDATE notifications SET due_at = :due_at WHERE user_id = current_person() AND id = :id")
DROP = text("UPDATE notifications SET status = 'dropped' WHERE user_id = current_person() AND id = ANY (:ids)")
LOAD_DELIVERY = text("""
    SELECT t.url, d.attempts, d.created_at FROM notification_deliveries d JOIN notification_targets t ON t.user_id = d.user_id AND t.id = d.target_id
    WHERE d.user_id = current_person() AND d.batch_id = :batch_id AND d.target_id = :target_id AND d.status = 'pending'
""")
# A creator may see a question only after it was accepted, so it is read only for these kinds of notification. What the
# asker wrote is read with the creator's own permissions: it stays empty where the conversation is not open to them.
LOAD_NEWS = text("""
    SELECT n.kind, coalesce(a.display_name, 'an agent') AS agent, n.conversation_id,
        coalesce(CASE WHEN n.kind IN ('question_accepted', 'assigned') THEN q.original_message
            WHEN n.kind = 'asker_wrote' THEN (
                SELECT e.original_message FROM escalation_queue e
                WHERE e.avee_id = n.avee_id AND e.conversation_id = n.conversation_id AND e.accepted_at IS NOT NULL
                ORDER BY e.accepted_at DESC LIMIT 1) END, '') AS question,
        coalesce(m.content, '') AS message
    FROM notifications n
    LEFT JOIN escalation_queue q ON q.avee_id = n.avee_id AND q.id = n.thing_id
    LEFT JOIN messages m ON n.kind = 'asker_wrote' AND m.avee_id = n.avee_id AND m.id = n.thing_id
    LEFT JOIN LATERAL get_public_avees(NULL, ARRAY[n.avee_id]) a ON true
    WHERE n.user_id = current_person() AND n.batch_id = :batch_id ORDER BY n.created_at, n.id
""")
FINISH = text("""
    WITH delivered AS (
        UPDATE notification_deliveries SET status = 'sent', last_error = NULL
        WHERE user_id = current_person() AND batch_id = :batch_id AND target_id = :target_id)
    UPDATE notifications SET status = 'sent', sent_at = coalesce(sent_at, now()), last_error = NULL
    WHERE user_id = current_person() AND batch_id = :batch_id
""")
# A notification has failed when all deliveries failed; if one delivery succeeded, it is sent.
FAIL = text("""
    WITH failed AS (
        UPDATE notification_deliveries SET attempts = attempts + 1, last_error = :error, due_at = :retry_at,
            status = CASE WHEN :is_final THEN 'failed' ELSE status END
        WHERE user_id = current_person() AND batch_id = :batch_id AND target_id = :target_id)
    UPDATE notifications SET attempts = attempts + 1, last_error = :error,
        status = CASE WHEN :is_final AND status = 'sending' AND NOT EXISTS (
            SELECT 1 FROM notification_deliveries d WHERE d.user_id = current_person() AND d.batch_id = :batch_id
            AND d.target_id <> :target_id AND d.status = 'pending') THEN 'failed' ELSE status END
    WHERE user_id = current_person() AND batch_id = :batch_id
""")
FIND_DUE = text("SELECT task, arguments FROM find_due_deliveries(:limit)")
PURGE = text("SELECT purge_outbox(:days)")


class PostgresNotifications:
    """`ports.stores.notifying.notifications.Notifications` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def load_settings(self) -> NotificationSettings | None:
        row = (await self._connection.execute(LOAD_SETTINGS)).first()
        if row is None:
            return None
        kinds = frozenset(NotificationKind(kind) for kind in row.kinds)
        return NotificationSettings(kinds, Digest(row.digest), row.quiet_from, row.quiet_until, row.time_zone)

    async def load_version(self) -> int:
        version: int = (await self._connection.execute(LOAD_VERSION)).scalar_one()
        return version

    async def save_settings(self, person: UUID, settings: NotificationSettings, expected_version: int | None) -> bool:
        values = {
            "user_id": person,
            "kinds": json.dumps(sorted(settings.kinds)),
            "digest": settings.digest.value,
            "quiet_from": settings.quiet_from,
            "quiet_until": settings.quiet_until,
            "time_zone": settings.time_zone,
            "expected": expected_version,
        }
        return (await self._connection.execute(SAVE_SETTINGS, values)).rowcount == 1

    async def list_targets(self) -> list[Target]:
        return read_rows(Target, (await self._connection.execute(LIST_TARGETS)).mappings())

    async def insert_target(self, person: UUID, target_id: UUID, url: str, masked: str) -> None:
        await self._connection.execute(INSERT_TARGET, {"user_id": person, "id": target_id, "url": url, "masked": masked})

    async def keep_targets(self, ids: Sequence[UUID]) -> None:
        await self._connection.execute(KEEP_TARGETS, {"ids": list(ids)})

    async def list_notifications(self, limit: int) -> list[NotificationRow]:
        return read_rows(NotificationRow, (await self._connection.execute(LIST, {"limit": limit})).mappings())

    async def lock_waiting(self) -> list[WaitingNotification]:
        rows = (await self._connection.execute(LOCK_WAITING)).mappings()
        return [read_row(WaitingNotification, row) for row in rows]

    async def start_batch(self, batch_id: UUID, ids: Sequence[UUID], targets: Sequence[UUID]) -> None:
        await self._connection.execute(START, {"batch_id": batch_id, "ids": list(ids)})
        await self._connection.execute(START_DELIVERIES, {"batch_id": batch_id, "targets": list(targets)})

    async def defer(self, later: Mapping[UUID, datetime]) -> None:
        if later:
            await self._connection.execute(DEFER, [{"id": each, "due_at": at} for each, at in later.items()])

    async def drop(self, ids: Sequence[UUID]) -> None:
        await self._connection.execute(DROP, {"ids": list(ids)})

    async def load_batch(self, batch_id: UUID, target_id: UUID) -> PendingBatch | None:
        row = (await self._connection.execute(LOAD_DELIVERY, {"batch_id": batch_id, "target_id": target_id})).first()
        news = read_rows(NotificationContent, (await self._connection.execute(LOAD_NEWS, {"batch_id": batch_id})).mappings())
        return PendingBatch(row.url, row.attempts, row.created_at, news) if row and news else None

    async def finish_delivery(self, batch_id: UUID, target_id: UUID) -> None:
        await self._connection.execute(FINISH, {"batch_id": batch_id, "target_id": target_id})

    async def fail_delivery(self, batch_id: UUID, target_id: UUID, failure: Failure) -> None:
        values = {"error": failure.error, "is_final": failure.is_final, "retry_at": failure.retry_at}
        await self._connection.execute(FAIL, values | {"batch_id": batch_id, "target_id": target_id})

    async def mark_target(self, target_id: UUID, attempt: Attempt) -> None:
        await self._connection.execute(MARK_TARGET, {"id": target_id, "error": attempt.error, "is_slow": attempt.is_slow})

    async def disable_target(self, target_id: UUID, since_before: datetime | None, reason: str) -> None:
        await self._connection.execute(DISABLE_TARGET, {"id": target_id, "since_before": since_before, "reason": reason})

    async def find_due(self, limit: int) -> list[tuple[str, dict[str, str]]]:
        rows = await self._connection.execute(FIND_DUE, {"limit": limit})
        return [(row.task, row.arguments) for row in rows]

    async def purge(self) -> None:
        await self._connection.execute(PURGE, {"days": KEPT_DAYS})
