"""Bringing an agent up to date with a feed or an export: its documents, and the answers that it proposes."""

import asyncio
import hashlib
from collections.abc import Sequence
from uuid import UUID

from orchestrator.domain.errors import Invalid
from orchestrator.domain.sources.kinds import DocumentSourceKind
from orchestrator.domain.sources.proposals import Proposal, propose
from orchestrator.engine.services import Services
from orchestrator.engine.sources.storing import miss_item, save_item, store_item
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.sources import ReadExport, ReadItem, ReadQuestion
from orchestrator.ports.stores.sources import Found, NewProposal, Source

BATCH_QUESTIONS = 50
NAMED_BY_ACCOUNT = (DocumentSourceKind.mbox, DocumentSourceKind.telegram)
"""In these, the creator's account says who they are where nothing else does."""


async def read_export(services: Services, person: UUID, source: Source, data: bytes) -> ReadExport:
    """What the feed or export holds. Raises the errors of the port, and Invalid `answered_by_needed` or `empty_export`."""
    export = await services.source_reader.read_export(source.kind, source.address, data, await _names(services, person, source))
    if export.items or export.questions:
        return export
    if export.answerers:
        listed = ", ".join(export.answerers[:8])
        raise Invalid(
            "answered_by_needed", f"None of your answers was found in '{source.address}'. Say by which of these names you answer: {listed}."
        )
    if source.kind is not DocumentSourceKind.feed:
        raise Invalid("empty_export", f"'{source.address}' holds no texts, and no questions with their answers.")
    return export


async def follow_export(services: Services, person: UUID, source: Source, export: ReadExport, enqueue: bool = True) -> None:
    """Adds what is new, replaces what changed, and proposes questions with their answers. Safe to repeat after a crash."""
    async with services.database.transaction(Scope(person)) as tx:
        await tx.sources.add_items(source, [item.key for item in export.items], depth=0)
    for read in export.items:
        await _follow_item(services, person, source, read, enqueue)
    if export.is_whole:
        await _miss_others(services, person, source)
    else:
        async with services.database.transaction(Scope(person)) as tx:
            await tx.sources.pass_over(source)
    for first in range(0, len(export.questions), BATCH_QUESTIONS):
        await _propose(services, person, source, export.questions[first : first + BATCH_QUESTIONS])


async def _follow_item(services: Services, person: UUID, source: Source, read: ReadItem, enqueue: bool) -> None:
    async with services.database.transaction(Scope(person)) as tx:
        item = await tx.sources.load_item(source.avee_id, source.id, read.key)
    if item is not None and item.look < source.look:
        seen, found = await store_item(services, person, source, item, read, enqueue)
        await save_item(services, person, source, item, seen, found)


async def _miss_others(services: Services, person: UUID, source: Source) -> None:
    """What is in an earlier version of the export and not in this one."""
    while True:
        async with services.database.transaction(Scope(person)) as tx:
            item = await tx.sources.next_item(source)
            if item is None:
                return
            seen, found = await miss_item(tx, person, item)
            await tx.sources.save_item(item, source.look, seen)
            await tx.sources.count_found(source, found)


async def _propose(services: Services, person: UUID, source: Source, questions: Sequence[ReadQuestion]) -> None:
    found = await asyncio.to_thread(_read_all, questions)
    proposals = [
        NewProposal(
            new_id(), key, each.question, each.answer, each.left_out, hashlib.sha256(f"{each.question}\0{each.answer}".encode()).digest()
        )
        for key, each in found
    ]
    async with services.database.transaction(Scope(person)) as tx:
        await tx.sources.count_found(source, Found(proposed=await tx.sources.propose(source, proposals)))


def _read_all(questions: Sequence[ReadQuestion]) -> list[tuple[str, Proposal]]:
    """Off the event loop: texts of strangers are searched for personal data."""
    read = ((each.key, propose(each.question, each.answer, each.asker)) for each in questions)
    return [(key, proposal) for key, proposal in read if proposal is not None]


async def _names(services: Services, person: UUID, source: Source) -> tuple[str, ...]:
    if source.answered_by or source.kind not in NAMED_BY_ACCOUNT:
        return tuple(source.answered_by)
    async with services.database.transaction(Scope(person)) as tx:
        me = await tx.accounts.load_me()
    return (me.email, me.display_name, me.handle) if me is not None else ()
