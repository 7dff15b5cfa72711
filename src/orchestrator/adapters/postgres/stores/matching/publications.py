"""Published answers, through the functions that anybody may call."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.rows import read_row, read_rows
from orchestrator.ports.stores.matching.publications import PublishedAnswer, PublishedPage

PUBLISHED = text("""
    SELECT slug, question, answer, answered_at, modified_at
    FROM get_published_answers(:avee_id, CAST(:slug AS text), CAST(:words AS text[]), :skip, :limit)
""")
PAGES = text("SELECT avee_id, handle, slug, modified_at FROM list_published_pages(:avee_id, :slug, :skip, :limit)")
COUNT = text("SELECT count_published_pages()")


class PostgresPublications:
    """`ports.stores.matching.publications.Publications` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_published(self, avee_id: UUID, words: Sequence[str], skip: int, limit: int) -> list[PublishedAnswer]:
        values = {"avee_id": avee_id, "slug": None, "words": list(words), "skip": skip, "limit": limit}
        return read_rows(PublishedAnswer, (await self._connection.execute(PUBLISHED, values)).mappings())

    async def find_published(self, avee_id: UUID, slug: str) -> PublishedAnswer | None:
        values = {"avee_id": avee_id, "slug": slug, "words": [], "skip": 0, "limit": 1}
        row = (await self._connection.execute(PUBLISHED, values)).mappings().first()
        return read_row(PublishedAnswer, row) if row else None

    async def list_pages(self, after: tuple[UUID, str], skip: int, limit: int) -> list[PublishedPage]:
        values = {"avee_id": after[0], "slug": after[1], "skip": skip, "limit": limit}
        return read_rows(PublishedPage, (await self._connection.execute(PAGES, values)).mappings())

    async def count_pages(self) -> int:
        found: int = (await self._connection.execute(COUNT)).scalar_one()
        return found
