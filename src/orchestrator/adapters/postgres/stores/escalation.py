"""The escalation queue: locking, moving and grouping questions, and writing the messages that follow from it."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.codecs.escalation import decode_locked
from orchestrator.adapters.postgres.codecs.sources import encode_sources
from orchestrator.adapters.postgres.codecs.vectors import vector_text
from orchestrator.adapters.postgres.filters import filtered
from orchestrator.adapters.postgres.rows import read_rows
from orchestrator.adapters.postgres.violations import as_conflicts
from orchestrator.domain.escalation.asked import Kept
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.models import Vector
from orchestrator.ports.stores.escalation import (
    Delivery,
    EscalationChanges,
    EscalationRecord,
    GroupMember,
    LockedEscalation,
    NearAnswer,
    NewOffer,
    ServedPerson,
    SimilarWaiting,
)
from orchestrator.ports.stores.message import NewMessage
from orchestrator.ports.stores.paging import Page

LOCK = text("SELECT lock_escalation(:id)")
# NULL leaves a column unchanged; a column that a move has set is never set back to NULL.
MOVE = text("""
    UPDATE escalation_queue SET
        status = :status,
        accepted_at = CASE WHEN :status = 'accepted' THEN coalesce(accepted_at, now()) ELSE accepted_at END,
        answered_at = CASE WHEN :status = 'answered' THEN now() END,
        declined_at = CASE WHEN :status = 'declined' THEN now() END,
        expired_at = CASE WHEN :status = 'expired' THEN now() ELSE expired_at END,
        deferred_at = CASE WHEN CAST(:defer AS boolean) THEN now() ELSE deferred_at END,
        declined_by = coalesce(CAST(:declined_by AS text), declined_by),
        decline_reason = coalesce(CAST(:decline_reason AS text), decline_reason),
        deadline_at = coalesce(CAST(:deadline_at AS timestamptz), deadline_at),
        expected_response_hours = coalesce(CAST(:expected_response_hours AS double precision), expected_response_hours),
        hours_from_answers = coalesce(CAST(:hours_from_answers AS boolean), hours_from_answers),
        group_id = coalesce(CAST(:group_id AS uuid), group_id),
        free_of_quota = free_of_quota OR CAST(:free_of_quota AS boolean),
        context_summary = coalesce(CAST(:context_summary AS text), context_summary),
        additions = concat_ws(E'\n', nullif(additions, ''), CAST(:addition AS text)),
        creator_answer = coalesce(CAST(:creator_answer AS text), creator_answer),
        answer_layer = coalesce(CAST(:answer_layer AS layer), answer_layer),
        question_pattern = coalesce(CAST(:question_pattern AS text), question_pattern),
        pattern_embedding = coalesce(CAST(CAST(:pattern_embedding AS text) AS halfvec), pattern_embedding),
        reuse = coalesce(CAST(:reuse AS boolean), reuse),
        answer_expires_at = coalesce(CAST(:answer_expires_at AS timestamptz), answer_expires_at),
        answer_message_id = coalesce(CAST(:answer_message_id AS uuid), answer_message_id),
        draft_answer = coalesce(CAST(:draft_answer AS text), draft_answer),
        answered_by = coalesce(CAST(:answered_by AS uuid), answered_by),
        signed_by = coalesce(CAST(:signed_by AS uuid), signed_by)
    WHERE avee_id = :avee_id AND id = :id
