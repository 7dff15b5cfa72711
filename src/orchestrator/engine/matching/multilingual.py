"""Embedding the questions of stored answers by the further models: jobs, for those that are new or older than the model."""

from uuid import UUID

from orchestrator.domain.message.language import language_of
from orchestrator.engine.agent_batches import work_through
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.models import Embedder
from orchestrator.ports.stores.matching.multilingual import MultilingualVector

TASK = "embed_missing_questions"
LARGE_TASK = "embed_missing_questions_by_large"
BATCH = 64
"""Questions that are embedded and stored at once."""


async def embed_missing_questions(services: Services) -> int:
    """Embeds questions that have no vector of the second model yet; returns how many.

    Safe to repeat after a crash at any point. Raises Unavailable where the embedder does not answer.
    """
    embedder = services.multilingual
    if embedder is None:
        return 0
    return await work_through(
        services, lambda tx: tx.multilingual.find_missing(BATCH), lambda *whose: _embed_some(services, embedder, *whose)
    )


async def embed_by_large(services: Services) -> int:
    """As `embed_missing_questions`, by the larger model."""
    embedder = services.large
    if embedder is None:
        return 0
    return await work_through(
        services, lambda tx: tx.multilingual.find_missing_large(BATCH), lambda *whose: _embed_some_by_large(services, embedder, *whose)
    )


async def _embed_some(services: Services, embedder: Embedder, person: UUID, avee_id: UUID) -> int:
    async with services.database.transaction(Scope(person)) as tx:
        missing = await tx.multilingual.list_missing(avee_id, BATCH)
    vectors = await embedder.embed([each.question for each in missing]) if missing else []
    # An answer tells the language of a question that is too short to tell its own.
    rows = [
        MultilingualVector(each, vector, language_of((each.answer_content, each.question), services.word_forms))
        for each, vector in zip(missing, vectors, strict=True)
    ]
    async with services.database.transaction(Scope(person)) as tx:
        await tx.multilingual.save(avee_id, rows)
    return len(rows)


async def _embed_some_by_large(services: Services, embedder: Embedder, person: UUID, avee_id: UUID) -> int:
    async with services.database.transaction(Scope(person)) as tx:
        missing = await tx.multilingual.list_missing_large(avee_id, BATCH)
    vectors = await embedder.embed([each.question for each in missing]) if missing else []
    async with services.database.transaction(Scope(person)) as tx:
        await tx.multilingual.save_large(avee_id, missing, vectors)
    return len(missing)
