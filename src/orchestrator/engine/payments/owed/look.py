"""A job: asks a provider what is true of a payment now, and writes it. What an event said is not read."""

from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.domain.payments.moves import PaymentStatus, Way
from orchestrator.engine.payments.opening import require_provider
from orchestrator.engine.payments.owed.following import follow
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.payments import Found, Standing
from orchestrator.ports.stores.payments import PaymentRecord

NEVER_OPENED = Found(standing=Standing.lapsed, payment_ref=None, price=None)
"""Of a checkout whose page nobody was given: it cannot have been paid."""


async def look_at_payment(services: Services, payment_id: UUID) -> None:
    """Compares one payment with its provider; a checkout whose time is over is closed. Nothing where there is no such payment.

    Raises Unavailable where another try may help, NotFound `payments_off` where the provider is no longer set.
    """
    async with services.database.transaction(Scope()) as tx:
        payment = await tx.payments.load(payment_id)
    if payment is None or payment.kind != "question":
        return
    found = await _find(services, payment)
    if found is not None:
        await follow(services, payment, found)


async def _find(services: Services, payment: PaymentRecord) -> Found | None:
    """What is true now; None where nothing has changed."""
    is_over = payment.status is PaymentStatus.required and payment.place_until <= services.clock.now()
    if payment.way is Way.by_hand or payment.checkout_ref is None:
        return NEVER_OPENED if is_over else None
    provider = require_provider(services, payment.way)
    try:
        found = await provider.load(payment.checkout_ref, payment.account)
        if found.standing is Standing.open and is_over:
            found = await provider.close_checkout(payment.checkout_ref, payment.account)
    except NotFound as error:
        if error.code != "unknown_checkout":
            raise
        return NEVER_OPENED if is_over else None
    return found
