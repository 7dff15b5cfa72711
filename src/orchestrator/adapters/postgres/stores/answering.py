"""Documents and their passages."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_row, read_rows, vector_text
from orchestrator.adapters.postgres.text_configs import text_config
from orchestrator.domain.accounts.access import Layer
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.reading import READER_VERSION
from orchestrator.ports.stores.answering import Document, NewPassage, StoredPassage
from orchestrator.ports.stores.paging import Page

# A document that failed, or that an earlier reader read, is read again under its old id; any other document with the same
# content stays unchanged.
INSERT_DOCUMENT = text("""
    INSERT INTO documents (avee_id, id, layer, title, source, upload, content_hash)
    VALUES (:avee_id, :id, CAST(:layer AS layer), :title, :source, :upload, :content_hash)
    ON CONFLICT (avee_id, content_hash) DO UPDATE
        SET status = 'pending', failure = NULL, upload = excluded.upload, source = excluded.source,
            layer = CASE documents.status WHEN 'failed' THEN excluded.layer ELSE greatest(documents.layer, excluded.layer) END
        WHERE documents.status = 'failed' OR (documents.status = 'ready' AND documents.reader_version < :reader_version)
    RETURNING id, avee_id, layer, title, source, status, failure, warning, passage_count, created_at, updated_at
""")

# Adding a document again may make it and its passages more private, never less private.
NARROW_DOCUMENT = text("""
    WITH narrowed AS (
        UPDATE documents SET layer = CAST(:layer AS layer)
        WHERE avee_id = :avee_id AND content_hash = :content_hash AND layer < CAST(:layer AS layer) RETURNING avee_id, id)
    UPDATE passages p SET layer = CAST(:layer AS layer) FROM narrowed n WHERE p.avee_id = n.avee_id AND p.document_id = n.id
""")

DOCUMENT_BY_HASH = text("""
    SELECT id, avee_id, layer, title, source, status, failure, warning, passage_count, created_at, updated_at FROM documents
    WHERE avee_id = :avee_id AND content_hash = :content_hash
""")

LOAD_DOCUMENT = text("""
    SELECT id, avee_id, layer, title, source, status, failure, warning, passage_count, created_at, updated_at FROM documents
    WHERE avee_id = :avee_id AND id = :id
""")

LOAD_UPLOAD = text("SELECT upload FROM documents WHERE avee_id = :avee_id AND id = :id")

FIND_UNREAD = text("""
    SELECT person::text, avee_id::text, document_id::text FROM find_unread_documents(:older_than_s, :limit)
""")

SAVE_TEXT = text("""
    UPDATE documents SET title = :title, content = :content, warning = nullif(:warning, ''), reader_version = :reader_version
    WHERE avee_id = :avee_id AND id = :id
""")

LIST_DOCUMENTS = text("""
    SELECT id, avee_id, layer, title, source, status, failure, warning, passage_count, created_at, updated_at FROM documents
    WHERE avee_id = :avee_id AND avee_id IN (SELECT owned_avees()) AND (CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid))
    ORDER BY id DESC LIMIT :limit
""")

# Passages get the current layer of the document. If the document was deleted, nothing is stored.
SAVE_PASSAGES = text("""
    WITH document AS (SELECT id, layer FROM documents WHERE avee_id = :avee_id AND id = :document_id FOR SHARE)
    INSERT INTO passages (avee_id, id, document_id, position, layer, heading, content, text_config, embedding)
    SELECT :avee_id, p.id, document.id, p.position, document.layer, p.heading, p.content, CAST(p.text_config AS regconfig),
        CAST(p.embedding AS halfvec)
    FROM document, unnest(CAST(:ids AS uuid[]), CAST(:positions AS integer[]), CAST(:headings AS text[]), CAST(:contents AS text[]),
                CAST(:configs AS text[]), CAST(:embeddings AS text[])) AS p (id, position, heading, content, text_config, embedding)
    ON CONFLICT (avee_id, document_id, position) DO UPDATE
        SET layer = excluded.layer, heading = excluded.heading, content = excluded.content, text_config = excluded.text_config, embedding = excluded.embedding
