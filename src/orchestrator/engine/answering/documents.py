"""Documents: store the uploaded file, list, show, delete. Reading the file is in `read_document`, and what an upload
replaces in `versions`."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.answering.documents.file_names import why_not_to_upload
from orchestrator.domain.answering.documents.versions import IfExists
from orchestrator.domain.errors import Invalid, NotFound, TooLarge
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.answering import Document, NewDocument
from orchestrator.ports.stores.paging import Page

TASK = "embed_document"

MAX_UPLOAD_BYTES = 25 * 1024 * 1024
TEXT_SOURCE = "text.md"
"""The file name of content without a file."""
MOST_WAITING = 1_000
"""Above so many pending documents of one person, their order among those of other people is no longer told apart."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a creator uploads."""

    source: str
    """The file's name; its extension says which type of file it is. It may have folders: 'guide/index.md'."""
    data: bytes
    layer: Layer = Layer.public
    title: str | None = None
    """Replaces the title that is found in the document; None keeps that title."""
    is_named: bool = False
    """Whether the person insists on this very file, also where its name says that it is no document."""
    if_exists: IfExists | None = None
    """What happens where another document has its name or title. None: an earlier version of the same file is
    replaced, and in any other case the creator is asked."""
    replaces: UUID | None = None
    """The document that it replaces when it is ready, whatever their names are."""


async def enqueue_reading(tx: Transaction, person: UUID, document: Document, title: str | None) -> None:
    """Adds the job that reads the document. A person's documents are read one after the other, and each waits behind
    the documents of other people that have fewer of the same person's before them."""
    waiting = await tx.documents.count_pending(MOST_WAITING)
    await tx.jobs.enqueue_in_turn(
        TASK, person, waiting, person=str(person), avee_id=str(document.avee_id), document_id=str(document.id), title=title or ""
    )


def check_upload(upload: Upload) -> None:
    """Raises Invalid (`empty_document`, `not_a_document`), TooLarge `document_too_large`."""
    reason = None if upload.is_named else why_not_to_upload(upload.source)
    if reason:
        raise Invalid("not_a_document", f"{upload.source} is {reason.value}, which nobody asks about. Add documents only.", field="file")
    if not upload.data.strip():
        raise Invalid("empty_document", f"{upload.source} is empty.", field="file")
    if len(upload.data) > MAX_UPLOAD_BYTES:
        raise TooLarge("document_too_large", f"{upload.source} is larger than {MAX_UPLOAD_BYTES // 2**20} MB.", field="file")


def new_document(avee_id: UUID, upload: Upload, replaces: UUID | None) -> NewDocument:
    """The upload as it is stored."""
    title = upload.title or upload.source
    return NewDocument(new_id(), avee_id, upload.layer, title, upload.source, upload.data, upload.if_exists, replaces)


async def list_documents(services: Services, person: UUID, avee_id: UUID, page: Page) -> list[Document]:
    """The documents of the person's own agent, newest first. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        return await tx.documents.list_documents(avee_id, page)


async def show_document(services: Services, person: UUID, avee_id: UUID, document_id: UUID) -> Document:
    """A document of the person's own agent. Raises NotFound (`avee_not_found`, `document_not_found`)."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        document = await tx.documents.load_document(avee_id, document_id)
    if document is None:
        raise no_such_document()
    return document


async def delete_document(services: Services, person: UUID, avee_id: UUID, document_id: UUID) -> None:
    """Deletes a document with its passages; documents that were held because of its title are read.

    Raises NotFound (`avee_not_found`, `document_not_found`).
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
        released = await tx.documents.release_held(avee_id, document_id)
        if not await tx.documents.delete_document(avee_id, document_id):
            raise no_such_document()
        for each in released:
            document = await tx.documents.load_document(avee_id, each)
            if document is not None:
                await enqueue_reading(tx, person, document, None)


def no_such_document() -> NotFound:
    """The error for a document that does not exist or that the person may not read."""
    return NotFound("document_not_found", "There is no such document.")