""")
NARROW = text("SELECT narrow_offer(:id, :question, :pattern, :embedding)")
SIMILAR_WAITING = text("SELECT id, group_id, question, cosine, people FROM find_similar_waiting(:id, :limit)")
# The cosine is that to the answered question. Served by escalation_queue_group.
GROUP_MEMBERS = text("""
    SELECT q.id, q.conversation_id, q.user_id, q.message_id, q.original_message,
        coalesce(q.question_pattern, q.original_message) AS question, -(q.embedding <#> lead.embedding) AS cosine,
        CASE WHEN q.user_id = current_person() THEN 'intimate' ELSE coalesce(m.layer, 'public') END AS layer,
        p.handle AS asker_handle, p.display_name AS asker_display_name
    FROM escalation_queue lead JOIN escalation_queue q
        ON q.avee_id = lead.avee_id AND (q.group_id = coalesce(lead.group_id, lead.id)
            OR q.group_id IS NULL AND q.id = coalesce(lead.group_id, lead.id))
    JOIN LATERAL get_profiles(ARRAY[q.user_id]) p ON true
    LEFT JOIN avee_members m ON m.avee_id = q.avee_id AND m.user_id = q.user_id
    WHERE lead.avee_id = :avee_id AND lead.id = :id AND q.id <> lead.id AND q.status = 'accepted'
        AND (q.price_currency IS NULL OR is_paid(q.avee_id, q.id))
    ORDER BY q.id
""")
INSERT_MESSAGES = text("""
    INSERT INTO messages (avee_id, id, conversation_id, user_id, role, kind, content, sources, in_reply_to, escalation_id, answer_id,
        answer_version, client_message_id, author_id)
    SELECT :avee_id, m.id, m.conversation_id, m.user_id, m.role, m.kind, m.content, coalesce(m.sources, '[]'), m.in_reply_to,
        m.escalation_id, m.answer_id, m.answer_version, m.client_message_id, m.author_id
    FROM jsonb_to_recordset(CAST(:messages AS jsonb)) AS m (id uuid, conversation_id uuid, user_id uuid, role text, kind text,
        content text, sources jsonb, in_reply_to uuid, escalation_id uuid, answer_id uuid, answer_version integer,
        client_message_id text, author_id uuid)
""")
INSERT_DELIVERIES = text("""
    INSERT INTO answer_deliveries (avee_id, id, answer_id, answer_version, user_id, message_id, is_reuse, is_withdrawal)
    SELECT :avee_id, d.id, d.answer_id, d.answer_version, d.user_id, d.message_id, false, d.is_withdrawal
    FROM jsonb_to_recordset(CAST(:deliveries AS jsonb)) AS d (id uuid, answer_id uuid, answer_version integer, user_id uuid,
        message_id uuid, is_withdrawal boolean)
""")
TURNS = text("""
    SELECT role, content FROM (SELECT id, role, content FROM messages
        WHERE avee_id = :avee_id AND conversation_id = :conversation_id AND id <= :until ORDER BY id DESC LIMIT :limit) t
    ORDER BY id
""")
SAVE_ANSWER_LAYER = text("SELECT id, version FROM save_answer_layer(:avee_id, :id)")
INSERT_OFFER = text("""
    INSERT INTO escalation_queue (avee_id, id, conversation_id, user_id, message_id, original_message, question_pattern,
        escalation_reason, expected_response_hours, hours_from_answers, remaining_today, expires_at, free_of_quota, price_amount, price_currency,
        private_extra, embedding)
    VALUES (:avee_id, :id, :conversation_id, :user_id, :message_id, :original_message, :question_pattern, :escalation_reason,
        :expected_response_hours, :hours_from_answers, :remaining_today, :expires_at, :free_of_quota, :price_amount,
        :price_currency, :private_extra, CAST(CAST(:embedding AS text) AS halfvec))
""")
# The creator's active answers; every vector is compared. Served by the avee_id prefix of the primary key.
SIMILAR_ANSWERS = text("""
    SELECT a.id, a.question_pattern, a.answer_content, -(a.embedding <#> q.embedding) AS cosine
    FROM escalation_queue q JOIN canonical_answers a ON a.avee_id = q.avee_id AND a.state = 'active'
    WHERE q.avee_id = :avee_id AND q.id = :id ORDER BY a.embedding <#> q.embedding LIMIT :limit
""")
DUE = text("SELECT escalation_id, person FROM find_due_escalations(:limit)")
# Of two jobs that send the same correction, the second waits and then sees to whom it was sent.
LOCK_SERVED = text("SELECT pg_advisory_xact_lock(hashtextextended(:answer_id, 7305113))")
SERVED = text("SELECT conversation_id, user_id, had, may_see FROM find_served(:avee_id, :answer_id, :version)")
# Served by escalation_queue_id, escalation_queue_status, escalation_queue_user_id and escalation_queue_message.
LIST = """
    WITH page AS (SELECT * FROM escalation_queue WHERE {filters} ORDER BY id DESC LIMIT :limit)
    SELECT q.id, q.avee_id, q.conversation_id, q.user_id, q.message_id, q.original_message,
        concat_ws(E'\n', nullif(q.context_summary, ''), nullif(q.additions, '')) AS context_summary, q.escalation_reason,
        q.status, q.expected_response_hours, q.hours_from_answers, q.remaining_today, q.offered_at, q.expires_at, q.accepted_at, q.answered_at,
        q.creator_answer, q.answer_layer, q.question_pattern, q.reuse, q.deferred_at, q.declined_at, q.declined_by, q.decline_reason,
        q.deadline_at, q.expired_at, q.replaced_by, coalesce(q.group_id, q.id) AS group_id, q.draft_answer, q.answer_expires_at,
        p.handle AS asker_handle, p.display_name AS asker_display_name, p.avatar AS asker_avatar,
        CASE WHEN is_guest(q.user_id) THEN 'guest' ELSE coalesce(m.tier, 'free') END AS asker_tier,
        w.display_name AS answered_by, q.assigned_to, t.display_name AS assigned_name,
        EXISTS (SELECT 1 FROM answer_drafts r
                WHERE r.avee_id = q.avee_id AND r.escalation_id = q.id AND r.proposed_at IS NOT NULL) AS is_proposed,
        CASE WHEN q.price_amount > 0 THEN jsonb_build_object('amount', q.price_amount, 'currency', q.price_currency) END AS price,
        q.private_extra, q.is_private,
        -- Served by payments_escalation.
        CASE WHEN q.price_currency IS NOT NULL THEN (
            SELECT to_jsonb(y) FROM payments y WHERE y.avee_id = q.avee_id AND y.escalation_id = q.id ORDER BY y.id DESC LIMIT 1) END AS payment,
        count_waiting(q.avee_id, q.id) AS people_waiting,
        (SELECT count(*) FROM (
            SELECT 1 FROM messages s
            WHERE s.avee_id = q.avee_id AND s.conversation_id = q.conversation_id AND s.id > q.message_id AND s.role = 'user'
                AND s.created_at > q.accepted_at LIMIT 100) written) AS messages_since
    FROM page q
    JOIN LATERAL get_profiles(ARRAY[q.user_id]) p ON true
    LEFT JOIN LATERAL get_profiles(ARRAY[q.answered_by]) w ON q.answered_by IS NOT NULL
    LEFT JOIN LATERAL get_profiles(ARRAY[q.assigned_to]) t ON q.assigned_to IS NOT NULL
    LEFT JOIN avee_members m ON m.avee_id = q.avee_id AND m.user_id = q.user_id
    ORDER BY q.id DESC
"""
FILTERS = {
    "id": "id = :id",
    "avee_id": "avee_id = :avee_id",
    "status": "status = :status",
    "but_status": "status <> :but_status",
    "message_id": "message_id = :message_id",
    "by_guests": "is_guest(user_id) = :by_guests",
    "before": "id < :before",
}

SENT_BEFORE = {"messages_client_message_id": ("already_sent", "This client_message_id is being sent already.")}


class PostgresEscalations:
    """`ports.stores.escalation.Escalations` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def lock(self, escalation_id: UUID) -> LockedEscalation | None:
        found = (await self._connection.execute(LOCK, {"id": escalation_id})).scalar_one()
        return decode_locked(found) if found else None

    async def move(self, avee_id: UUID, escalation_id: UUID, changes: EscalationChanges) -> None:
        # The fields have the names of the statement's parameters.
        values = asdict(changes) | {"pattern_embedding": _vector_text(changes.pattern_embedding)}
        moved = await self._connection.execute(MOVE, values | {"avee_id": avee_id, "id": escalation_id})
        assert moved.rowcount == 1, "the escalation was locked and is the person's to move"

    async def narrow(self, escalation_id: UUID, kept: Kept, embedding: Vector | None) -> None:
        values = {"id": escalation_id, "question": kept.question, "pattern": kept.pattern, "embedding": _vector_text(embedding)}
        await self._connection.execute(NARROW, values)

    async def find_similar_waiting(self, escalation_id: UUID, limit: int) -> list[SimilarWaiting]:
        rows = await self._connection.execute(SIMILAR_WAITING, {"id": escalation_id, "limit": limit})
        return read_rows(SimilarWaiting, rows.mappings())

    async def load_group(self, avee_id: UUID, escalation_id: UUID) -> list[GroupMember]:
        rows = await self._connection.execute(GROUP_MEMBERS, {"avee_id": avee_id, "id": escalation_id})
        return read_rows(GroupMember, rows.mappings())

    async def insert_offer(self, offer: NewOffer) -> None:
        # Fields have the names of the statement's parameters.
        await self._connection.execute(INSERT_OFFER, asdict(offer) | {"embedding": vector_text(offer.embedding)})

    async def insert_messages(self, avee_id: UUID, messages: Sequence[NewMessage]) -> None:
        rows = [
            {
                "id": message.id,
                "conversation_id": message.conversation_id,
                "user_id": message.user_id,
                "role": message.role,
                "kind": message.kind,
                "content": message.content,
                "sources": encode_sources(message.sources),
                "in_reply_to": message.in_reply_to,
                "escalation_id": message.escalation_id,
                "answer_id": message.answer_id,
                "answer_version": message.answer_version,
                "client_message_id": message.client_message_id,
                "author_id": message.author_id,
            }
            for message in messages
        ]
        with as_conflicts(SENT_BEFORE):
            await self._connection.execute(INSERT_MESSAGES, {"avee_id": avee_id, "messages": json.dumps(rows, default=str)})

    async def insert_deliveries(self, avee_id: UUID, deliveries: Sequence[Delivery]) -> None:
        rows = [
            {
                "id": new_id(),
                "answer_id": delivery.answer_id,
                "answer_version": delivery.answer_version,
                "user_id": delivery.user_id,
                "message_id": delivery.message_id,
                "is_withdrawal": delivery.is_withdrawal,
            }
            for delivery in deliveries
        ]
        await self._connection.execute(INSERT_DELIVERIES, {"avee_id": avee_id, "deliveries": json.dumps(rows, default=str)})

    async def load_turns(self, avee_id: UUID, conversation_id: UUID, until: UUID, limit: int) -> list[tuple[str, str]]:
        values = {"avee_id": avee_id, "conversation_id": conversation_id, "until": until, "limit": limit}
        return [(row.role, row.content) for row in await self._connection.execute(TURNS, values)]

    async def save_answer_layer(self, avee_id: UUID, escalation_id: UUID) -> tuple[UUID, int] | None:
        row = (await self._connection.execute(SAVE_ANSWER_LAYER, {"avee_id": avee_id, "id": escalation_id})).first()
        return (row.id, row.version) if row else None

    async def find_similar_answers(self, avee_id: UUID, escalation_id: UUID, limit: int) -> list[NearAnswer]:
        rows = await self._connection.execute(SIMILAR_ANSWERS, {"avee_id": avee_id, "id": escalation_id, "limit": limit})
        return read_rows(NearAnswer, rows.mappings())

    async def find_due(self, limit: int) -> list[tuple[UUID, UUID]]:
        return [(row.escalation_id, row.person) for row in await self._connection.execute(DUE, {"limit": limit})]

    async def find_served(self, avee_id: UUID, answer_id: UUID, version: int) -> list[ServedPerson]:
        await self._connection.execute(LOCK_SERVED, {"answer_id": str(answer_id)})
        values = {"avee_id": avee_id, "answer_id": answer_id, "version": version}
        return read_rows(ServedPerson, (await self._connection.execute(SERVED, values)).mappings())

    async def list_escalations(
        self,
        page: Page,
        avee_id: UUID | None = None,
        status: str | None = None,
        but_status: str | None = None,
        message_id: UUID | None = None,
        escalation_id: UUID | None = None,
        by_guests: bool | None = None,
    ) -> list[EscalationRecord]:
        filters = {
            "id": escalation_id,
            "avee_id": avee_id,
            "status": status,
            "but_status": but_status,
            "message_id": message_id,
            "by_guests": by_guests,
            "before": page.before,
        }
        found = await self._connection.execute(*filtered(LIST, FILTERS, filters, {"limit": page.limit}))
        return read_rows(EscalationRecord, found.mappings())


def _vector_text(vector: Vector | None) -> str | None:
    return None if vector is None else vector_text(vector)
