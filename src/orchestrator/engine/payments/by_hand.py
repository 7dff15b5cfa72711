"""Money that comes and goes by hand: the creator says when it came, and when it was given back."""

from uuid import UUID

from orchestrator.domain.errors import Conflict
from orchestrator.domain.payments.money import Money
from orchestrator.domain.payments.moves import Due, PaymentStatus, Way
from orchestrator.engine.payments.owed.following import UNPAID, follow
from orchestrator.engine.payments.paying import require_taken_by
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.payments import Found, Standing
from orchestrator.ports.stores.payments import PaymentNote, PaymentRecord


async def note_received(services: Services, person: UUID, payment_id: UUID) -> PaymentRecord:
    """The money came: the question is accepted, or the money is to be given back where that is no longer possible. Repeating it changes
    nothing. Raises NotFound `payment_not_found`, Conflict `not_by_hand`."""
    payment = await _load(services, person, payment_id)
    if payment.status in UNPAID:
        await follow(services, payment, Found(standing=Standing.charged, payment_ref=None, price=Money(payment.amount, payment.currency)))
    return await _load(services, person, payment_id)


async def note_given_back(services: Services, person: UUID, payment_id: UUID) -> PaymentRecord:
    """The money went back. Repeating it changes nothing. Raises NotFound `payment_not_found`, Conflict `not_by_hand`, Conflict
    `illegal_payment_move` where nothing is to be given back."""
    payment = await _load(services, person, payment_id)
    if payment.status is not PaymentStatus.refunded:
        if payment.due is not Due.give_back or payment.status is PaymentStatus.required:
            raise Conflict(
                "illegal_payment_move", "Nothing is to be given back for this payment.", status=payment.status.value, possible=[]
            )  # fmt: skip
        async with services.database.transaction(Scope(person)) as tx:
            await tx.payments.note(payment_id, PaymentNote(status=PaymentStatus.refunded))
    return await _load(services, person, payment_id)


async def _load(services: Services, person: UUID, payment_id: UUID) -> PaymentRecord:
    async with services.database.transaction(Scope(person)) as tx:
        payment = require_taken_by(await tx.payments.load(payment_id), person)
    if payment.way is not Way.by_hand:
        raise Conflict("not_by_hand", "This payment is made through a provider, which knows by itself.")
    return payment
