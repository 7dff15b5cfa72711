"""What Stripe knows about a checkout, as `Found`. Stripe's objects come expanded as `EXPANDED` says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from stripe import Charge, Dispute, Invoice, PaymentIntent, Subscription, SubscriptionItem
from stripe.checkout import Session

from orchestrator.adapters.payments.stripe.currencies import Units
from orchestrator.domain.payments.money import Money
from orchestrator.ports.payments import Found, Standing

EXPANDED_INTENT = ["latest_charge.balance_transaction"]
EXPANDED_SESSION = ["payment_intent.latest_charge.balance_transaction", "subscription.latest_invoice.payments"]

TIME_TO_TRY = timedelta(days=1)
"""How long a new period counts as paid while Stripe has not tried to take the money: it writes the invoice first, and tries an hour later."""

_OVER = frozenset({"canceled", "unpaid", "incomplete_expired"})
_ASKED_ONLY = frozenset({"warning_needs_response", "warning_under_review", "warning_closed"})
"""The bank asks and has taken nothing back."""


@dataclass(frozen=True, slots=True)
class Intent:
    """A payment that was tried, and the disputes of it."""

    intent: PaymentIntent
    disputes: Sequence[Dispute] = ()


def read_single(session: Session, tried: Intent | None, units: Units) -> Found:
    """Of a checkout for one payment."""
    if tried is None:
        return Found(standing=_standing_of(session), payment_ref=None, price=None)
    found = read_intent(tried, units)
    if found.standing is Standing.open or (found.standing is Standing.released and session.status == "expired"):
        return Found(standing=_standing_of(session), payment_ref=found.payment_ref, price=None)
    return found


def read_membership(session: Session, subscription: Subscription | None, newest: Intent | None, units: Units) -> Found:
    """Of a checkout for a membership. `newest` is the payment of its newest invoice, where that is paid."""
    if subscription is None:
        return Found(standing=_standing_of(session), payment_ref=None, price=None)
    item = subscription.items.data[0]
    price = units.from_stripe(item.price.unit_amount, item.price.currency) if item.price.unit_amount is not None else None
    found = read_intent(newest, units) if newest else Found(standing=Standing.charged, payment_ref=None, price=price)
    if subscription.status in ("incomplete", "incomplete_expired"):
        standing = Standing.open if subscription.status == "incomplete" else Standing.lapsed
        found = replace(found, standing=standing, price=None)
    return replace(
        found,
        capture_before=None,
        subscription_ref=subscription.id,
        paid_until=_paid_until(subscription, item),
        has_ended=subscription.status in _OVER or subscription.cancel_at_period_end or subscription.cancel_at is not None,
    )


def read_intent(tried: Intent, units: Units) -> Found:
    """`Standing.open` while nothing was held or taken."""
    intent = tried.intent
    charge = intent.latest_charge if isinstance(intent.latest_charge, Charge) else None
    match intent.status:
        case "requires_capture":
            held = units.from_stripe(intent.amount_capturable, intent.currency)
            return Found(standing=Standing.held, payment_ref=intent.id, price=held, capture_before=_deadline_of(charge))
        case "succeeded":
            price = units.from_stripe(intent.amount_received, intent.currency)
            return Found(
                standing=_standing_of_taken(charge, tried.disputes), payment_ref=intent.id, price=price, fee=_fee_of(charge, price, units)
            )
        case "canceled":
            return Found(standing=Standing.released, payment_ref=intent.id, price=units.from_stripe(intent.amount, intent.currency))
        case _:
            return Found(standing=Standing.open, payment_ref=intent.id, price=None)


def is_disputed(intent: PaymentIntent) -> bool:
    """Whether there are disputes to ask for, settled or not."""
    return isinstance(intent.latest_charge, Charge) and intent.latest_charge.disputed


def read_paid_by(invoice: Invoice) -> str | None:
    """The id of the payment that paid an invoice; None where none did."""
    if invoice.status != "paid" or invoice.payments is None:
        return None
    intents = (each.payment.payment_intent for each in invoice.payments.data if each.status == "paid")
    return next((each if isinstance(each, str) else each.id for each in intents if each is not None), None)


def _standing_of(session: Session) -> Standing:
    """Of a checkout with which nothing was held or taken. A complete one whose payment is under way counts as open."""
    match session.status:
        case "expired":
            return Standing.lapsed
        case "complete" if session.payment_intent is None and session.subscription is None:
            return Standing.lapsed
        case _:
            return Standing.open


def _standing_of_taken(charge: Charge | None, disputes: Sequence[Dispute]) -> Standing:
    statuses = {each.status for each in disputes}
    if charge is not None and charge.refunded:
        return Standing.refunded
    if statuses & {"lost"}:
        return Standing.lost
    if statuses - _ASKED_ONLY - {"won", "prevented"}:
        return Standing.disputed
    return Standing.charged


def _deadline_of(charge: Charge | None) -> datetime | None:
    card = getattr(charge.payment_method_details, "card", None) if charge else None
    seconds = getattr(card, "capture_before", None)
    return _moment(seconds) if isinstance(seconds, int) else None


def _fee_of(charge: Charge | None, price: Money, units: Units) -> int | None:
    """Stripe counts the fee in the currency in which it pays out; where that is another one, the fee has the same share of the price."""
    booked = charge.balance_transaction if charge else None
    if booked is None or isinstance(booked, str):
        return None
    if booked.currency.upper() == price.currency:
        return units.from_stripe(booked.fee, booked.currency).amount
    return -(-booked.fee * price.amount // booked.amount) if booked.amount > 0 else None


def _paid_until(subscription: Subscription, item: SubscriptionItem) -> datetime | None:
    invoice = subscription.latest_invoice
    if subscription.status in ("incomplete", "incomplete_expired") or not isinstance(invoice, Invoice):
        return None
    if invoice.status == "paid":
        return _moment(item.current_period_end)
    began = _moment(item.current_period_start)
    return began + TIME_TO_TRY if subscription.status == "active" else began


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
