"""Conversations and their messages, for the asker and the creator."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.codecs.message import decode_direct_rules
from orchestrator.adapters.postgres.filters import filtered
from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.domain.escalation.direct_messages import PastDirectMessage
from orchestrator.ports.stores.message import Conversation, DirectRules, Message, Side, ThreadFilter, UnreadConversations
from orchestrator.ports.stores.paging import Page

# Ordered by the last message, newest first; ids are in the order of time. Served by messages_conversation, once for
# each conversation.
CONVERSATIONS = """
    SELECT c.id, c.avee_id, c.user_id, c.kind, c.created_at, coalesce(c.last_at, c.created_at) AS updated_at, a.handle AS avee_handle,
        a.display_name AS avee_display_name, a.creator_name, p.display_name AS asker_name, p.handle AS asker_handle,
        CASE WHEN c.agent_silenced_until > now() THEN c.agent_silenced_until END AS agent_silenced_until,
        c.taken_over_at, n.unread, c.last_message
    FROM (SELECT mine.*, last.created_at AS last_at, last.content AS last_message, coalesce(last.id, mine.id) AS place
          FROM conversations mine
          LEFT JOIN LATERAL (
              SELECT m.id, m.created_at, left(m.content, 200) AS content FROM messages m
              WHERE m.avee_id = mine.avee_id AND m.conversation_id = mine.id ORDER BY m.id DESC LIMIT 1) last ON true
          WHERE ({which}) AND (CAST(:before AS uuid) IS NULL OR coalesce(last.id, mine.id) < (
              SELECT coalesce((SELECT m.id FROM messages m WHERE m.avee_id = b.avee_id AND m.conversation_id = b.id
                               ORDER BY m.id DESC LIMIT 1), b.id)
              FROM conversations b WHERE b.id = CAST(:before AS uuid)))
          ORDER BY place DESC LIMIT :limit) c
    JOIN LATERAL get_public_avees(NULL, ARRAY[c.avee_id]) a ON true
    JOIN LATERAL get_profiles(ARRAY[c.user_id]) p ON true
    CROSS JOIN LATERAL (SELECT count(*) AS unread FROM (SELECT 1 FROM ({unread}) each LIMIT 100) found) n
    ORDER BY c.place DESC
"""
# The messages of a conversation c that the person has not read. Served by messages_conversation.
UNREAD = f"""
    SELECT 1 FROM messages m
    WHERE m.avee_id = c.avee_id AND m.conversation_id = c.id
    AND m.id > coalesce((
        SELECT r.last_read_id FROM conversation_reads r
        WHERE r.avee_id = c.avee_id AND r.conversation_id = c.id AND r.user_id = current_person()), CAST('{UUID(int=0)}' AS uuid))
    AND CASE WHEN c.user_id = current_person() THEN m.role = 'creator' OR m.kind <> 'message' ELSE m.role = 'user' END
"""
# Conversations in the inbox of the person as the creator or one of the team. Served by conversations_direct and
# conversations_taken_over.
AS_CREATOR = """
    {table}.user_id <> current_person()
    AND ({table}.kind = 'direct' AND {table}.avee_id IN (SELECT owned_avees())
        OR {table}.taken_over_at IS NOT NULL AND {table}.avee_id IN (SELECT team_avees('viewer')))
"""
# Two statements, because one with a condition for both would read all conversations of a person to find one.
# Served by conversations_id.
LOAD_CONVERSATION = text(CONVERSATIONS.format(which="mine.id = :id", unread=UNREAD))
# The first one: conversations of the person, and direct ones with their avees. Served by conversations_user_id and
# conversations_direct.
LIST_CONVERSATIONS = {
    side: text(CONVERSATIONS.format(which=which, unread=UNREAD))
    for side, which in (
        (None, "mine.user_id = current_person() OR mine.kind = 'direct' AND mine.avee_id IN (SELECT owned_avees())"),
        (Side.asker, "mine.user_id = current_person()"),
        (Side.creator, f"last.id IS NOT NULL AND {AS_CREATOR.format(table='mine')}"),
    )
}
# Of all conversations with an agent, in the order of their last message. Served by the primary key, messages_conversation and
# orchestrator_decisions_conversation.
OF_AGENT = CONVERSATIONS.format(
    which="mine.avee_id = :avee_id AND mine.kind = 'agent' AND mine.avee_id IN (SELECT team_avees('viewer')) AND last.id IS NOT NULL AND {filters}",
    unread=UNREAD,
)
AGENT_FILTERS = {
    # Served by messages_pieces.
    "said": "mine.id = ANY(ARRAY(SELECT find_conversations_saying(:avee_id, CAST(:said AS text))))",
    "person": "mine.user_id = (SELECT id FROM find_profile(:person))",
    "path": """EXISTS (SELECT 1 FROM orchestrator_decisions d
        WHERE d.avee_id = mine.avee_id AND d.conversation_id = mine.id AND d.decision_path = :path)""",
    "since": "last.created_at >= :since",
    "until": "last.created_at < :until",
}
COUNT_UNREAD = text(f"""
    SELECT (SELECT count(*) FROM conversations c WHERE {AS_CREATOR.format(table="c")} AND EXISTS ({UNREAD})) AS as_creator,
        (SELECT count(*) FROM conversations c WHERE c.user_id = current_person() AND EXISTS ({UNREAD})) AS as_asker
