"""The creator gives back what was taken for an answer, with a reason."""

from contextlib import suppress
from uuid import UUID

from orchestrator.domain.errors import Conflict, Unavailable
from orchestrator.domain.payments.moves import Due, PaymentStatus
from orchestrator.domain.texts import check_text
from orchestrator.engine.payments.owed.settle import settle_payment
from orchestrator.engine.payments.paying import require_taken_by
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.payments import PaymentNote, PaymentRecord

MAX_REASON_CHARACTERS = 1_000


async def refund(services: Services, person: UUID, payment_id: UUID, reason: str) -> PaymentRecord:
    """Gives a captured payment back in full, as the agent's owner; while the provider does not answer it stays due, and is done later.

    Raises NotFound `payment_not_found`, Conflict `illegal_payment_move` where nothing was taken or a bank decides, Invalid for the reason.
    """
    checked = check_text("reason", reason, MAX_REASON_CHARACTERS)
    async with services.database.transaction(Scope(person)) as tx:
        payment = require_taken_by(await tx.payments.load(payment_id), person)
        if payment.status is not PaymentStatus.captured and payment.status is not PaymentStatus.refunded:
            raise Conflict(
                "illegal_payment_move", f"The payment is {payment.status.value}; only what was taken can be given back.",
                status=payment.status.value, possible=[],
            )  # fmt: skip
        if payment.status is PaymentStatus.captured and payment.due is None:
            await tx.payments.note(payment_id, PaymentNote(due=Due.give_back, refund_reason=checked))
    # It stays due; a job tries again.
    with suppress(Unavailable):
        await settle_payment(services, payment_id)
    async with services.database.transaction(Scope(person)) as tx:
        return require_taken_by(await tx.payments.load(payment_id), person)
