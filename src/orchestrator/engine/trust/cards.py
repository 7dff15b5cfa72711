"""Listing the cards that wait for the creator's verdict."""

from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.engine.accounts.agents.ownership import no_such_avee, require_role
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.trust.cards import TrustCard


async def list_cards(services: Services, person: UUID, avee_id: UUID, page: Page) -> list[TrustCard]:
    """Waiting cards of the person's own agent, the answer that is most likely wrong first.

    In the cautious mode each match has a card. As many are listed as the creator wants in 24 hours, less those they have
    judged in that time; the rest is listed later. Raises NotFound `avee_not_found`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        policy = await tx.policies.load_policy(avee_id)
        if policy is None:
            raise no_such_avee()
        if policy.trust_mode is not Mode.cautious:
            return await tx.trust.list_cards(avee_id, page.before, page.limit)
        return await _list_of_today(tx, avee_id, policy, page)


async def _list_of_today(tx: Transaction, avee_id: UUID, policy: Policy, page: Page) -> list[TrustCard]:
    left = policy.trust_cards_per_day - await tx.trust.count_judged(avee_id, hours=24)
    cards = await tx.trust.list_cards(avee_id, None, left) if left > 0 else []
    place = next((at for at, card in enumerate(cards, 1) if card.id == page.before), 0)
    return cards[place:][: page.limit]
