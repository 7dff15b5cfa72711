"""Channels of an agent, their people and threads, what came in and what leaves."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.codecs.channels import decode_channel, decode_message
from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.domain.channels.events import Button, SetAside
from orchestrator.domain.channels.kinds import ChannelKind, ChannelState
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.channels import (
    AsideRecord,
    ChannelCode,
    ChannelDelivery,
    ChannelMessage,
    ChannelRecord,
    ChannelThread,
    FoundChannel,
)

INSERT = text("""
    INSERT INTO channels (avee_id, id, kind, name, settings, secrets)
    VALUES (:avee_id, :id, :kind, :name, CAST(:settings AS jsonb), CAST(:secrets AS jsonb))
""")
CHANGE = text("""
    UPDATE channels SET name = :name, settings = CAST(:settings AS jsonb), secrets = CAST(:secrets AS jsonb), state = :state,
        last_error = NULL, failing_since = NULL, fetch_error = NULL, fetch_failing_since = NULL, fetched_at = NULL, version = version + 1
    WHERE avee_id = :avee_id AND id = :id AND version = coalesce(CAST(:version AS integer), version) RETURNING id
""")
SEND_WAITING = text("""
    SELECT add_channel_job(:avee_id, thread_id) FROM (
        SELECT DISTINCT thread_id FROM channel_deliveries WHERE avee_id = :avee_id AND channel_id = :id AND status = 'pending') waiting
""")
DELETE = text("DELETE FROM channels WHERE avee_id = :avee_id AND id = :id")
# The states are compared before the update, so that the first failure is told from the second.
MARK = text("""
    WITH was AS (SELECT state FROM channels WHERE avee_id = :avee_id AND id = :id FOR UPDATE)
    UPDATE channels c SET state = CAST(:state AS text), last_error = CAST(:error AS text),
        failing_since = CASE WHEN CAST(:error AS text) IS NULL THEN NULL ELSE coalesce(c.failing_since, now()) END,
        last_sent_at = CASE WHEN CAST(:error AS text) IS NULL THEN now() ELSE c.last_sent_at END
    FROM was WHERE c.avee_id = :avee_id AND c.id = :id AND was.state <> 'off' RETURNING was.state <> :state AS is_changed
""")
SET_ASIDE = text("""
    UPDATE inbound_events SET handled_at = now(), set_aside = :reason
    WHERE avee_id = :avee_id AND channel_id = :channel_id AND event_id = :event_id AND handled_at IS NULL
""")
# Served by inbound_events_set_aside.
LIST_ASIDE = text("""
    SELECT event_id AS id, set_aside AS reason, event ->> 'sender' AS sender, left(event ->> 'text', 500) AS text, received_at
    FROM inbound_events WHERE avee_id = :avee_id AND channel_id = :channel_id AND set_aside IS NOT NULL
    ORDER BY received_at DESC, event_id LIMIT :limit
""")
# Served by channel_threads_person and channel_deliveries_thread.
COUNT_SAID = text("""
    SELECT count(*) FROM channel_threads t JOIN channel_deliveries d ON d.avee_id = t.avee_id AND d.thread_id = t.id
    WHERE t.avee_id = :avee_id AND t.person_id = :person_id AND d.kind IN ('message', 'said') AND d.created_at > now() - interval '1 hour'
""")
# Served by channel_deliveries_refs.
REFUSE = text("""
    WITH sent AS (
        SELECT t.person_id FROM channel_deliveries d JOIN channel_threads t ON t.avee_id = d.avee_id AND t.id = d.thread_id
        WHERE d.avee_id = :avee_id AND d.channel_id = :channel_id AND d.refs @> CAST(:ref AS jsonb) LIMIT 1)
    UPDATE channel_people p SET refused = :reason FROM sent
    WHERE p.avee_id = :avee_id AND p.id = sent.person_id AND p.foreign_id = :sender RETURNING p.id
