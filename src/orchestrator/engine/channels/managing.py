"""An agent's channels: add, list, change, remove, and the code by which somebody of the team connects themselves."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.channels.filling import check_fields
from orchestrator.domain.channels.kinds import ChannelKind, ChannelState
from orchestrator.domain.channels.webhook_secret import spell_webhook_secret
from orchestrator.domain.errors import Invalid, NotFound, Unavailable
from orchestrator.domain.versions import changed_meanwhile
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.accounts.signing_in.secrets import hash_secret
from orchestrator.engine.services import Services
from orchestrator.ports.channels import Channel, Connection
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.channels import ChannelRecord, FoundChannel

MAX_CHANNELS = 20
INBOUND_SECRET = "inbound_secret"
CODE_MINUTES = 15
FETCH_TASK = "fetch_channel"
"""The job that looks into a mailbox."""


@dataclass(frozen=True, slots=True)
class AddedChannel:
    channel: ChannelRecord
    secret: str | None
    """Of kind `webhook`, the key that signs in both directions; shown once. None for the services, which are told theirs."""


def channel_of(services: Services, kind: ChannelKind) -> Channel:
    """The adapter of a kind. Raises Invalid `invalid_channel` where this installation has none."""
    adapter = services.channels.get(kind)
    if adapter is None:
        raise Invalid("invalid_channel", f"Channels of kind {kind} are not set up here.", field="kind", known=sorted(services.channels))
    return adapter


def inbound_url(services: Services, channel_id: UUID) -> str:
    """Where a service posts to."""
    return f"{services.links_url.rstrip('/')}/channels/{channel_id}/inbound"


async def list_channels(services: Services, person: UUID, avee_id: UUID) -> list[ChannelRecord]:
    """For everybody of the team who may answer. Raises NotFound `avee_not_found`, Forbidden `role_too_low`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.answerer)
        return await tx.channels.list_channels(avee_id)


async def add_channel(services: Services, person: UUID, avee_id: UUID, kind: ChannelKind, given: Mapping[str, str]) -> AddedChannel:
    """Connects the agent to a service, which is asked whether the token is right before anything is stored.

    Raises NotFound `avee_not_found`, Forbidden `role_too_low`, Invalid `invalid_channel` or `channel_refused`, Unavailable
    `channel_unreachable`.
    """
    adapter = channel_of(services, kind)
    settings, tokens = check_fields(kind, given, is_new=True)
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        if len(await tx.channels.list_channels(avee_id)) >= MAX_CHANNELS:
            raise Invalid("invalid_channel", f"An agent can have at most {MAX_CHANNELS} channels.")
    channel_id = new_id()
    secret = secrets.token_urlsafe(32)
    tokens |= {INBOUND_SECRET: secret}
    # It is there before the service is told of it: some try the address at once.
    async with services.database.transaction(Scope(person)) as tx:
        await tx.channels.insert(avee_id, channel_id, kind, "", settings, tokens)
    try:
        connected = await adapter.connect(Connection(str(channel_id), settings, tokens), inbound_url(services, channel_id))
    except BaseException:
        async with services.database.transaction(Scope(person)) as tx:
            await tx.channels.delete(avee_id, channel_id)
        raise
    async with services.database.transaction(Scope(person)) as tx:
        settings |= dict(connected.settings)
        await tx.channels.change(avee_id, channel_id, None, connected.name, settings, tokens, ChannelState.working)
        await _look_at(services, tx, kind, channel_id)
        (added,) = [each for each in await tx.channels.list_channels(avee_id) if each.id == channel_id]
    return AddedChannel(added, spell_webhook_secret(secret) if kind is ChannelKind.webhook else None)


async def change_channel(
    services: Services, person: UUID, avee_id: UUID, channel_id: UUID, version: int | None, given: Mapping[str, str], is_on: bool | None
) -> ChannelRecord:
    """Gives a channel new tokens or settings, or switches it off or on. One that is switched on is connected anew; what waits is sent.

    `version` None is any. Raises as `add_channel`, NotFound `channel_not_found`, Stale `changed_meanwhile`.
    """
    found = await _require_own(services, person, avee_id, channel_id)
    adapter = channel_of(services, found.kind)
    settings, tokens = check_fields(found.kind, given, is_new=False)
    settings, tokens = dict(found.settings) | settings, dict(found.secrets) | tokens
    is_on = found.state is not ChannelState.off if is_on is None else is_on
    connection = Connection(str(channel_id), settings, tokens)
    name = ""
    if is_on:
        connected = await adapter.connect(connection, inbound_url(services, channel_id))
        name, settings = connected.name, settings | dict(connected.settings)
    else:
        await _disconnect(adapter, connection)
    async with services.database.transaction(Scope(person)) as tx:
        before = {each.id: each for each in await tx.channels.list_channels(avee_id)}.get(channel_id)
        state = ChannelState.working if is_on else ChannelState.off
        name = name or (before.name if before else "")
        if before is None or not await tx.channels.change(avee_id, channel_id, version, name, settings, tokens, state):
            raise changed_meanwhile(before.version if before else 0)
        if is_on:
            await _look_at(services, tx, found.kind, channel_id)
        return {each.id: each for each in await tx.channels.list_channels(avee_id)}[channel_id]


async def remove_channel(services: Services, person: UUID, avee_id: UUID, channel_id: UUID) -> None:
    """Removes a channel with its people and threads; the conversations stay. Raises NotFound `channel_not_found`."""
    found = await _require_own(services, person, avee_id, channel_id)
    adapter = services.channels.get(found.kind)
    if adapter is not None:
        await _disconnect(adapter, Connection(str(channel_id), found.settings, found.secrets))
    async with services.database.transaction(Scope(person)) as tx:
        await tx.channels.delete(avee_id, channel_id)


async def make_code(services: Services, person: UUID, avee_id: UUID, channel_id: UUID) -> str:
    """A code for somebody of the team: whoever writes `/connect CODE` in the channel within a quarter of an hour is told there what the
    account's notifications tell, and may answer. Raises NotFound `channel_not_found` or `avee_not_found`, Forbidden `role_too_low`."""
    code = "-".join(secrets.token_hex(3).upper() for _ in range(4))
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.answerer)
        if channel_id not in {each.id for each in await tx.channels.list_channels(avee_id)}:
            raise no_such_channel()
        await tx.channels.add_code(avee_id, channel_id, hash_secret(code), person, None, CODE_MINUTES)
    return code


def no_such_channel() -> NotFound:
    return NotFound("channel_not_found", "There is no such channel.")


async def _look_at(services: Services, tx: Transaction, kind: ChannelKind, channel_id: UUID) -> None:
    """Has a mailbox looked at now."""
    if kind in services.mailboxes:
        await tx.jobs.enqueue(FETCH_TASK, channel_id=str(channel_id))


async def _require_own(services: Services, person: UUID, avee_id: UUID, channel_id: UUID) -> FoundChannel:
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        found = await tx.channels.find(channel_id)
    if found is None or found.avee_id != avee_id:
        raise no_such_channel()
    return found


async def _disconnect(adapter: Channel, connection: Connection) -> None:
    """A service that is out keeps posting, and is refused."""
    try:
        await adapter.disconnect(connection)
    except Unavailable:
        return
