"""An agent's sources: add, list, change, look at now, remove. Looking at one is in `look`."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Conflict, Invalid, NotFound, TooLarge
from orchestrator.domain.names import clean_name
from orchestrator.domain.sources.addresses import check_address
from orchestrator.domain.sources.kinds import DocumentSourceKind, guess_address_kind, guess_file_kind
from orchestrator.domain.versions import changed_meanwhile
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.answering.documents import MAX_UPLOAD_BYTES, enqueue_reading
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.accounts import Avee
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.sources import NewSource, Source, SourceItem, SourceSettings

TASK = "look_at_source"
MAX_SOURCES = 50
"""Of one agent."""
EVERY_HOURS = 24
MAX_PAGES, MAX_DEPTH = 300, 2
MOST_ITEMS_OF_FILE = 5_000
MAX_NAMES, MAX_NAME_CHARACTERS = 20, 200


@dataclass(frozen=True, slots=True)
class SourceWish:
    """A source as somebody wants it: an address, or a file."""

    address: str | None = None
    file_name: str | None = None
    data: bytes | None = None
    kind: DocumentSourceKind | None = None
    """None: told from the address or the file."""
    layer: Layer = Layer.public
    every_hours: int | None = EVERY_HOURS
    """Of a website or feed, 1 to 168; None looks only when somebody says so."""
    max_pages: int = MAX_PAGES
    max_depth: int = MAX_DEPTH
    answered_by: Sequence[str] = ()
    """Names, user names or addresses by which the creator writes in an export."""


@dataclass(frozen=True, slots=True)
class SourceChange:
    """The fields to change; None leaves a field as it is."""

    layer: Layer | None = None
    every_hours: int | None = None
    is_never: bool = False
    """No longer looked at by itself; `every_hours` is ignored then."""
    max_pages: int | None = None
    max_depth: int | None = None
    answered_by: Sequence[str] | None = None
    expected_version: int | None = None
    """The version that the change was made from; None for any."""


async def add_source(services: Services, person: UUID, avee_id: UUID, wish: SourceWish, enqueue: bool = True) -> tuple[Source, bool]:
    """Adds a source, which a job looks at; returns it and whether it is new. The same address, or a file of the same kind and
    name, is the source that is there already: it is looked at again, and keeps its settings but for the names, where some are given.

    Raises NotFound `avee_not_found`, Forbidden `role_too_low`, Invalid `address_or_file`, `invalid_address`, `wrong_source_kind`,
    `unknown_source_kind`, `empty_document`, `too_many_sources`, TooLarge `document_too_large`.
    """
    new = _read_wish(avee_id, wish)
    async with services.database.transaction(Scope(person)) as tx:
        avee = await require_role(tx, avee_id, TeamRole.editor)
        known = await tx.sources.find_source(avee_id, new.kind, new.address)
        if known is None and len(await tx.sources.list_sources(avee_id)) >= MAX_SOURCES:
            raise Invalid("too_many_sources", f"An agent can have at most {MAX_SOURCES} sources.")
        if known is not None and new.upload is not None:
            await tx.sources.put_upload(avee_id, known.id, new.upload)
        if known is not None and new.answered_by:
            renamed = SourceSettings(known.layer, known.every_hours, known.max_pages, known.max_depth, new.answered_by)
            await tx.sources.change_source(avee_id, known.id, renamed, None)
        source = known or await tx.sources.insert_source(new)
        if known is not None:
            await tx.sources.ask_for_look(avee_id, source.id)
        if enqueue:
            await _enqueue(tx, avee, source.id)
        return await _require_source(tx, avee_id, source.id), known is None


async def list_sources(services: Services, person: UUID, avee_id: UUID) -> list[Source]:
    """Newest first. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        return await tx.sources.list_sources(avee_id)


