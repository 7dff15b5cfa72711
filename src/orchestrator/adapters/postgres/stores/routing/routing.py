"""Routing apart from the hot path: messages that wait to be routed, and stored routings."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.codecs.facts import decode_facts
from orchestrator.adapters.postgres.codecs.routing import encode_message, encode_routing
from orchestrator.adapters.postgres.codecs.sources import decode_sources
from orchestrator.adapters.postgres.codecs.vectors import vector_text
from orchestrator.adapters.postgres.hot_path import ALREADY_STORED
from orchestrator.adapters.postgres.rows import read_row
from orchestrator.adapters.postgres.stores.escalation import PostgresEscalations
from orchestrator.adapters.postgres.stores.routing.log import PostgresLog
from orchestrator.adapters.postgres.violations import as_conflicts, erased_as_missing
from orchestrator.domain.errors import Conflict
from orchestrator.domain.routing.outcome import Source
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.routing.loaded import LoadedFacts
from orchestrator.ports.stores.routing.routing import StoredRouting, UnroutedMessage
from orchestrator.ports.stores.routing.saved import NewUserMessage, RoutingSave

SAVE_UNROUTED = text("""
    INSERT INTO messages (avee_id, id, conversation_id, user_id, role, content, layer, client_message_id, awaits_routing)
    VALUES (:avee_id, :message_id, :conversation_id, :user_id, 'user', :content, CAST(:layer AS layer), :client_message_id, true)
""")
LOAD_ROUTED = text("""
    SELECT d.id AS decision_id, d.escalation_id, coalesce(m.content, '') AS content, coalesce(m.sources, '[]') AS sources
    FROM messages asked
    JOIN orchestrator_decisions d ON d.avee_id = asked.avee_id AND d.message_id = coalesce(asked.answered_with, asked.id)
    LEFT JOIN messages m ON m.avee_id = d.avee_id AND m.id = d.reply_message_id
    WHERE asked.id = :message_id AND asked.user_id = current_person()
    ORDER BY d.part
""")
LOAD_UNROUTED = text("SELECT user_id, message_id FROM find_unrouted_messages(:older_than_s, :limit)")
LOAD_WAITING = text("""
    SELECT id, conversation_id, content, layer, client_message_id FROM messages
    WHERE id = :message_id AND user_id = current_person() AND awaits_routing
""")

# Run by the creator: the suggestions that the asker may still see and that have not changed. Served by
# orchestrator_decisions_message and primary keys.
SUGGESTIONS = text("""
    SELECT coalesce(jsonb_agg(s.value ORDER BY s.ordinality), '[]')
    FROM orchestrator_decisions d
    LEFT JOIN avee_members m ON m.avee_id = d.avee_id AND m.user_id = d.user_id
    CROSS JOIN LATERAL jsonb_array_elements(d.evidence -> 'suggestions') WITH ORDINALITY s
    WHERE d.avee_id = :avee_id AND d.message_id = :message_id AND (
        EXISTS (SELECT FROM passages c WHERE c.avee_id = d.avee_id AND c.id = CAST(s.value ->> 'id' AS uuid)
                AND c.layer <= coalesce(m.layer, 'public'))
        OR EXISTS (SELECT FROM canonical_answers a WHERE a.avee_id = d.avee_id AND a.id = CAST(s.value ->> 'id' AS uuid)
                   AND a.state = 'active' AND a.version = CAST(s.value ->> 'version' AS integer) AND a.layer <= coalesce(m.layer, 'public')))
""")
SAVE = text("SELECT hot_save(:person, :avee, :layer, CAST(:routing AS jsonb), CAST(CAST(:embedding AS text) AS halfvec))")
WAKE = text("SELECT pg_notify('orchestrator_events', person) FROM unnest(string_to_array(:people, ',')) AS person WHERE person <> ''")
LOAD_FACTS = text("SELECT load_message_facts(:conversation_id, NULL, 0)")


class PostgresRouting:
    """`ports.stores.routing.routing.Routing` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def save(self, save: RoutingSave) -> None:
        message = save.message
        values = {"person": str(message.user_id), "avee": message.avee_id, "layer": message.layer.value}
        encoded = {"routing": encode_routing(save), "embedding": vector_text(save.embedding)}
        with as_conflicts(ALREADY_STORED), erased_as_missing():
            to_wake = (await self._connection.execute(SAVE, values | encoded)).scalar_one()
        if to_wake is None:
            raise Conflict("already_routed", "This message was routed already.")
        await self._connection.execute(WAKE, {"people": to_wake})

    async def save_unrouted(self, message: NewUserMessage) -> None:
        with as_conflicts(ALREADY_STORED), erased_as_missing():
            await self._connection.execute(SAVE_UNROUTED, encode_message(message))

    async def load_routed(self, message_id: UUID) -> StoredRouting | None:
        rows = (await self._connection.execute(LOAD_ROUTED, {"message_id": message_id})).all()
        if not rows:
            return None
        row, log = rows[0], PostgresLog(self._connection)
        decision, *rest = [await log.load_decision(each.decision_id) for each in rows]
        assert decision is not None  # read in the same transaction
        queue = PostgresEscalations(self._connection)
        escalation = (await queue.list_escalations(Page(1), escalation_id=row.escalation_id))[0] if row.escalation_id else None
        return StoredRouting(decision, row.content, decode_sources(row.sources), escalation, tuple(filter(None, rest)))

    async def load_unrouted(self, older_than_s: float, limit: int) -> list[tuple[UUID, UUID]]:
        rows = await self._connection.execute(LOAD_UNROUTED, {"older_than_s": older_than_s, "limit": limit})
        return [(row.user_id, row.message_id) for row in rows]

    async def load_waiting(self, message_id: UUID) -> UnroutedMessage | None:
        row = (await self._connection.execute(LOAD_WAITING, {"message_id": message_id})).mappings().first()
        return read_row(UnroutedMessage, row) if row else None

    async def load_suggestions(self, avee_id: UUID, message_id: UUID) -> tuple[Source, ...]:
        values = {"avee_id": avee_id, "message_id": message_id}
        return decode_sources((await self._connection.execute(SUGGESTIONS, values)).scalar_one())

    async def load_facts(self, conversation_id: UUID) -> LoadedFacts | None:
        found = (await self._connection.execute(LOAD_FACTS, {"conversation_id": conversation_id})).scalar_one()
        return decode_facts(found) if found is not None else None
