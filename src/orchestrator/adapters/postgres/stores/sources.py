"""Sources, what was seen of them, and the answers that they propose."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.domain.sources.kinds import DocumentSourceKind
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.sources import Found, NewProposal, NewSource, ProposedAnswer, SeenItem, Source, SourceItem, SourceSettings

INSERT = text("""
    INSERT INTO sources (avee_id, id, kind, address, layer, every_hours, max_pages, max_depth, answered_by, upload, next_look_at)
    VALUES (:avee_id, :id, :kind, :address, CAST(:layer AS layer), :every_hours, :max_pages, :max_depth, :answered_by, :upload, now())
""")

# The counts are served by source_items_looked; an agent has few sources.
LOAD = text("""
    SELECT s.*, coalesce(c.items, 0) AS items, coalesce(c.waiting, 0) AS waiting, coalesce(c.failed, 0) AS failed
    FROM sources s LEFT JOIN LATERAL (
        SELECT count(*) FILTER (WHERE i.state <> 'gone') AS items,
            count(*) FILTER (WHERE i.look < s.look AND i.state <> 'gone') AS waiting,
            count(*) FILTER (WHERE i.state = 'failed') AS failed
        FROM source_items i WHERE i.avee_id = s.avee_id AND i.source_id = s.id) c ON true
    WHERE s.avee_id = :avee_id AND (CAST(:id AS uuid) IS NULL OR s.id = :id)
    AND (CAST(:kind AS text) IS NULL OR s.kind = :kind AND s.address = :address)
    ORDER BY s.id DESC
""")

CHANGE = text("""
    UPDATE sources SET layer = CAST(:layer AS layer), every_hours = :every_hours, max_pages = :max_pages, max_depth = :max_depth,
        answered_by = :answered_by, version = version + 1,
        next_look_at = CASE WHEN state IN ('waiting', 'looking') THEN next_look_at
            ELSE coalesce(looked_at, now()) + make_interval(hours => :every_hours) END
    WHERE avee_id = :avee_id AND id = :id AND (CAST(:expected AS integer) IS NULL OR version = :expected)
""")
DELETE = text("""
    DELETE FROM sources WHERE avee_id = :avee_id AND id = :id AND (CAST(:expected AS integer) IS NULL OR version = :expected)
""")
PUT_UPLOAD = text("UPDATE sources SET upload = :upload WHERE avee_id = :avee_id AND id = :id")
LOAD_UPLOAD = text("SELECT upload FROM sources WHERE avee_id = :avee_id AND id = :id")
ASK_FOR_LOOK = text("""
    UPDATE sources SET state = CASE state WHEN 'looking' THEN state ELSE 'waiting' END, next_look_at = now()
    WHERE avee_id = :avee_id AND id = :id
""")
# A look that was interrupted goes on under its number, with what it counted.
BEGIN_LOOK = text("""
    UPDATE sources SET look = look + CAST(state <> 'looking' AS integer),
        added = CASE state WHEN 'looking' THEN added ELSE 0 END, changed = CASE state WHEN 'looking' THEN changed ELSE 0 END,
        retired = CASE state WHEN 'looking' THEN retired ELSE 0 END, proposed = CASE state WHEN 'looking' THEN proposed ELSE 0 END,
        state = 'looking', next_look_at = now()
    WHERE avee_id = :avee_id AND id = :id
""")
END_LOOK = text("""
    UPDATE sources SET state = CASE WHEN CAST(:failure AS text) IS NULL THEN 'ready' ELSE 'failed' END, failure = :failure,
        failure_code = :code, next_look_at = :next_look_at, looked_at = now(),
        upload = CASE WHEN CAST(:failure AS text) IS NULL THEN NULL ELSE upload END,
        etag = coalesce(:etag, etag), last_modified = coalesce(:last_modified, last_modified)
    WHERE avee_id = :avee_id AND id = :id AND look = :look
""")
COUNT_FOUND = text("""
    UPDATE sources SET added = added + :added, changed = changed + :changed, retired = retired + :retired, proposed = proposed + :proposed
    WHERE avee_id = :avee_id AND id = :id
