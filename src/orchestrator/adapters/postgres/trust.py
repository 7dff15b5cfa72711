"""Cards on reuse, the creator's words on them, and the standing they make."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_rows
from orchestrator.domain.risk import Label
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.records import TrustCard

COLUMNS = """k.id, k.avee_id, k.kind, k.answer_id, k.answer_version, k.conversation_id, k.user_id, k.message_id, k.question, k.score,
    k.verdict, k.created_at, a.question_pattern, a.answer_content, a.layer, a.version AS current_version, a.state AS answer_state"""
# Served by trust_cards_waiting.
LIST_CARDS = text(f"""
    SELECT {COLUMNS} FROM trust_cards k JOIN canonical_answers a ON a.avee_id = k.avee_id AND a.id = k.answer_id
    WHERE k.avee_id = :avee_id AND k.avee_id IN (SELECT owned_avees()) AND k.verdict IS NULL
    AND (CAST(:before AS uuid) IS NULL OR k.id < CAST(:before AS uuid))
    ORDER BY k.id DESC LIMIT :limit
""")
# Of two who judge at once the second waits, so that the standing is made of both words.
LOCK_TRUST = text("SELECT pg_advisory_xact_lock(hashtextextended(:avee_id, 7305112))")
LOCK_CARD = text(f"""
    SELECT {COLUMNS} FROM trust_cards k JOIN canonical_answers a ON a.avee_id = k.avee_id AND a.id = k.answer_id
    WHERE k.avee_id = :avee_id AND k.id = :id AND k.avee_id IN (SELECT owned_avees())
""")
JUDGE = text("UPDATE trust_cards SET verdict = :verdict, judged_at = now() WHERE avee_id = :avee_id AND id = :id")
# Served by trust_cards_created_at; in the order in which they were given.
LABELS = text("""
    SELECT score, verdict, floor, kind FROM trust_cards
    WHERE avee_id = :avee_id AND avee_id IN (SELECT owned_avees()) AND scorer = :scorer AND verdict IN ('right', 'wrong')
    ORDER BY judged_at, id
""")
STANDING = text("SELECT standing FROM trust_standings WHERE avee_id = :avee_id")
SAVE_STANDING = text("""
    INSERT INTO trust_standings (avee_id, standing) VALUES (:avee_id, CAST(:standing AS jsonb))
    ON CONFLICT (avee_id) DO UPDATE SET standing = EXCLUDED.standing
""")
# Over the newest two thousand decisions of a week. Served by orchestrator_decisions_log.
MATCHES = text("""
    SELECT count(*) FILTER (WHERE (evidence -> 'signals' ->> 'canonical_similarity')::float8 >= :floor)
        / greatest(1.0, extract(epoch FROM now() - min(created_at)) / 86400.0) AS per_day
    FROM (SELECT evidence, created_at FROM orchestrator_decisions
          WHERE avee_id = :avee_id AND avee_id IN (SELECT owned_avees()) AND created_at > now() - interval '7 days'
          ORDER BY id DESC LIMIT 2000) d
""")
WAITING = text("SELECT count(*) FROM trust_cards WHERE avee_id = :avee_id AND avee_id IN (SELECT owned_avees()) AND verdict IS NULL")


# Not where the asker may no longer see it, or was answered meanwhile.
MAY_BE_GIVEN = text("""
    SELECT a.layer <= coalesce(m.layer, 'public')
        AND NOT EXISTS (SELECT FROM escalation_queue q WHERE q.avee_id = k.avee_id AND q.message_id = k.message_id AND q.status = 'answered')
    FROM trust_cards k JOIN canonical_answers a ON a.avee_id = k.avee_id AND a.id = k.answer_id
    LEFT JOIN avee_members m ON m.avee_id = k.avee_id AND m.user_id = k.user_id
    WHERE k.avee_id = :avee_id AND k.id = :id
