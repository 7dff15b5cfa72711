"""Vectors of the second embedding model."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.codecs.vectors import vector_text
from orchestrator.adapters.postgres.rows import read_rows
from orchestrator.ports.stores.multilingual import MissingQuestion, MultilingualVector

FIND_MISSING = text("SELECT person, avee_id FROM find_missing_multilingual(:limit)")

# Served by multilingual_vectors_missing.
LIST_MISSING = text("""
    SELECT v.id, coalesce(x.question, c.question_pattern) AS question, c.answer_content FROM multilingual_vectors v
    JOIN canonical_answers c ON c.avee_id = v.avee_id AND c.id = v.part_of
    LEFT JOIN phrasings x ON v.id <> v.part_of AND x.avee_id = v.avee_id AND x.id = v.id
    WHERE v.avee_id = :avee_id AND v.embedding IS NULL ORDER BY v.id LIMIT :limit
""")

# A question that was changed meanwhile has a new row without a vector, which the next run fills.
SAVE = text("""
    UPDATE multilingual_vectors v SET embedding = CAST(n.embedding AS halfvec), language = n.language
    FROM unnest(CAST(:ids AS uuid[]), CAST(:questions AS text[]), CAST(:languages AS text[]), CAST(:embeddings AS text[]))
        AS n (id, question, language, embedding)
    WHERE v.avee_id = :avee_id AND v.id = n.id AND n.question = coalesce(
        (SELECT x.question FROM phrasings x WHERE v.id <> v.part_of AND x.avee_id = v.avee_id AND x.id = v.id),
        (SELECT c.question_pattern FROM canonical_answers c WHERE c.avee_id = v.avee_id AND c.id = v.part_of))
""")


class PostgresMultilingual:
    """`ports.stores.multilingual.Multilingual` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find_missing(self, limit: int) -> list[tuple[UUID, UUID]]:
        return [(row.person, row.avee_id) for row in await self._connection.execute(FIND_MISSING, {"limit": limit})]

    async def list_missing(self, avee_id: UUID, limit: int) -> list[MissingQuestion]:
        found = await self._connection.execute(LIST_MISSING, {"avee_id": avee_id, "limit": limit})
        return read_rows(MissingQuestion, found.mappings())

    async def save(self, avee_id: UUID, vectors: Sequence[MultilingualVector]) -> None:
        values = {
            "avee_id": avee_id,
            "ids": [each.question.id for each in vectors],
            "questions": [each.question.question for each in vectors],
            "languages": [each.language for each in vectors],
            "embeddings": [vector_text(each.embedding) for each in vectors],
        }
        await self._connection.execute(SAVE, values)