""")
ADD_ITEMS = text("""
    INSERT INTO source_items (avee_id, id, source_id, key, depth)
    SELECT :avee_id, found.id, :source_id, found.key, :depth
    FROM unnest(CAST(:ids AS uuid[]), CAST(:keys AS text[])) WITH ORDINALITY AS found (id, key, at)
    WHERE EXISTS (SELECT FROM sources WHERE avee_id = :avee_id AND id = :source_id)
    AND NOT EXISTS (SELECT FROM source_items i WHERE i.avee_id = :avee_id AND i.source_id = :source_id AND i.key = found.key)
    ORDER BY found.at
    LIMIT greatest(0, :most - (SELECT count(*) FROM source_items i
                               WHERE i.avee_id = :avee_id AND i.source_id = :source_id AND i.state <> 'gone'))
    ON CONFLICT DO NOTHING
""")
ITEM = text("SELECT * FROM source_items WHERE avee_id = :avee_id AND source_id = :source_id AND key = :key")
# Served by source_items_looked: first what an earlier look did not reach, pages of few links first, in the order in which they
# were found. A page that is gone is looked at again only where a link leads to it.
NEXT_ITEM = text("""
    SELECT * FROM source_items WHERE avee_id = :avee_id AND source_id = :source_id AND look < :look AND state <> 'gone'
    ORDER BY look, depth, id LIMIT 1
""")
REVIVE = text("""
    UPDATE source_items SET state = 'waiting', times_gone = 0
    WHERE avee_id = :avee_id AND source_id = :source_id AND key = ANY(:keys) AND state = 'gone' AND look < :look
""")
SAVE_ITEM = text("""
    UPDATE source_items SET look = :look, state = :state, title = :title, failure = :failure, content_hash = :content_hash,
        document_id = (SELECT d.id FROM documents d WHERE d.avee_id = :avee_id AND d.id = CAST(:document_id AS uuid)),
        etag = :etag, last_modified = :last_modified, times_gone = :times_gone, looked_at = now(),
        changed_at = CASE WHEN :has_changed THEN now() ELSE changed_at END
    WHERE avee_id = :avee_id AND id = :id
""")
PASS_OVER = text("""
    UPDATE source_items SET look = :look WHERE avee_id = :avee_id AND source_id = :source_id AND look < :look
""")
LIST_ITEMS = text("""
    SELECT * FROM source_items WHERE avee_id = :avee_id AND source_id = :source_id
    AND (CAST(:before AS uuid) IS NULL OR id < :before) ORDER BY id DESC LIMIT :limit
""")
LIST_DOCUMENTS = text("""
    SELECT document_id FROM source_items WHERE avee_id = :avee_id AND source_id = :source_id AND document_id IS NOT NULL
""")
FIND_DUE = text("SELECT person::text, avee_id::text, source_id::text FROM find_due_sources(:limit)")

# What is known and unchanged stays as it is. What was accepted and says something else now is proposed again.
PROPOSE = text("""
    INSERT INTO proposed_answers AS p (avee_id, id, source_id, key, question_pattern, answer_content, layer, content_hash, left_out)
    SELECT :avee_id, found.id, :source_id, found.key, found.question, found.answer, CAST(:layer AS layer), found.hash, found.left_out
    FROM unnest(CAST(:ids AS uuid[]), CAST(:keys AS text[]), CAST(:questions AS text[]), CAST(:answers AS text[]),
                CAST(:hashes AS bytea[]), CAST(:left_out AS integer[])) AS found (id, key, question, answer, hash, left_out)
    WHERE EXISTS (SELECT FROM sources WHERE avee_id = :avee_id AND id = :source_id)
    ON CONFLICT (avee_id, source_id, key) DO UPDATE
        SET question_pattern = excluded.question_pattern, answer_content = excluded.answer_content,
            content_hash = excluded.content_hash, left_out = excluded.left_out,
            state = CASE p.state WHEN 'accepted' THEN 'proposed' ELSE p.state END
        WHERE p.content_hash <> excluded.content_hash
    RETURNING p.state
