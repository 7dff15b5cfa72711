"""Canonical answers."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.codecs.vectors import vector_text
from orchestrator.adapters.postgres.filters import filtered
from orchestrator.adapters.postgres.rows import read_row
from orchestrator.adapters.postgres.violations import as_conflicts
from orchestrator.domain.accounts.access import Layer
from orchestrator.ports.stores.matching.answers import (
    CanonicalAnswer,
    KnownAnswer,
    NewAnswer,
    QuotedPassage,
    Showing,
    Standing,
    TaughtAnswer,
)
from orchestrator.ports.stores.paging import Page

# The text of every answer is also one of its versions. Served by canonical_answer_versions_words.
FIND_KNOWN = text("""
    SELECT DISTINCT ON (v.question_pattern, v.answer_content) v.question_pattern, v.answer_content, a.id,
        a.state = 'active' AND (a.question_pattern, a.answer_content) = (v.question_pattern, v.answer_content) AS is_current
    FROM unnest(CAST(:patterns AS text[]), CAST(:answers AS text[])) AS w (pattern, answer)
    JOIN canonical_answer_versions v ON v.avee_id = :avee_id AND md5(v.question_pattern || E'\n' || v.answer_content) = md5(w.pattern || E'\n' || w.answer)
        AND v.question_pattern = w.pattern AND v.answer_content = w.answer
    JOIN canonical_answers a ON a.avee_id = v.avee_id AND a.id = v.answer_id
    WHERE v.avee_id IN (SELECT team_avees('viewer'))
    ORDER BY v.question_pattern, v.answer_content, is_current DESC
""")

# If another transaction stored the same answer, the row is updated to itself, because only then its id is returned.
INSERT_ANSWERS = text("""
    INSERT INTO canonical_answers (avee_id, id, question_pattern, answer_content, layer, content_hash, expires_at, embedding)
    SELECT :avee_id, a.id, a.pattern, a.answer, CAST(a.layer AS layer), a.hash, a.expires_at, CAST(a.embedding AS halfvec)
    FROM unnest(CAST(:ids AS uuid[]), CAST(:patterns AS text[]), CAST(:answers AS text[]), CAST(:layers AS text[]),
                CAST(:hashes AS bytea[]), CAST(:expiries AS timestamptz[]), CAST(:embeddings AS text[]))
        AS a (id, pattern, answer, layer, hash, expires_at, embedding)
    ON CONFLICT (avee_id, content_hash) WHERE state = 'active' DO UPDATE SET state = 'active'
    RETURNING id, content_hash
""")

SET_LAYER = text("""
    UPDATE canonical_answers SET
        layer = CASE WHEN :is_named THEN CAST(:layer AS layer) ELSE greatest(layer, CAST(:layer AS layer)) END,
        expires_at = coalesce(CAST(:expires_at AS timestamptz), expires_at)
    WHERE avee_id = :avee_id AND id = :id AND state = 'active'
    AND ((:is_named AND layer <> CAST(:layer AS layer)) OR layer < CAST(:layer AS layer)
         OR expires_at IS DISTINCT FROM coalesce(CAST(:expires_at AS timestamptz), expires_at))
""")

# What became of the passage that an answer a is quoted from; NULL for one that was written. Served by the primary key.
STANDING = """CASE WHEN a.passage_id IS NOT NULL THEN coalesce((
        SELECT CASE WHEN position(a.answer_content IN p.content) > 0 THEN 'present' ELSE 'changed' END
        FROM passages p WHERE p.avee_id = a.avee_id AND p.id = a.passage_id), 'gone') END"""
QUOTED = f"""a.passage_id, a.document_id, a.document_title, a.passage_heading, {STANDING} AS standing,
        coalesce((SELECT p.layer FROM passages p WHERE p.avee_id = a.avee_id AND p.id = a.passage_id), a.layer) AS least_layer"""
LIST_ANSWERS = f"""
    SELECT a.id, a.avee_id, a.escalation_id, a.question_pattern, a.is_own_wording, a.answer_content, a.layer, a.state, a.version,
        a.times_right, a.times_wrong, a.expires_at, a.created_at, a.updated_at, a.published, a.slug,
        a.times_reused + (SELECT count(*) FROM uncounted_reuses u WHERE u.avee_id = a.avee_id AND u.answer_id = a.id) AS times_reused, {QUOTED}
    FROM canonical_answers a
    WHERE a.avee_id = :avee_id AND a.avee_id IN (SELECT team_avees('viewer')) AND {{filters}}
    ORDER BY a.id DESC LIMIT :limit
