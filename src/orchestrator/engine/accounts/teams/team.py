"""Who is in an agent's team, and with which role."""

from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Invalid, NotFound
from orchestrator.domain.versions import changed_meanwhile
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.accounts.signing_in.passwords import require_session
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import Person
from orchestrator.ports.stores.teams import Teammate


async def list_team(services: Services, person: UUID, avee_id: UUID) -> list[Teammate]:
    """The owner first. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        return await tx.teams.list_team(avee_id)


async def change_role(services: Services, person: Person, avee_id: UUID, user_id: UUID, role: TeamRole, expected: int | None) -> Teammate:
    """Gives somebody in the team another role.

    `expected` is the version that is replaced; None for any. Raises NotFound `avee_not_found` or `teammate_not_found`, Forbidden
    `role_too_low` or `session_required`, Invalid `owner_by_invitation`, Stale `changed_meanwhile`.
    """
    if role is TeamRole.owner:
        raise Invalid(
            "owner_by_invitation", "Another person becomes the owner by accepting an invitation: send them one as owner.", field="role"
        )
    require_session(person)
    async with services.database.transaction(Scope(person.user_id)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        is_saved = await tx.teams.save_role(avee_id, user_id, role, expected)
        found = next((each for each in await tx.teams.list_team(avee_id) if each.user_id == user_id), None)
        if found is None or found.role is TeamRole.owner:
            raise _not_found()
        if not is_saved:
            raise changed_meanwhile(found.version)
        return found


async def remove_teammate(services: Services, person: UUID, avee_id: UUID, user_id: UUID) -> None:
    """Removes somebody from the team, as its owner, or leaves it.

    What they wrote stays. Raises NotFound `avee_not_found` or `teammate_not_found`, Forbidden `role_too_low`, Invalid
    `owner_stays` for the owner.
    """
    async with services.database.transaction(Scope(person)) as tx:
        avee = await require_role(tx, avee_id, TeamRole.viewer if user_id == person else TeamRole.owner)
        if user_id == avee.owner_id:
            raise Invalid("owner_stays", "An agent has an owner: hand it over to somebody else first, or delete it.")
        if not await tx.teams.remove(avee_id, user_id):
            raise _not_found()


def _not_found() -> NotFound:
    return NotFound("teammate_not_found", "There is no such person in the team.")
