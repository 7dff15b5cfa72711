"""What askers said to "Do you mean ...?", as the agent's owner weighs it."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_rows
from orchestrator.adapters.postgres.stores.trust.cards import LOCK_TRUST
from orchestrator.domain.matching.confirmed import Reply
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.trust.yeses import PutToday, Weighing

LIST_REPLIES = text("""
    SELECT id, person, question, is_yes, is_taken_back, is_counted, card_id, card_verdict
    FROM find_yeses(:avee_id, :answer_id, :limit, :days, :most)
""")
# Served by asked_questions' primary key and by find_nearest.
LIST_OTHER_PHRASINGS = text("""
    SELECT coalesce(x.question, a.question_pattern) FROM close_questions q
    JOIN orchestrator_decisions d ON d.avee_id = q.avee_id AND d.message_id = q.message_id AND d.rule = 'close_question'
        AND d.evidence -> 'asked_about' @> to_jsonb(q.answer_id::text)
    JOIN asked_questions v ON v.avee_id = d.avee_id AND v.id = d.id
    CROSS JOIN LATERAL find_nearest(q.avee_id, 'answer', v.embedding, 24) n
    JOIN canonical_answers a ON a.avee_id = q.avee_id AND a.id = n.part_of
    LEFT JOIN phrasings x ON n.id <> n.part_of AND x.avee_id = q.avee_id AND x.id = n.id
    WHERE q.avee_id = :avee_id AND q.id = :reply_id AND n.part_of <> q.answer_id
""")
# Served by trust_cards_created_at; a phrasing that askers confirmed has the id of its card.
COUNT_PUT_TODAY = text("""
    SELECT count(*) FILTER (WHERE k.kind = 'confirmed') AS confirmed, count(x.id) AS learnt
    FROM trust_cards k LEFT JOIN phrasings x ON x.avee_id = k.avee_id AND x.id = k.id AND x.origin = 'askers'
    WHERE k.avee_id = :avee_id AND k.avee_id IN (SELECT team_avees('viewer')) AND k.created_at > now() - interval '24 hours'
""")
PUT_WORDING = text("SELECT put_wording(:avee_id, :reply_id, :card_id, :scorer, :learns)")


class PostgresYeses:
    """`ports.stores.trust.yeses.Yeses` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_replies(self, avee_id: UUID, answer_id: UUID, weighing: Weighing) -> list[Reply]:
        await self._connection.execute(LOCK_TRUST, {"avee_id": str(avee_id)})
        values = {"avee_id": avee_id, "answer_id": answer_id, "limit": weighing.limit, "days": weighing.days, "most": weighing.most}
        return read_rows(Reply, (await self._connection.execute(LIST_REPLIES, values)).mappings())

    async def list_other_phrasings(self, avee_id: UUID, reply_id: UUID) -> list[str]:
        return list((await self._connection.execute(LIST_OTHER_PHRASINGS, {"avee_id": avee_id, "reply_id": reply_id})).scalars())

    async def count_put_today(self, avee_id: UUID) -> PutToday:
        row = (await self._connection.execute(COUNT_PUT_TODAY, {"avee_id": avee_id})).one()
        return PutToday(row.confirmed, row.learnt)

    async def put_wording(self, avee_id: UUID, reply_id: UUID, scorer: str, learns: bool) -> UUID | None:
        values = {"avee_id": avee_id, "reply_id": reply_id, "card_id": new_id(), "scorer": scorer, "learns": learns}
        found: UUID | None = (await self._connection.execute(PUT_WORDING, values)).scalar_one()
        return found