async def show_source(services: Services, person: UUID, avee_id: UUID, source_id: UUID) -> Source:
    """Raises NotFound `avee_not_found` or `source_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        return await _require_source(tx, avee_id, source_id)


async def list_items(services: Services, person: UUID, avee_id: UUID, source_id: UUID, page: Page) -> list[SourceItem]:
    """What was seen of a source, the newest found first. Raises NotFound `avee_not_found` or `source_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        await _require_source(tx, avee_id, source_id)
        return await tx.sources.list_items(avee_id, source_id, page)


async def change_source(services: Services, person: UUID, avee_id: UUID, source_id: UUID, change: SourceChange) -> Source:
    """Raises NotFound `avee_not_found` or `source_not_found`, Forbidden `role_too_low`, Stale `changed_meanwhile`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
        source = await _require_source(tx, avee_id, source_id)
        every_hours = None if change.is_never or not source.kind.is_online else change.every_hours or source.every_hours
        settings = SourceSettings(
            change.layer or source.layer,
            every_hours,
            change.max_pages or source.max_pages,
            source.max_depth if change.max_depth is None else change.max_depth,
            source.answered_by if change.answered_by is None else _check_names(change.answered_by),
        )
        if not await tx.sources.change_source(avee_id, source_id, settings, change.expected_version):
            raise changed_meanwhile(source.version)
        return await _require_source(tx, avee_id, source_id)


async def look_now(services: Services, person: UUID, avee_id: UUID, source_id: UUID) -> Source:
    """Adds the job that looks at a source. Raises NotFound `avee_not_found` or `source_not_found`, Forbidden `role_too_low`,
    Conflict `file_needed` for a file that was read already."""
    async with services.database.transaction(Scope(person)) as tx:
        avee = await require_role(tx, avee_id, TeamRole.editor)
        source = await _require_source(tx, avee_id, source_id)
        if not source.kind.is_online and await tx.sources.load_upload(avee_id, source_id) is None:
            raise Conflict("file_needed", f"'{source.address}' was read already. Add the file again to have it looked at.")
        await tx.sources.ask_for_look(avee_id, source_id)
        await _enqueue(tx, avee, source_id)
        return await _require_source(tx, avee_id, source_id)


async def remove_source(
    services: Services, person: UUID, avee_id: UUID, source_id: UUID, keep_documents: bool, expected_version: int | None
) -> None:  # fmt: skip
    """Removes a source with what it proposed, and with its documents unless they are to be kept; accepted answers stay.

    Raises NotFound `avee_not_found` or `source_not_found`, Forbidden `role_too_low`, Stale `changed_meanwhile`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
        source = await _require_source(tx, avee_id, source_id)
        made = [] if keep_documents else await tx.sources.list_documents(avee_id, source_id)
        if not await tx.sources.delete_source(avee_id, source_id, expected_version):
            raise changed_meanwhile(source.version)
        for document_id in made:
            await retire(tx, person, avee_id, document_id)


async def retire(tx: Transaction, person: UUID, avee_id: UUID, document_id: UUID) -> bool:
    """Deletes a document of a source, with the versions that it was to replace; returns whether there was one."""
    document = await tx.documents.load_document(avee_id, document_id)
    if document is None:
        return False
    for released in await tx.documents.release_held(avee_id, document_id):
        held = await tx.documents.load_document(avee_id, released)
        if held is not None:
            await enqueue_reading(tx, person, held, None)
    await tx.documents.delete_document(avee_id, document_id)
    if document.replaces is not None:
        await retire(tx, person, avee_id, document.replaces)
    return True


async def _enqueue(tx: Transaction, avee: Avee, source_id: UUID) -> None:
    await tx.jobs.enqueue(TASK, person=str(avee.owner_id), avee_id=str(avee.id), source_id=str(source_id))


async def _require_source(tx: Transaction, avee_id: UUID, source_id: UUID) -> Source:
    source = await tx.sources.load_source(avee_id, source_id)
    if source is None:
        raise NotFound("source_not_found", "There is no such source.")
    return source


def _read_wish(avee_id: UUID, wish: SourceWish) -> NewSource:
    if (wish.address is None) == (wish.data is None):
        raise Invalid("address_or_file", "Send an address or a file: one of the two.", field="address")
    names = _check_names(wish.answered_by)
    if wish.address is not None:
        address = check_address(wish.address)
        kind = wish.kind or guess_address_kind(address)
        _check_kind(kind, is_online=True)
        return NewSource(new_id(), avee_id, kind, address, wish.layer, wish.every_hours, wish.max_pages, wish.max_depth, names, None)
    data, name = wish.data or b"", clean_name(wish.file_name or "", 300) or "export"
    if not data.strip():
        raise Invalid("empty_document", f"{name} is empty.", field="file")
    if len(data) > MAX_UPLOAD_BYTES:
        raise TooLarge("document_too_large", f"{name} is larger than {MAX_UPLOAD_BYTES // 2**20} MB.", field="file")
    kind = wish.kind or guess_file_kind(name, data)
    _check_kind(kind, is_online=False)
    return NewSource(new_id(), avee_id, kind, name, wish.layer, None, MOST_ITEMS_OF_FILE, 0, names, data)


def _check_kind(kind: DocumentSourceKind, is_online: bool) -> None:
    if kind.is_online != is_online:
        what = "is at an address" if kind.is_online else "is a file"
        raise Invalid("wrong_source_kind", f"A source of the kind {kind.value} {what}.", field="kind")


def _check_names(names: Sequence[str]) -> tuple[str, ...]:
    cleaned = tuple(dict.fromkeys(found for name in names if (found := clean_name(name, MAX_NAME_CHARACTERS))))
    if len(cleaned) > MAX_NAMES:
        raise Invalid("too_many_names", f"Name at most {MAX_NAMES} ways in which you are called.", field="answered_by")
    return cleaned
