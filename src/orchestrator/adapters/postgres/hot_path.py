"""The hot path: one statement to load, one to search, one to save, each a transaction of its own.

They go through the driver's pipeline, so that the naming of the person, the statement and the COMMIT travel together.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import psycopg

from orchestrator.adapters.postgres.rows import HalfVector
from orchestrator.adapters.postgres.violations import as_conflicts
from orchestrator.domain.errors import Conflict
from orchestrator.domain.second_look import CANDIDATES
from orchestrator.ports.records import Found, Json
from orchestrator.ports.storage import RoutingSave

LAST_TURNS = 10

LOAD_FACTS = "SELECT load_message_facts(%(conversation_id)s, %(client_message_id)s, %(turns)s)"
# The nearest by meaning, eight passages and as many phrasings of answers, patterns and aliases, as the second look wants to see side
# by side, and four passages by words. find_nearest() says how each is found without a look at anybody else's rows: by the primary key
# of quotables, or by the shelf's own HNSW index; find_worded() by document_chunks_words. What they name is then read by primary keys,
# where row security looks once more; each LIMIT 1 keeps that a look-up a row, never a reading of all that the avee has. The message's words are read as each language that the avee's documents are in reads them.
# Vectors are of unit length, so the negative inner product orders like the cosine distance and costs less.
SEARCH = """
    WITH asked AS MATERIALIZED (
        SELECT CAST(%(embedding)s AS halfvec) AS embedding,
            (SELECT coalesce(string_agg(nullif(replace(plainto_tsquery(config, %(text)s)::text, '&', '|'), ''), ' | '), '')::tsquery
             FROM spoken_configs(%(avee_id)s) AS config) AS words),
    bank AS MATERIALIZED (SELECT centre, answers FROM find_bank(%(avee_id)s)),
    near AS (
        SELECT n.id, n.part_of, n.cosine, -(n.embedding <#> (SELECT centre FROM bank)) AS common
        FROM asked, find_nearest(%(avee_id)s, 'answer', asked.embedding, 24) n),
    -- All phrasings of each of the nearest answers, by their mean: the pattern, and aliases by answer_aliases_answer.
    wholes AS (
        SELECT best.id, count(*) AS phrasings, avg(p.embedding)::halfvec AS mean
        FROM (SELECT part_of AS id FROM near GROUP BY part_of ORDER BY max(cosine) DESC LIMIT %(candidates)s) best
        CROSS JOIN LATERAL (
            (SELECT embedding FROM canonical_answers WHERE avee_id = %(avee_id)s AND id = best.id LIMIT 1)
            UNION ALL
            (SELECT embedding FROM answer_aliases WHERE avee_id = %(avee_id)s AND answer_id = best.id AND state = 'active' LIMIT 64)) p
        GROUP BY best.id),
    found AS (
        SELECT n.id FROM asked, find_nearest(%(avee_id)s, 'passage', asked.embedding, 8) n
        UNION
        SELECT w.id FROM asked, find_worded(asked.words, 4) w)
    SELECT
        coalesce((SELECT jsonb_agg(to_jsonb(a) ORDER BY a.cosine DESC) FROM (
            SELECT c.id, coalesce(x.question, c.question_pattern) AS question_pattern, c.answer_content, c.expires_at, c.version, c.times_right,
                c.times_wrong, c.updated_at AS answered_at, near.cosine, near.common,
                -- Served by answer_examples_decision.
                (SELECT max(-(e.embedding <#> (SELECT embedding FROM asked))) FROM answer_examples e
                 WHERE e.avee_id = %(avee_id)s AND e.answer_id = c.id AND NOT e.serves) AS counter,
                CASE WHEN w.mean IS NOT NULL THEN jsonb_build_object('phrasings', w.phrasings, 'cosine', -(w.mean <#> (SELECT embedding FROM asked)),
                    'common', -(w.mean <#> (SELECT centre FROM bank)), 'spread', -(w.mean <#> w.mean)) END AS whole
            FROM near
            CROSS JOIN LATERAL (SELECT * FROM canonical_answers WHERE avee_id = %(avee_id)s AND id = near.part_of LIMIT 1) c
            LEFT JOIN answer_aliases x ON near.id <> near.part_of AND x.avee_id = %(avee_id)s AND x.id = near.id
            LEFT JOIN wholes w ON w.id = near.part_of) a), '[]') AS answers,
        coalesce((SELECT jsonb_build_object('answers', answers, 'common', -(centre <#> (SELECT embedding FROM asked)),
            'spread', -(centre <#> centre)) FROM bank WHERE answers > 0), '{}') AS bank,
        coalesce((SELECT jsonb_agg(to_jsonb(p) ORDER BY p.cosine DESC) FROM (
            SELECT c.id, c.document_id, c.position, c.heading, c.content, -(c.embedding <#> (SELECT embedding FROM asked)) AS cosine,
                ts_rank_cd(c.text_search, (SELECT words FROM asked), 1) AS text_rank, d.title
            FROM found
            CROSS JOIN LATERAL (SELECT * FROM document_chunks WHERE avee_id = %(avee_id)s AND id = found.id LIMIT 1) c
            CROSS JOIN LATERAL (
                SELECT title FROM documents WHERE avee_id = %(avee_id)s AND id = c.document_id AND status = 'ready' LIMIT 1) d) p), '[]') AS passages
"""
# Data-modifying parts of one statement see the same snapshot and are stored together or not at all.
SAVE = """
    WITH message AS (
        INSERT INTO messages (avee_id, id, conversation_id, user_id, role, content, layer, client_message_id)
        SELECT %(avee_id)s, %(message_id)s, %(conversation_id)s, %(user_id)s, 'user', %(content)s, CAST(%(layer)s AS layer), %(client_message_id)s
        WHERE NOT %(is_saved)s),
    routed AS (
        UPDATE messages SET awaits_routing = false WHERE %(is_saved)s AND avee_id = %(avee_id)s AND id = %(message_id)s AND awaits_routing
        RETURNING id),
    -- None where the message waited and was routed meanwhile, or answered with a later one: then nothing below happens.
    this AS (SELECT CAST(%(message_id)s AS uuid) AS message_id WHERE NOT %(is_saved)s UNION ALL SELECT id FROM routed),
    answered AS (
        UPDATE messages SET awaits_routing = false, answered_with = %(message_id)s
        WHERE avee_id = %(avee_id)s AND id = ANY(%(answers_too)s) AND awaits_routing AND EXISTS (SELECT FROM this)),
    reply AS (
        INSERT INTO messages (avee_id, id, conversation_id, user_id, role, content, layer, in_reply_to, sources)
        SELECT %(avee_id)s, %(reply_id)s, %(conversation_id)s, %(user_id)s, 'agent', %(reply_content)s, CAST(%(layer)s AS layer), message_id,
               CAST(%(sources)s AS jsonb) FROM this WHERE CAST(%(reply_id)s AS uuid) IS NOT NULL),
    offer AS (
        INSERT INTO escalation_queue (avee_id, id, conversation_id, user_id, message_id, original_message, escalation_reason,
            expected_response_hours, remaining_today, expires_at, embedding)
        SELECT %(avee_id)s, o.id, %(conversation_id)s, %(user_id)s, %(message_id)s, o.original_message, o.escalation_reason,
            o.expected_response_hours, o.remaining_today, o.expires_at, CAST(%(embedding)s AS halfvec)
        FROM jsonb_to_record(CAST(%(offer)s AS jsonb)) AS o (id uuid, original_message text, escalation_reason text,
            expected_response_hours double precision, remaining_today integer, expires_at timestamptz)
        WHERE o.id IS NOT NULL AND EXISTS (SELECT FROM this)),
    reused AS (
        INSERT INTO answer_deliveries (avee_id, id, answer_id, answer_version, user_id, message_id)
        SELECT %(avee_id)s, r.id, r.answer_id, r.answer_version, %(user_id)s, %(reply_id)s
        FROM jsonb_to_record(CAST(%(reused)s AS jsonb)) AS r (id uuid, answer_id uuid, answer_version integer)
        WHERE r.id IS NOT NULL AND EXISTS (SELECT FROM this)),
    asked AS (
        INSERT INTO asked_questions (avee_id, id, conversation_id, user_id, embedding)
        SELECT %(avee_id)s, %(decision_id)s, %(conversation_id)s, %(user_id)s, CAST(%(embedding)s AS halfvec) FROM this),
    card AS (
        INSERT INTO trust_cards (avee_id, id, subject, kind, answer_id, answer_version, conversation_id, user_id, message_id, question, score, floor,
            scorer, reply, sources)
        SELECT %(avee_id)s, k.id, k.subject, k.kind, k.answer_id, k.answer_version, %(conversation_id)s, %(user_id)s, message_id, k.question, k.score,
            k.floor, k.scorer, k.reply, coalesce(k.sources, '[]')
        FROM this, jsonb_to_recordset(CAST(%(cards)s AS jsonb)) AS k (id uuid, subject text, kind text, answer_id uuid, answer_version integer,
            question text, score double precision, floor double precision, scorer text, reply text, sources jsonb)),
    grey AS (
        INSERT INTO grey_matches (avee_id, id, answer_id, answer_version, conversation_id, user_id, message_id, question, score)
        SELECT %(avee_id)s, g.id, g.answer_id, g.answer_version, %(conversation_id)s, %(user_id)s, message_id, g.question, g.score
        FROM this, jsonb_to_recordset(CAST(%(grey)s AS jsonb)) AS g (id uuid, answer_id uuid, answer_version integer, question text,
            score double precision))
    INSERT INTO orchestrator_decisions (avee_id, id, conversation_id, user_id, message_id, reply_message_id, message_content,
        decision_path, confidence_score, novelty_score, complexity_score, similarity, rule, reason, similar_answer_id, escalation_id,
        policy_version, evidence, timings)
    SELECT %(avee_id)s, %(decision_id)s, %(conversation_id)s, %(user_id)s, message_id, %(reply_id)s, %(content)s, %(decision_path)s, %(confidence_score)s,
        %(novelty_score)s, %(complexity_score)s, %(similarity)s, %(rule)s, %(reason)s, %(similar_answer_id)s, %(escalation_id)s, %(policy_version)s,
        CAST(%(evidence)s AS jsonb), CAST(%(timings)s AS jsonb) FROM this
    RETURNING id
"""
TWICE = {
    "messages_client_message_id": ("already_routed", "This client_message_id is being routed already."),
    "orchestrator_decisions_message": ("already_routed", "This message was routed already."),
}


class PostgresHotPath:
    """`ports.storage.HotPath` on a driver connection that is in pipeline mode and has named its person."""

    def __init__(self, driver: psycopg.AsyncConnection[Any]) -> None:
        self._driver = driver

    async def load_facts(self, conversation_id: UUID, client_message_id: str | None) -> Json | None:
        values = {"conversation_id": conversation_id, "client_message_id": client_message_id, "turns": LAST_TURNS}
        row = await self._execute(LOAD_FACTS, values)
        assert row is not None  # a function's value
        facts: Json | None = row[0]
        return facts

    async def search(self, avee_id: UUID, text: str, embedding: Sequence[float]) -> Found:
        values = {"avee_id": avee_id, "text": text, "embedding": HalfVector.of(embedding), "candidates": CANDIDATES}
        row = await self._execute(SEARCH, values)
        assert row is not None  # three aggregates
        answers, bank, passages = row
        return Found(answers=answers, passages=passages, bank=bank)

    async def save(self, save: RoutingSave) -> None:
        offer, reused = dict(save.offer or {}), dict(save.reused or {})
        values = message_values(save) | {
            "is_saved": save.is_saved,
            "answers_too": list(save.answers_too),
            "reply_id": save.reply_id,
            "reply_content": save.reply_content,
            "sources": _json(list(save.sources)),
            "offer": _json(offer),
            "embedding": HalfVector.of(save.embedding),
            "reused": _json(reused),
            "grey": _json([dict(save.grey)] if save.grey else []),
            "cards": _json([dict(card) for card in save.cards]),
            "evidence": _json(save.decision["evidence"]),
            "timings": _json(save.decision["timings"]),
            **{name: value for name, value in save.decision.items() if name not in ("evidence", "timings")},
        }
        # The answer is fetched here, as in a pipeline an error is known only with it.
        with as_conflicts(TWICE):
            saved = await self._execute(SAVE, values)
        if saved is None:
            raise Conflict("already_routed", "This message was routed already.")

    async def _execute(self, statement: str, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        cursor = await self._driver.execute(statement.encode(), values, prepare=True)
        # Queued behind the statement, so that naming, statement and COMMIT are one round trip; after an error it commits nothing.
        await self._driver.commit()
        row: tuple[Any, ...] | None = await cursor.fetchone()
        return row


def message_values(save: RoutingSave) -> dict[str, Any]:
    return {
        "avee_id": save.avee_id,
        "message_id": save.message_id,
        "conversation_id": save.conversation_id,
        "user_id": save.user_id,
        "content": save.content,
        "layer": save.layer.value,
        "client_message_id": save.client_message_id,
    }


def _json(value: Any) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)
