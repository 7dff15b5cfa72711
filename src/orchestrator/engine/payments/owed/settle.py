"""A job: does what is due for a payment, at its provider, with a key made of the payment and what is due."""

import logging
from uuid import UUID

from orchestrator.domain.errors import Kind, OrchestratorError
from orchestrator.domain.payments.moves import Due, PaymentStatus, Way
from orchestrator.engine.payments.opening import require_provider
from orchestrator.engine.payments.owed.following import PAID, follow
from orchestrator.engine.payments.owed.look import NEVER_OPENED
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.payments import Found, PaymentProvider
from orchestrator.ports.stores.payments import PaymentNote, PaymentRecord

TASK = "settle_payment"

log = logging.getLogger(__name__)


async def settle_payment(services: Services, payment_id: UUID) -> None:
    """Takes what an answer earned, or gives back what is owed. Nothing where nothing is due. What is given back by hand waits for the
    creator.

    Raises Unavailable where another try may help; a sweep tries again, too.
    """
    async with services.database.transaction(Scope()) as tx:
        payment = await tx.payments.load(payment_id)
    if payment is None or payment.due is None:
        return
    if payment.way is Way.by_hand:
        await _settle_by_hand(services, payment)
        return
    found: Found | None
    try:
        provider = require_provider(services, payment.way)
        found = await _do(services, provider, payment)
    except OrchestratorError as error:
        async with services.database.transaction(Scope()) as tx:
            await tx.payments.note(payment.id, PaymentNote(failure=error.code))
        if error.kind is Kind.unavailable:
            raise
        log.warning("what is due for payment %s was refused: %s", payment.id, error.code)
        found = await _look(services, payment)
    if found is not None:
        await _follow(services, payment.id, found)


async def _do(services: Services, provider: PaymentProvider, payment: PaymentRecord) -> Found:
    if payment.checkout_ref is None:
        return NEVER_OPENED
    if payment.due is Due.capture:
        return await provider.capture(payment.checkout_ref, payment.account, f"{payment.id} capture")
    if payment.status is PaymentStatus.required:
        closed = await provider.close_checkout(payment.checkout_ref, payment.account)
        if closed.standing not in PAID:
            return closed
        # It was paid a moment before: that is known before it is given back.
        await _follow(services, payment.id, closed)
    return await provider.give_back(payment.checkout_ref, payment.account, f"{payment.id} give back")


async def _look(services: Services, payment: PaymentRecord) -> Found | None:
    """What is true of a payment for which something was refused: a bank may have decided meanwhile."""
    provider = services.payments.get(payment.way)
    if provider is None or payment.checkout_ref is None:
        return None
    return await provider.load(payment.checkout_ref, payment.account)


async def _follow(services: Services, payment_id: UUID, found: Found) -> None:
    """Follows what was found from the state of now, which another job may have changed."""
    async with services.database.transaction(Scope()) as tx:
        payment = await tx.payments.load(payment_id)
    if payment is not None:
        await follow(services, payment, found)


async def _settle_by_hand(services: Services, payment: PaymentRecord) -> None:
    """Money by hand is there when it is held: an answer takes it. A payment that was never made lapses."""
    async with services.database.transaction(Scope()) as tx:
        if payment.due is Due.capture:
            await tx.payments.note(payment.id, PaymentNote(status=PaymentStatus.captured))
        elif payment.status is PaymentStatus.required:
            await tx.payments.note(payment.id, PaymentNote(status=PaymentStatus.lapsed))
