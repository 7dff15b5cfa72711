"""The hot path: one statement to load, one to search, one to save, each a transaction of its own.

They go through the driver's pipeline, so that the naming of the person, the statement and the COMMIT travel together.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import psycopg

from orchestrator.adapters.postgres.rows import vector_text
from orchestrator.adapters.postgres.violations import as_conflicts
from orchestrator.domain.errors import Conflict
from orchestrator.ports.records import Found, Json
from orchestrator.ports.storage import RoutingSave

LAST_TURNS = 10

LOAD_FACTS = "SELECT load_message_facts(%(conversation_id)s, %(client_message_id)s, %(turns)s)"
# Row security lets only what the asker's layer reaches through; the condition on reach() here narrows an owner's own view too.
# Vectors are of unit length, so the negative inner product orders like the cosine distance and costs less.
# The nearest by meaning, eight passages and as many phrasings of answers, patterns and aliases, as the second look wants to see side
# by side, and four passages by words: served by the avee_id prefix of the primary keys, or the HNSW indexes, and
# document_chunks_text_search. The message's words are read as each language that the avee's documents are in reads them.
SEARCH = """
    WITH asked AS MATERIALIZED (
        SELECT CAST(%(embedding)s AS halfvec) AS embedding,
            (SELECT coalesce(string_agg(nullif(replace(plainto_tsquery(config, %(text)s)::text, '&', '|'), ''), ' | '), '')::tsquery
             FROM spoken_configs(%(avee_id)s) AS config) AS words),
    -- The first answers by the primary key: the mean of so many is close to that of all.
    bank AS MATERIALIZED (
        SELECT avg(embedding) AS centre, count(*) AS answers FROM (
            SELECT embedding FROM canonical_answers WHERE avee_id = %(avee_id)s AND state = 'active' AND layer <= reach() LIMIT 200) sample),
    near AS (
        SELECT id, document_id, position, heading, content, -(embedding <#> (SELECT embedding FROM asked)) AS cosine,
            ts_rank_cd(text_search, (SELECT words FROM asked), 1) AS text_rank
        FROM document_chunks WHERE avee_id = %(avee_id)s AND layer <= reach()
        ORDER BY embedding <#> (SELECT embedding FROM asked) LIMIT 8),
    worded AS (
        SELECT id, document_id, position, heading, content, -(embedding <#> (SELECT embedding FROM asked)) AS cosine,
            ts_rank_cd(text_search, (SELECT words FROM asked), 1) AS text_rank
        FROM document_chunks
        WHERE avee_id = %(avee_id)s AND layer <= reach() AND text_search @@ (SELECT words FROM asked)
        ORDER BY ts_rank_cd(text_search, (SELECT words FROM asked), 1) DESC LIMIT 4)
    SELECT
        coalesce((SELECT jsonb_agg(to_jsonb(a) ORDER BY a.cosine DESC) FROM (
            SELECT id, question_pattern, answer_content, expires_at, version, times_right, times_wrong, updated_at AS answered_at,
                -(embedding <#> (SELECT embedding FROM asked)) AS cosine, -(embedding <#> (SELECT centre FROM bank)) AS common,
                -- Served by answer_examples_decision.
                (SELECT max(-(x.embedding <#> (SELECT embedding FROM asked))) FROM answer_examples x
                 WHERE x.avee_id = %(avee_id)s AND x.answer_id = phrasings.id AND NOT x.serves) AS counter
            FROM (
                (SELECT id, question_pattern, answer_content, expires_at, version, times_right, times_wrong, updated_at, embedding
                 FROM canonical_answers WHERE avee_id = %(avee_id)s AND state = 'active' AND layer <= reach()
                 ORDER BY embedding <#> (SELECT embedding FROM asked) LIMIT 24)
                UNION ALL
                (SELECT c.id, x.question, c.answer_content, c.expires_at, c.version, c.times_right, c.times_wrong, c.updated_at, x.embedding
                 FROM (SELECT answer_id, question, embedding FROM answer_aliases
                       WHERE avee_id = %(avee_id)s AND state = 'active' AND layer <= reach()
                       ORDER BY embedding <#> (SELECT embedding FROM asked) LIMIT 24) x
                 JOIN canonical_answers c ON c.avee_id = %(avee_id)s AND c.id = x.answer_id)) phrasings
            ORDER BY embedding <#> (SELECT embedding FROM asked) LIMIT 24) a), '[]') AS answers,
        coalesce((SELECT jsonb_build_object('answers', answers, 'common', -(centre <#> (SELECT embedding FROM asked)),
            'spread', -(centre <#> centre)) FROM bank WHERE answers > 0), '{}') AS bank,
        coalesce((SELECT jsonb_agg(to_jsonb(p) || jsonb_build_object('title', d.title) ORDER BY p.cosine DESC)
            FROM (SELECT * FROM near UNION SELECT * FROM worded) p
            JOIN documents d ON d.avee_id = %(avee_id)s AND d.id = p.document_id AND d.status = 'ready'), '[]') AS passages
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
            o.expected_response_hours, o.remaining_today, o.expires_at, CAST(CAST(%(embedding)s AS text) AS halfvec)
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
        SELECT %(avee_id)s, %(decision_id)s, %(conversation_id)s, %(user_id)s, CAST(CAST(%(embedding)s AS text) AS halfvec) FROM this),
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
        values = {"avee_id": avee_id, "text": text, "embedding": vector_text(embedding)}
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
            "embedding": vector_text(save.embedding),
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
