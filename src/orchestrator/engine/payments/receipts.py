"""The receipt of a payment, for its asker and the agent's owner."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.domain.payments.money import Money
from orchestrator.domain.payments.receipt import Receipt, number_of
from orchestrator.engine.payments.paying import show_payment
from orchestrator.engine.services import Services
from orchestrator.ports.stores.payments import PaymentRecord


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to keep."""

    name: str
    content: bytes


async def write_receipt(services: Services, person: UUID, payment_id: UUID) -> Paper:
    """The receipt as PDF. Raises NotFound `payment_not_found`, or NotFound `no_receipt` for money that was not taken."""
    receipt = _receipt_of(await show_payment(services, person, payment_id))
    return Paper(f"receipt-{receipt.number}.pdf", await services.papers.write_receipt(receipt))


def _receipt_of(payment: PaymentRecord) -> Receipt:
    if payment.receipt_number is None or payment.captured_at is None:
        raise NotFound("no_receipt", "There is a receipt once the money is taken.", status=payment.status.value)
    seller = payment.receipt_seller or ""
    what = "Membership with" if payment.kind == "membership" else "A question to"
    return Receipt(
        number=number_of(payment.receipt_number, payment.captured_at),
        paid_at=payment.captured_at,
        seller=seller,
        seller_details=payment.receipt_details or "",
        buyer=payment.receipt_buyer or "",
        subject=f"{what} {seller}",
        price=Money(payment.amount, payment.currency),
        refunded_at=payment.refunded_at,
        payment_id=payment.id,
    )
