"""Agents (avees): create, list, show, change, delete."""

from uuid import UUID

from orchestrator.domain.accounts.embedding import check_origins
from orchestrator.domain.accounts.handles import HANDLE, check_changes, check_handle
from orchestrator.domain.accounts.persona import (
    MAX_GREETING_CHARACTERS,
    MAX_HOME_CHARACTERS,
    MAX_SIGN_OFF_CHARACTERS,
    NO_FIELDS,
    PersonaFields,
    check_field,
)
from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Moved, NotFound
from orchestrator.domain.names import check_name
from orchestrator.domain.texts import check_text
from orchestrator.domain.versions import changed_meanwhile
from orchestrator.engine.accounts.agents.ownership import check_role, no_such_avee, require_role
from orchestrator.engine.accounts.room import require_room
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.accounts import Avee, AveeChange, Counted, NewAvee, PublicAvee

MAX_PERSONA_CHARACTERS = 4_000


async def create_avee(
    services: Services, person: UUID, handle: str, display_name: str, persona: str, *, fields: PersonaFields = NO_FIELDS
) -> Avee:
    """Creates an agent that the person owns. Raises Invalid (`invalid_handle`, ...), Conflict `handle_taken` or `too_many_agents`."""
    checked = NewAvee(
        check_handle(handle, services.reserved_handles),
        check_name("display_name", display_name),
        _checked_persona(persona),
        check_field("greeting", fields.greeting, MAX_GREETING_CHARACTERS),
        check_field("sign_off", fields.sign_off, MAX_SIGN_OFF_CHARACTERS),
        check_field("home", fields.home, MAX_HOME_CHARACTERS),
        fields.speaks_as,
    )
    async with services.database.transaction(Scope(person)) as tx:
        await require_room(tx, Counted.agents, services.person_limits.agents)
        return await tx.avees.insert_avee(new_id(), person, checked)


async def list_avees(services: Services, person: UUID) -> list[Avee]:
    """The agents in whose team the person is."""
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.avees.list_avees()


async def show_owned(services: Services, person: UUID, avee_id: UUID) -> Avee:
    """An agent in whose team the person is. Raises NotFound `avee_not_found`, also for an agent of others."""
    async with services.database.transaction(Scope(person)) as tx:
        return await require_role(tx, avee_id, TeamRole.viewer)


async def show_public(services: Services, handle: str) -> PublicAvee:
    """The public profile; nobody needs to be signed in. Raises NotFound `avee_not_found`, and Moved for a handle that it gave up."""
    avee, moved = None, None
    if HANDLE.fullmatch(handle):
        async with services.database.transaction(Scope()) as tx:
            avee = await tx.avees.find_public(handle=handle)
            moved = await tx.avees.find_moved(handle) if avee is None else None
    if moved is not None:
        raise Moved(moved)
    if avee is None:
        raise NotFound("avee_not_found", "There is no agent with this handle.")
    return avee


async def show_named(services: Services, name: str) -> PublicAvee:
    """The agent with this handle, also with an @ before it, in capitals, or given up meanwhile. Raises NotFound `avee_not_found`."""
    handle = name.strip().removeprefix("@").lower()
    try:
        return await show_public(services, handle)
    except Moved as moved:
        return await show_public(services, moved.handle)


async def change_avee(services: Services, person: UUID, avee_id: UUID, change: AveeChange, expected: int | None = None) -> Avee:
    """Changes the fields of version `expected`; None stands for any version.

    A handle that is given up leads to the agent for a year, and is no other agent's meanwhile. Raises the errors of `create_avee`,
    Invalid as `check_origins`, NotFound `avee_not_found`, Stale `changed_meanwhile`, and Limited `too_many_handle_changes`.
    """
    checked = AveeChange(
        check_handle(change.handle) if change.handle is not None else None,
        check_name("display_name", change.display_name) if change.display_name is not None else None,
        _checked_persona(change.persona) if change.persona is not None else None,
        check_field("greeting", change.greeting, MAX_GREETING_CHARACTERS) if change.greeting is not None else None,
        check_field("sign_off", change.sign_off, MAX_SIGN_OFF_CHARACTERS) if change.sign_off is not None else None,
        check_field("home", change.home, MAX_HOME_CHARACTERS) if change.home is not None else None,
        change.speaks_as,
        check_origins(change.embed_origins) if change.embed_origins is not None else None,
        change.embed_layer,
    )
    async with services.database.transaction(Scope(person)) as tx:
        before = await require_role(tx, avee_id, TeamRole.editor)
        is_moved = checked.handle not in (None, before.handle)
        if is_moved:
            check_role(before.role, TeamRole.owner)
            check_handle(checked.handle or "", services.reserved_handles)
        avee = await tx.avees.update_avee(avee_id, checked, expected)
        if avee is None:
            raise changed_meanwhile(before.version)
        if is_moved:
            # The change is counted already; of two at once, the second waited for the first.
            check_changes(await tx.accounts.list_handle_changes(avee_id), services.clock.now())
    return avee


async def delete_avee(services: Services, person: UUID, avee_id: UUID) -> None:
    """Deletes the agent with its knowledge and conversations. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        if not await tx.avees.delete_avee(avee_id):
            raise no_such_avee()


def _checked_persona(persona: str) -> str:
    return check_text("persona", persona, MAX_PERSONA_CHARACTERS) if persona.strip() else ""