""")
SAVE_READ = text("""
    INSERT INTO conversation_reads AS r (avee_id, conversation_id, user_id, last_read_id)
    SELECT c.avee_id, c.id, current_person(), m.id
    FROM conversations c JOIN messages m ON m.avee_id = c.avee_id AND m.conversation_id = c.id
    WHERE c.id = :id AND m.id = :message_id
    ON CONFLICT (avee_id, conversation_id, user_id) DO UPDATE SET last_read_id = greatest(r.last_read_id, excluded.last_read_id)
""")
INSERT_CONVERSATION = text(
    "INSERT INTO conversations (id, avee_id, user_id, kind) VALUES (:id, :avee_id, :user_id, :kind) ON CONFLICT (avee_id, id) DO NOTHING"
)
# The person's newest threads with an agent. Served by conversations_of_asker.
THREADS = """
    SELECT c.avee_id, c.id, c.created_at FROM conversations c
    WHERE c.user_id = current_person() AND c.avee_id = :avee_id AND c.kind = 'agent' ORDER BY c.created_at DESC LIMIT 200
"""
# Served by messages_client_message_id, once for each thread.
FIND_THREAD_OF = text(f"""
    SELECT c.id FROM ({THREADS}) c JOIN messages m ON m.avee_id = c.avee_id AND m.conversation_id = c.id
    WHERE m.client_message_id = :client_message_id ORDER BY c.created_at DESC LIMIT 1
""")
# Served by messages_conversation, once for each thread.
FIND_THREAD_AFTER = text(f"""
    SELECT c.id FROM ({THREADS}) c
    CROSS JOIN LATERAL (
        SELECT m.content, m.in_reply_to FROM messages m
        WHERE m.avee_id = c.avee_id AND m.conversation_id = c.id AND m.role = 'agent' AND m.kind = 'message' ORDER BY m.id DESC LIMIT 1) reply
    JOIN messages asked ON asked.avee_id = c.avee_id AND asked.id = reply.in_reply_to
    WHERE reply.content = :reply AND asked.content = :asked ORDER BY c.created_at DESC LIMIT 1
""")
LIST_ASKED = text("""
    SELECT avee_id, min(created_at) AS since FROM conversations
    WHERE user_id = current_person() AND kind = 'agent' GROUP BY avee_id ORDER BY since DESC LIMIT :limit
""")
HAND_BACK = text("SELECT hand_back_conversation(:id)")
# Newest first. Served by messages_conversation.
LIST_MESSAGES = text("""
    SELECT m.id, m.conversation_id, m.role, m.kind, m.content, m.layer, m.client_message_id, m.in_reply_to, m.sources, m.created_at,
        d.decision_path AS path, d.id AS decision_id, d.rule, d.reason, coalesce(d.escalation_id, m.escalation_id) AS escalation_id,
        q.status AS escalation_status, f.verdict, p.parts, w.display_name AS author
    FROM conversations c
    JOIN messages m ON m.avee_id = c.avee_id AND m.conversation_id = c.id
    LEFT JOIN orchestrator_decisions d ON d.avee_id = m.avee_id AND d.message_id = m.id AND d.part = 0
    LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('decision_id', e.id, 'path', e.decision_path, 'rule', e.rule, 'reason', e.reason,
            'said', e.evidence -> 'part', 'verdict', (
                SELECT v.verdict FROM decision_feedback v
                WHERE v.avee_id = e.avee_id AND v.decision_id = e.id AND v.user_id = current_person()))) AS parts
        FROM orchestrator_decisions e
        WHERE e.avee_id = m.avee_id AND e.message_id = m.id AND e.evidence ? 'part') p ON m.role = 'user'
    LEFT JOIN escalation_queue q ON q.avee_id = m.avee_id AND q.id = coalesce(d.escalation_id, m.escalation_id)
    LEFT JOIN decision_feedback f ON f.avee_id = d.avee_id AND f.decision_id = d.id AND f.user_id = current_person()
    LEFT JOIN LATERAL get_profiles(ARRAY[m.author_id]) w ON m.author_id IS NOT NULL
    WHERE c.id = :id AND (CAST(:before AS uuid) IS NULL OR m.id < CAST(:before AS uuid))
    ORDER BY m.id DESC LIMIT :limit
""")

# Served by messages_client_message_id.
FIND_SENT = text("""
    SELECT m.id, m.conversation_id, m.role, m.kind, m.content, m.layer, m.client_message_id, m.in_reply_to, m.sources, m.created_at,
        NULL AS path, NULL AS decision_id, NULL AS rule, NULL AS reason, m.escalation_id, NULL AS escalation_status, NULL AS verdict,
        NULL AS parts, NULL AS author
    FROM conversations c JOIN messages m ON m.avee_id = c.avee_id AND m.conversation_id = c.id
    WHERE c.id = :id AND m.client_message_id = :client_message_id