""")
# Served by proposed_answers_by_state where a state is asked for.
LIST_PROPOSALS = text("""
    SELECT p.*, s.address AS source_address, a.answer_content AS answer_now
    FROM proposed_answers p JOIN sources s ON s.avee_id = p.avee_id AND s.id = p.source_id
    LEFT JOIN canonical_answers a ON a.avee_id = p.avee_id AND a.id = p.answer_id
    WHERE p.avee_id = :avee_id AND (CAST(:state AS text) IS NULL OR p.state = :state)
    AND (CAST(:id AS uuid) IS NULL OR p.id = :id)
    AND (CAST(:before AS uuid) IS NULL OR p.id < :before) ORDER BY p.id DESC LIMIT :limit
""")
SETTLE = text("""
    UPDATE proposed_answers SET state = :state, answer_id = coalesce(CAST(:answer_id AS uuid), answer_id)
    WHERE avee_id = :avee_id AND id = :id AND state = 'proposed'
""")


class PostgresSources:
    """`ports.stores.sources.Sources` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def insert_source(self, new: NewSource) -> Source:
        values = {
            "avee_id": new.avee_id, "id": new.id, "kind": new.kind.value, "address": new.address, "layer": new.layer.value,
            "every_hours": new.every_hours, "max_pages": new.max_pages, "max_depth": new.max_depth,
            "answered_by": list(new.answered_by), "upload": new.upload,
        }  # fmt: skip
        await self._connection.execute(INSERT, values)
        return (await self._load(new.avee_id, new.id))[0]

    async def list_sources(self, avee_id: UUID) -> list[Source]:
        return await self._load(avee_id)

    async def load_source(self, avee_id: UUID, source_id: UUID) -> Source | None:
        return next(iter(await self._load(avee_id, source_id)), None)

    async def find_source(self, avee_id: UUID, kind: DocumentSourceKind, address: str) -> Source | None:
        return next(iter(await self._load(avee_id, None, kind, address)), None)

    async def change_source(self, avee_id: UUID, source_id: UUID, settings: SourceSettings, expected_version: int | None) -> bool:
        values = {
            "avee_id": avee_id, "id": source_id, "expected": expected_version, "layer": settings.layer.value,
            "every_hours": settings.every_hours, "max_pages": settings.max_pages, "max_depth": settings.max_depth,
            "answered_by": list(settings.answered_by),
        }  # fmt: skip
        return (await self._connection.execute(CHANGE, values)).rowcount == 1

    async def delete_source(self, avee_id: UUID, source_id: UUID, expected_version: int | None) -> bool:
        values = {"avee_id": avee_id, "id": source_id, "expected": expected_version}
        return (await self._connection.execute(DELETE, values)).rowcount == 1

    async def put_upload(self, avee_id: UUID, source_id: UUID, upload: bytes) -> None:
        await self._connection.execute(PUT_UPLOAD, {"avee_id": avee_id, "id": source_id, "upload": upload})

    async def load_upload(self, avee_id: UUID, source_id: UUID) -> bytes | None:
        found: bytes | None = (await self._connection.execute(LOAD_UPLOAD, {"avee_id": avee_id, "id": source_id})).scalar_one_or_none()
        return found

    async def ask_for_look(self, avee_id: UUID, source_id: UUID) -> None:
        await self._connection.execute(ASK_FOR_LOOK, {"avee_id": avee_id, "id": source_id})

    async def begin_look(self, avee_id: UUID, source_id: UUID) -> Source | None:
        await self._connection.execute(BEGIN_LOOK, {"avee_id": avee_id, "id": source_id})
        return await self.load_source(avee_id, source_id)

    async def end_look(
        self, source: Source, failure: str | None, code: str | None, next_look_at: datetime | None, etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:  # fmt: skip
        values = {"failure": failure, "code": code, "next_look_at": next_look_at, "etag": etag, "last_modified": last_modified}
        await self._connection.execute(END_LOOK, values | _where(source) | {"look": source.look})

    async def count_found(self, source: Source, found: Found) -> None:
        values = {"added": found.added, "changed": found.changed, "retired": found.retired, "proposed": found.proposed}
        await self._connection.execute(COUNT_FOUND, values | _where(source))

    async def add_items(self, source: Source, keys: Sequence[str], depth: int) -> int:
        if not keys:
            return 0
        values = {
            "avee_id": source.avee_id, "source_id": source.id, "ids": [new_id() for _ in keys], "keys": list(keys), "depth": depth,
            "most": source.max_pages, "look": source.look,
        }  # fmt: skip
        await self._connection.execute(REVIVE, values)
        return (await self._connection.execute(ADD_ITEMS, values)).rowcount

    async def load_item(self, avee_id: UUID, source_id: UUID, key: str) -> SourceItem | None:
        values = {"avee_id": avee_id, "source_id": source_id, "key": key}
        row = (await self._connection.execute(ITEM, values)).mappings().first()
        return read_row(SourceItem, row) if row else None

    async def next_item(self, source: Source) -> SourceItem | None:
        values = {"avee_id": source.avee_id, "source_id": source.id, "look": source.look}
        row = (await self._connection.execute(NEXT_ITEM, values)).mappings().first()
        return read_row(SourceItem, row) if row else None

    async def save_item(self, item: SourceItem, look: int, seen: SeenItem) -> bool:
        values = {
            "avee_id": item.avee_id, "id": item.id, "look": look, "state": seen.state, "title": seen.title, "failure": seen.failure,
            "content_hash": seen.content_hash, "document_id": seen.document_id, "etag": seen.etag, "last_modified": seen.last_modified,
            "times_gone": seen.times_gone, "has_changed": seen.has_changed,
        }  # fmt: skip
        return (await self._connection.execute(SAVE_ITEM, values)).rowcount == 1

    async def pass_over(self, source: Source) -> None:
        await self._connection.execute(PASS_OVER, {"avee_id": source.avee_id, "source_id": source.id, "look": source.look})

    async def list_items(self, avee_id: UUID, source_id: UUID, page: Page) -> list[SourceItem]:
        values = {"avee_id": avee_id, "source_id": source_id, "before": page.before, "limit": page.limit}
        return read_rows(SourceItem, (await self._connection.execute(LIST_ITEMS, values)).mappings())

    async def list_documents(self, avee_id: UUID, source_id: UUID) -> list[UUID]:
        return list((await self._connection.execute(LIST_DOCUMENTS, {"avee_id": avee_id, "source_id": source_id})).scalars())

    async def find_due(self, limit: int) -> list[dict[str, str]]:
        return [dict(row) for row in (await self._connection.execute(FIND_DUE, {"limit": limit})).mappings()]

    async def propose(self, source: Source, proposals: Sequence[NewProposal]) -> int:
        values = {
            "avee_id": source.avee_id, "source_id": source.id, "layer": source.layer.value,
            "ids": [each.id for each in proposals], "keys": [each.key for each in proposals],
            "questions": [each.question_pattern for each in proposals], "answers": [each.answer_content for each in proposals],
            "hashes": [each.content_hash for each in proposals], "left_out": [each.left_out for each in proposals],
        }  # fmt: skip
        states = list((await self._connection.execute(PROPOSE, values)).scalars())
        return sum(state == "proposed" for state in states)

    async def list_proposals(self, avee_id: UUID, page: Page, state: str | None) -> list[ProposedAnswer]:
        values = {"avee_id": avee_id, "state": state, "id": None, "before": page.before, "limit": page.limit}
        return read_rows(ProposedAnswer, (await self._connection.execute(LIST_PROPOSALS, values)).mappings())

    async def load_proposal(self, avee_id: UUID, proposal_id: UUID) -> ProposedAnswer | None:
        values = {"avee_id": avee_id, "state": None, "id": proposal_id, "before": None, "limit": 1}
        row = (await self._connection.execute(LIST_PROPOSALS, values)).mappings().first()
        return read_row(ProposedAnswer, row) if row else None

    async def settle_proposal(self, avee_id: UUID, proposal_id: UUID, state: str, answer_id: UUID | None) -> bool:
        values = {"avee_id": avee_id, "id": proposal_id, "state": state, "answer_id": answer_id}
        return (await self._connection.execute(SETTLE, values)).rowcount == 1

    async def _load(
        self, avee_id: UUID, source_id: UUID | None = None, kind: DocumentSourceKind | None = None, address: str | None = None
    ) -> list[Source]:  # fmt: skip
        values = {"avee_id": avee_id, "id": source_id, "kind": kind.value if kind else None, "address": address}
        return read_rows(Source, (await self._connection.execute(LOAD, values)).mappings())


def _where(source: Source) -> dict[str, UUID]:
    return {"avee_id": source.avee_id, "id": source.id}
