"""Vectors of the further embedding models."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.codecs.vectors import vector_text
from orchestrator.adapters.postgres.rows import read_rows
from orchestrator.ports.stores.matching.multilingual import MissingQuestion, MultilingualVector

FIND_MISSING = text("SELECT person, avee_id FROM find_missing_multilingual(:limit)")
FIND_MISSING_LARGE = text("SELECT person, avee_id FROM find_missing_large(:limit)")

# Served by multilingual_vectors_missing, and multilingual_vectors_not_large.
_LIST = """
    SELECT v.id, coalesce(x.question, c.question_pattern) AS question, c.answer_content FROM multilingual_vectors v
    JOIN canonical_answers c ON c.avee_id = v.avee_id AND c.id = v.part_of
    LEFT JOIN phrasings x ON v.id <> v.part_of AND x.avee_id = v.avee_id AND x.id = v.id
    WHERE v.avee_id = :avee_id AND v.{column} IS NULL ORDER BY v.id LIMIT :limit
"""
LIST_MISSING = text(_LIST.format(column="embedding"))
LIST_MISSING_LARGE = text(_LIST.format(column="large"))

# A question that was changed meanwhile has a new row without a vector, which the next run fills.
IS_UNCHANGED = """
    v.avee_id = :avee_id AND v.id = n.id AND n.question = coalesce(
        (SELECT x.question FROM phrasings x WHERE v.id <> v.part_of AND x.avee_id = v.avee_id AND x.id = v.id),
        (SELECT c.question_pattern FROM canonical_answers c WHERE c.avee_id = v.avee_id AND c.id = v.part_of))
"""
SAVE = text(f"""
    UPDATE multilingual_vectors v SET embedding = CAST(n.embedding AS halfvec), language = n.language
    FROM unnest(CAST(:ids AS uuid[]), CAST(:questions AS text[]), CAST(:languages AS text[]), CAST(:embeddings AS text[]))
        AS n (id, question, language, embedding)
    WHERE {IS_UNCHANGED}
""")

SAVE_LARGE = text(f"""
    UPDATE multilingual_vectors v SET large = CAST(n.embedding AS halfvec)
    FROM unnest(CAST(:ids AS uuid[]), CAST(:questions AS text[]), CAST(:embeddings AS text[])) AS n (id, question, embedding)
    WHERE {IS_UNCHANGED}
""")


class PostgresMultilingual:
    """`ports.stores.matching.multilingual.Multilingual` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find_missing(self, limit: int) -> list[tuple[UUID, UUID]]:
        return await self._find(FIND_MISSING, limit)

    async def find_missing_large(self, limit: int) -> list[tuple[UUID, UUID]]:
        return await self._find(FIND_MISSING_LARGE, limit)

    async def list_missing(self, avee_id: UUID, limit: int) -> list[MissingQuestion]:
        return await self._list(LIST_MISSING, avee_id, limit)

    async def list_missing_large(self, avee_id: UUID, limit: int) -> list[MissingQuestion]:
        return await self._list(LIST_MISSING_LARGE, avee_id, limit)

    async def _find(self, statement: TextClause, limit: int) -> list[tuple[UUID, UUID]]:
        return [(row.person, row.avee_id) for row in await self._connection.execute(statement, {"limit": limit})]

    async def _list(self, statement: TextClause, avee_id: UUID, limit: int) -> list[MissingQuestion]:
        found = await self._connection.execute(statement, {"avee_id": avee_id, "limit": limit})
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

    async def save_large(self, avee_id: UUID, questions: Sequence[MissingQuestion], vectors: Sequence[Sequence[float]]) -> None:
        values = {
            "avee_id": avee_id,
            "ids": [question.id for question in questions],
            "questions": [question.question for question in questions],
            "embeddings": [vector_text(vector) for vector in vectors],
        }
        await self._connection.execute(SAVE_LARGE, values)