""")

FINISH_DOCUMENT = text("""
    UPDATE documents SET status = :status, failure = :failure, passage_count = :passage_count, upload = NULL WHERE avee_id = :avee_id AND id = :id
""")

# Served by passages_position.
DELETE_PASSAGES_FROM = text("""
    DELETE FROM passages WHERE avee_id = :avee_id AND document_id = :id AND position >= :passage_count
""")

DELETE_DOCUMENT = text("DELETE FROM documents WHERE avee_id = :avee_id AND id = :id")

# Row-level security lets an asker read passages up to their layer, of the avee that the transaction names. Served by
# the primary key.
LOAD_PASSAGE = text("""
    SELECT p.id, p.document_id, d.title AS document_title, p.position, p.heading, p.content, p.layer
    FROM passages p JOIN documents d ON d.avee_id = p.avee_id AND d.id = p.document_id
    WHERE p.avee_id = :avee_id AND p.id = :id
""")

# Served by passages_position.
LIST_PASSAGES = text("""
    SELECT p.id, p.document_id, d.title AS document_title, p.position, p.heading, p.content, p.layer
    FROM passages p JOIN documents d ON d.avee_id = p.avee_id AND d.id = p.document_id
    WHERE p.avee_id = :avee_id AND p.document_id = :document_id AND p.position > coalesce(
        (SELECT position FROM passages WHERE avee_id = :avee_id AND id = CAST(:after AS uuid)), -1)
    ORDER BY p.position LIMIT :limit
""")


class PostgresDocuments:
    """`ports.stores.answering.Documents` in one transaction."""

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
            "reader_version": READER_VERSION,
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

    async def save_text(self, avee_id: UUID, document_id: UUID, title: str, content: str, warning: str = "") -> None:
        values = {
            "avee_id": avee_id,
            "id": document_id,
            "title": title,
            "content": content,
            "warning": warning,
            "reader_version": READER_VERSION,
        }
        await self._connection.execute(SAVE_TEXT, values)

    async def list_documents(self, avee_id: UUID, page: Page) -> list[Document]:
        values = {"avee_id": avee_id, "before": page.before, "limit": page.limit}
        return read_rows(Document, (await self._connection.execute(LIST_DOCUMENTS, values)).mappings())

    async def save_passages(self, document: Document, first_position: int, passages: Sequence[NewPassage]) -> None:
        values = {
            "avee_id": document.avee_id,
            "document_id": document.id,
            "ids": [new_id() for _ in passages],
            "positions": list(range(first_position, first_position + len(passages))),
            "headings": [passage.heading for passage in passages],
            "contents": [passage.content for passage in passages],
            "configs": [text_config(passage.language) for passage in passages],
            "embeddings": [vector_text(passage.embedding) for passage in passages],
        }
        await self._connection.execute(SAVE_PASSAGES, values)

    async def finish_document(self, avee_id: UUID, document_id: UUID, passage_count: int, failure: str | None) -> None:
        values = {
            "avee_id": avee_id,
            "id": document_id,
            "passage_count": passage_count,
            "failure": failure,
            "status": "failed" if failure else "ready",
        }
        await self._connection.execute(FINISH_DOCUMENT, values)
        await self._connection.execute(DELETE_PASSAGES_FROM, values)

    async def delete_document(self, avee_id: UUID, document_id: UUID) -> bool:
        return (await self._connection.execute(DELETE_DOCUMENT, {"avee_id": avee_id, "id": document_id})).rowcount == 1

    async def load_passage(self, avee_id: UUID, passage_id: UUID) -> StoredPassage | None:
        row = (await self._connection.execute(LOAD_PASSAGE, {"avee_id": avee_id, "id": passage_id})).mappings().first()
        return read_row(StoredPassage, row) if row else None

    async def list_passages(self, avee_id: UUID, document_id: UUID, page: Page) -> list[StoredPassage]:
        values = {"avee_id": avee_id, "document_id": document_id, "after": page.before, "limit": page.limit}
        return read_rows(StoredPassage, (await self._connection.execute(LIST_PASSAGES, values)).mappings())
