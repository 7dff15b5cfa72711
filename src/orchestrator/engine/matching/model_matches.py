"""Listing the matches that a chat model checked."""

from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.trust.cards import ModelMatch


async def list_matches(services: Services, person: UUID, avee_id: UUID, page: Page) -> list[ModelMatch]:
    """The checked matches of the person's own agent, newest first. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        return await tx.trust.list_model_matches(avee_id, page)
