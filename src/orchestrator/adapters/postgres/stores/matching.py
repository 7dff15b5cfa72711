"""A creator's documents, their passages, and canonical answers."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.filters import filtered
from orchestrator.adapters.postgres.rows import read_row, read_rows, vector_text
from orchestrator.adapters.postgres.text_configs import text_config
from orchestrator.adapters.postgres.violations import as_conflicts
from orchestrator.domain.accounts.access import Layer
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.answering import Document, NewChunk, StoredPassage
from orchestrator.ports.stores.matching import CanonicalAnswer, KnownAnswer, NewAnswer
from orchestrator.ports.stores.paging import Page

# A document that failed is tried again under its old id; any other with the same content stays as it is.
INSERT_DOCUMENT = text("""
    INSERT INTO documents (avee_id, id, layer, title, source, upload, content_hash)
    VALUES (:avee_id, :id, CAST(:layer AS layer), :title, :source, :upload, :content_hash)
    ON CONFLICT (avee_id, content_hash) DO UPDATE
        SET status = 'pending', failure = NULL, upload = excluded.upload, source = excluded.source, layer = excluded.layer
        WHERE documents.status = 'failed'
    RETURNING id, avee_id, layer, title, source, status, failure, chunk_count, created_at, updated_at
""")
# Adding it again may make it more private, with all its passages, and never less.
NARROW_DOCUMENT = text("""
    WITH narrowed AS (
        UPDATE documents SET layer = CAST(:layer AS layer)
        WHERE avee_id = :avee_id AND content_hash = :content_hash AND layer < CAST(:layer AS layer) RETURNING avee_id, id)
    UPDATE document_chunks c SET layer = CAST(:layer AS layer) FROM narrowed n WHERE c.avee_id = n.avee_id AND c.document_id = n.id
""")
DOCUMENT_BY_HASH = text("""
    SELECT id, avee_id, layer, title, source, status, failure, chunk_count, created_at, updated_at FROM documents
    WHERE avee_id = :avee_id AND content_hash = :content_hash
""")
LOAD_DOCUMENT = text("""
    SELECT id, avee_id, layer, title, source, status, failure, chunk_count, created_at, updated_at FROM documents
    WHERE avee_id = :avee_id AND id = :id
""")
LOAD_UPLOAD = text("SELECT upload FROM documents WHERE avee_id = :avee_id AND id = :id")
FIND_UNREAD = text("""
    SELECT person::text, avee_id::text, document_id::text FROM find_unread_documents(:older_than_s, :limit)
""")
SAVE_TEXT = text("UPDATE documents SET title = :title, content = :content WHERE avee_id = :avee_id AND id = :id")
LIST_DOCUMENTS = text("""
    SELECT id, avee_id, layer, title, source, status, failure, chunk_count, created_at, updated_at FROM documents
    WHERE avee_id = :avee_id AND avee_id IN (SELECT owned_avees()) AND (CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid))
    ORDER BY id DESC LIMIT :limit
""")
# In the document's layer as it is by now; of one that is gone by now nothing is stored.
SAVE_CHUNKS = text("""
    WITH document AS (SELECT id, layer FROM documents WHERE avee_id = :avee_id AND id = :document_id FOR SHARE)
    INSERT INTO document_chunks (avee_id, id, document_id, position, layer, heading, content, text_config, embedding)
    SELECT :avee_id, c.id, document.id, c.position, document.layer, c.heading, c.content, CAST(c.text_config AS regconfig),
        CAST(c.embedding AS halfvec)
    FROM document, unnest(CAST(:ids AS uuid[]), CAST(:positions AS integer[]), CAST(:headings AS text[]), CAST(:contents AS text[]),
                CAST(:configs AS text[]), CAST(:embeddings AS text[])) AS c (id, position, heading, content, text_config, embedding)
    ON CONFLICT (avee_id, document_id, position) DO UPDATE
        SET heading = excluded.heading, content = excluded.content, text_config = excluded.text_config, embedding = excluded.embedding
