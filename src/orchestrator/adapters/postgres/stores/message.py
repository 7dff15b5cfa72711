"""Conversations and their messages, for the asker and the creator."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.ports.stores.message import Conversation, Message
from orchestrator.ports.stores.paging import Page

# Ordered by the last message, newest first; ids are in the order of time. Served by messages_conversation, once for
# each conversation.
CONVERSATIONS = """
    SELECT c.id, c.avee_id, c.user_id, c.kind, c.created_at, coalesce(c.last_at, c.created_at) AS updated_at, a.handle AS avee_handle,
        a.display_name AS avee_display_name, a.creator_name, p.display_name AS asker_name, p.handle AS asker_handle,
        CASE WHEN c.agent_silenced_until > now() THEN c.agent_silenced_until END AS agent_silenced_until, c.last_message
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
    ORDER BY c.place DESC
"""
# Two statements, because one with a condition for both would read all conversations of a person to find one.
# Served by conversations_id.
LOAD_CONVERSATION = text(CONVERSATIONS.format(which="mine.id = :id"))
# Conversations of the person, and direct ones with their avees. Served by conversations_user_id and
# conversations_direct.
LIST_CONVERSATIONS = text(
    CONVERSATIONS.format(which="mine.user_id = current_person() OR mine.kind = 'direct' AND mine.avee_id IN (SELECT owned_avees())")
)
INSERT_CONVERSATION = text("INSERT INTO conversations (id, avee_id, user_id, kind) VALUES (:id, :avee_id, :user_id, :kind)")
HAND_BACK = text("SELECT hand_back_conversation(:id)")
# Newest first. Served by messages_conversation.
LIST_MESSAGES = text("""
    SELECT m.id, m.conversation_id, m.role, m.kind, m.content, m.layer, m.client_message_id, m.in_reply_to, m.sources, m.created_at,
        d.decision_path AS path, d.id AS decision_id, d.rule, d.reason, coalesce(d.escalation_id, m.escalation_id) AS escalation_id,
        q.status AS escalation_status, f.verdict
    FROM conversations c
    JOIN messages m ON m.avee_id = c.avee_id AND m.conversation_id = c.id
    LEFT JOIN orchestrator_decisions d ON d.avee_id = m.avee_id AND d.message_id = m.id
    LEFT JOIN escalation_queue q ON q.avee_id = m.avee_id AND q.id = coalesce(d.escalation_id, m.escalation_id)
    LEFT JOIN decision_feedback f ON f.avee_id = d.avee_id AND f.decision_id = d.id AND f.user_id = current_person()
    WHERE c.id = :id AND (CAST(:before AS uuid) IS NULL OR m.id < CAST(:before AS uuid))
    ORDER BY m.id DESC LIMIT :limit
""")

# Served by messages_client_message_id.
FIND_SENT = text("""
    SELECT m.id, m.conversation_id, m.role, m.kind, m.content, m.layer, m.client_message_id, m.in_reply_to, m.sources, m.created_at,
        NULL AS path, NULL AS decision_id, NULL AS rule, NULL AS reason, m.escalation_id, NULL AS escalation_status, NULL AS verdict
    FROM conversations c JOIN messages m ON m.avee_id = c.avee_id AND m.conversation_id = c.id
    WHERE c.id = :id AND m.client_message_id = :client_message_id
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

    async def load_conversation(self, conversation_id: UUID) -> Conversation | None:
        values = {"id": conversation_id, "before": None, "limit": 1}
        row = (await self._connection.execute(LOAD_CONVERSATION, values)).mappings().first()
        return read_row(Conversation, row) if row else None

    async def list_conversations(self, page: Page) -> list[Conversation]:
        values = {"before": page.before, "limit": page.limit}
        return read_rows(Conversation, (await self._connection.execute(LIST_CONVERSATIONS, values)).mappings())

    async def hand_back(self, conversation_id: UUID) -> None:
        await self._connection.execute(HAND_BACK, {"id": conversation_id})

    async def list_messages(self, conversation_id: UUID, page: Page) -> list[Message]:
        values = {"id": conversation_id, "before": page.before, "limit": page.limit}
        return read_rows(Message, (await self._connection.execute(LIST_MESSAGES, values)).mappings())

    async def find_sent(self, conversation_id: UUID, client_message_id: str) -> Message | None:
        values = {"id": conversation_id, "client_message_id": client_message_id}
        row = (await self._connection.execute(FIND_SENT, values)).mappings().first()
        return read_row(Message, row) if row else None
