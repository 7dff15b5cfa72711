"""Reading a stored upload: extract its text, cut it into passages, embed them. Run by a job or directly."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from uuid import UUID

from orchestrator.domain.errors import Kind, OrchestratorError
from orchestrator.domain.message.language import read_language
from orchestrator.domain.names import clean_name
from orchestrator.engine.answering.documents import no_such_document
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.reading import Passage
from orchestrator.ports.stores.answering import Document, NewPassage

BATCH_PASSAGES = 64

log = logging.getLogger(__name__)


async def read_document(
    services: Services, person: UUID, avee_id: UUID, document_id: UUID, title: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Document:  # fmt: skip
    """Reads, cuts and embeds a stored upload; the document becomes `ready`, or `failed` with the reason.

    Safe to repeat after a crash at any point. `progress` is called with (passages done, passages in all).
    Raises NotFound `document_not_found`, Unavailable where the embedder does not answer and Overloaded where it has too
    much to do; the upload is kept then, so that the call can be repeated.
    """
    async with services.database.transaction(Scope(person)) as tx:
        document = await tx.documents.load_document(avee_id, document_id)
        data = await tx.documents.load_upload(avee_id, document_id)
    if document is None:
        raise no_such_document()
    if data is None:
        return document
    try:
        await _embed(services, person, document, data, title, progress)
    except OrchestratorError as error:
        if error.kind is Kind.unavailable:
            raise
        return await _finish(services, person, document, 0, error.detail)
    except Exception:
        # A parser may fail in any way on a broken file. The document must become `failed` and not stay pending forever.
        log.exception("document %s cannot be read", document_id)
        return await _finish(
            services, person, document, 0, "The document could not be read because of an error in this program. The error has been logged."
        )
    async with services.database.transaction(Scope(person)) as tx:
        finished = await tx.documents.load_document(avee_id, document_id)
    return finished or document


async def _embed(
    services: Services, person: UUID, document: Document, data: bytes, title: str | None, progress: Callable[[int, int], None] | None
) -> None:  # fmt: skip
    read = await asyncio.to_thread(services.reader.read, document.source, data)
    passages = await asyncio.to_thread(services.reader.split, read.text)
    language = read_language(read.text)
    async with services.database.transaction(Scope(person)) as tx:
        # A title that equals the file's name is the placeholder of an upload without a title.
        chosen = title or (document.title if document.title != document.source else None)
        shown = chosen or clean_name(read.title, 300) or document.source
        await tx.documents.save_text(document.avee_id, document.id, shown, read.text, read.warning)
    for first in range(0, len(passages), BATCH_PASSAGES):
        embedded = await _embed_batch(services, passages[first : first + BATCH_PASSAGES], language)
        async with services.database.transaction(Scope(person)) as tx:
            await tx.documents.save_passages(document, first, embedded)
        if progress:
            progress(first + len(embedded), len(passages))
    await _finish(services, person, document, len(passages), None if passages else "The document contains no text that can be quoted.")


async def _embed_batch(services: Services, passages: Sequence[Passage], language: str) -> list[NewPassage]:
    vectors = await services.embedder.embed([f"{passage.heading}\n{passage.content}".strip() for passage in passages])
    return [NewPassage(passage.heading, passage.content, vector, language) for passage, vector in zip(passages, vectors, strict=True)]


async def _finish(services: Services, person: UUID, document: Document, passage_count: int, failure: str | None) -> Document:
    async with services.database.transaction(Scope(person)) as tx:
        await tx.documents.finish_document(document.avee_id, document.id, passage_count, failure)
        finished = await tx.documents.load_document(document.avee_id, document.id)
    return finished or document
