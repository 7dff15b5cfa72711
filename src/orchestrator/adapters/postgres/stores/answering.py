"""Documents and their passages."""

import hashlib
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.codecs.vectors import vector_text
from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.adapters.postgres.text_configs import text_config
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.reading import READER_VERSION
from orchestrator.ports.stores.answering import BegunReading, Document, NewDocument, NewPassage, NewSentence, ReadPassages, StoredPassage
from orchestrator.ports.stores.paging import Page

BATCH_PASSAGES = 64

# A document that failed, or that an earlier reader read, is read again under its old id; any other document with the same
# content stays unchanged.
INSERT_DOCUMENT = text("""
    INSERT INTO documents (avee_id, id, layer, title, source, upload, content_hash, if_exists, replaces)
    VALUES (:avee_id, :id,
        greatest(CAST(:layer AS layer), (SELECT layer FROM documents WHERE avee_id = :avee_id AND id = CAST(:replaces AS uuid))),
        :title, :source, :upload, :content_hash, :if_exists, CAST(:replaces AS uuid))
    ON CONFLICT (avee_id, content_hash) DO UPDATE
        SET status = 'pending', failure = NULL, failure_code = NULL, tries = 0, interruptions = 0, upload = excluded.upload,
            source = excluded.source, if_exists = excluded.if_exists,
            replaces = coalesce(excluded.replaces, documents.replaces),
            layer = CASE documents.status WHEN 'failed' THEN excluded.layer ELSE greatest(documents.layer, excluded.layer) END
        WHERE documents.status = 'failed' OR (documents.status = 'ready' AND documents.reader_version < :reader_version)
    RETURNING id, avee_id, layer, title, source, status, failure, warning, passage_count, created_at, updated_at,
        failure_code, if_exists, replaces, same_title_as
""")

# Documents that no newer version is to replace. Served by documents_source.
FIND_VERSIONS = text("""
    SELECT id, avee_id, layer, title, source, status, failure, warning, passage_count, created_at, updated_at,
        failure_code, if_exists, replaces, same_title_as
    FROM documents d WHERE avee_id = :avee_id AND source = :source AND content_hash <> :content_hash
    AND (CAST(:title AS text) IS NULL OR lower(title) = lower(:title))
    AND NOT EXISTS (SELECT FROM documents n WHERE n.avee_id = d.avee_id AND n.replaces = d.id)
    ORDER BY id DESC LIMIT 20
""")

# Served by documents_title.
FIND_TITLED = text("""
    SELECT id, avee_id, layer, title, source, status, failure, warning, passage_count, created_at, updated_at,
        failure_code, if_exists, replaces, same_title_as
    FROM documents WHERE avee_id = :avee_id AND status = 'ready' AND lower(title) = lower(:title)
    AND id IS DISTINCT FROM CAST(:id AS uuid) ORDER BY id DESC LIMIT 20
""")

DROP_NEWER = text("""
    WITH RECURSIVE newer AS (
        SELECT id FROM documents WHERE avee_id = :avee_id AND replaces = :id
        UNION SELECT d.id FROM documents d JOIN newer n ON d.replaces = n.id WHERE d.avee_id = :avee_id)
    DELETE FROM documents WHERE avee_id = :avee_id AND id IN (SELECT id FROM newer)
""")

CHOOSE = text("""
    UPDATE documents SET status = 'pending', tries = 0, if_exists = :if_exists, same_title_as = NULL,
        replaces = coalesce(CAST(:replaces AS uuid), replaces)
    WHERE avee_id = :avee_id AND id = :id AND status = 'held'
    RETURNING id, avee_id, layer, title, source, status, failure, warning, passage_count, created_at, updated_at,
        failure_code, if_exists, replaces, same_title_as
""")

RELEASE_HELD = text("""
    UPDATE documents SET status = 'pending', tries = 0, same_title_as = NULL
    WHERE avee_id = :avee_id AND same_title_as = :id AND status = 'held' RETURNING id
""")

