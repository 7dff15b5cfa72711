"""What an asker does about a payment of their own: comes back from the provider's page, or cancels it."""

from uuid import UUID

from orchestrator.domain.errors import Conflict, NotFound
from orchestrator.domain.payments.moves import Due, PaymentStatus
from orchestrator.engine.payments.owed.look import look_at_payment
from orchestrator.engine.payments.owed.settle import settle_payment
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.payments import PaymentNote, PaymentRecord


async def come_back(services: Services, person: UUID, payment_id: UUID) -> PaymentRecord:
    """The payment after looking at the provider, at once. Raises NotFound `payment_not_found`, and as `look_at_payment`."""
    await _load_own(services, person, payment_id)
    await look_at_payment(services, payment_id)
    return await _load_own(services, person, payment_id)


async def cancel(services: Services, person: UUID, payment_id: UUID) -> PaymentRecord:
    """Closes the checkout and gives the place back; what was paid a moment before goes back. Repeating it changes nothing.

    Raises NotFound `payment_not_found`, Conflict `illegal_payment_move` where it is paid and its question waits: that is withdrawn.
    """
    async with services.database.transaction(Scope(person)) as tx:
        payment = require_own(await tx.payments.load(payment_id), person)
        if payment.status is PaymentStatus.required and payment.due is None:
            await tx.payments.note(payment_id, PaymentNote(due=Due.give_back))
        elif payment.status is not PaymentStatus.lapsed and payment.due is not Due.give_back:
            raise Conflict(
                "illegal_payment_move", f"The payment is {payment.status.value}: withdraw the question to have the money back.",
                status=payment.status.value, possible=[],
            )  # fmt: skip
    await settle_payment(services, payment_id)
    return await _load_own(services, person, payment_id)


async def show_payment(services: Services, person: UUID, payment_id: UUID) -> PaymentRecord:
    """For its asker and the agent's owner. Raises NotFound `payment_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        return require_found(await tx.payments.load(payment_id))


def require_own(payment: PaymentRecord | None, person: UUID) -> PaymentRecord:
    """Raises NotFound `payment_not_found` where the person is not its asker."""
    if payment is None or payment.user_id != person:
        raise _not_found()
    return payment


def require_found(payment: PaymentRecord | None) -> PaymentRecord:
    """Raises NotFound `payment_not_found`."""
    if payment is None:
        raise _not_found()
    return payment


def require_taken_by(payment: PaymentRecord | None, person: UUID) -> PaymentRecord:
    """Raises NotFound `payment_not_found` where the person does not own the agent."""
    if payment is None or payment.owner_id != person:
        raise _not_found()
    return payment


async def _load_own(services: Services, person: UUID, payment_id: UUID) -> PaymentRecord:
    async with services.database.transaction(Scope(person)) as tx:
        return require_own(await tx.payments.load(payment_id), person)


def _not_found() -> NotFound:
    return NotFound("payment_not_found", "There is no such payment, or it is not yours.")