""")
FINISH_DOCUMENT = text("""
    UPDATE documents SET status = :status, failure = :failure, chunk_count = :chunk_count, upload = NULL WHERE avee_id = :avee_id AND id = :id
""")
DELETE_DOCUMENT = text("DELETE FROM documents WHERE avee_id = :avee_id AND id = :id")
# Row security lets an asker read what their layer reaches, of the avee the transaction names. Served by the primary key.
LOAD_PASSAGE = text("""
    SELECT c.id, c.document_id, d.title AS document_title, c.position, c.heading, c.content, c.layer
    FROM document_chunks c JOIN documents d ON d.avee_id = c.avee_id AND d.id = c.document_id
    WHERE c.avee_id = :avee_id AND c.id = :id
""")
# Served by document_chunks_position.
LIST_PASSAGES = text("""
    SELECT c.id, c.document_id, d.title AS document_title, c.position, c.heading, c.content, c.layer
    FROM document_chunks c JOIN documents d ON d.avee_id = c.avee_id AND d.id = c.document_id
    WHERE c.avee_id = :avee_id AND c.document_id = :document_id AND c.position > coalesce(
        (SELECT position FROM document_chunks WHERE avee_id = :avee_id AND id = CAST(:after AS uuid)), -1)
    ORDER BY c.position LIMIT :limit
""")

# Served by canonical_answer_versions_words; every answer's words are a version of it.
FIND_KNOWN = text("""
    SELECT DISTINCT ON (v.question_pattern, v.answer_content) v.question_pattern, v.answer_content, a.id,
        a.state = 'active' AND (a.question_pattern, a.answer_content) = (v.question_pattern, v.answer_content) AS is_current
    FROM unnest(CAST(:patterns AS text[]), CAST(:answers AS text[])) AS w (pattern, answer)
    JOIN canonical_answer_versions v ON v.avee_id = :avee_id AND md5(v.question_pattern || E'\n' || v.answer_content) = md5(w.pattern || E'\n' || w.answer)
        AND v.question_pattern = w.pattern AND v.answer_content = w.answer
    JOIN canonical_answers a ON a.avee_id = v.avee_id AND a.id = v.answer_id
    WHERE v.avee_id IN (SELECT owned_avees())
    ORDER BY v.question_pattern, v.answer_content, is_current DESC
""")
# What was stored by another meanwhile is only touched, for its id.
INSERT_ANSWERS = text("""
    INSERT INTO canonical_answers (avee_id, id, question_pattern, answer_content, layer, content_hash, expires_at, embedding)
    SELECT :avee_id, a.id, a.pattern, a.answer, CAST(a.layer AS layer), a.hash, a.expires_at, CAST(a.embedding AS halfvec)
    FROM unnest(CAST(:ids AS uuid[]), CAST(:patterns AS text[]), CAST(:answers AS text[]), CAST(:layers AS text[]),
                CAST(:hashes AS bytea[]), CAST(:expiries AS timestamptz[]), CAST(:embeddings AS text[]))
        AS a (id, pattern, answer, layer, hash, expires_at, embedding)
    ON CONFLICT (avee_id, content_hash) WHERE state = 'active' DO UPDATE SET state = 'active'
    RETURNING id, content_hash
""")
SET_REACH = text("""
    UPDATE canonical_answers SET
        layer = CASE WHEN :is_named THEN CAST(:layer AS layer) ELSE greatest(layer, CAST(:layer AS layer)) END,
        expires_at = coalesce(CAST(:expires_at AS timestamptz), expires_at)
    WHERE avee_id = :avee_id AND id = :id AND state = 'active'
    AND ((:is_named AND layer <> CAST(:layer AS layer)) OR layer < CAST(:layer AS layer)
         OR expires_at IS DISTINCT FROM coalesce(CAST(:expires_at AS timestamptz), expires_at))
""")
LIST_ANSWERS = """
    SELECT id, avee_id, escalation_id, question_pattern, answer_content, layer, state, version, times_right, times_wrong, expires_at, created_at, updated_at,
        times_reused + (SELECT count(*) FROM uncounted_reuses u WHERE u.avee_id = canonical_answers.avee_id AND u.answer_id = canonical_answers.id)
            AS times_reused
    FROM canonical_answers
    WHERE avee_id = :avee_id AND avee_id IN (SELECT owned_avees()) AND {filters}
    ORDER BY id DESC LIMIT :limit