# Served by documents_pending.
COUNT_PENDING = text("""
    SELECT count(*) FROM (
        SELECT FROM documents WHERE status = 'pending' AND avee_id IN (SELECT team_avees('viewer')) LIMIT :most) AS waiting
""")

# Adding a document again may make it and its passages more private, never less private.
NARROW_DOCUMENT = text("""
    WITH narrowed AS (
        UPDATE documents SET layer = CAST(:layer AS layer)
        WHERE avee_id = :avee_id AND content_hash = :content_hash AND layer < CAST(:layer AS layer) RETURNING avee_id, id)
    UPDATE passages p SET layer = CAST(:layer AS layer) FROM narrowed n WHERE p.avee_id = n.avee_id AND p.document_id = n.id
""")

DOCUMENT_BY_HASH = text("""
    SELECT id, avee_id, layer, title, source, status, failure, warning, passage_count, created_at, updated_at,
        failure_code, if_exists, replaces, same_title_as FROM documents
    WHERE avee_id = :avee_id AND content_hash = :content_hash
""")

LOAD_DOCUMENT = text("""
    SELECT id, avee_id, layer, title, source, status, failure, warning, passage_count, created_at, updated_at,
        failure_code, if_exists, replaces, same_title_as FROM documents
    WHERE avee_id = :avee_id AND id = :id
""")

BEGIN_READING = text("""
    UPDATE documents SET tries = tries + 1 WHERE avee_id = :avee_id AND id = :id AND status = 'pending'
    RETURNING id, avee_id, layer, title, source, status, failure, warning, passage_count, created_at, updated_at,
        failure_code, if_exists, replaces, same_title_as, tries, upload
""")

UNCOUNT_TRY = text("""
    UPDATE documents SET tries = greatest(0, tries - 1) WHERE avee_id = :avee_id AND id = :id
""")

UNCOUNT_INTERRUPTED_TRY = text("""
    UPDATE documents SET interruptions = interruptions + 1,
        tries = greatest(0, tries - CAST(interruptions < :most_interruptions AS integer))
    WHERE avee_id = :avee_id AND id = :id AND status = 'pending'
""")

HOLD = text("""
    UPDATE documents SET status = 'held', title = :title, same_title_as = :same_title_as, tries = 0
    WHERE avee_id = :avee_id AND id = :id AND status = 'pending'
""")

SET_REPLACED = text("UPDATE documents SET replaces = :replaces WHERE avee_id = :avee_id AND id = :id")

# The versions that a document replaces: the one before it, the one before that, and so on where those were never ready.
# The new version becomes at least as private as each of them.
TAKE_PLACE = text("""
    WITH RECURSIVE earlier AS (
        SELECT replaces AS id FROM documents WHERE avee_id = :avee_id AND id = :id AND replaces IS NOT NULL
        UNION SELECT d.replaces FROM documents d JOIN earlier e ON d.id = e.id WHERE d.avee_id = :avee_id AND d.replaces IS NOT NULL),
    held AS (
        UPDATE documents SET same_title_as = :id WHERE avee_id = :avee_id AND id <> :id AND same_title_as IN (SELECT id FROM earlier))
    UPDATE documents SET layer = greatest(layer, (
            SELECT max(d.layer) FROM documents d WHERE d.avee_id = :avee_id AND d.id IN (SELECT id FROM earlier)))
    WHERE avee_id = :avee_id AND id = :id RETURNING ARRAY(SELECT id FROM earlier) AS earlier
""")

DELETE_EARLIER = text("DELETE FROM documents WHERE avee_id = :avee_id AND id = ANY(CAST(:ids AS uuid[]))")

FIND_UNREAD = text("""
    SELECT person::text, avee_id::text, document_id::text FROM find_unread_documents(:older_than_s, :limit)
""")

LIST_DOCUMENTS = text("""
    SELECT id, avee_id, layer, title, source, status, failure, warning, passage_count, created_at, updated_at,
        failure_code, if_exists, replaces, same_title_as FROM documents
    WHERE avee_id = :avee_id AND avee_id IN (SELECT team_avees('viewer')) AND (CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid))
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
    RETURNING id, position
""")

