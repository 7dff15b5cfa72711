"""An agent's prices: load them, save them, and see what others would have brought."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.payments.prices import AskerPrice, PriceList, can_be_paid, check_prices
from orchestrator.domain.payments.replay import MONTH, TierReplay, replay_prices
from orchestrator.domain.versions import changed_meanwhile
from orchestrator.engine.accounts.agents.avees import show_named
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.payments.opening import payments_off
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope

PREVIEW_DAYS = 30
NO_REPLAY = TierReplay()


async def load_prices(services: Services, person: UUID, avee_id: UUID) -> PriceList:
    """For everybody of the team; of version 0 where none were saved. Raises NotFound `payments_off`, and as `require_role`."""
    if not services.ways:
        raise payments_off()
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        return await tx.payments.load_prices(avee_id) or PriceList(currency="EUR", way=services.ways[0])


async def save_prices(services: Services, person: UUID, avee_id: UUID, prices: PriceList, expected: int | None) -> PriceList:
    """Saves prices as the agent's owner; open offers keep theirs. Raises as `load_prices` and `check_prices`, Stale `changed_meanwhile`."""
    if not services.ways:
        raise payments_off()
    checked = check_prices(prices, services.ways)
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        version = await tx.payments.save_prices(avee_id, checked, expected)
        saved = await tx.payments.load_prices(avee_id)
        if version is None or saved is None:
            raise changed_meanwhile(saved.version if saved else 0)
    return saved


@dataclass(frozen=True, slots=True)
class TierPreview:
    """What prices would have brought from one tier, in minor units."""

    tier: Tier
    replay: TierReplay
    lost: int | None
    """What the prices of now would have brought and these would not; None where the currency is another one."""


async def preview_prices(services: Services, person: UUID, avee_id: UUID, prices: PriceList) -> list[TierPreview]:
    """The questions of the last 30 days under these prices, if everybody had asked and paid. Nothing is saved. Raises as `save_prices`."""
    if not services.ways:
        raise payments_off()
    checked = check_prices(prices, services.ways)
    since = services.clock.now() - timedelta(days=PREVIEW_DAYS)
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        now = await tx.payments.load_prices(avee_id)
        past = await tx.payments.list_past_questions(avee_id, since - MONTH)
    wanted = replay_prices(checked.tiers, past, since)
    today = replay_prices(now.tiers if now else {}, past, since)
    is_same = now is None or now.currency == checked.currency
    return [
        TierPreview(
            tier,
            (found := wanted.get(tier, NO_REPLAY)),
            max(0, today.get(tier, NO_REPLAY).earned - found.earned) if is_same else None,
        )
        for tier in Tier
    ]


@dataclass(frozen=True, slots=True)
class ShownPrices:
    """What everybody is told of an agent's prices."""

    question: AskerPrice
    """For the person who asks."""
    membership_month: int | None
    membership_year: int | None


async def show_prices(services: Services, person: UUID, handle: str) -> ShownPrices | None:
    """None where nothing about money is shown. Raises NotFound `avee_not_found`."""
    found = await show_named(services, handle)
    async with services.database.transaction(Scope(person)) as tx:
        price = can_be_paid(await tx.payments.load_price(found.id), services.ways)
        memberships = await tx.payments.load_membership_prices(found.id)
    if price is None or memberships is None:
        return None
    return ShownPrices(replace(price, account=""), memberships.membership_month, memberships.membership_year)
