"""Making the copy of all that is a person's."""

import asyncio
from typing import IO

from orchestrator.domain.errors import Limited, Unavailable
from orchestrator.engine.accounts.signing_in.passwords import require_session
from orchestrator.engine.rights.archive import Archive
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import Person

MOST_AN_HOUR = 3
RETRY_AFTER_S = 3_600
DEADLINE_S = 300.0
"""Longest time of one copy, the wait for others included."""
STATEMENT_S = 60.0


async def make_copy(services: Services, person: Person) -> tuple[IO[bytes], int]:
    """The zip, whose file the caller closes, and its size in bytes.

    It is whole before the first byte is sent, so a slow reader holds no connection to the database. Raises Forbidden
    `session_required`, Limited `too_many_exports`, Unavailable `export_too_slow`.
    """
    require_session(person)
    async with services.database.transaction(Scope(person.user_id)) as tx:
        if not await tx.rights.note_export(MOST_AN_HOUR):
            raise Limited(
                "too_many_exports", f"You took {MOST_AN_HOUR} copies within the hour; try again later.", retry_after_s=RETRY_AFTER_S
            )
    try:
        async with asyncio.timeout(DEADLINE_S), services.copies:
            return await _write(services, person)
    except TimeoutError:
        raise Unavailable("export_too_slow", "Your copy took too long to make; try again later.") from None


async def _write(services: Services, person: Person) -> tuple[IO[bytes], int]:
    with await asyncio.to_thread(Archive) as archive:
        async with services.database.transaction(Scope(person.user_id), STATEMENT_S) as tx:
            async for batch in tx.rights.read_everything():
                await asyncio.to_thread(archive.add, batch)
        return archive.file, await asyncio.to_thread(archive.finish)
