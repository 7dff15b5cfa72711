"""The boundary of an answer: its wordings, the examples its creator ticked or crossed, and the past messages near to it."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.codecs.facts import decode_answers, decode_bank
from orchestrator.adapters.postgres.rows import read_row, read_rows, vector_text
from orchestrator.adapters.postgres.stores.trust import NEW_PHRASING
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.matching import Example, NearMessage, NewAnswer, Phrasing, Pick
from orchestrator.ports.stores.routing import PastDecision

# The answers that each of the nearest past messages would find today, as the hot path's search finds them for an asker let in as far
# as its own was then; the judged answer's wordings are among them whatever its layer. All vectors of the window are compared, exactly:
# by the primary key of asked_questions; answers and aliases by the avee_id prefix of their primary keys, as no index holds their vectors.
FIND_NEAR = text("""
    WITH picked AS MATERIALIZED (
        SELECT q.embedding, d.evidence ->> 'question' AS question, p.serves
        FROM jsonb_to_recordset(CAST(:picks AS jsonb)) AS p (id uuid, serves boolean)
        JOIN asked_questions q ON q.avee_id = :avee_id AND q.id = p.id
        JOIN orchestrator_decisions d ON d.avee_id = q.avee_id AND d.id = q.id
        WHERE q.avee_id IN (SELECT owned_avees())),
    wordings AS MATERIALIZED (
        SELECT CAST(:question AS text) AS question, CAST(CAST(:embedding AS text) AS halfvec) AS embedding
        WHERE CAST(:question AS text) IS NOT NULL
        UNION ALL SELECT question, embedding FROM picked WHERE serves
        UNION ALL SELECT question_pattern, embedding FROM canonical_answers WHERE avee_id = :avee_id AND id = :answer_id
        UNION ALL SELECT question, embedding FROM phrasings WHERE avee_id = :avee_id AND answer_id = :answer_id AND state = 'active'),
    -- Of other answers the nearest wording stands for all.
    centroid AS MATERIALIZED (SELECT count(*) AS phrasings, avg(embedding)::halfvec AS mean FROM wordings),
    counters AS MATERIALIZED (
        SELECT CAST(:answer_id AS uuid) AS answer_id, embedding FROM picked WHERE NOT serves
        UNION ALL SELECT answer_id, embedding FROM answer_examples WHERE avee_id = :avee_id AND NOT serves AND state = 'active'),
    judged AS MATERIALIZED (
        SELECT CAST(:answer_id AS uuid) AS id, coalesce(a.answer_content, '') AS answer_content, a.expires_at, coalesce(a.version, 1) AS version,
            coalesce(a.times_right, 0) AS times_right, coalesce(a.times_wrong, 0) AS times_wrong, coalesce(a.updated_at, now()) AS answered_at
        FROM (SELECT 1) one LEFT JOIN canonical_answers a ON a.avee_id = :avee_id AND a.id = :answer_id),
    near AS MATERIALIZED (
        SELECT q.avee_id, q.id, q.embedding, max(-(q.embedding <#> w.embedding)) AS cosine
        FROM asked_questions q CROSS JOIN wordings w
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
                (SELECT max(-(x.embedding <#> n.embedding)) FROM counters x WHERE x.answer_id = p.id) AS counter,
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
                SELECT j.id, w.question, j.answer_content, j.expires_at, j.version, j.times_right, j.times_wrong, j.answered_at, w.embedding
                FROM judged j CROSS JOIN wordings w) p
            ORDER BY p.embedding <#> n.embedding LIMIT 24) a) AS answers,
        CASE WHEN b.answers IS NULL THEN '{}'::jsonb ELSE jsonb_build_object(
            'answers', b.answers, 'common', -(b.centre <#> n.embedding), 'spread', -(b.centre <#> b.centre)) END AS bank
    FROM near n
    JOIN orchestrator_decisions d ON d.avee_id = n.avee_id AND d.id = n.id AND d.avee_id IN (SELECT owned_avees())
        AND (CAST(:but_message AS uuid) IS NULL OR d.message_id <> CAST(:but_message AS uuid))
    LEFT JOIN banks b ON b.layer = CAST(d.evidence ->> 'layer' AS layer)
    LEFT JOIN orchestrator_config_versions v ON v.avee_id = d.avee_id AND v.version = d.policy_version
    ORDER BY n.cosine DESC, n.id LIMIT :limit
""")
# The second word on a message replaces the first. A tick that says next to nothing new is an example and no alias.
FORGET = text("""
    WITH gone AS (
        DELETE FROM answer_examples WHERE avee_id = :avee_id AND answer_id = :answer_id AND decision_id = ANY(CAST(:decisions AS uuid[])) RETURNING id),
    phrasing AS (DELETE FROM phrasings WHERE avee_id = :avee_id AND origin = 'picked' AND id IN (SELECT id FROM gone))
    SELECT count(*) FROM gone
""")
ADD_EXAMPLES = text("""
    INSERT INTO answer_examples (avee_id, id, answer_id, decision_id, user_id, question, serves, embedding)
    SELECT q.avee_id, p.id, a.id, q.id, q.user_id, d.evidence ->> 'question', p.serves, q.embedding
    FROM jsonb_to_recordset(CAST(:picks AS jsonb)) AS p (id uuid, decision_id uuid, serves boolean)
    JOIN canonical_answers a ON a.avee_id = :avee_id AND a.id = :answer_id AND a.state = 'active'
    JOIN asked_questions q ON q.avee_id = a.avee_id AND q.id = p.decision_id
    JOIN orchestrator_decisions d ON d.avee_id = q.avee_id AND d.id = q.id
    WHERE a.avee_id IN (SELECT owned_avees()) AND d.evidence ->> 'question' IS NOT NULL
    RETURNING id, serves
""")
ADD_PICKED_PHRASING = text(f"""
    WITH wording AS (
        SELECT avee_id, answer_id, user_id, question, embedding FROM answer_examples WHERE avee_id = :avee_id AND id = :id)
    INSERT INTO phrasings (avee_id, id, answer_id, user_id, question, origin, embedding)
    SELECT w.avee_id, :id, w.answer_id, w.user_id, w.question, 'picked', w.embedding {NEW_PHRASING}
""")
# Served by answer_examples_decision.
LIST_EXAMPLES = text("""
    SELECT decision_id, question, serves, created_at FROM answer_examples
    WHERE avee_id = :avee_id AND answer_id = :answer_id AND avee_id IN (SELECT owned_avees()) ORDER BY id DESC
""")
# Served by phrasings_answer.
LIST_PHRASINGS = text("""
    SELECT id, question, origin, state = 'active' AS is_used, created_at FROM phrasings
    WHERE avee_id = :avee_id AND answer_id = :answer_id AND avee_id IN (SELECT owned_avees()) ORDER BY id DESC
""")
DELETE_PHRASING = text("""
    WITH gone AS (DELETE FROM phrasings WHERE avee_id = :avee_id AND answer_id = :answer_id AND id = :id RETURNING id),
    example AS (DELETE FROM answer_examples WHERE avee_id = :avee_id AND id IN (SELECT id FROM gone))
    SELECT count(*) FROM gone
""")


class PostgresBoundaries:
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
            "picks": json.dumps([{"id": str(each.decision_id), "serves": each.serves} for each in picks]),
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
        await self.forget_examples(avee_id, answer_id, [each.decision_id for each in picks])
        rows = [{"id": str(new_id()), "decision_id": str(each.decision_id), "serves": each.serves} for each in picks]
        added = await self._connection.execute(ADD_EXAMPLES, {"avee_id": avee_id, "answer_id": answer_id, "picks": json.dumps(rows)})
        stored: list[Any] = list(added)
        for row in stored:
            if row.serves:
                await self._connection.execute(ADD_PICKED_PHRASING, {"avee_id": avee_id, "id": row.id})
        return len(stored)

    async def forget_examples(self, avee_id: UUID, answer_id: UUID, decisions: Sequence[UUID]) -> int:
        values = {"avee_id": avee_id, "answer_id": answer_id, "decisions": list(decisions)}
        gone: int = (await self._connection.execute(FORGET, values)).scalar_one()
        return gone

    async def list_examples(self, avee_id: UUID, answer_id: UUID) -> list[Example]:
        values = {"avee_id": avee_id, "answer_id": answer_id}
        return read_rows(Example, (await self._connection.execute(LIST_EXAMPLES, values)).mappings())

    async def list_phrasings(self, avee_id: UUID, answer_id: UUID) -> list[Phrasing]:
        values = {"avee_id": avee_id, "answer_id": answer_id}
        return read_rows(Phrasing, (await self._connection.execute(LIST_PHRASINGS, values)).mappings())

    async def delete_phrasing(self, avee_id: UUID, answer_id: UUID, wording_id: UUID) -> bool:
        values = {"avee_id": avee_id, "answer_id": answer_id, "id": wording_id}
        gone: int = (await self._connection.execute(DELETE_PHRASING, values)).scalar_one()
        return gone == 1
