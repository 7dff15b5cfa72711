"""Agents: creating, showing, changing, deleting."""

from uuid import UUID

from orchestrator.domain.accounts.handles import HANDLE, check_handle
from orchestrator.domain.errors import NotFound
from orchestrator.domain.texts import MAX_NAME_CHARACTERS, check_text
from orchestrator.engine.accounts.ownership import no_such_avee, require_owned
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.accounts import Avee, PublicAvee

MAX_PERSONA_LETTERS = 4_000


async def create_avee(services: Services, person: UUID, handle: str, display_name: str, persona: str) -> Avee:
    """Raises Invalid (`invalid_handle`, ...) and Conflict `handle_taken`."""
    name = check_text("display_name", display_name, MAX_NAME_CHARACTERS)
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.avees.insert_avee(new_id(), person, check_handle(handle), name, _checked_persona(persona))


async def list_avees(services: Services, person: UUID) -> list[Avee]:
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.avees.list_avees()


async def show_owned(services: Services, person: UUID, avee_id: UUID) -> Avee:
    """Raises NotFound `avee_not_found`, also for another's."""
    async with services.database.transaction(Scope(person)) as tx:
        return await require_owned(tx, avee_id)


async def show_public(services: Services, handle: str) -> PublicAvee:
    """What anyone may see, signed in or not. Raises NotFound `avee_not_found`."""
    avee = None
    if HANDLE.fullmatch(handle):
        async with services.database.transaction(Scope()) as tx:
            avee = await tx.avees.find_public(handle=handle)
    if avee is None:
        raise NotFound("avee_not_found", "There is no agent of this handle.")
    return avee


async def change_avee(
    services: Services, person: UUID, avee_id: UUID, handle: str | None, display_name: str | None, persona: str | None
) -> Avee:  # fmt: skip
    """Changes what is given. Raises as `create_avee`, and NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        avee = await tx.avees.update_avee(
            avee_id,
            check_handle(handle) if handle is not None else None,
            check_text("display_name", display_name, MAX_NAME_CHARACTERS) if display_name is not None else None,
            _checked_persona(persona) if persona is not None else None,
        )
    if avee is None:
        raise no_such_avee()
    return avee


async def delete_avee(services: Services, person: UUID, avee_id: UUID) -> None:
    """Deletes the avee with its knowledge and conversations."""
    async with services.database.transaction(Scope(person)) as tx:
        if not await tx.avees.delete_avee(avee_id):
            raise no_such_avee()


def _checked_persona(persona: str) -> str:
    return check_text("persona", persona, MAX_PERSONA_LETTERS) if persona.strip() else ""
