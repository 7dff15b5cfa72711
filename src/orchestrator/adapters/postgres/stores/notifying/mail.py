"""Mail of the person whose row-level permissions apply: the outbox, news, settings, links."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.domain.notifying.mail.digest import WaitingGroup
from orchestrator.domain.notifying.mail.kinds import MailKind, MailSettings, Sent
from orchestrator.domain.notifying.mail.letters import NewsContent
from orchestrator.domain.notifying.mail.news import WaitingNews
from orchestrator.ports.incoming_mail import MailboxPosition
from orchestrator.ports.stores.notifying.mail import Mailbox, MailLink, MailRow, NamedAddress, Refusal
from orchestrator.ports.stores.notifying.sendings import Failure

KEPT_DAYS = 90

# The settings are locked, so that of two jobs of one person the second sees what the first planned.
LOAD_MAILBOX = text("""
    SELECT u.email, u.handle, u.email_confirmed_at IS NOT NULL AS is_confirmed, u.is_pending, coalesce(a.display_name, '') AS guest_of, s.unwanted, s.digest_at, s.time_zone, s.language, s.version,
        s.refused_address, s.refused_at, s.refusal, p.seen_at
    FROM mail_settings s JOIN users u ON u.id = s.user_id LEFT JOIN presences p ON p.user_id = s.user_id
    LEFT JOIN LATERAL get_public_avees(NULL, ARRAY[u.guest_of]) a ON true
    WHERE s.user_id = current_person() FOR UPDATE OF s
""")
# Served by mails_created_at.
LATELY = text("""
    SELECT kind, created_at FROM mails
    WHERE user_id = current_person() AND created_at > now() - interval '1 hour' AND status <> 'dropped' AND lower(address) = lower(:address)
""")
SET_ORIGIN = text("UPDATE mail_settings SET language = :language, time_zone = :time_zone WHERE user_id = current_person()")
# An hour that is still to come today brings today's summary, one that has passed brings tomorrow's.
SAVE_SETTINGS = text("""
    UPDATE mail_settings SET unwanted = CAST(:unwanted AS jsonb), digest_at = :digest_at, time_zone = :time_zone, language = :language,
        version = version + 1, digest_planned_on = CASE
            WHEN digest_at = :digest_at AND time_zone = :time_zone THEN digest_planned_on
            WHEN (now() AT TIME ZONE :time_zone)::time < :digest_at THEN NULL
            ELSE (now() AT TIME ZONE :time_zone)::date END
    WHERE user_id = current_person() AND version = coalesce(CAST(:expected AS integer), version)
""")
MARK_REFUSED = text("""
    UPDATE mail_settings SET refused_address = :address, refused_at = now(), refusal = :reason WHERE user_id = current_person()
""")
CLEAR_REFUSAL = text("""
    UPDATE mail_settings SET refused_address = NULL, refused_at = NULL, refusal = NULL WHERE user_id = current_person()
""")
INSERT = text("""
    INSERT INTO mails (user_id, id, kind, address, due_at, digest_on)
    VALUES (current_person(), :id, :kind, :address, :due_at, CAST(:digest_on AS date)) ON CONFLICT DO NOTHING
""")
CLAIM = text("""
    UPDATE mails SET claimed_until = :until, due_at = :until
    WHERE user_id = current_person() AND id = :id AND status = 'waiting' AND coalesce(claimed_until <= now(), true)
    RETURNING id, kind, address, status, attempts, last_error, created_at, sent_at
""")
FINISH = text("""
    UPDATE mails SET status = 'sent', sent_at = now(), last_error = NULL, claimed_until = NULL
    WHERE user_id = current_person() AND id = :id AND status = 'waiting'
""")
DROP = text("""
    UPDATE mails SET status = 'dropped', last_error = :reason, claimed_until = NULL WHERE user_id = current_person() AND id = :id
""")
FAIL = text("""
    UPDATE mails SET attempts = attempts + 1, last_error = :error, due_at = :retry_at, claimed_until = NULL,
        status = CASE WHEN :is_final THEN 'failed' ELSE status END
    WHERE user_id = current_person() AND id = :id AND status = 'waiting'
