"""The creator's own account at the provider: made on request, and asked whether it may take money."""

import re
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Conflict, Invalid
from orchestrator.domain.payments.moves import Way
from orchestrator.domain.payments.prices import PriceList
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.payments.opening import require_provider
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope

COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class AccountState:
    """Whether a creator's account may take money."""

    is_connected: bool
    url: str | None
    """Where the creator tells the provider what it still asks for; usable once and soon."""
    is_ready: bool


async def show_account(services: Services, person: UUID, avee_id: UUID) -> AccountState:
    """What was known last; the provider is not asked. Raises as `require_role`, Conflict `prices_needed`."""
    prices = await _load(services, person, avee_id)
    return AccountState(bool(prices.account), None, prices.account_ready or not prices.account)


async def connect_account(services: Services, person: UUID, avee_id: UUID, country: str) -> AccountState:
    """Makes the account, or asks what is missing for it, with a fresh address. Raises as `show_account`, NotFound `payments_off`,
    Invalid `invalid_country`, and as `open_account` of the provider."""
    if country and not COUNTRY.fullmatch(country):
        raise Invalid("invalid_country", "The country must be two capitals of ISO 3166, such as DE.", field="country")
    prices = await _load(services, person, avee_id)
    provider = require_provider(services, Way.stripe)
    back = f"{services.links_url.rstrip('/')}/agents/{avee_id}/prices"
    account = await provider.open_account(avee_id, prices.account, country, back)
    async with services.database.transaction(Scope(person)) as tx:
        await tx.payments.save_account(avee_id, account.ref, is_ready=account.can_charge)
    return AccountState(is_connected=True, url=account.url, is_ready=account.can_charge)


async def _load(services: Services, person: UUID, avee_id: UUID) -> PriceList:
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        prices = await tx.payments.load_prices(avee_id)
    if prices is None:
        raise Conflict("prices_needed", "Save the agent's prices first, with the way in which the money comes.")
    return prices