"""
ANSWER_FILTERS = {"id": "id = :id", "state": "state = :state", "before": "id < :before"}
UPDATE_ANSWER = text("""
    UPDATE canonical_answers SET question_pattern = :pattern, answer_content = :answer, layer = CAST(:layer AS layer),
        expires_at = :expires_at, content_hash = :hash, embedding = CAST(:embedding AS halfvec), version = version + 1
    WHERE avee_id = :avee_id AND id = :id AND state = 'active' AND version = :version
    RETURNING id, avee_id, escalation_id, question_pattern, answer_content, layer, state, version, times_reused, times_right,
        times_wrong, expires_at, created_at, updated_at
""")
# A next version, so that everyone who was given the answer has an older one.
RETIRE_ANSWER = text(
    "UPDATE canonical_answers SET state = 'retired', version = version + 1 WHERE avee_id = :avee_id AND id = :id AND state = 'active'"
)
INDEX_SHELF = text("SELECT index_shelves(:large, 1)")
COUNT_REUSES = text("SELECT count_reuses()")

DOUBLED = {"canonical_answers_content_hash": ("answer_exists", "The same question and answer are stored already.")}


class PostgresKnowledge:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def insert_document(
        self, document_id: UUID, avee_id: UUID, layer: Layer, title: str, source: str, data: bytes
    ) -> tuple[Document, bool]:
        values = {
            "id": document_id,
            "avee_id": avee_id,
            "layer": layer.value,
            "title": title,
            "source": source,
            "upload": data,
            "content_hash": hashlib.sha256(data).digest(),
        }
        row = (await self._connection.execute(INSERT_DOCUMENT, values)).mappings().first()
        if row:
            return read_row(Document, row), True
        await self._connection.execute(NARROW_DOCUMENT, values)
        stored = (await self._connection.execute(DOCUMENT_BY_HASH, values)).mappings().one()
        return read_row(Document, stored), False

    async def load_document(self, avee_id: UUID, document_id: UUID) -> Document | None:
        row = (await self._connection.execute(LOAD_DOCUMENT, {"avee_id": avee_id, "id": document_id})).mappings().first()
        return read_row(Document, row) if row else None

    async def load_upload(self, avee_id: UUID, document_id: UUID) -> bytes | None:
        found = (await self._connection.execute(LOAD_UPLOAD, {"avee_id": avee_id, "id": document_id})).scalar_one_or_none()
        return bytes(found) if found is not None else None

    async def find_unread(self, older_than_s: float, limit: int) -> list[dict[str, str]]:
        rows = await self._connection.execute(FIND_UNREAD, {"older_than_s": older_than_s, "limit": limit})
        return [dict(row) for row in rows.mappings()]

    async def save_text(self, avee_id: UUID, document_id: UUID, title: str, content: str) -> None:
        values = {"avee_id": avee_id, "id": document_id, "title": title, "content": content}
        await self._connection.execute(SAVE_TEXT, values)

    async def list_documents(self, avee_id: UUID, page: Page) -> list[Document]:
        values = {"avee_id": avee_id, "before": page.before, "limit": page.limit}
        return read_rows(Document, (await self._connection.execute(LIST_DOCUMENTS, values)).mappings())

    async def save_chunks(self, document: Document, first_position: int, chunks: Sequence[NewChunk]) -> None:
        values = {
            "avee_id": document.avee_id,
            "document_id": document.id,
            "ids": [new_id() for _ in chunks],
            "positions": list(range(first_position, first_position + len(chunks))),
            "headings": [chunk.heading for chunk in chunks],
            "contents": [chunk.content for chunk in chunks],
            "configs": [text_config(chunk.language) for chunk in chunks],
            "embeddings": [vector_text(chunk.embedding) for chunk in chunks],
        }
        await self._connection.execute(SAVE_CHUNKS, values)

    async def finish_document(self, avee_id: UUID, document_id: UUID, chunk_count: int, failure: str | None) -> None:
        values = {
            "avee_id": avee_id,
            "id": document_id,
            "chunk_count": chunk_count,
            "failure": failure,
            "status": "failed" if failure else "ready",
        }
        await self._connection.execute(FINISH_DOCUMENT, values)

    async def delete_document(self, avee_id: UUID, document_id: UUID) -> bool:
        return (await self._connection.execute(DELETE_DOCUMENT, {"avee_id": avee_id, "id": document_id})).rowcount == 1

    async def load_passage(self, avee_id: UUID, passage_id: UUID) -> StoredPassage | None:
        row = (await self._connection.execute(LOAD_PASSAGE, {"avee_id": avee_id, "id": passage_id})).mappings().first()
        return read_row(StoredPassage, row) if row else None

    async def list_passages(self, avee_id: UUID, document_id: UUID, page: Page) -> list[StoredPassage]:
        values = {"avee_id": avee_id, "document_id": document_id, "after": page.before, "limit": page.limit}
        return read_rows(StoredPassage, (await self._connection.execute(LIST_PASSAGES, values)).mappings())

    async def find_known(self, avee_id: UUID, texts: Sequence[tuple[str, str]]) -> dict[tuple[str, str], KnownAnswer]:
        values = {"avee_id": avee_id, "patterns": [pattern for pattern, _ in texts], "answers": [answer for _, answer in texts]}
        rows = await self._connection.execute(FIND_KNOWN, values)
        return {(row.question_pattern, row.answer_content): KnownAnswer(row.id, row.is_current) for row in rows}

    async def insert_answers(self, avee_id: UUID, answers: Sequence[NewAnswer]) -> list[tuple[UUID, bool]]:
        # One INSERT may not meet the same row twice, so doubles within the batch are one row of it.
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

    async def set_reach(self, avee_id: UUID, answer_id: UUID, layer: Layer, is_named: bool, expires_at: datetime | None) -> None:
        values = {"avee_id": avee_id, "id": answer_id, "layer": layer.value, "is_named": is_named, "expires_at": expires_at}
        await self._connection.execute(SET_REACH, values)

    async def load_answer(self, avee_id: UUID, answer_id: UUID) -> CanonicalAnswer | None:
        found = await self._list_answers(avee_id, {"id": answer_id, "state": None, "before": None}, 1)
        return found[0] if found else None

    async def list_answers(self, avee_id: UUID, page: Page, state: str | None) -> list[CanonicalAnswer]:
        return await self._list_answers(avee_id, {"id": None, "state": state, "before": page.before}, page.limit)

    async def _list_answers(self, avee_id: UUID, wanted: Mapping[str, Any], limit: int) -> list[CanonicalAnswer]:
        others = {"avee_id": avee_id, "limit": limit}
        found = await self._connection.execute(*filtered(LIST_ANSWERS, ANSWER_FILTERS, wanted, others))
        return read_rows(CanonicalAnswer, found.mappings())

    async def update_answer(self, avee_id: UUID, answer: NewAnswer, version: int) -> CanonicalAnswer | None:
        values = {
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
        with as_conflicts(DOUBLED):
            row = (await self._connection.execute(UPDATE_ANSWER, values)).mappings().first()
        return read_row(CanonicalAnswer, row) if row else None

    async def retire_answer(self, avee_id: UUID, answer_id: UUID) -> bool:
        return (await self._connection.execute(RETIRE_ANSWER, {"avee_id": avee_id, "id": answer_id})).rowcount == 1

    async def index_shelf(self, large: int) -> bool:
        built: int = (await self._connection.execute(INDEX_SHELF, {"large": large})).scalar_one()
        return built > 0

    async def count_reuses(self) -> None:
        await self._connection.execute(COUNT_REUSES)


def answer_hash(answer: NewAnswer) -> bytes:
    """What makes two answers the same: pattern and content, the formula of make_canonical_answer() in the database."""
    return hashlib.sha256(f"{answer.question_pattern}\n{answer.answer_content}".encode()).digest()
