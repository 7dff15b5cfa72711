"""Embedding the sentences of passages: while a document is read, and by a job for documents that have none yet."""

from array import array
from collections.abc import Sequence
from uuid import UUID

from orchestrator.domain.answering.sentences import read_sentences
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.answering import NewSentence
from orchestrator.ports.stores.paging import Page

TASK = "embed_missing_sentences"
DOCUMENTS = 20
"""In one run of the job, so that other documents are read in between."""
BATCH_PASSAGES = 64
BATCH_SENTENCES = 64
"""Given to the embedder at once."""


async def embed_sentences(services: Services, passages: Sequence[tuple[str, str]]) -> list[tuple[NewSentence, ...]]:
    """The sentences of each (heading, content) with their vectors. Raises Unavailable where the embedder does not
    answer."""
    read = [read_sentences(heading, content) for heading, content in passages]
    texts = list(dict.fromkeys(sentence.text for sentences in read for sentence in sentences))
    vectors: dict[str, array[float]] = {}
    for first in range(0, len(texts), BATCH_SENTENCES):
        batch = texts[first : first + BATCH_SENTENCES]
        vectors.update(zip(batch, (array("f", vector) for vector in await services.embedder.embed(batch)), strict=True))
    return [tuple(NewSentence(sentence.text, vectors[sentence.text]) for sentence in sentences) for sentences in read]


async def embed_missing_sentences(services: Services) -> int:
    """Embeds the sentences of some documents that have none yet; returns how many documents.

    Safe to repeat after a crash at any point. Raises Unavailable where the embedder does not answer.
    """
    async with services.database.transaction(Scope()) as tx:
        found = await tx.documents.find_without_sentences(DOCUMENTS)
    for person, avee_id, document_id in found:
        await _embed_document(services, person, avee_id, document_id)
    return len(found)


async def _embed_document(services: Services, person: UUID, avee_id: UUID, document_id: UUID) -> None:
    last: UUID | None = None
    while True:
        async with services.database.transaction(Scope(person)) as tx:
            passages = await tx.documents.list_passages(avee_id, document_id, Page(BATCH_PASSAGES, last))
        if not passages:
            break
        embedded = await embed_sentences(services, [(passage.heading, passage.content) for passage in passages])
        async with services.database.transaction(Scope(person)) as tx:
            await tx.documents.save_sentences(avee_id, dict(zip((passage.id for passage in passages), embedded, strict=True)))
        last = passages[-1].id
    async with services.database.transaction(Scope(person)) as tx:
        await tx.documents.mark_sentences(avee_id, document_id)
