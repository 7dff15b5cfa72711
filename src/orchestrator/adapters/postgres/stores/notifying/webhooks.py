"""Webhooks of an avee, and their deliveries."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.domain.notifying.delivering import WebhookEvent
from orchestrator.ports.stores.notifying.sendings import Attempt, Failure
from orchestrator.ports.stores.notifying.webhooks import Webhook, WebhookDelivery

INSERT = text("""
    INSERT INTO webhooks (avee_id, id, url, secret, kinds) VALUES (:avee_id, :id, :url, :secret, CAST(:kinds AS jsonb)) RETURNING *
""")
LIST = text("SELECT * FROM webhooks WHERE avee_id = :avee_id ORDER BY id")
LOAD = text("SELECT * FROM webhooks WHERE avee_id = :avee_id AND id = :id")
DELETE = text("DELETE FROM webhooks WHERE avee_id = :avee_id AND id = :id")
# A new address has not failed yet. What waited for one that is switched off is given up.
CHANGE = text("""
    WITH changed AS (
        UPDATE webhooks SET url = coalesce(CAST(:url AS text), url), kinds = coalesce(CAST(:kinds AS jsonb), kinds), active = coalesce(CAST(:active AS boolean), active),
            disabled_reason = CASE WHEN CAST(:active AS boolean) IS NULL THEN disabled_reason END,
            failing_since = CASE WHEN url = coalesce(CAST(:url AS text), url) THEN failing_since END,
            last_error = CASE WHEN url = coalesce(CAST(:url AS text), url) THEN last_error END,
            paused_until = CASE WHEN url = coalesce(CAST(:url AS text), url) THEN paused_until END, version = version + 1
        WHERE avee_id = :avee_id AND id = :id AND version = coalesce(CAST(:version AS integer), version) RETURNING *),
    given_up AS (
        UPDATE webhook_deliveries SET status = 'failed' WHERE avee_id = :avee_id AND status = 'pending'
        AND webhook_id IN (SELECT id FROM changed WHERE NOT active))
    SELECT * FROM changed
""")
# A webhook that works again is switched on again, unless its owner switched it off.
MARK = text("""
    UPDATE webhooks SET last_error = CAST(:error AS text), is_slow = :is_slow, paused_until = :paused_until,
        active = active OR CAST(:error AS text) IS NULL AND disabled_reason IS NOT NULL,
        disabled_reason = CASE WHEN CAST(:error AS text) IS NULL THEN NULL ELSE disabled_reason END,
        last_sent_at = CASE WHEN CAST(:error AS text) IS NULL THEN now() ELSE last_sent_at END,
        failing_since = CASE WHEN CAST(:error AS text) IS NULL THEN NULL ELSE coalesce(failing_since, now()) END
    WHERE avee_id = :avee_id AND id = :id
""")
DISABLE = text("""
    WITH disabled AS (
        UPDATE webhooks SET active = false, disabled_reason = :reason
        WHERE avee_id = :avee_id AND id = :id AND active
            AND (CAST(:since_before AS timestamptz) IS NULL OR failing_since < :since_before) RETURNING id)
    UPDATE webhook_deliveries SET status = 'failed' WHERE avee_id = :avee_id AND status = 'pending'
    AND webhook_id IN (SELECT id FROM disabled)
""")
LIST_DELIVERIES = text("""
    SELECT * FROM webhook_deliveries WHERE avee_id = :avee_id AND webhook_id = :id ORDER BY created_at DESC, id LIMIT :limit
""")
LOAD_DELIVERY = text("SELECT * FROM webhook_deliveries WHERE avee_id = :avee_id AND id = :id")
FINISH = text("""
    UPDATE webhook_deliveries SET status = 'sent', sent_at = now(), last_error = NULL WHERE avee_id = :avee_id AND id = :id
""")
REDELIVER = text("""
    UPDATE webhook_deliveries SET status = 'pending', attempts = 0, last_error = NULL, due_at = now(), sent_at = NULL, redelivered_at = now()
    WHERE avee_id = :avee_id AND id = :id AND status <> 'pending' RETURNING *
""")
LOCK = text("SELECT 1 FROM webhooks WHERE avee_id = :avee_id AND id = :id FOR UPDATE")
# Served by webhook_deliveries_redelivered.
COUNT_REDELIVERIES = text("""
    SELECT count(*) FROM webhook_deliveries WHERE avee_id = :avee_id AND webhook_id = :id AND redelivered_at > :since
