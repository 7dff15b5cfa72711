"""The members of an agent: the tier and the layer that its creator granted to people."""

from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Invalid
from orchestrator.domain.versions import changed_meanwhile
from orchestrator.engine.accounts.agents.ownership import check_role, require_role
from orchestrator.engine.accounts.room import require_room
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import AskingGuests, Counted, Member


async def list_members(services: Services, person: UUID, avee_id: UUID) -> tuple[list[Member], AskingGuests]:
    """The members of the agent, and how many guests asked it, for its team. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        return await tx.avees.list_members(avee_id), await tx.avees.count_guests(avee_id)


async def save_member(
    services: Services, person: UUID, avee_id: UUID, user_id: UUID, tier: Tier, layer: Layer, expected: int | None = None
) -> Member:
    """Grants a user a tier and a layer with the person's own agent.

    `expected` is the version that is replaced: 0 for somebody who is no member yet, None for any.
    Raises NotFound `avee_not_found`, Conflict `user_unknown` or `too_many_members`, Stale `changed_meanwhile`, Invalid
    `invalid_tier`.
    """
    if tier is Tier.guest:
        raise Invalid("invalid_tier", "Nobody is made a guest: people are guests who have no account.", field="tier")
    async with services.database.transaction(Scope(person)) as tx:
        avee = await require_role(tx, avee_id, TeamRole.editor)
        if user_id == person:
            check_role(avee.role, TeamRole.owner)
        saved = await tx.avees.save_member(avee_id, user_id, tier, layer, expected)
        if saved is None:
            raise changed_meanwhile(await tx.avees.load_member_version(avee_id, user_id))
        if saved.version == 1:
            # The new member is counted already.
            await require_room(tx, Counted.members, services.person_limits.members + 1, avee_id)
    return saved