""")

LOCK_DIRECT = text("SELECT lock_direct_messages(:avee_id)")
# Served by conversations_direct and messages_conversation.
LOAD_DIRECT = text("""
    SELECT * FROM (
        SELECT c.id AS conversation_id, c.user_id, coalesce(a.tier, 'free') AS tier, m.role = 'creator' AS is_reply, m.content,
            m.created_at AS at
        FROM conversations c
        JOIN messages m ON m.avee_id = c.avee_id AND m.conversation_id = c.id
        LEFT JOIN avee_members a ON a.avee_id = c.avee_id AND a.user_id = c.user_id
        WHERE c.avee_id = :avee_id AND c.kind = 'direct' AND c.avee_id IN (SELECT owned_avees())
            AND m.created_at > now() - make_interval(hours => 24 * :days)
        ORDER BY m.id DESC LIMIT :limit) newest
    ORDER BY at
""")


class PostgresConversations:
    """`ports.stores.message.Conversations` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def insert_conversation(self, conversation_id: UUID, avee_id: UUID, user_id: UUID, kind: str) -> Conversation:
        values = {"id": conversation_id, "avee_id": avee_id, "user_id": user_id, "kind": kind}
        await self._connection.execute(INSERT_CONVERSATION, values)
        conversation = await self.load_conversation(conversation_id)
        assert conversation is not None  # just stored in this transaction
        return conversation

    async def find_thread_of(self, avee_id: UUID, client_message_id: str) -> UUID | None:
        values = {"avee_id": avee_id, "client_message_id": client_message_id}
        found: UUID | None = (await self._connection.execute(FIND_THREAD_OF, values)).scalar_one_or_none()
        return found

    async def find_thread_after(self, avee_id: UUID, asked: str, reply: str) -> UUID | None:
        values = {"avee_id": avee_id, "asked": asked, "reply": reply}
        found: UUID | None = (await self._connection.execute(FIND_THREAD_AFTER, values)).scalar_one_or_none()
        return found

    async def list_asked(self, limit: int) -> dict[UUID, datetime]:
        rows = await self._connection.execute(LIST_ASKED, {"limit": limit})
        return {row.avee_id: row.since for row in rows}

    async def load_conversation(self, conversation_id: UUID) -> Conversation | None:
        values = {"id": conversation_id, "before": None, "limit": 1}
        row = (await self._connection.execute(LOAD_CONVERSATION, values)).mappings().first()
        return read_row(Conversation, row) if row else None

    async def list_conversations(self, page: Page, side: Side | None) -> list[Conversation]:
        values = {"before": page.before, "limit": page.limit}
        return read_rows(Conversation, (await self._connection.execute(LIST_CONVERSATIONS[side], values)).mappings())

    async def list_of_agent(self, avee_id: UUID, wanted: ThreadFilter, page: Page) -> list[Conversation]:
        values = {"avee_id": avee_id, "before": page.before, "limit": page.limit}
        found = await self._connection.execute(*filtered(OF_AGENT, AGENT_FILTERS, asdict(wanted), values))
        return read_rows(Conversation, found.mappings())

    async def count_unread(self) -> UnreadConversations:
        return read_row(UnreadConversations, (await self._connection.execute(COUNT_UNREAD)).mappings().one())

    async def save_read(self, conversation_id: UUID, message_id: UUID) -> bool:
        saved = await self._connection.execute(SAVE_READ, {"id": conversation_id, "message_id": message_id})
        return saved.rowcount == 1

    async def hand_back(self, conversation_id: UUID) -> bool:
        return bool((await self._connection.execute(HAND_BACK, {"id": conversation_id})).scalar_one())

    async def list_messages(self, conversation_id: UUID, page: Page) -> list[Message]:
        values = {"id": conversation_id, "before": page.before, "limit": page.limit}
        return read_rows(Message, (await self._connection.execute(LIST_MESSAGES, values)).mappings())

    async def lock_direct_messages(self, avee_id: UUID) -> DirectRules | None:
        found = (await self._connection.execute(LOCK_DIRECT, {"avee_id": avee_id})).scalar_one()
        return decode_direct_rules(found) if found else None

    async def load_direct_messages(self, avee_id: UUID, days: int, limit: int) -> list[PastDirectMessage]:
        values = {"avee_id": avee_id, "days": days, "limit": limit}
        return read_rows(PastDirectMessage, (await self._connection.execute(LOAD_DIRECT, values)).mappings())

    async def find_sent(self, conversation_id: UUID, client_message_id: str) -> Message | None:
        values = {"id": conversation_id, "client_message_id": client_message_id}
        row = (await self._connection.execute(FIND_SENT, values)).mappings().first()
        return read_row(Message, row) if row else None
