"""A job each night: compares every payment that is not at rest with its provider, and finds what the provider knows and we do not."""

import logging
from datetime import timedelta
from uuid import UUID

from orchestrator.domain.errors import OrchestratorError
from orchestrator.engine.payments.memberships import look_at_membership
from orchestrator.engine.payments.owed.look import look_at_payment
from orchestrator.engine.payments.owed.settle import settle_payment
from orchestrator.engine.payments.owed.sweep import try_one
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.payments import MembershipNote, PaymentNote

TASK = "reconcile_payments"
BATCH_PAYMENTS = 500
SINCE = timedelta(days=3)
"""How far back the provider's list is read: longer than any outage of one night."""

log = logging.getLogger(__name__)


async def reconcile_payments(services: Services) -> int:
    """Returns how many were compared. A failure does not stop the rest."""
    compared = 0
    after: UUID | None = None
    while payments := await _find(services, after):
        for each in payments:
            compared += await try_one(each, _compare(services, each))
        after = payments[-1]
    after = None
    while memberships := await _find_memberships(services, after):
        for each in memberships:
            compared += await try_one(each, look_at_membership(services, each))
        after = memberships[-1]
    await _find_unknown(services)
    return compared


async def _compare(services: Services, payment_id: UUID) -> None:
    await look_at_payment(services, payment_id)
    await settle_payment(services, payment_id)


async def _find(services: Services, after: UUID | None) -> list[UUID]:
    async with services.database.transaction(Scope()) as tx:
        return await tx.payments.find_to_compare(after, BATCH_PAYMENTS)


async def _find_memberships(services: Services, after: UUID | None) -> list[UUID]:
    async with services.database.transaction(Scope()) as tx:
        return await tx.payments.find_memberships_to_compare(after, BATCH_PAYMENTS)


async def _find_unknown(services: Services) -> None:
    """Reads the provider's list of what was begun lately, and notes the pages that we were killed before noting."""
    async with services.database.transaction(Scope()) as tx:
        accounts = await tx.payments.find_accounts()
    since = services.clock.now() - SINCE
    for way, account in accounts:
        provider = services.payments.get(way)
        if provider is None:
            continue
        try:
            async for thing, ref in provider.list_checkouts(account, since):
                await try_one(thing, _note_found(services, thing, ref))
        except OrchestratorError as error:
            log.warning("the checkouts of an account cannot be listed: %s", error.code)


async def _note_found(services: Services, thing: UUID, ref: str) -> None:
    async with services.database.transaction(Scope()) as tx:
        payment, membership = await tx.payments.load(thing), await tx.payments.load_membership(thing)
        if payment is not None and payment.checkout_ref is None:
            await tx.payments.note(thing, PaymentNote(checkout_ref=ref))
        if membership is not None and membership.checkout_ref is None:
            await tx.payments.note_membership(thing, thing, None, MembershipNote(checkout_ref=ref))
    if payment is not None:
        await look_at_payment(services, thing)
    elif membership is not None:
        await look_at_membership(services, thing)
    else:
        log.error("a provider knows the checkout %s, which is none of ours", ref)
