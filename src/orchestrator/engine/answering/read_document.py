"""Reading a stored upload: extract its text, cut it into passages, embed them. Run by a job or directly."""

import asyncio
import logging
from array import array
from collections.abc import Callable, Sequence
from uuid import UUID

from orchestrator.domain.answering.documents.versions import IfExists, is_same_title
from orchestrator.domain.errors import Kind, OrchestratorError, Unavailable
from orchestrator.domain.message.language import read_language
from orchestrator.domain.names import clean_name
from orchestrator.engine.answering.documents import no_such_document
from orchestrator.engine.answering.sentences import embed_sentences
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.reading import Passage, ReadDocument
from orchestrator.ports.stores.answering import BegunReading, Document, NewPassage, ReadPassages

BATCH_PASSAGES = 64
MOST_TRIES = 3
"""Tries to read a document that end with the process that reads it, or with the program."""
MOST_INTERRUPTIONS = 20
"""So often a try does not count because the program was told to stop."""

GIVEN_UP = f"Reading it was begun {MOST_TRIES} times and interrupted each time. It may be too large or damaged: split it, or print it to a new PDF."
NO_TEXT = "The document contains no text that can be quoted."
OWN_FAULT = "The document could not be read because of an error in this program. The error has been logged."
OLD_STAYS = " The earlier version stays in use."

Progress = Callable[[int, int], None]
"""Called with (passages done, passages in all)."""

log = logging.getLogger(__name__)


async def read_document(
    services: Services, person: UUID, avee_id: UUID, document_id: UUID, title: str | None = None, progress: Progress | None = None
) -> Document:
    """Reads, cuts and embeds a stored upload; the document becomes `ready`, `failed` with the reason, or `held` because
    another document has its title. Until it is ready nothing of it is quoted, and the version before it is.

    Safe to repeat after a crash at any point. Raises NotFound `document_not_found`, Unavailable where the reader was
    interrupted or the embedder does not answer, and Overloaded where it has too much to do; the upload is kept then, so
    that the call can be repeated.
    """
    begun = await _begin(services, person, avee_id, document_id)
    if begun.upload is None:
        return begun.document
    if begun.tries > MOST_TRIES:
        return await _fail(services, person, begun.document, GIVEN_UP, "reading_given_up")
    try:
        read = await _read(services, begun, begun.upload)
        await _settle(services, person, begun.document, read, title, progress)
    except asyncio.CancelledError:
        # The program stops: what takes the document up again finds as many tries left as there were.
        await asyncio.shield(_uncount(services, person, begun.document, MOST_INTERRUPTIONS))
        raise
    except OrchestratorError as error:
        if error.kind is not Kind.unavailable:
            return await _fail(services, person, begun.document, error.detail, error.code)
        if not _is_of_reading(error):
            await _uncount(services, person, begun.document)
        elif begun.tries >= MOST_TRIES:
            return await _fail(services, person, begun.document, GIVEN_UP, "reading_given_up")
        raise
    except Exception:
        # A parser may fail in any way on a broken file. The document must become `failed` and not stay pending forever.
        log.exception("document %s cannot be read", document_id)
        return await _fail(services, person, begun.document, OWN_FAULT, "unexpected")
    return await _load(services, person, begun.document)


async def _begin(services: Services, person: UUID, avee_id: UUID, document_id: UUID) -> BegunReading:
    async with services.database.transaction(Scope(person)) as tx:
        begun = await tx.documents.begin_reading(avee_id, document_id)
    if begun is None:
        raise no_such_document()
    return begun


async def _read(services: Services, begun: BegunReading, upload: bytes) -> ReadDocument:
    return await services.reader.read(begun.document.source, upload)


def _is_of_reading(error: OrchestratorError) -> bool:
    return isinstance(error, Unavailable) and error.code == "reading_interrupted"


async def _settle(
    services: Services, person: UUID, document: Document, read: ReadDocument, title: str | None, progress: Progress | None
) -> None:
    # A title that equals the file's name is the placeholder of an upload without a title.
    chosen = title or (document.title if document.title != document.source else None)
    shown = chosen or clean_name(read.title, 300) or document.source
    if await _is_held(services, person, document, shown):
        return
    passages = await _embed(services, read, progress)
    if not passages:
        await _fail(services, person, document, NO_TEXT, "empty_document")
        return
    async with services.database.transaction(Scope(person)) as tx:
        await tx.documents.save_read(document, ReadPassages(shown, read.text, passages, read.warning))


async def _is_held(services: Services, person: UUID, document: Document, title: str) -> bool:
    """Holds a document that has the title of another file's, unless its creator has chosen."""
    was_read_before = document.passage_count > 0  # by an earlier reader: it stood beside the other one already
    if was_read_before or document.replaces is not None or document.if_exists == IfExists.keep_both:
        return False
    async with services.database.transaction(Scope(person)) as tx:
        titled = await tx.documents.find_titled(document.avee_id, title, document.id)
        same = [each for each in titled if is_same_title(title, document.source, each.title, each.source)]
        if len(same) == 1 and document.if_exists == IfExists.replace_it:
            await tx.documents.set_replaced(document, same[0].id)
        elif same:
            await tx.documents.hold(document, title, same[0].id)
            return True
    return False


async def _embed(services: Services, read: ReadDocument, progress: Progress | None) -> list[NewPassage]:
    """All passages with their vectors: they are saved together, so that nothing of a half-read document is quoted."""
    language, done = read_language(read.text, services.word_forms), list[NewPassage]()
    for first in range(0, len(read.passages), BATCH_PASSAGES):
        done += await _embed_batch(services, read.passages[first : first + BATCH_PASSAGES], language)
        if progress:
            progress(len(done), len(read.passages))
    return done


async def _embed_batch(services: Services, passages: Sequence[Passage], language: str) -> list[NewPassage]:
    vectors = await services.embedder.embed([f"{passage.heading}\n{passage.content}".strip() for passage in passages])
    sentences = await embed_sentences(services, [(passage.heading, passage.content) for passage in passages])
    # As an array, a vector takes a tenth of the memory of a list.
    return [
        NewPassage(passage.heading, passage.content, array("f", vector), language, its)
        for passage, vector, its in zip(passages, vectors, sentences, strict=True)
    ]


async def _uncount(services: Services, person: UUID, document: Document, most_interruptions: int | None = None) -> None:
    async with services.database.transaction(Scope(person)) as tx:
        await tx.documents.uncount_try(document.avee_id, document.id, most_interruptions)


async def _fail(services: Services, person: UUID, document: Document, failure: str, code: str) -> Document:
    async with services.database.transaction(Scope(person)) as tx:
        await tx.documents.fail_document(document.avee_id, document.id, failure + (OLD_STAYS if document.replaces else ""), code)
    return await _load(services, person, document)


async def _load(services: Services, person: UUID, document: Document) -> Document:
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.documents.load_document(document.avee_id, document.id) or document
