"""Documents: store the uploaded file, list, show, delete. Reading the file is in `read_document`."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.answering.documents.file_names import why_not_to_upload
from orchestrator.domain.errors import Invalid, NotFound, TooLarge
from orchestrator.engine.accounts.ownership import require_owned
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.answering import Document
from orchestrator.ports.stores.paging import Page

TASK = "embed_document"

MAX_UPLOAD_BYTES = 25 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a creator uploads."""

    source: str
    """The file's name; its extension says which type of file it is."""
    data: bytes
    layer: Layer = Layer.public
    title: str | None = None
    """Replaces the title that is found in the document; None keeps that title."""
    is_named: bool = False
    """Whether the person insists on this very file, also where its name says that it is no document."""


async def add_document(services: Services, person: UUID, avee_id: UUID, upload: Upload, enqueue: bool = True) -> tuple[Document, bool]:
    """Stores an upload; returns the document and whether it is new. Content that is already there is not stored again.

    With `enqueue`, a job reads the document later. Without it, the caller must call `read_document`.
    Raises NotFound `avee_not_found`, Invalid (`empty_document`, `not_a_document`), TooLarge `document_too_large`.
    """
    reason = None if upload.is_named else why_not_to_upload(upload.source)
    if reason:
        raise Invalid("not_a_document", f"{upload.source} is {reason.value}, which nobody asks about. Add documents only.", field="file")
    if not upload.data.strip():
        raise Invalid("empty_document", f"{upload.source} is empty.", field="file")
    if len(upload.data) > MAX_UPLOAD_BYTES:
        raise TooLarge("document_too_large", f"{upload.source} is larger than {MAX_UPLOAD_BYTES // 2**20} MB.", field="file")
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        title = upload.title or upload.source
        document, is_new = await tx.documents.insert_document(new_id(), avee_id, upload.layer, title, upload.source, upload.data)
        if is_new and enqueue:
            await tx.jobs.enqueue(TASK, person=str(person), avee_id=str(avee_id), document_id=str(document.id), title=upload.title or "")
    return document, is_new


async def list_documents(services: Services, person: UUID, avee_id: UUID, page: Page) -> list[Document]:
    """The documents of the person's own agent, newest first. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        return await tx.documents.list_documents(avee_id, page)


async def show_document(services: Services, person: UUID, avee_id: UUID, document_id: UUID) -> Document:
    """A document of the person's own agent. Raises NotFound (`avee_not_found`, `document_not_found`)."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        document = await tx.documents.load_document(avee_id, document_id)
    if document is None:
        raise no_such_document()
    return document


async def delete_document(services: Services, person: UUID, avee_id: UUID, document_id: UUID) -> None:
    """Deletes a document with its passages. Raises NotFound (`avee_not_found`, `document_not_found`)."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        if not await tx.documents.delete_document(avee_id, document_id):
            raise no_such_document()


def no_such_document() -> NotFound:
    """The error for a document that does not exist or that the person may not read."""
    return NotFound("document_not_found", "There is no such document.")
