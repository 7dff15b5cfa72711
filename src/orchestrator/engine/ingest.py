"""Documents in: stored as they came, then read, cut and embedded, by a job or at once."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import Invalid, Kind, NotFound, OrchestratorError, TooLarge
from orchestrator.domain.message.language import read_language
from orchestrator.engine.avees import require_owned
from orchestrator.engine.world import World
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.reading import Passage
from orchestrator.ports.records import Document, NewChunk, Page
from orchestrator.ports.storage import Scope

TASK = "embed_document"
MAX_UPLOAD_BYTES = 25 * 1024 * 1024
BATCH_PASSAGES = 64

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upload:
    source: str
    """The file's name; its ending tells the type."""
    data: bytes
    layer: Layer = Layer.public
    title: str | None = None
    """Overrides what the document calls itself."""


async def add_document(world: World, person: UUID, avee_id: UUID, upload: Upload, enqueue: bool = True) -> tuple[Document, bool]:
    """Stores an upload for reading, and whether it is new; the same content twice is stored once.

    With `enqueue`, a job reads it; without, the caller does by `read_document`. Raises NotFound `avee_not_found`,
    Invalid `empty_document`, TooLarge `document_too_large`.
    """
    if not upload.data.strip():
        raise Invalid("empty_document", f"{upload.source} is empty.", field="file")
    if len(upload.data) > MAX_UPLOAD_BYTES:
        raise TooLarge("document_too_large", f"{upload.source} is larger than {MAX_UPLOAD_BYTES // 2**20} MB.", field="file")
    async with world.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        title = upload.title or upload.source
        document, is_new = await tx.knowledge.insert_document(new_id(), avee_id, upload.layer, title, upload.source, upload.data)
        if is_new and enqueue:
            await tx.jobs.enqueue(TASK, person=str(person), avee_id=str(avee_id), document_id=str(document.id), title=upload.title or "")
    return document, is_new


async def read_document(
    world: World, person: UUID, avee_id: UUID, document_id: UUID, title: str | None = None, progress: Callable[[int, int], None] | None = None
) -> Document:  # fmt: skip
    """Reads, cuts and embeds a stored upload; the document ends as `ready`, or as `failed` with the reason.

    Safe to repeat after a crash at any point. `progress` is called with (passages done, passages in all). Raises
    Unavailable where the embedder is down, Overloaded where it has too much to do: the upload stays and the call may be repeated.
    """
    async with world.database.transaction(Scope(person)) as tx:
        document = await tx.knowledge.load_document(avee_id, document_id)
        data = await tx.knowledge.load_upload(avee_id, document_id)
    if document is None:
        raise no_such_document()
    if data is None:
        return document
    try:
        await _embed(world, person, document, data, title, progress)
    except OrchestratorError as error:
        if error.kind is Kind.unavailable:
            raise
        return await _finish(world, person, document, 0, error.detail)
    except Exception:
        # Whatever a parser makes of it: the document is not left waiting for ever.
        log.exception("document %s cannot be read", document_id)
        return await _finish(world, person, document, 0, "It could not be read: something went wrong here. It has been logged.")
    async with world.database.transaction(Scope(person)) as tx:
        finished = await tx.knowledge.load_document(avee_id, document_id)
    return finished or document


async def list_documents(world: World, person: UUID, avee_id: UUID, page: Page) -> list[Document]:
    async with world.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        return await tx.knowledge.list_documents(avee_id, page)


async def show_document(world: World, person: UUID, avee_id: UUID, document_id: UUID) -> Document:
    async with world.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        document = await tx.knowledge.load_document(avee_id, document_id)
    if document is None:
        raise no_such_document()
    return document


async def delete_document(world: World, person: UUID, avee_id: UUID, document_id: UUID) -> None:
    """Deletes a document with its passages."""
    async with world.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        if not await tx.knowledge.delete_document(avee_id, document_id):
            raise no_such_document()


def no_such_document() -> NotFound:
    return NotFound("document_not_found", "There is no such document.")


async def _embed(
    world: World, person: UUID, document: Document, data: bytes, title: str | None, progress: Callable[[int, int], None] | None
) -> None:  # fmt: skip
    read = await asyncio.to_thread(world.reader.read, document.source, data)
    passages = await asyncio.to_thread(world.reader.split, read.text)
    language = read_language(read.text)
    async with world.database.transaction(Scope(person)) as tx:
        # It was stored under its file's name where it was given no other.
        given = title or (document.title if document.title != document.source else None)
        await tx.knowledge.save_text(document.avee_id, document.id, given or read.title, read.text)
    for first in range(0, len(passages), BATCH_PASSAGES):
        chunks = await _embed_batch(world, passages[first : first + BATCH_PASSAGES], language)
        async with world.database.transaction(Scope(person)) as tx:
            await tx.knowledge.save_chunks(document, first, chunks)
        if progress:
            progress(first + len(chunks), len(passages))
    await _finish(world, person, document, len(passages), None if passages else "It holds no text that could be quoted.")


async def _embed_batch(world: World, passages: Sequence[Passage], language: str) -> list[NewChunk]:
    vectors = await world.embedder.embed([f"{passage.heading}\n{passage.content}".strip() for passage in passages])
    return [NewChunk(passage.heading, passage.content, vector, language) for passage, vector in zip(passages, vectors, strict=True)]


async def _finish(world: World, person: UUID, document: Document, chunk_count: int, failure: str | None) -> Document:
    async with world.database.transaction(Scope(person)) as tx:
        await tx.knowledge.finish_document(document.avee_id, document.id, chunk_count, failure)
        finished = await tx.knowledge.load_document(document.avee_id, document.id)
    return finished or document
