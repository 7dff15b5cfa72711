"""A job: looks into the mailbox of a channel, and keeps what is new before the mailbox is told so."""

from uuid import UUID

from orchestrator.domain.channels.kinds import ChannelState
from orchestrator.domain.errors import Kind, OrchestratorError
from orchestrator.engine.channels import managing
from orchestrator.engine.channels.receiving import keep
from orchestrator.engine.services import Services
from orchestrator.ports.channels import Connection, PulledChannel
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.channels import FoundChannel

TASK = managing.FETCH_TASK
BATCHES = 5
"""Batches that one run reads; the next run goes on."""


async def fetch_channel(services: Services, channel_id: UUID) -> int:
    """Returns how many events were found, each of which is kept once, however often it is found.

    A process that dies before the mailbox is told finds the same again. What keeps the mailbox from being read is a state that the owner
    sees, and the next look waits longer.
    """
    async with services.database.transaction(Scope()) as tx:
        found = await tx.channels.find(channel_id)
    if found is None or found.state in (ChannelState.off, ChannelState.needs_token):
        return 0
    adapter = services.mailboxes.get(found.kind)
    if adapter is None:
        return 0
    try:
        number = await _fetch(services, adapter, found)
    except OrchestratorError as error:
        await _note(services, found, error)
        return 0
    async with services.database.transaction(Scope(found.owner_id)) as tx:
        await tx.channels.note_fetched(found.avee_id, channel_id, None)
    return number


async def _fetch(services: Services, adapter: PulledChannel, found: FoundChannel) -> int:
    connection, number = Connection(str(found.id), found.settings, found.secrets), 0
    for _ in range(BATCHES):
        fetched = await adapter.fetch(connection)
        await keep(services, found, fetched.events)
        await adapter.acknowledge(connection, fetched)
        number += len(fetched.events)
        if fetched.is_all:
            break
    return number


async def _note(services: Services, found: FoundChannel, error: OrchestratorError) -> None:
    """Raises the error where it is none of the mailbox's, such as of the database."""
    if error.kind is not Kind.unavailable and error.code not in ("needs_token", "channel_refused"):
        raise error
    async with services.database.transaction(Scope(found.owner_id)) as tx:
        if error.code == "needs_token":
            await tx.channels.mark(found.avee_id, found.id, ChannelState.needs_token, error.detail)
        else:
            await tx.channels.note_fetched(found.avee_id, found.id, error.detail)
