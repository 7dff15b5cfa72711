"""The members of an agent: the tier and the layer that its creator granted to people."""

from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.engine.accounts.ownership import require_owned
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import Member


async def list_members(services: Services, person: UUID, avee_id: UUID) -> list[Member]:
    """The members of the person's own agent. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        return await tx.avees.list_members(avee_id)


async def save_member(services: Services, person: UUID, avee_id: UUID, user_id: UUID, tier: Tier, layer: Layer) -> Member:
    """Grants a user a tier and a layer with the person's own agent.

    Raises NotFound `avee_not_found`, Conflict `user_unknown`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        return await tx.avees.save_member(avee_id, user_id, tier, layer)
