"""Listing the cards that wait for the creator's verdict."""

from uuid import UUID

from orchestrator.engine.accounts.ownership import require_owned
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.trust import TrustCard


async def list_cards(services: Services, person: UUID, avee_id: UUID, page: Page) -> list[TrustCard]:
    """Waiting cards of the person's own agent, the answer that is most likely wrong first.

    Raises NotFound `avee_not_found`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        return await tx.trust.list_cards(avee_id, page.before, page.limit)
