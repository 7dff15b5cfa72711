"""Making a document of what was read at a source: once, and again only where it says something else."""

import hashlib
import json
from uuid import UUID

from orchestrator.domain.answering.documents.versions import IfExists
from orchestrator.domain.errors import NotFound
from orchestrator.domain.names import clean_name
from orchestrator.domain.sources.visits import MOST_GONE
from orchestrator.engine.answering.add_document import add_document
from orchestrator.engine.answering.documents import Upload
from orchestrator.engine.services import Services
from orchestrator.engine.sources.sources import retire
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.sources import ReadItem
from orchestrator.ports.stores.sources import Found, SeenItem, Source, SourceItem

NOT_FOUND = "It was not found by the last look. Its document is deleted where the next look does not find it either."


async def store_item(
    services: Services, person: UUID, source: Source, item: SourceItem, read: ReadItem, enqueue: bool = True
) -> tuple[SeenItem, Found]:  # fmt: skip
    """Adds a document, or a new version of the item's document: the old one is served until the new one is read.

    A text that has not changed changes nothing, also where the creator deleted its document.
    """
    title = clean_name(read.title, 300) or clean_name(read.name, 300)
    content_hash = hashlib.sha256(f"{title}\0{read.text}".encode()).digest()
    if item.content_hash == content_hash and item.state != "gone":
        return SeenItem("read", title, content_hash=content_hash, document_id=item.document_id), Found()
    # The address in the front matter, which is not shown, tells two pages with the same text apart.
    data = f"---\naddress: {json.dumps(read.key + ' ' + read.name)}\n---\n\n{read.text}\n".encode()
    document_id = await _add(services, person, source, Upload(
        read.name, data, source.layer, title, is_named=True, if_exists=IfExists.keep_both, replaces=item.document_id
    ), enqueue)  # fmt: skip
    is_known = item.document_id is not None
    seen = SeenItem("read", title, content_hash=content_hash, document_id=document_id, has_changed=True)
    return seen, Found(changed=1) if is_known else Found(added=1)


async def miss_item(tx: Transaction, person: UUID, item: SourceItem) -> tuple[SeenItem, Found]:
    """What follows where an item was not found: the first time nothing, the second time in a row its document is deleted."""
    times = item.times_gone + 1
    kept = SeenItem(
        "read", item.title, NOT_FOUND, item.content_hash, item.document_id, item.etag, item.last_modified, times_gone=times
    )  # fmt: skip
    if item.document_id is not None and times < MOST_GONE:
        return kept, Found()
    was_there = item.document_id is not None and await retire(tx, person, item.avee_id, item.document_id)
    return SeenItem("gone", item.title, times_gone=times, has_changed=was_there), Found(retired=int(was_there))


def fail_item(item: SourceItem, failure: str) -> SeenItem:
    """An item that could not be read this time: its document stays."""
    return SeenItem(
        "failed", item.title, failure[:1_000], item.content_hash, item.document_id, item.etag, item.last_modified, item.times_gone
    )  # fmt: skip


async def save_item(services: Services, person: UUID, source: Source, item: SourceItem, seen: SeenItem, found: Found) -> None:
    """Notes what the look saw of the item."""
    async with services.database.transaction(Scope(person)) as tx:
        if await tx.sources.save_item(item, source.look, seen):
            await tx.sources.count_found(source, found)


async def _add(services: Services, person: UUID, source: Source, upload: Upload, enqueue: bool) -> UUID:
    try:
        return (await add_document(services, person, source.avee_id, upload, enqueue))[0].id
    except NotFound as error:
        if error.code != "document_not_found":
            raise
        # Its creator deleted the version before meanwhile.
        without = Upload(upload.source, upload.data, upload.layer, upload.title, is_named=True, if_exists=IfExists.keep_both)
        return (await add_document(services, person, source.avee_id, without, enqueue))[0].id