"""

# Those quoted from a passage are found by canonical_answers_quoted.
ANSWER_FILTERS = {
    "id": "a.id = :id",
    "state": "a.state = :state",
    "published": "a.published = :published",
    "before": "a.id < :before",
    "standing": f"a.document_id IS NOT NULL AND {STANDING} = :standing",
}

# The passage is read in the same statement, so that what is quoted is there and no more private than the answer. Whoever may only
# answer may not update an answer, so one with the same words is left as it is.
INSERT_TAUGHT = text("""
    WITH quoted AS (
        SELECT p.id, p.document_id, d.title, p.heading FROM passages p JOIN documents d ON d.avee_id = p.avee_id AND d.id = p.document_id
        WHERE p.avee_id = :avee_id AND p.id = CAST(:passage_id AS uuid) AND position(:answer IN p.content) > 0 AND p.layer <= CAST(:layer AS layer))
    INSERT INTO canonical_answers (avee_id, id, question_pattern, is_own_wording, answer_content, layer, content_hash, expires_at, embedding,
        asked_by, passage_id, document_id, document_title, passage_heading)
    SELECT :avee_id, :id, :pattern, :is_own_wording, :answer, CAST(:layer AS layer), :hash, CAST(:expires_at AS timestamptz),
        CAST(:embedding AS halfvec), CAST(:asked_by AS uuid), q.id, q.document_id, q.title, q.heading
    FROM (SELECT 1) one LEFT JOIN quoted q ON true
    WHERE CAST(:passage_id AS uuid) IS NULL OR q.id IS NOT NULL
    ON CONFLICT (avee_id, content_hash) WHERE state = 'active' DO NOTHING
    RETURNING id
""")
# Served by canonical_answers_content_hash.
FIND_ACTIVE = text("SELECT id FROM canonical_answers WHERE avee_id = :avee_id AND content_hash = :hash AND state = 'active'")

UPDATE_ANSWER = text(f"""
    UPDATE canonical_answers a SET question_pattern = :pattern, is_own_wording = :is_own_wording, answer_content = :answer, layer = CAST(:layer AS layer),
        expires_at = :expires_at, content_hash = :hash, embedding = CAST(:embedding AS halfvec), version = version + 1,
        published = :published, slug = :slug, published_at = CASE WHEN :published AND NOT published THEN now() ELSE published_at END
    WHERE avee_id = :avee_id AND id = :id AND state = 'active' AND version = :version
    RETURNING a.id, a.avee_id, a.escalation_id, a.question_pattern, a.is_own_wording, a.answer_content, a.layer, a.state, a.version, a.times_reused,
        a.times_right, a.times_wrong, a.expires_at, a.created_at, a.updated_at, a.published, a.slug, {QUOTED}
""")

# Served by canonical_answers_slug.
LIST_SLUGS = text("SELECT slug FROM canonical_answers WHERE avee_id = :avee_id AND starts_with(slug, CAST(:beginning AS text))")

# Retiring makes a new version, so that everyone who was given the answer has an older one.
RETIRE_ANSWER = text("""
    UPDATE canonical_answers SET state = 'retired', version = version + 1
    WHERE avee_id = :avee_id AND id = :id AND state = 'active' AND version = coalesce(CAST(:expected AS integer), version)
