"""Lists and sums of payments: an asker's own, and those of an agent for its owner."""

from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.payments import MonthSum, PaymentFilter, PaymentRecord


async def list_mine(services: Services, person: UUID, page: Page) -> list[PaymentRecord]:
    """Newest first."""
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.payments.list_mine(page)


async def list_of_agent(services: Services, person: UUID, avee_id: UUID, wanted: PaymentFilter, page: Page) -> list[PaymentRecord]:
    """Newest first. Raises as `require_role`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        return await tx.payments.list_of_agent(avee_id, wanted, page)


async def list_all(services: Services, person: UUID, avee_id: UUID) -> list[PaymentRecord]:
    """Every payment of the agent, newest first. Raises as `require_role`."""
    found: list[PaymentRecord] = []
    page = Page(limit=500)
    while rows := await list_of_agent(services, person, avee_id, PaymentFilter(), page):
        found += rows
        page = Page(limit=500, before=rows[-1].id)
    return found


async def sum_months(services: Services, person: UUID, avee_id: UUID) -> list[MonthSum]:
    """The newest month first. Raises as `require_role`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        return await tx.payments.sum_months(avee_id)
