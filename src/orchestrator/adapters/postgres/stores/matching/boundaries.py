"""The boundary of an answer: its phrasings, the examples that its creator marked, and the past messages near to it."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.codecs.facts import decode_answers, decode_bank
from orchestrator.adapters.postgres.codecs.vectors import vector_text
from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.adapters.postgres.stores.trust.cards import NEW_PHRASING
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.matching.answers import NewAnswer
from orchestrator.ports.stores.matching.boundaries import Example, NearMessage, Phrasing, Pick
from orchestrator.ports.stores.routing.log import PastDecision

# For each of the nearest past messages: the answers that the search of the hot path would find for it today, for an
# asker with the layer that its asker had. Phrasings of the tested answer are included whatever its layer. All vectors
# of the time window are compared exactly. Served by the primary key of asked_questions, and for answers and phrasings
# by the avee_id prefix of their primary keys.
FIND_NEAR = text("""
    WITH picked AS MATERIALIZED (
        SELECT q.embedding, d.evidence ->> 'question' AS question, p.serves
        FROM jsonb_to_recordset(CAST(:picks AS jsonb)) AS p (id uuid, serves boolean)
        JOIN asked_questions q ON q.avee_id = :avee_id AND q.id = p.id
        JOIN orchestrator_decisions d ON d.avee_id = q.avee_id AND d.id = q.id
        WHERE q.avee_id IN (SELECT team_avees('viewer'))),
    own_phrasings AS MATERIALIZED (
        SELECT CAST(:question AS text) AS question, CAST(CAST(:embedding AS text) AS halfvec) AS embedding
        WHERE CAST(:question AS text) IS NOT NULL
        UNION ALL SELECT question, embedding FROM picked WHERE serves
        UNION ALL SELECT question_pattern, embedding FROM canonical_answers WHERE avee_id = :avee_id AND id = :answer_id
        UNION ALL SELECT question, embedding FROM phrasings WHERE avee_id = :avee_id AND answer_id = :answer_id AND state = 'active'),
    centroid AS MATERIALIZED (SELECT count(*) AS phrasings, avg(embedding)::halfvec AS mean FROM own_phrasings),
    exclusions AS MATERIALIZED (
        SELECT CAST(:answer_id AS uuid) AS answer_id, embedding FROM picked WHERE NOT serves
        UNION ALL SELECT answer_id, embedding FROM answer_examples WHERE avee_id = :avee_id AND NOT serves AND state = 'active'),
    tested AS MATERIALIZED (
        SELECT CAST(:answer_id AS uuid) AS id, coalesce(a.answer_content, '') AS answer_content, a.expires_at, coalesce(a.version, 1) AS version,
            coalesce(a.times_right, 0) AS times_right, coalesce(a.times_wrong, 0) AS times_wrong, coalesce(a.updated_at, now()) AS answered_at
        FROM (SELECT 1) one LEFT JOIN canonical_answers a ON a.avee_id = :avee_id AND a.id = :answer_id),
    near AS MATERIALIZED (
        SELECT q.avee_id, q.id, q.embedding, max(-(q.embedding <#> w.embedding)) AS cosine
        FROM asked_questions q CROSS JOIN own_phrasings w
        WHERE q.avee_id = :avee_id AND q.created_at > now() - make_interval(hours => 24 * :days)
        GROUP BY q.avee_id, q.id HAVING max(-(q.embedding <#> w.embedding)) >= :least
        ORDER BY cosine DESC, q.id LIMIT :limit + 1),
    banks AS MATERIALIZED (
        SELECT l.layer, avg(s.embedding) AS centre, count(*) AS answers
        FROM unnest(enum_range(NULL::layer)) AS l (layer) CROSS JOIN LATERAL (
            (SELECT embedding FROM canonical_answers WHERE avee_id = :avee_id AND state = 'active' AND layer <= l.layer LIMIT 200)
            UNION ALL SELECT CAST(CAST(:embedding AS text) AS halfvec)
            WHERE CAST(:question AS text) IS NOT NULL AND CAST(:layer AS layer) <= l.layer) s
        GROUP BY l.layer)
    SELECT d.id, d.user_id, d.message_content, d.decision_path, d.rule, d.similar_answer_id, d.created_at, n.cosine,
        d.evidence - ARRAY['passages', 'suggestions', 'choices', 'calibration', 'gate'] AS evidence,
        coalesce((v.config ->> 'abuse_rules_enabled')::boolean, false) AS abuse_rules_enabled,
        (SELECT jsonb_agg(to_jsonb(a) ORDER BY a.cosine DESC) FROM (
            SELECT p.id, p.question_pattern, p.answer_content, p.expires_at, p.version, p.times_right, p.times_wrong, p.answered_at,
                -(p.embedding <#> n.embedding) AS cosine, coalesce(-(p.embedding <#> b.centre), 0) AS common,
                (SELECT max(-(x.embedding <#> n.embedding)) FROM exclusions x WHERE x.answer_id = p.id) AS counter,
                CASE WHEN p.id = :answer_id THEN (
                    SELECT jsonb_build_object('phrasings', w.phrasings, 'cosine', -(w.mean <#> n.embedding),
                        'common', coalesce(-(w.mean <#> b.centre), 0), 'spread', -(w.mean <#> w.mean)) FROM centroid w) END AS centroid
            FROM (
                (SELECT id, question_pattern, answer_content, expires_at, version, times_right, times_wrong, updated_at AS answered_at, embedding
                 FROM canonical_answers
                 WHERE avee_id = :avee_id AND state = 'active' AND id <> :answer_id AND layer <= CAST(d.evidence ->> 'layer' AS layer)
                 ORDER BY embedding <#> n.embedding LIMIT 24)
                UNION ALL
                (SELECT c.id, x.question, c.answer_content, c.expires_at, c.version, c.times_right, c.times_wrong, c.updated_at, x.embedding
                 FROM (SELECT answer_id, question, embedding FROM phrasings
                       WHERE avee_id = :avee_id AND state = 'active' AND answer_id <> :answer_id AND layer <= CAST(d.evidence ->> 'layer' AS layer)
                       ORDER BY embedding <#> n.embedding LIMIT 24) x
                 JOIN canonical_answers c ON c.avee_id = :avee_id AND c.id = x.answer_id)
                UNION ALL
                SELECT t.id, w.question, t.answer_content, t.expires_at, t.version, t.times_right, t.times_wrong, t.answered_at, w.embedding
                FROM tested t CROSS JOIN own_phrasings w) p
            ORDER BY p.embedding <#> n.embedding LIMIT 24) a) AS answers,
        CASE WHEN b.answers IS NULL THEN '{}'::jsonb ELSE jsonb_build_object(
            'answers', b.answers, 'common', -(b.centre <#> n.embedding), 'spread', -(b.centre <#> b.centre)) END AS bank
    FROM near n
    JOIN orchestrator_decisions d ON d.avee_id = n.avee_id AND d.id = n.id AND d.avee_id IN (SELECT team_avees('viewer'))
        AND (CAST(:but_message AS uuid) IS NULL OR d.message_id <> CAST(:but_message AS uuid))
    LEFT JOIN banks b ON b.layer = CAST(d.evidence ->> 'layer' AS layer)
    LEFT JOIN orchestrator_config_versions v ON v.avee_id = d.avee_id AND v.version = d.policy_version
    ORDER BY n.cosine DESC, n.id LIMIT :limit
""")
# A second mark on a message replaces the first. A message that the answer serves becomes a phrasing only if it is new
# enough.
FORGET = text("""
    WITH deleted AS (
        DELETE FROM answer_examples WHERE avee_id = :avee_id AND answer_id = :answer_id AND decision_id = ANY(CAST(:decisions AS uuid[])) RETURNING id),
    phrasing AS (DELETE FROM phrasings WHERE avee_id = :avee_id AND origin = 'picked' AND id IN (SELECT id FROM deleted))
    SELECT count(*) FROM deleted
""")
ADD_EXAMPLES = text("""
    INSERT INTO answer_examples (avee_id, id, answer_id, decision_id, user_id, question, serves, embedding)
    SELECT q.avee_id, p.id, a.id, q.id, q.user_id, d.evidence ->> 'question', p.serves, q.embedding
    FROM jsonb_to_recordset(CAST(:picks AS jsonb)) AS p (id uuid, decision_id uuid, serves boolean)
    JOIN canonical_answers a ON a.avee_id = :avee_id AND a.id = :answer_id AND a.state = 'active'
    JOIN asked_questions q ON q.avee_id = a.avee_id AND q.id = p.decision_id
    JOIN orchestrator_decisions d ON d.avee_id = q.avee_id AND d.id = q.id
    WHERE a.avee_id IN (SELECT team_avees('viewer'))
    -- Whoever may only answer takes no mark back.
    ON CONFLICT DO NOTHING
    RETURNING id, serves
""")
ADD_PICKED_PHRASING = text(f"""
    WITH new_phrasing AS (
        SELECT avee_id, answer_id, user_id, question, embedding FROM answer_examples WHERE avee_id = :avee_id AND id = :id)
    INSERT INTO phrasings (avee_id, id, answer_id, user_id, question, origin, embedding)
    SELECT w.avee_id, :id, w.answer_id, w.user_id, w.question, 'picked', w.embedding {NEW_PHRASING}
""")
# Served by answer_examples_decision.
LIST_EXAMPLES = text("""
    SELECT decision_id, question, serves, created_at FROM answer_examples
    WHERE avee_id = :avee_id AND answer_id = :answer_id AND avee_id IN (SELECT team_avees('viewer')) ORDER BY id DESC
""")
# Served by phrasings_answer.
LIST_PHRASINGS = text("""
    SELECT id, question, origin, state = 'active' AS is_used, created_at FROM phrasings
    WHERE avee_id = :avee_id AND answer_id = :answer_id AND avee_id IN (SELECT team_avees('viewer')) ORDER BY id DESC
""")
DELETE_PHRASING = text("""
    WITH deleted AS (DELETE FROM phrasings WHERE avee_id = :avee_id AND answer_id = :answer_id AND id = :id RETURNING id, origin),
    example AS (DELETE FROM answer_examples WHERE avee_id = :avee_id AND id IN (SELECT id FROM deleted)),
    -- What askers confirmed has the id of the card that asks about it.
    card AS (UPDATE trust_cards SET verdict = 'unsure', judged_at = now()
             WHERE avee_id = :avee_id AND verdict IS NULL AND id IN (SELECT id FROM deleted WHERE origin = 'askers'))
    SELECT count(*) FROM deleted
""")


class PostgresBoundaries:
    """`ports.stores.matching.boundaries.Boundaries` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find_near(
        self, avee_id: UUID, answer_id: UUID, written: NewAnswer | None, picks: Sequence[Pick], days: int, least: float, limit: int,
        but_message: UUID | None,
    ) -> list[NearMessage]:  # fmt: skip
        values = {
            "avee_id": avee_id,
            "answer_id": answer_id,
            "question": written.question_pattern if written else None,
            "embedding": vector_text(written.embedding) if written else None,
            "layer": written.layer.value if written else None,
            "picks": json.dumps([{"id": str(pick.decision_id), "serves": pick.serves} for pick in picks]),
            "days": days,
            "least": least,
            "limit": limit,
            "but_message": but_message,
        }
        rows = (await self._connection.execute(FIND_NEAR, values)).mappings()
        return [
            NearMessage(read_row(PastDecision, row), row["cosine"], decode_answers(row["answers"] or ()), decode_bank(row["bank"]))
            for row in rows
        ]

    async def save_examples(self, avee_id: UUID, answer_id: UUID, picks: Sequence[Pick]) -> int:
        await self.forget_examples(avee_id, answer_id, [pick.decision_id for pick in picks])
        rows = [{"id": str(new_id()), "decision_id": str(pick.decision_id), "serves": pick.serves} for pick in picks]
        added = await self._connection.execute(ADD_EXAMPLES, {"avee_id": avee_id, "answer_id": answer_id, "picks": json.dumps(rows)})
        stored: list[Any] = list(added)
        for row in stored:
            if row.serves:
                await self._connection.execute(ADD_PICKED_PHRASING, {"avee_id": avee_id, "id": row.id})
        return len(stored)

    async def forget_examples(self, avee_id: UUID, answer_id: UUID, decisions: Sequence[UUID]) -> int:
        values = {"avee_id": avee_id, "answer_id": answer_id, "decisions": list(decisions)}
        deleted: int = (await self._connection.execute(FORGET, values)).scalar_one()
        return deleted

    async def list_examples(self, avee_id: UUID, answer_id: UUID) -> list[Example]:
        values = {"avee_id": avee_id, "answer_id": answer_id}
        return read_rows(Example, (await self._connection.execute(LIST_EXAMPLES, values)).mappings())

    async def list_phrasings(self, avee_id: UUID, answer_id: UUID) -> list[Phrasing]:
        values = {"avee_id": avee_id, "answer_id": answer_id}
        return read_rows(Phrasing, (await self._connection.execute(LIST_PHRASINGS, values)).mappings())

    async def delete_phrasing(self, avee_id: UUID, answer_id: UUID, phrasing_id: UUID) -> bool:
        values = {"avee_id": avee_id, "answer_id": answer_id, "id": phrasing_id}
        deleted: int = (await self._connection.execute(DELETE_PHRASING, values)).scalar_one()
        return deleted == 1