""")

BUILD_VECTOR_INDEX = text("SELECT build_vector_indexes(:large, 1)")

COUNT_REUSES = text("SELECT count_reuses()")

DUPLICATE = {
    "canonical_answers_content_hash": ("answer_exists", "The same question and answer are stored already."),
    "canonical_answers_slug": ("slug_taken", "Another answer was published at this address at the same moment; try again."),
}


class PostgresAnswers:
    """`ports.stores.matching.answers.Answers` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find_known(self, avee_id: UUID, texts: Sequence[tuple[str, str]]) -> dict[tuple[str, str], KnownAnswer]:
        values = {"avee_id": avee_id, "patterns": [pattern for pattern, _ in texts], "answers": [answer for _, answer in texts]}
        rows = await self._connection.execute(FIND_KNOWN, values)
        return {(row.question_pattern, row.answer_content): KnownAnswer(row.id, row.is_current) for row in rows}

    async def insert_answers(self, avee_id: UUID, answers: Sequence[NewAnswer]) -> list[tuple[UUID, bool]]:
        # One INSERT cannot update a row twice, so duplicates in the batch become one row.
        unique = {answer_hash(answer): answer for answer in answers}
        values = {
            "avee_id": avee_id,
            "ids": [answer.id for answer in unique.values()],
            "patterns": [answer.question_pattern for answer in unique.values()],
            "answers": [answer.answer_content for answer in unique.values()],
            "layers": [answer.layer.value for answer in unique.values()],
            "hashes": list(unique),
            "expiries": [answer.expires_at for answer in unique.values()],
            "embeddings": [vector_text(answer.embedding) for answer in unique.values()],
        }
        rows = await self._connection.execute(INSERT_ANSWERS, values)
        stored = {bytes(content_hash): stored_id for stored_id, content_hash in rows}
        return [(stored[answer_hash(answer)], stored[answer_hash(answer)] == answer.id) for answer in answers]

    async def insert_taught(self, avee_id: UUID, taught: TaughtAnswer) -> tuple[UUID, bool] | None:
        answer = taught.answer
        values = {
            "avee_id": avee_id,
            "id": answer.id,
            "pattern": answer.question_pattern,
            "is_own_wording": taught.is_own_wording,
            "answer": answer.answer_content,
            "layer": answer.layer.value,
            "hash": answer_hash(answer),
            "expires_at": answer.expires_at,
            "embedding": vector_text(answer.embedding),
            "asked_by": taught.asked_by if not taught.is_own_wording else None,
            "passage_id": taught.passage_id,
        }
        if (await self._connection.execute(INSERT_TAUGHT, values)).first() is not None:
            return answer.id, True
        found = (await self._connection.execute(FIND_ACTIVE, {"avee_id": avee_id, "hash": answer_hash(answer)})).scalar_one_or_none()
        return (found, False) if found is not None else None

    async def set_layer(self, avee_id: UUID, answer_id: UUID, layer: Layer, is_named: bool, expires_at: datetime | None) -> None:
        values = {"avee_id": avee_id, "id": answer_id, "layer": layer.value, "is_named": is_named, "expires_at": expires_at}
        await self._connection.execute(SET_LAYER, values)

    async def load_answer(self, avee_id: UUID, answer_id: UUID) -> CanonicalAnswer | None:
        found = await self._list_answers(avee_id, {"id": answer_id}, 1)
        return found[0] if found else None

    async def list_answers(
        self, avee_id: UUID, page: Page, state: str | None, published: bool | None = None, standing: Standing | None = None
    ) -> list[CanonicalAnswer]:
        return await self._list_answers(
            avee_id, {"state": state, "published": published, "before": page.before, "standing": standing}, page.limit
        )

    async def list_slugs(self, avee_id: UUID, beginning: str) -> frozenset[str]:
        return frozenset((await self._connection.execute(LIST_SLUGS, {"avee_id": avee_id, "beginning": beginning})).scalars())

    async def _list_answers(self, avee_id: UUID, filters: Mapping[str, Any], limit: int) -> list[CanonicalAnswer]:
        others = {"avee_id": avee_id, "limit": limit}
        found = await self._connection.execute(*filtered(LIST_ANSWERS, ANSWER_FILTERS, filters, others))
        return [_read_answer(row) for row in found.mappings()]

    async def update_answer(self, avee_id: UUID, answer: NewAnswer, showing: Showing, version: int) -> CanonicalAnswer | None:
        values = {
            **asdict(showing),
            "version": version,
            "avee_id": avee_id,
            "id": answer.id,
            "pattern": answer.question_pattern,
            "answer": answer.answer_content,
            "layer": answer.layer.value,
            "expires_at": answer.expires_at,
            "hash": answer_hash(answer),
            "embedding": vector_text(answer.embedding),
        }
        with as_conflicts(DUPLICATE):
            row = (await self._connection.execute(UPDATE_ANSWER, values)).mappings().first()
        return _read_answer(row) if row else None

    async def retire_answer(self, avee_id: UUID, answer_id: UUID, expected_version: int | None) -> bool:
        values = {"avee_id": avee_id, "id": answer_id, "expected": expected_version}
        return (await self._connection.execute(RETIRE_ANSWER, values)).rowcount == 1

    async def build_vector_index(self, large: int) -> bool:
        built: int = (await self._connection.execute(BUILD_VECTOR_INDEX, {"large": large})).scalar_one()
        return built > 0

    async def count_reuses(self) -> None:
        await self._connection.execute(COUNT_REUSES)


def _read_answer(row: Mapping[Any, Any]) -> CanonicalAnswer:
    quoted = None
    if row["standing"] is not None:
        quoted = QuotedPassage(
            passage_id=row["passage_id"],
            document_id=row["document_id"],
            document_title=row["document_title"],
            heading=row["passage_heading"],
            standing=Standing(row["standing"]),
            least_layer=Layer(row["least_layer"]),
        )
    return read_row(CanonicalAnswer, {**row, "quoted_from": quoted})


def answer_hash(answer: NewAnswer) -> bytes:
    """SHA-256 of pattern and content; answers with equal hashes are the same. make_canonical_answer() uses the same
    formula."""
    return hashlib.sha256(f"{answer.question_pattern}\n{answer.answer_content}".encode()).digest()
