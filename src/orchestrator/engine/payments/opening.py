"""Opens the provider's page for a payment that was begun, outside any transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.domain.errors import Conflict, Kind, NotFound, OrchestratorError
from orchestrator.domain.payments.money import Money
from orchestrator.domain.payments.moves import Due, PaymentStatus, Way
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.payments import Order, PaymentProvider
from orchestrator.ports.stores.payments import PaymentNote, PaymentRecord

MAX_TITLE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Buyer:
    """What the provider's page is prepared with."""

    email: str
    """'' where there is none."""
    language: str
    """Two letters."""
    agent: str
    """The agent's name."""


def require_provider(services: Services, way: Way) -> PaymentProvider:
    """Raises NotFound `payments_off`."""
    provider = services.payments.get(way)
    if provider is None:
        raise payments_off()
    return provider


def payments_off() -> NotFound:
    return NotFound("payments_off", "Money cannot be taken here.")


def return_url(services: Services, payment_id: UUID) -> str:
    """The app's page where the asker comes back to; `/payments/…` are addresses of the API."""
    return f"{services.links_url.rstrip('/')}/paid/{payment_id}"


async def open_checkout(services: Services, person: UUID, payment: PaymentRecord, buyer: Buyer) -> PaymentRecord:
    """The payment with the page on which it can be paid; the same one when it is called again. By hand there is none.

    Raises Unavailable `payments_unavailable`, after which the same call goes on, and Conflict `payment_refused`, which ends the payment.
    """
    if payment.way is Way.by_hand or payment.checkout_url is not None or payment.status is not PaymentStatus.required:
        return payment
    provider = require_provider(services, payment.way)
    url = return_url(services, payment.id)
    order = Order(
        payment_id=payment.id,
        account=payment.account,
        price=Money(payment.amount, payment.currency),
        title=f"A question to {buyer.agent}"[:MAX_TITLE_CHARACTERS],
        taking=payment.taking,
        email=buyer.email,
        language=buyer.language,
        return_url=url,
        cancel_url=f"{url}?cancelled=1",
    )
    try:
        checkout = await provider.start_checkout(order)
    except OrchestratorError as error:
        if error.kind is not Kind.unavailable:
            async with services.database.transaction(Scope(person)) as tx:
                await tx.payments.note(payment.id, PaymentNote(due=Due.give_back, failure=error.code))
        raise
    return await _note_checkout(services, person, payment, checkout.ref, checkout.url, checkout.expires_at)


async def _note_checkout(
    services: Services, person: UUID, payment: PaymentRecord, ref: str, url: str, expires_at: datetime
) -> PaymentRecord:  # fmt: skip
    async with services.database.transaction(Scope(person)) as tx:
        noted = await tx.payments.note(payment.id, PaymentNote(checkout_ref=ref, checkout_url=url, place_until=expires_at))
    if noted is None or noted.due is Due.give_back or noted.status is PaymentStatus.lapsed:
        raise Conflict("offer_expired", "This offer was closed meanwhile; nothing is to be paid.", status="expired")
    return noted
