"""Documents: stored as they came, listed, deleted."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
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
    source: str
    """The file's name; its ending tells the type."""
    data: bytes
    layer: Layer = Layer.public
    title: str | None = None
    """Overrides what the document calls itself."""


async def add_document(services: Services, person: UUID, avee_id: UUID, upload: Upload, enqueue: bool = True) -> tuple[Document, bool]:
    """Stores an upload for reading, and whether it is new; the same content twice is stored once.

    With `enqueue`, a job reads it; without, the caller does by `read_document`. Raises NotFound `avee_not_found`,
    Invalid `empty_document`, TooLarge `document_too_large`.
    """
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
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        return await tx.documents.list_documents(avee_id, page)


async def show_document(services: Services, person: UUID, avee_id: UUID, document_id: UUID) -> Document:
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        document = await tx.documents.load_document(avee_id, document_id)
    if document is None:
        raise no_such_document()
    return document


async def delete_document(services: Services, person: UUID, avee_id: UUID, document_id: UUID) -> None:
    """Deletes a document with its passages."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        if not await tx.documents.delete_document(avee_id, document_id):
            raise no_such_document()


def no_such_document() -> NotFound:
    return NotFound("document_not_found", "There is no such document.")