""")
POSTPONE = text("UPDATE webhook_deliveries SET due_at = :until WHERE avee_id = :avee_id AND id = :id")
FAIL = text("""
    UPDATE webhook_deliveries SET attempts = attempts + 1, last_error = :error, due_at = :retry_at,
        status = CASE WHEN :is_final THEN 'failed' ELSE status END
    WHERE avee_id = :avee_id AND id = :id
""")


class PostgresWebhooks:
    """`ports.stores.notifying.webhooks.Webhooks` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def insert(self, avee_id: UUID, webhook_id: UUID, url: str, secret: str, kinds: Sequence[str]) -> Webhook:
        values = {"avee_id": avee_id, "id": webhook_id, "url": url, "secret": secret, "kinds": json.dumps(sorted(kinds))}
        return read_row(Webhook, (await self._connection.execute(INSERT, values)).mappings().one())

    async def change(
        self, avee_id: UUID, webhook_id: UUID, version: int | None, url: str | None, kinds: Sequence[str] | None, active: bool | None
    ) -> Webhook | None:  # fmt: skip
        values = {"version": version, "url": url, "kinds": None if kinds is None else json.dumps(sorted(kinds)), "active": active}
        row = (await self._connection.execute(CHANGE, values | {"avee_id": avee_id, "id": webhook_id})).mappings().first()
        return read_row(Webhook, row) if row else None

    async def load(self, avee_id: UUID, webhook_id: UUID) -> Webhook | None:
        row = (await self._connection.execute(LOAD, {"avee_id": avee_id, "id": webhook_id})).mappings().first()
        return read_row(Webhook, row) if row else None

    async def delete(self, avee_id: UUID, webhook_id: UUID) -> bool:
        return (await self._connection.execute(DELETE, {"avee_id": avee_id, "id": webhook_id})).rowcount > 0

    async def list_deliveries(self, avee_id: UUID, webhook_id: UUID, limit: int) -> list[WebhookDelivery]:
        values = {"avee_id": avee_id, "id": webhook_id, "limit": limit}
        return [_read_delivery(row) for row in (await self._connection.execute(LIST_DELIVERIES, values)).mappings()]

    async def load_delivery(self, avee_id: UUID, delivery_id: UUID) -> WebhookDelivery | None:
        row = (await self._connection.execute(LOAD_DELIVERY, {"avee_id": avee_id, "id": delivery_id})).mappings().first()
        return _read_delivery(row) if row else None

    async def finish_delivery(self, avee_id: UUID, delivery_id: UUID) -> None:
        await self._connection.execute(FINISH, {"avee_id": avee_id, "id": delivery_id})

    async def fail_delivery(self, avee_id: UUID, delivery_id: UUID, failure: Failure) -> None:
        values = {"error": failure.error, "is_final": failure.is_final, "retry_at": failure.retry_at}
        await self._connection.execute(FAIL, values | {"avee_id": avee_id, "id": delivery_id})

    async def redeliver(self, avee_id: UUID, delivery_id: UUID) -> WebhookDelivery | None:
        row = (await self._connection.execute(REDELIVER, {"avee_id": avee_id, "id": delivery_id})).mappings().first()
        return _read_delivery(row) if row else None

    async def count_redeliveries(self, avee_id: UUID, webhook_id: UUID, since: datetime) -> int:
        await self._connection.execute(LOCK, {"avee_id": avee_id, "id": webhook_id})
        values = {"avee_id": avee_id, "id": webhook_id, "since": since}
        return int((await self._connection.execute(COUNT_REDELIVERIES, values)).scalar_one())

    async def postpone(self, avee_id: UUID, delivery_id: UUID, until: datetime) -> None:
        await self._connection.execute(POSTPONE, {"avee_id": avee_id, "id": delivery_id, "until": until})

    async def mark(self, avee_id: UUID, webhook_id: UUID, attempt: Attempt) -> None:
        values = {"error": attempt.error, "is_slow": attempt.is_slow, "paused_until": attempt.paused_until}
        await self._connection.execute(MARK, values | {"avee_id": avee_id, "id": webhook_id})

    async def disable(self, avee_id: UUID, webhook_id: UUID, since_before: datetime | None, reason: str) -> None:
        values = {"avee_id": avee_id, "id": webhook_id, "since_before": since_before, "reason": reason}
        await self._connection.execute(DISABLE, values)

    async def list_webhooks(self, avee_id: UUID) -> list[Webhook]:
        return read_rows(Webhook, (await self._connection.execute(LIST, {"avee_id": avee_id})).mappings())


def _read_delivery(row: RowMapping) -> WebhookDelivery:
    """The SQL function `add_webhook_deliveries` writes `body`."""
    body = row["body"]
    return read_row(WebhookDelivery, {**row, "event": WebhookEvent(body["type"], body["timestamp"], body["data"])})