FORGET_SENTENCES = text("DELETE FROM passage_sentences WHERE avee_id = :avee_id AND passage_id = ANY(CAST(:ids AS uuid[]))")

# Sentences get the layer of their passage. If the passage was deleted, nothing is stored.
SAVE_SENTENCES = text("""
    INSERT INTO passage_sentences (avee_id, passage_id, position, layer, content, embedding)
    SELECT p.avee_id, p.id, s.position, p.layer, s.content, CAST(s.embedding AS halfvec)
    FROM unnest(CAST(:passages AS uuid[]), CAST(:positions AS integer[]), CAST(:contents AS text[]), CAST(:embeddings AS text[]))
        AS s (passage_id, position, content, embedding)
    JOIN passages p ON p.avee_id = :avee_id AND p.id = s.passage_id
""")

FIND_WITHOUT_SENTENCES = text("SELECT person, avee_id, document_id FROM find_documents_without_sentences(:limit)")

MARK_SENTENCES = text("UPDATE documents SET has_sentences = true WHERE avee_id = :avee_id AND id = :id")

MAKE_READY = text("""
    UPDATE documents SET status = 'ready', failure = NULL, failure_code = NULL, title = :title, content = :content,
        warning = nullif(:warning, ''), reader_version = :reader_version, passage_count = :passage_count, upload = NULL, tries = 0,
        same_title_as = NULL, has_sentences = true
    WHERE avee_id = :avee_id AND id = :id
""")

# What was quoted from an earlier version, or from this one before it was read anew, is quoted from the passage that has the same
# words now. Served by canonical_answers_quoted and passages_position.
FOLLOW_QUOTES = text("""
    WITH now_in AS (
        SELECT DISTINCT ON (a.id) a.id AS answer_id, p.id, p.heading, p.layer FROM canonical_answers a
        JOIN passages p ON p.avee_id = a.avee_id AND p.document_id = :id AND position(a.answer_content IN p.content) > 0
        WHERE a.avee_id = :avee_id AND a.document_id = ANY(CAST(:quoted AS uuid[]))
        ORDER BY a.id, p.id = a.passage_id DESC, p.position)
    UPDATE canonical_answers a SET passage_id = n.id, document_id = :id, document_title = :title, passage_heading = n.heading,
        layer = greatest(a.layer, n.layer)
    FROM now_in n WHERE a.avee_id = :avee_id AND a.id = n.answer_id
""")

FAIL_DOCUMENT = text("""
    UPDATE documents SET status = 'failed', failure = :failure, failure_code = :code, passage_count = 0, upload = NULL
    WHERE avee_id = :avee_id AND id = :id
""")

# What was to replace the deleted document replaces the version before it.
PASS_ON_VERSION = text("""
    UPDATE documents n SET replaces = d.replaces FROM documents d
    WHERE d.avee_id = :avee_id AND d.id = :id AND n.avee_id = d.avee_id AND n.replaces = d.id
""")

# Served by passages_position.
DELETE_PASSAGES_FROM = text("""
    DELETE FROM passages WHERE avee_id = :avee_id AND document_id = :id AND position >= :passage_count
""")

DELETE_DOCUMENT = text("DELETE FROM documents WHERE avee_id = :avee_id AND id = :id")

