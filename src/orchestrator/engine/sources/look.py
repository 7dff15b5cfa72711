"""Looking at a source: what is new is added, what changed is replaced, and what is gone twice is deleted."""

import logging
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.errors import Kind, NotFound, OrchestratorError
from orchestrator.domain.sources.kinds import DocumentSourceKind
from orchestrator.domain.sources.visits import Visit, plan_next_look
from orchestrator.engine.services import Services
from orchestrator.engine.sources.exports import follow_export, read_export
from orchestrator.engine.sources.fetching import fetch_following, read_meaning
from orchestrator.engine.sources.sources import TASK
from orchestrator.engine.sources.website import look_at_website
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.sources import Source

DUE_TASK = "look_at_due_sources"
BATCH_SOURCES = 100
OWN_FAULT = "The source could not be read because of an error in this program. The error has been logged."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a look ended with."""

    is_done: bool = True
    etag: str | None = None
    last_modified: str | None = None


async def look_at_source(services: Services, person: UUID, avee_id: UUID, source_id: UUID, enqueue: bool = True) -> bool:
    """Looks at a source, with the permissions of the agent's owner; returns whether the look has ended.

    A look that was interrupted, at any point, goes on where it was. Documents are read by jobs, and a long look goes on in
    another job; without `enqueue`, the caller does both. Whatever fails is noted for the creator. Raises NotFound
    `source_not_found`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        source = await tx.sources.begin_look(avee_id, source_id)
    if source is None:
        raise NotFound("source_not_found", "There is no such source.")
    try:
        seen = await _look(services, person, source, enqueue)
    except OrchestratorError as error:
        await _fail(services, person, source, error)
        return True
    except Exception:
        # What strangers wrote may break anything; the look must end all the same.
        log.exception("source %s cannot be read", source_id)
        await _fail(services, person, source, OrchestratorError("unexpected", OWN_FAULT))
        return True
    async with services.database.transaction(Scope(person)) as tx:
        if not seen.is_done:
            if enqueue:
                await tx.jobs.enqueue(TASK, person=str(person), avee_id=str(avee_id), source_id=str(source_id))
            return False
        next_look_at = plan_next_look(services.clock.now(), source.every_hours)
        await tx.sources.end_look(source, None, None, next_look_at, seen.etag, seen.last_modified)
    return True


async def look_at_due_sources(services: Services) -> int:
    """Adds a job for every source whose time has come, or whose look ended without a result; returns how many."""
    async with services.database.transaction(Scope()) as tx:
        due = await tx.sources.find_due(BATCH_SOURCES)
        for arguments in due:
            await tx.jobs.enqueue(TASK, **arguments)
    return len(due)


async def _look(services: Services, person: UUID, source: Source, enqueue: bool) -> _Seen:
    if source.kind is DocumentSourceKind.website:
        return _Seen(await look_at_website(services, person, source, enqueue))
    if source.kind is DocumentSourceKind.feed:
        return await _look_at_feed(services, person, source, enqueue)
    async with services.database.transaction(Scope(person)) as tx:
        data = await tx.sources.load_upload(source.avee_id, source.id)
    if data is not None:
        await follow_export(services, person, source, await read_export(services, person, source, data), enqueue)
    return _Seen()


async def _look_at_feed(services: Services, person: UUID, source: Source, enqueue: bool) -> _Seen:
    fetched = await fetch_following(services, person, source.address, lambda _: True, source.etag or "", source.last_modified or "")
    match read_meaning(fetched):
        case Visit.unchanged:
            async with services.database.transaction(Scope(person)) as tx:
                await tx.sources.pass_over(source)
            return _Seen()
        case Visit.read:
            await follow_export(services, person, source, await read_export(services, person, source, fetched.body), enqueue)
            return _Seen(True, fetched.etag[:500] or None, fetched.last_modified[:500] or None)
        case Visit.moved | Visit.gone | Visit.failed | Visit.stop:
            raise OrchestratorError("website_failed", f"There is no feed at this address: the website answered {fetched.status}.")


async def _fail(services: Services, person: UUID, source: Source, error: OrchestratorError) -> None:
    asked = error.fields.get("retry_after_s")
    waits_s = float(asked) if isinstance(asked, int | float) else 0.0
    next_look_at = plan_next_look(services.clock.now(), source.every_hours, waits_s, has_failed=error.kind is Kind.unavailable)
    async with services.database.transaction(Scope(person)) as tx:
        await tx.sources.end_look(source, error.detail, error.code, next_look_at)