""")
GIVE_UP_PERSON = text("""
    UPDATE channel_deliveries d SET status = 'failed', last_error = :reason FROM channel_threads t
    WHERE t.avee_id = :avee_id AND t.person_id = :person_id AND d.avee_id = t.avee_id AND d.thread_id = t.id AND d.status = 'pending'
""")
NOTE_FETCHED = text("""
    UPDATE channels SET fetched_at = now(), fetch_error = CAST(:error AS text),
        fetch_failing_since = CASE WHEN CAST(:error AS text) IS NULL THEN NULL ELSE coalesce(fetch_failing_since, now()) END
    WHERE avee_id = :avee_id AND id = :channel_id
""")
SET_CONVERSATION = text("UPDATE channel_threads SET conversation_id = :conversation_id WHERE avee_id = :avee_id AND id = :id")
LOAD_THREAD = text("""
    SELECT t.*, p.user_id, p.refused FROM channel_threads t JOIN channel_people p ON p.avee_id = t.avee_id AND p.id = t.person_id
    WHERE t.avee_id = :avee_id AND t.id = :id
""")
SAY = text("""
    INSERT INTO channel_deliveries (avee_id, id, channel_id, thread_id, kind, content, buttons, thing_id, draft)
    VALUES (:avee_id, :id, :channel_id, :thread_id, :kind, :content, CAST(:buttons AS jsonb), :about, :draft) ON CONFLICT DO NOTHING
""")
ADD_JOB = text("SELECT add_channel_job(:avee_id, :thread_id)")
FIND_DELIVERY = text("SELECT * FROM channel_deliveries WHERE avee_id = :avee_id AND id = :id")
# Served by channel_deliveries_refs.
FIND_SENT = text("""
    SELECT * FROM channel_deliveries
    WHERE avee_id = :avee_id AND thread_id = :thread_id AND refs @> CAST(:ref AS jsonb) ORDER BY number DESC LIMIT 1
""")
FIND_ASKING = text("""
    SELECT * FROM channel_deliveries WHERE avee_id = :avee_id AND thread_id = :thread_id AND status = 'sent'
    AND CASE WHEN :with_buttons THEN buttons <> '[]' ELSE topic IN ('question_accepted', 'assigned') END
    ORDER BY number DESC LIMIT 1
""")
LOAD_MESSAGE = text("SELECT read_channel_message(:avee_id, :id)")
FAIL_DELIVERY = text("""
    UPDATE channel_deliveries SET attempts = attempts + 1, last_error = :error, due_at = coalesce(CAST(:retry_at AS timestamptz), due_at),
        status = CASE WHEN CAST(:retry_at AS timestamptz) IS NULL THEN 'failed' ELSE status END
    WHERE avee_id = :avee_id AND id = :id
""")
GIVE_UP_THREAD = text("""
    UPDATE channel_deliveries SET status = 'failed', last_error = :error
    WHERE avee_id = :avee_id AND thread_id = :thread_id AND status = 'pending'
""")
FORGET_CODES = text("""
    DELETE FROM channel_codes WHERE avee_id = :avee_id AND channel_id = :channel_id
    AND (user_id = CAST(:user_id AS uuid) OR person_id = CAST(:person_id AS uuid))
""")
ADD_CODE = text("""
    INSERT INTO channel_codes (avee_id, secret_hash, channel_id, user_id, person_id, expires_at)
    VALUES (:avee_id, :secret_hash, :channel_id, :user_id, :person_id, now() + make_interval(mins => :minutes))
