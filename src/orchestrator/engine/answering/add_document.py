"""Adding a document: what is known already is not stored again, and a new version of a file replaces the old one."""

from collections.abc import Sequence
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.answering.documents.versions import IfExists
from orchestrator.domain.errors import Conflict
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.answering.documents import TEXT_SOURCE, Upload, check_upload, enqueue_reading, new_document, no_such_document
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.stores.answering import Document


async def add_document(services: Services, person: UUID, avee_id: UUID, upload: Upload, enqueue: bool = True) -> tuple[Document, bool]:
    """Stores an upload; returns the document and whether it is new. Content that is already there is not stored again.

    With `enqueue`, a job reads the document later. Without it, the caller must call `read_document`.
    Raises NotFound (`avee_not_found`, `document_not_found`), Invalid (`empty_document`, `not_a_document`), TooLarge
    `document_too_large`, and Conflict `document_exists` where the creator must say what it replaces.
    """
    check_upload(upload)
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
        known = await tx.documents.load_by_content(avee_id, upload.data)
        if known is not None and known.status != "failed":
            document, is_new = await _add_again(tx, known, upload)
        else:
            replaces = await _find_replaced(tx, avee_id, upload)
            document, is_new = await tx.documents.insert_document(new_document(avee_id, upload, replaces))
        if is_new and enqueue:
            await enqueue_reading(tx, person, document, upload.title)
    return document, is_new


async def choose_version(
    services: Services, person: UUID, avee_id: UUID, document_id: UUID, if_exists: IfExists, replaces: UUID | None = None
) -> Document:
    """The creator's answer about a held document: it is read again and then replaces the other, or stands beside it.

    Raises NotFound (`avee_not_found`, `document_not_found`) and Conflict `document_not_held`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
        document = await tx.documents.load_document(avee_id, document_id)
        if document is None or (replaces is not None and await tx.documents.load_document(avee_id, replaces) is None):
            raise no_such_document()
        chosen = await _choose(tx, document, if_exists, replaces)
        if chosen is None:
            raise Conflict("document_not_held", "This document does not wait for a choice.")
        await enqueue_reading(tx, person, chosen, None)
    return chosen


async def _choose(tx: Transaction, document: Document, if_exists: IfExists, replaces: UUID | None) -> Document | None:
    replaced = (replaces or document.same_title_as) if if_exists is IfExists.replace_it else None
    return await tx.documents.choose(document.avee_id, document.id, if_exists, replaced)


async def _add_again(tx: Transaction, known: Document, upload: Upload) -> tuple[Document, bool]:
    """Adding what is there already keeps it: versions that were to replace it are dropped, a choice is taken."""
    if known.status == "held" and upload.if_exists is not None:
        chosen = await _choose(tx, known, upload.if_exists, upload.replaces)
        if chosen is not None:
            return chosen, True
    await tx.documents.drop_newer_versions(known)
    return await tx.documents.insert_document(new_document(known.avee_id, upload, None))


async def _find_replaced(tx: Transaction, avee_id: UUID, upload: Upload) -> UUID | None:
    if upload.replaces is not None:
        if await tx.documents.load_document(avee_id, upload.replaces) is None:
            raise no_such_document()
        return upload.replaces
    if upload.if_exists is IfExists.keep_both:
        return None
    versions = await tx.documents.find_versions(avee_id, upload.source, upload.title if upload.source == TEXT_SOURCE else None, upload.data)
    # A file that happens to be called like content without a file is not a version of it.
    is_clear = upload.if_exists is IfExists.replace_it or upload.title is not None or upload.source != TEXT_SOURCE
    if not versions and upload.title is not None:
        versions = await tx.documents.find_titled(avee_id, upload.title)
        is_clear = upload.if_exists is IfExists.replace_it
    if len(versions) > 1 or (versions and not is_clear):
        raise _exists(upload, versions)
    return versions[0].id if versions else None


def _exists(upload: Upload, versions: Sequence[Document]) -> Conflict:
    first = versions[0]
    if len(versions) > 1:
        detail = f"There are {len(versions)} documents with the name or title of '{upload.title or upload.source}'. Say which one it replaces, or keep all."
    else:
        detail = f"There is a document with the title '{first.title}' already, from '{first.source}'. Replace it, or keep both?"
    listed = [{"id": str(each.id), "title": each.title, "source": each.source} for each in versions]
    return Conflict("document_exists", detail, documents=listed, choices=[choice.value for choice in IfExists])