# Row-level security lets an asker read passages up to their layer, of the avee that the transaction names. Served by
# the primary key.
FIND_PASSAGES = text("SELECT * FROM find_team_passages(:avee_id, :text, CAST(:embedding AS halfvec), :limit)")

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

    async def insert_document(self, new: NewDocument) -> tuple[Document, bool]:
        values = {
            "id": new.id,
            "avee_id": new.avee_id,
            "layer": new.layer.value,
            "title": new.title,
            "source": new.source,
            "upload": new.data,
            "content_hash": _hash(new.data),
            "if_exists": new.if_exists,
            "replaces": new.replaces,
            "reader_version": READER_VERSION,
        }
        row = (await self._connection.execute(INSERT_DOCUMENT, values)).mappings().first()
        if row:
            return read_row(Document, row), True
        await self._connection.execute(NARROW_DOCUMENT, values)
        stored = (await self._connection.execute(DOCUMENT_BY_HASH, values)).mappings().one()
        return read_row(Document, stored), False

    async def load_by_content(self, avee_id: UUID, data: bytes) -> Document | None:
        row = (await self._connection.execute(DOCUMENT_BY_HASH, {"avee_id": avee_id, "content_hash": _hash(data)})).mappings().first()
        return read_row(Document, row) if row else None

    async def find_versions(self, avee_id: UUID, source: str, title: str | None, data: bytes) -> list[Document]:
        values = {"avee_id": avee_id, "source": source, "title": title, "content_hash": _hash(data)}
        return read_rows(Document, (await self._connection.execute(FIND_VERSIONS, values)).mappings())

    async def find_titled(self, avee_id: UUID, title: str, document_id: UUID | None = None) -> list[Document]:
        values = {"avee_id": avee_id, "title": title, "id": document_id}
        return read_rows(Document, (await self._connection.execute(FIND_TITLED, values)).mappings())

    async def drop_newer_versions(self, document: Document) -> int:
        return (await self._connection.execute(DROP_NEWER, {"avee_id": document.avee_id, "id": document.id})).rowcount

    async def choose(self, avee_id: UUID, document_id: UUID, if_exists: str, replaces: UUID | None) -> Document | None:
        values = {"avee_id": avee_id, "id": document_id, "if_exists": if_exists, "replaces": replaces}
        row = (await self._connection.execute(CHOOSE, values)).mappings().first()
        return read_row(Document, row) if row else None

    async def release_held(self, avee_id: UUID, document_id: UUID) -> list[UUID]:
        return list((await self._connection.execute(RELEASE_HELD, {"avee_id": avee_id, "id": document_id})).scalars())

    async def count_pending(self, most: int) -> int:
        counted: int = (await self._connection.execute(COUNT_PENDING, {"most": most})).scalar_one()
        return counted

    async def load_document(self, avee_id: UUID, document_id: UUID) -> Document | None:
        row = (await self._connection.execute(LOAD_DOCUMENT, {"avee_id": avee_id, "id": document_id})).mappings().first()
        return read_row(Document, row) if row else None

    async def begin_reading(self, avee_id: UUID, document_id: UUID) -> BegunReading | None:
        row = (await self._connection.execute(BEGIN_READING, {"avee_id": avee_id, "id": document_id})).mappings().first()
        if row is None:
            document = await self.load_document(avee_id, document_id)
            return BegunReading(document, None, 0) if document else None
        upload = bytes(row["upload"]) if row["upload"] is not None else None
        return BegunReading(read_row(Document, row), upload, row["tries"])

    async def uncount_try(self, avee_id: UUID, document_id: UUID, most_interruptions: int | None = None) -> None:
        values = {"avee_id": avee_id, "id": document_id}
        if most_interruptions is None:
            await self._connection.execute(UNCOUNT_TRY, values)
        else:
            await self._connection.execute(UNCOUNT_INTERRUPTED_TRY, values | {"most_interruptions": most_interruptions})

    async def hold(self, document: Document, title: str, same_title_as: UUID) -> None:
        values = {"avee_id": document.avee_id, "id": document.id, "title": title, "same_title_as": same_title_as}
        await self._connection.execute(HOLD, values)

    async def set_replaced(self, document: Document, replaces: UUID) -> None:
        await self._connection.execute(SET_REPLACED, {"avee_id": document.avee_id, "id": document.id, "replaces": replaces})

    async def find_unread(self, older_than_s: float, limit: int) -> list[dict[str, str]]:
        rows = await self._connection.execute(FIND_UNREAD, {"older_than_s": older_than_s, "limit": limit})
        return [dict(row) for row in rows.mappings()]

    async def list_documents(self, avee_id: UUID, page: Page) -> list[Document]:
        values = {"avee_id": avee_id, "before": page.before, "limit": page.limit}
        return read_rows(Document, (await self._connection.execute(LIST_DOCUMENTS, values)).mappings())

    async def save_read(self, document: Document, read: ReadPassages) -> None:
        where = {"avee_id": document.avee_id, "id": document.id}
        earlier = (await self._connection.execute(TAKE_PLACE, where)).scalar_one_or_none()
        if earlier is None:
            return
        await self._connection.execute(DELETE_EARLIER, {"avee_id": document.avee_id, "ids": earlier})
        for first in range(0, len(read.passages), BATCH_PASSAGES):
            await self._save_passages(document, first, read.passages[first : first + BATCH_PASSAGES])
        values = where | {"title": read.title, "content": read.text, "warning": read.warning, "passage_count": len(read.passages)}
        await self._connection.execute(DELETE_PASSAGES_FROM, values)
        await self._connection.execute(MAKE_READY, values | {"reader_version": READER_VERSION})
        await self._connection.execute(FOLLOW_QUOTES, where | {"title": read.title, "quoted": [document.id, *earlier]})

    async def _save_passages(self, document: Document, first_position: int, passages: Sequence[NewPassage]) -> None:
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
        ids = {row.position: row.id for row in await self._connection.execute(SAVE_PASSAGES, values)}
        await self.save_sentences(
            document.avee_id,
            {ids[position]: passage.sentences for position, passage in enumerate(passages, first_position) if position in ids},
        )

    async def save_sentences(self, avee_id: UUID, sentences: Mapping[UUID, Sequence[NewSentence]]) -> None:
        await self._connection.execute(FORGET_SENTENCES, {"avee_id": avee_id, "ids": list(sentences)})
        rows = [(passage, position, each) for passage, its in sentences.items() for position, each in enumerate(its)]
        values = {
            "avee_id": avee_id,
            "passages": [passage for passage, _, _ in rows],
            "positions": [position for _, position, _ in rows],
            "contents": [each.text for _, _, each in rows],
            "embeddings": [vector_text(each.embedding) for _, _, each in rows],
        }
        await self._connection.execute(SAVE_SENTENCES, values)

    async def find_without_sentences(self, limit: int) -> list[tuple[UUID, UUID, UUID]]:
        return [
            (row.person, row.avee_id, row.document_id) for row in await self._connection.execute(FIND_WITHOUT_SENTENCES, {"limit": limit})
        ]

    async def mark_sentences(self, avee_id: UUID, document_id: UUID) -> None:
        await self._connection.execute(MARK_SENTENCES, {"avee_id": avee_id, "id": document_id})

    async def fail_document(self, avee_id: UUID, document_id: UUID, failure: str, code: str) -> None:
        where = {"avee_id": avee_id, "id": document_id}
        await self._connection.execute(FAIL_DOCUMENT, where | {"failure": failure, "code": code})
        # Passages of an earlier reading.
        await self._connection.execute(DELETE_PASSAGES_FROM, where | {"passage_count": 0})

    async def delete_document(self, avee_id: UUID, document_id: UUID) -> bool:
        where = {"avee_id": avee_id, "id": document_id}
        await self._connection.execute(PASS_ON_VERSION, where)
        return (await self._connection.execute(DELETE_DOCUMENT, where)).rowcount == 1

    async def find_passages(self, avee_id: UUID, text: str, embedding: Sequence[float], limit: int) -> list[StoredPassage]:
        values = {"avee_id": avee_id, "text": text, "embedding": vector_text(embedding), "limit": limit}
        return read_rows(StoredPassage, (await self._connection.execute(FIND_PASSAGES, values)).mappings())

    async def load_passage(self, avee_id: UUID, passage_id: UUID) -> StoredPassage | None:
        row = (await self._connection.execute(LOAD_PASSAGE, {"avee_id": avee_id, "id": passage_id})).mappings().first()
        return read_row(StoredPassage, row) if row else None

    async def list_passages(self, avee_id: UUID, document_id: UUID, page: Page) -> list[StoredPassage]:
        values = {"avee_id": avee_id, "document_id": document_id, "after": page.before, "limit": page.limit}
        return read_rows(StoredPassage, (await self._connection.execute(LIST_PASSAGES, values)).mappings())


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