""")
HEAR = text("SELECT hear_channel(:avee_id, :person_id, :secret_hash)")
LIST_CHANNELS = text("SELECT * FROM list_team_channels(:avee_id)")
FIND = text("SELECT find_channel(:id)")
READ_CODE = text("SELECT * FROM read_channel_code(:secret_hash)")
JOIN = text("SELECT join_channel(:secret_hash)")
FIND_DUE = text("SELECT task, arguments FROM find_due_channel_work(:limit)")


class PostgresChannels:
    """`ports.stores.channels.Channels` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def insert(
        self, avee_id: UUID, channel_id: UUID, kind: ChannelKind, name: str, settings: Mapping[str, str], secrets: Mapping[str, str]
    ) -> None:
        values = {"kind": kind, "name": name, "settings": _dump(settings), "secrets": _dump(secrets)}
        await self._connection.execute(INSERT, values | {"avee_id": avee_id, "id": channel_id})

    async def change(
        self, avee_id: UUID, channel_id: UUID, version: int | None, name: str, settings: Mapping[str, str], secrets: Mapping[str, str],
        state: ChannelState,
    ) -> bool:  # fmt: skip
        which = {"avee_id": avee_id, "id": channel_id}
        values = {"version": version, "name": name, "settings": _dump(settings), "secrets": _dump(secrets), "state": state}
        changed = (await self._connection.execute(CHANGE, values | which)).first() is not None
        if changed:
            await self._connection.execute(SEND_WAITING, which)
        return changed

    async def delete(self, avee_id: UUID, channel_id: UUID) -> bool:
        return (await self._connection.execute(DELETE, {"avee_id": avee_id, "id": channel_id})).rowcount > 0

    async def mark(self, avee_id: UUID, channel_id: UUID, state: ChannelState, error: str | None) -> bool:
        values = {"avee_id": avee_id, "id": channel_id, "state": state, "error": error}
        return bool((await self._connection.execute(MARK, values)).scalar())

    async def set_aside(self, avee_id: UUID, channel_id: UUID, event_id: str, reason: SetAside) -> None:
        values = {"avee_id": avee_id, "channel_id": channel_id, "event_id": event_id, "reason": reason}
        await self._connection.execute(SET_ASIDE, values)

    async def list_aside(self, avee_id: UUID, channel_id: UUID, limit: int) -> list[AsideRecord]:
        values = {"avee_id": avee_id, "channel_id": channel_id, "limit": limit}
        return read_rows(AsideRecord, (await self._connection.execute(LIST_ASIDE, values)).mappings())

    async def count_said(self, avee_id: UUID, person_id: UUID) -> int:
        return int((await self._connection.execute(COUNT_SAID, {"avee_id": avee_id, "person_id": person_id})).scalar_one())

    async def refuse(self, avee_id: UUID, channel_id: UUID, ref: str, sender: str, reason: str) -> bool:
        values = {"avee_id": avee_id, "channel_id": channel_id, "ref": _dump([ref]), "sender": sender, "reason": reason}
        person_id = (await self._connection.execute(REFUSE, values)).scalar()
        if person_id is not None:
            await self._connection.execute(GIVE_UP_PERSON, {"avee_id": avee_id, "person_id": person_id, "reason": reason})
        return person_id is not None

    async def note_fetched(self, avee_id: UUID, channel_id: UUID, error: str | None) -> None:
        await self._connection.execute(NOTE_FETCHED, {"avee_id": avee_id, "channel_id": channel_id, "error": error})

    async def set_conversation(self, avee_id: UUID, thread_id: UUID, conversation_id: UUID) -> None:
        await self._connection.execute(SET_CONVERSATION, {"avee_id": avee_id, "id": thread_id, "conversation_id": conversation_id})

    async def load_thread(self, avee_id: UUID, thread_id: UUID) -> ChannelThread | None:
        row = (await self._connection.execute(LOAD_THREAD, {"avee_id": avee_id, "id": thread_id})).mappings().first()
        return read_row(ChannelThread, row) if row else None

    async def say(
        self, avee_id: UUID, thread: ChannelThread, content: str, buttons: Sequence[Button] = (), *, delivery_id: UUID | None = None,
        about: UUID | None = None, draft: str | None = None,
    ) -> None:  # fmt: skip
        values = {"id": delivery_id or new_id(), "kind": "said", "content": content, "about": about, "draft": draft}
        await self._add(avee_id, thread, values | {"buttons": _dump([asdict(button) for button in buttons])})

    async def take_buttons(self, avee_id: UUID, thread: ChannelThread, delivery_id: UUID, content: str) -> None:
        values = {"id": new_id(), "kind": "edit", "content": content, "about": delivery_id, "draft": None, "buttons": "[]"}
        await self._add(avee_id, thread, values)

    async def _add(self, avee_id: UUID, thread: ChannelThread, values: dict[str, Any]) -> None:
        where = {"avee_id": avee_id, "channel_id": thread.channel_id, "thread_id": thread.id}
        await self._connection.execute(SAY, where | values)
        await self._connection.execute(ADD_JOB, where)

    async def find_delivery(self, avee_id: UUID, delivery_id: UUID) -> ChannelDelivery | None:
        return await self._first(FIND_DELIVERY, {"avee_id": avee_id, "id": delivery_id})

    async def find_sent(self, avee_id: UUID, thread_id: UUID, ref: str) -> ChannelDelivery | None:
        return await self._first(FIND_SENT, {"avee_id": avee_id, "thread_id": thread_id, "ref": _dump([ref])})

    async def find_asking(self, avee_id: UUID, thread_id: UUID, *, with_buttons: bool) -> ChannelDelivery | None:
        return await self._first(FIND_ASKING, {"avee_id": avee_id, "thread_id": thread_id, "with_buttons": with_buttons})

    async def _first(self, query: Any, values: dict[str, Any]) -> ChannelDelivery | None:
        row = (await self._connection.execute(query, values)).mappings().first()
        return _read_delivery(row) if row else None

    async def load_message(self, avee_id: UUID, message_id: UUID) -> ChannelMessage | None:
        return decode_message((await self._connection.execute(LOAD_MESSAGE, {"avee_id": avee_id, "id": message_id})).scalar())

    async def fail_delivery(self, avee_id: UUID, delivery_id: UUID, error: str, retry_at: datetime | None) -> None:
        await self._connection.execute(FAIL_DELIVERY, {"avee_id": avee_id, "id": delivery_id, "error": error, "retry_at": retry_at})

    async def give_up_thread(self, avee_id: UUID, thread_id: UUID, error: str) -> None:
        await self._connection.execute(GIVE_UP_THREAD, {"avee_id": avee_id, "thread_id": thread_id, "error": error})

    async def add_code(
        self, avee_id: UUID, channel_id: UUID, secret_hash: bytes, user_id: UUID | None, person_id: UUID | None, minutes: int
    ) -> None:
        whose = {"avee_id": avee_id, "channel_id": channel_id, "user_id": user_id, "person_id": person_id}
        await self._connection.execute(FORGET_CODES, whose)
        await self._connection.execute(ADD_CODE, whose | {"secret_hash": secret_hash, "minutes": minutes})

    async def hear(self, avee_id: UUID, person_id: UUID, secret_hash: bytes) -> bool:
        values = {"avee_id": avee_id, "person_id": person_id, "secret_hash": secret_hash}
        return bool((await self._connection.execute(HEAR, values)).scalar_one())

    async def list_channels(self, avee_id: UUID) -> list[ChannelRecord]:
        return read_rows(ChannelRecord, (await self._connection.execute(LIST_CHANNELS, {"avee_id": avee_id})).mappings())

    async def find(self, channel_id: UUID) -> FoundChannel | None:
        return decode_channel((await self._connection.execute(FIND, {"id": channel_id})).scalar())

    async def read_code(self, secret_hash: bytes) -> ChannelCode | None:
        row = (await self._connection.execute(READ_CODE, {"secret_hash": secret_hash})).mappings().first()
        return read_row(ChannelCode, row) if row else None

    async def join(self, secret_hash: bytes) -> bool:
        return bool((await self._connection.execute(JOIN, {"secret_hash": secret_hash})).scalar_one())

    async def find_due(self, limit: int) -> list[tuple[str, dict[str, str]]]:
        return [(row.task, row.arguments) for row in await self._connection.execute(FIND_DUE, {"limit": limit})]


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _read_delivery(row: RowMapping) -> ChannelDelivery:
    return read_row(ChannelDelivery, {**row, "buttons": [Button(**button) for button in row["buttons"]], "message": None})