""")


# Not what says next to nothing new, and never more than are of use.
NEW_ALIAS = """
    FROM wording w JOIN canonical_answers a ON a.avee_id = w.avee_id AND a.id = w.answer_id AND a.state = 'active'
    WHERE -(w.embedding <#> a.embedding) < 0.98
    AND NOT EXISTS (SELECT FROM answer_aliases x WHERE x.avee_id = w.avee_id AND x.answer_id = w.answer_id AND -(x.embedding <#> w.embedding) >= 0.98)
    AND (SELECT count(*) FROM answer_aliases x WHERE x.avee_id = w.avee_id AND x.answer_id = w.answer_id) < 20
"""
# Served by orchestrator_decisions_message.
ADD_CARD_ALIAS = text(f"""
    WITH wording AS (
        SELECT k.avee_id, k.answer_id, k.user_id, k.question, q.embedding
        FROM trust_cards k
        JOIN orchestrator_decisions d ON d.avee_id = k.avee_id AND d.message_id = k.message_id
        JOIN asked_questions q ON q.avee_id = d.avee_id AND q.id = d.id
        WHERE k.avee_id = :avee_id AND k.id = :card_id)
    INSERT INTO answer_aliases (avee_id, id, answer_id, user_id, question, origin, embedding)
    SELECT w.avee_id, :id, w.answer_id, w.user_id, w.question, 'card', w.embedding {NEW_ALIAS}
""")
ADD_GROUP_ALIAS = text(f"""
    WITH wording AS (
        SELECT avee_id, CAST(:answer_id AS uuid) AS answer_id, user_id, original_message AS question, embedding
        FROM escalation_queue WHERE avee_id = :avee_id AND id = :escalation_id)
    INSERT INTO answer_aliases (avee_id, id, answer_id, user_id, question, origin, embedding)
    SELECT w.avee_id, :id, w.answer_id, w.user_id, w.question, 'group', w.embedding {NEW_ALIAS}
""")


class PostgresTrust:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_cards(self, avee_id: UUID, before: UUID | None, limit: int) -> list[TrustCard]:
        values = {"avee_id": avee_id, "before": before, "limit": limit}
        return read_rows(TrustCard, (await self._connection.execute(LIST_CARDS, values)).mappings())

    async def count_waiting(self, avee_id: UUID) -> int:
        waiting: int = (await self._connection.execute(WAITING, {"avee_id": avee_id})).scalar_one()
        return waiting

    async def lock_card(self, avee_id: UUID, card_id: UUID) -> TrustCard | None:
        await self._connection.execute(LOCK_TRUST, {"avee_id": str(avee_id)})
        rows = read_rows(TrustCard, (await self._connection.execute(LOCK_CARD, {"avee_id": avee_id, "id": card_id})).mappings())
        return rows[0] if rows else None

    async def judge(self, avee_id: UUID, card_id: UUID, verdict: str) -> None:
        await self._connection.execute(JUDGE, {"avee_id": avee_id, "id": card_id, "verdict": verdict})

    async def may_be_given(self, avee_id: UUID, card_id: UUID) -> bool:
        given: bool = (await self._connection.execute(MAY_BE_GIVEN, {"avee_id": avee_id, "id": card_id})).scalar_one()
        return given

    async def add_card_alias(self, avee_id: UUID, card_id: UUID) -> None:
        await self._connection.execute(ADD_CARD_ALIAS, {"avee_id": avee_id, "card_id": card_id, "id": new_id()})

    async def add_group_alias(self, avee_id: UUID, answer_id: UUID, escalation_id: UUID) -> None:
        values = {"avee_id": avee_id, "answer_id": answer_id, "escalation_id": escalation_id, "id": new_id()}
        await self._connection.execute(ADD_GROUP_ALIAS, values)

    async def load_labels(self, avee_id: UUID, scorer: str) -> list[Label]:
        rows = await self._connection.execute(LABELS, {"avee_id": avee_id, "scorer": scorer})
        return [Label(row.score, row.verdict == "wrong", row.floor, is_random=True, is_served=row.kind == "audit") for row in rows]

    async def load_matches_per_day(self, avee_id: UUID, floor: float) -> float:
        found = (await self._connection.execute(MATCHES, {"avee_id": avee_id, "floor": floor})).scalar_one()
        return float(found or 0.0)

    async def load_standing(self, avee_id: UUID) -> Mapping[str, Any] | None:
        found: Mapping[str, Any] | None = (await self._connection.execute(STANDING, {"avee_id": avee_id})).scalar_one_or_none()
        return found

    async def save_standing(self, avee_id: UUID, standing: Mapping[str, Any]) -> None:
        await self._connection.execute(SAVE_STANDING, {"avee_id": avee_id, "standing": json.dumps(dict(standing))})