""")
# A mail whose process died after the mail server had taken it waits still.
BOUNCE = text("""
    UPDATE mails SET status = 'failed', last_error = :reason, claimed_until = NULL
    WHERE user_id = current_person() AND id = :id AND status IN ('sent', 'waiting') AND lower(address) = ANY (:addresses)
    RETURNING address
""")
FIND_SENDER = text("SELECT find_mail_sender(:id)")
LOAD_POSITION = text("SELECT uid_validity AS validity, last_uid FROM get_mailbox_position(:mailbox)")
SAVE_POSITION = text("SELECT set_mailbox_position(:mailbox, :validity, :last_uid)")
LIST = text("""
    SELECT id, kind, address, status, attempts, last_error, created_at, sent_at FROM mails
    WHERE user_id = current_person() ORDER BY created_at DESC, id LIMIT :limit
""")
# Ids of messages are in the order of time. A message of the same transaction as the news counts as theirs.
LOCK_NEWS = text("""
    SELECT n.id, n.created_at, coalesce((
            SELECT r.last_read_id >= (
                SELECT m.id FROM messages m WHERE m.avee_id = n.avee_id AND m.conversation_id = n.conversation_id
                AND m.role <> 'user' AND m.created_at <= n.created_at ORDER BY m.id DESC LIMIT 1)
            FROM conversation_reads r
            WHERE r.avee_id = n.avee_id AND r.conversation_id = n.conversation_id AND r.user_id = n.user_id), false) AS is_read
    FROM mail_news n WHERE n.user_id = current_person() AND n.status = 'waiting' ORDER BY n.created_at, n.id FOR UPDATE OF n
""")
TELL = text("UPDATE mail_news SET status = 'told', mail_id = :mail_id WHERE user_id = current_person() AND id = ANY (:ids)")
DEFER = text("UPDATE mail_news SET due_at = :due_at WHERE user_id = current_person() AND id = :id")
DROP_NEWS = text("UPDATE mail_news SET status = 'dropped' WHERE user_id = current_person() AND id = ANY (:ids)")
HURRY_NEWS = text("UPDATE mail_news SET due_at = now() WHERE user_id = current_person() AND status = 'waiting' AND due_at > now()")
LOAD_NEWS = text("""
    SELECT n.kind, coalesce(a.display_name, '') AS agent, n.conversation_id, coalesce(q.original_message, '') AS question,
        coalesce(m.content, q.creator_answer, q.decline_reason, '') AS text
    FROM mail_news n
    LEFT JOIN escalation_queue q ON n.kind IN ('answered', 'declined', 'expired') AND q.avee_id = n.avee_id AND q.id = n.thing_id
    LEFT JOIN messages m ON n.kind IN ('corrected', 'wrote') AND m.avee_id = n.avee_id AND m.id = n.thing_id
    LEFT JOIN LATERAL get_public_avees(NULL, ARRAY[n.avee_id]) a ON true
    WHERE n.user_id = current_person() AND n.mail_id = :mail_id ORDER BY n.created_at, n.id
""")
BEGIN_DIGEST = text("""
    UPDATE mail_settings SET digest_planned_on = (now() AT TIME ZONE time_zone)::date
    WHERE user_id = current_person() AND (now() AT TIME ZONE time_zone)::time >= digest_at
    AND digest_planned_on IS DISTINCT FROM (now() AT TIME ZONE time_zone)::date RETURNING digest_planned_on
""")
# Served by escalation_queue_status, for each of the agents for which the person answers.
WAITING_GROUPS = text("""
    SELECT coalesce(q.group_id, q.id) AS id, a.display_name AS agent, (array_agg(q.original_message ORDER BY q.accepted_at, q.id))[1] AS question,
        count(DISTINCT q.user_id) AS people, min(q.accepted_at) AS since
    FROM escalation_queue q JOIN avees a ON a.id = q.avee_id AND a.id IN (SELECT team_avees('answerer'))
    WHERE q.status = 'accepted' GROUP BY a.id, a.display_name, coalesce(q.group_id, q.id)
    HAVING coalesce(max(q.deferred_at) < now() - interval '24 hours', true)
