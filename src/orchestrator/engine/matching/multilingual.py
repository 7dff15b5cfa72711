"""Embedding the questions of stored answers by the second model: a job, for those that are new or older than the model."""

from uuid import UUID

from orchestrator.domain.message.language import language_of
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.models import Embedder
from orchestrator.ports.stores.multilingual import MultilingualVector

TASK = "embed_missing_questions"
BATCH = 64
"""Questions that are embedded and stored at once."""
BATCHES = 200
"""In one run of the job, so that the next run begins with what was added meanwhile."""


async def embed_missing_questions(services: Services) -> int:
    """Embeds questions that have no vector of the second model yet; returns how many.

    Safe to repeat after a crash at any point. Raises Unavailable where the embedder does not answer.
    """
    if services.multilingual is None:
        return 0
    done = 0
    for _ in range(BATCHES):
        async with services.database.transaction(Scope()) as tx:
            found = await tx.multilingual.find_missing(BATCH)
        if not found:
            break
        for person, avee_id in found:
            done += await _embed_some(services, services.multilingual, person, avee_id)
    return done


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
