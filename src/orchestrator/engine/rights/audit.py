"""Reading the logs of changes."""

from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.rights import AuditEntry, AuditFilter


async def list_agent_audit(services: Services, person: UUID, avee_id: UUID, page: Page, chosen: AuditFilter) -> list[AuditEntry]:
    """Who changed what of the person's own agent, newest first. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        return await tx.rights.list_agent_audit(avee_id, page, chosen)


async def list_my_audit(services: Services, person: UUID, page: Page, chosen: AuditFilter) -> list[AuditEntry]:
    """What the person did, and what happened to their account, newest first."""
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.rights.list_my_audit(page, chosen)