""")
INSERT_LINK = text("""
    INSERT INTO mail_links (user_id, secret_hash, purpose, address, expires_at)
    VALUES (current_person(), :secret_hash, :purpose, :address, now() + make_interval(secs => :lifetime_s))
""")
FIND_LINK = text("SELECT user_id AS person, purpose, address, is_used, is_expired FROM find_mail_link(:secret_hash)")
USE_LINK = text("""
    WITH used AS (
        SELECT purpose, created_at FROM mail_links
        WHERE user_id = current_person() AND secret_hash = :secret_hash AND used_at IS NULL AND expires_at > now() FOR UPDATE)
    UPDATE mail_links l SET used_at = now() FROM used u
    WHERE l.user_id = current_person() AND l.used_at IS NULL AND l.purpose = u.purpose AND l.expires_at > now()
    AND (l.purpose <> 'address_changed' OR l.created_at >= u.created_at) AND (l.purpose <> 'guest_return' OR l.secret_hash = :secret_hash)
""")
END_LINKS = text("UPDATE mail_links SET used_at = now() WHERE user_id = current_person() AND used_at IS NULL AND purpose = :purpose")
FIND_ADDRESS = text("SELECT is_taken, language, mails_lately FROM find_address(:address, :mail_id)")
SIGNING_KEY = text("SELECT get_signing_key(:purpose)")
FIND_DUE = text("SELECT task, arguments FROM find_due_mails(:limit)")
PURGE = text("SELECT purge_mail(:days)")


class PostgresMails:
    """`ports.stores.notifying.mail.Mails` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def load_mailbox(self) -> Mailbox | None:
        row = (await self._connection.execute(LOAD_MAILBOX)).first()
        if row is None:
            return None
        kinds = frozenset(MailKind(kind) for kind in row.unwanted)
        lately = read_rows(Sent, (await self._connection.execute(LATELY, {"address": row.email})).mappings())
        is_refused = row.refused_address is not None and row.refused_address.lower() == row.email.lower()
        return Mailbox(
            row.email,
            row.handle,
            row.is_confirmed,
            row.is_pending,
            row.guest_of,
            MailSettings(kinds, row.digest_at, row.time_zone, row.language),
            row.version,
            Refusal(row.refused_address, row.refused_at, row.refusal or "") if is_refused else None,
            row.seen_at,
            tuple(lately),
        )

    async def set_origin(self, language: str, time_zone: str) -> None:
        await self._connection.execute(SET_ORIGIN, {"language": language, "time_zone": time_zone})

    async def save_settings(self, settings: MailSettings, expected_version: int | None) -> bool:
        values = {
            "unwanted": json.dumps(sorted(settings.unwanted)),
            "digest_at": settings.digest_at,
            "time_zone": settings.time_zone,
            "language": settings.language,
            "expected": expected_version,
        }
        return (await self._connection.execute(SAVE_SETTINGS, values)).rowcount == 1

    async def mark_refused(self, address: str, reason: str) -> None:
        await self._connection.execute(MARK_REFUSED, {"address": address, "reason": reason})

    async def clear_refusal(self) -> None:
        await self._connection.execute(CLEAR_REFUSAL)

    async def insert(self, mail_id: UUID, kind: MailKind, address: str, retry_at: datetime, digest_on: date | None = None) -> bool:
        values = {"id": mail_id, "kind": kind.value, "address": address, "due_at": retry_at, "digest_on": digest_on}
        return (await self._connection.execute(INSERT, values)).rowcount == 1

    async def claim(self, mail_id: UUID, until: datetime) -> MailRow | None:
        row = (await self._connection.execute(CLAIM, {"id": mail_id, "until": until})).mappings().first()
        return read_row(MailRow, row) if row else None

    async def finish(self, mail_id: UUID) -> None:
        await self._connection.execute(FINISH, {"id": mail_id})

    async def drop(self, mail_id: UUID, reason: str) -> None:
        await self._connection.execute(DROP, {"id": mail_id, "reason": reason})

    async def fail(self, mail_id: UUID, failure: Failure) -> None:
        values = {"id": mail_id, "error": failure.error, "is_final": failure.is_final, "retry_at": failure.retry_at}
        await self._connection.execute(FAIL, values)

    async def find_sender(self, mail_id: UUID) -> UUID | None:
        sender: UUID | None = (await self._connection.execute(FIND_SENDER, {"id": mail_id})).scalar_one_or_none()
        return sender

    async def bounce(self, mail_id: UUID, addresses: Sequence[str], reason: str) -> str | None:
        values = {"id": mail_id, "addresses": [each.lower() for each in addresses], "reason": reason}
        address: str | None = (await self._connection.execute(BOUNCE, values)).scalar_one_or_none()
        return address

    async def load_position(self, mailbox: str) -> MailboxPosition | None:
        row = (await self._connection.execute(LOAD_POSITION, {"mailbox": mailbox})).mappings().first()
        return read_row(MailboxPosition, row) if row else None

    async def save_position(self, mailbox: str, position: MailboxPosition) -> None:
        values = {"mailbox": mailbox, "validity": position.validity, "last_uid": position.last_uid}
        await self._connection.execute(SAVE_POSITION, values)

    async def list_mails(self, limit: int) -> list[MailRow]:
        return read_rows(MailRow, (await self._connection.execute(LIST, {"limit": limit})).mappings())

    async def lock_news(self) -> list[WaitingNews]:
        return read_rows(WaitingNews, (await self._connection.execute(LOCK_NEWS)).mappings())

    async def tell(self, mail_id: UUID, ids: Sequence[UUID]) -> None:
        await self._connection.execute(TELL, {"mail_id": mail_id, "ids": list(ids)})

    async def defer(self, later: Mapping[UUID, datetime]) -> None:
        if later:
            await self._connection.execute(DEFER, [{"id": each, "due_at": at} for each, at in later.items()])

    async def drop_news(self, ids: Sequence[UUID]) -> None:
        await self._connection.execute(DROP_NEWS, {"ids": list(ids)})

    async def hurry_news(self) -> None:
        await self._connection.execute(HURRY_NEWS)

    async def load_news(self, mail_id: UUID) -> list[NewsContent]:
        return read_rows(NewsContent, (await self._connection.execute(LOAD_NEWS, {"mail_id": mail_id})).mappings())

    async def begin_digest(self) -> date | None:
        day: date | None = (await self._connection.execute(BEGIN_DIGEST)).scalar_one_or_none()
        return day

    async def list_waiting_groups(self) -> list[WaitingGroup]:
        return read_rows(WaitingGroup, (await self._connection.execute(WAITING_GROUPS)).mappings())

    async def insert_link(self, secret_hash: bytes, purpose: MailKind, address: str, lifetime_s: int) -> None:
        values: dict[str, Any] = {"secret_hash": secret_hash, "purpose": purpose.value, "address": address, "lifetime_s": lifetime_s}
        await self._connection.execute(INSERT_LINK, values)

    async def find_link(self, secret_hash: bytes) -> MailLink | None:
        row = (await self._connection.execute(FIND_LINK, {"secret_hash": secret_hash})).mappings().first()
        return read_row(MailLink, row) if row else None

    async def use_link(self, secret_hash: bytes) -> bool:
        return (await self._connection.execute(USE_LINK, {"secret_hash": secret_hash})).rowcount > 0

    async def end_links(self, purpose: MailKind) -> None:
        await self._connection.execute(END_LINKS, {"purpose": purpose.value})

    async def find_address(self, address: str, mail_id: UUID) -> NamedAddress:
        return read_row(
            NamedAddress, (await self._connection.execute(FIND_ADDRESS, {"address": address, "mail_id": mail_id})).mappings().one()
        )

    async def load_signing_key(self, purpose: str) -> bytes:
        key: bytes = (await self._connection.execute(SIGNING_KEY, {"purpose": purpose})).scalar_one()
        return bytes(key)

    async def find_due(self, limit: int) -> list[tuple[str, dict[str, str]]]:
        rows = await self._connection.execute(FIND_DUE, {"limit": limit})
        return [(row.task, row.arguments) for row in rows]

    async def purge(self) -> None:
        await self._connection.execute(PURGE, {"days": KEPT_DAYS})
