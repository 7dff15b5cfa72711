"""An order as the checkout that Stripe is asked for."""

import math
from datetime import UTC, datetime, timedelta

from stripe.params.checkout import (
    SessionCreateParams,
    SessionCreateParamsLineItem,
    SessionCreateParamsLineItemPriceData,
)

from orchestrator.adapters.payments.stripe.currencies import Units
from orchestrator.adapters.payments.stripe.payment_ids import PAYMENT
from orchestrator.ports.payments import Order, Taking

OPEN_FOR = timedelta(minutes=30)
"""Stripe's minimum."""

LOCALES = frozenset(
    "bg cs da de el en es et fi fil fr hr hu id it ja ko lt lv ms mt nb nl pl pt ro ru sk sl sv th tr vi zh".split()
)  # fmt: skip
"""Languages of Stripe's pages, by two or three letters."""


def as_session(order: Order, units: Units, has_automatic_tax: bool, now: datetime) -> SessionCreateParams:
    """Raises Conflict `payment_refused` for an amount that Stripe cannot take.

    Cards only, with the wallets that hold them: another way of paying may say only days later whether it was paid.
    """
    metadata = {PAYMENT: str(order.payment_id)}
    session: SessionCreateParams = {
        "client_reference_id": str(order.payment_id),
        "metadata": metadata,
        "line_items": [_as_line(order, units.to_stripe(order.price), has_automatic_tax)],
        "allowed_payment_method_types": ["card"],
        "success_url": order.return_url,
        "cancel_url": order.cancel_url,
        "locale": order.language if order.language in LOCALES else "auto",
    }
    if order.email:
        session["customer_email"] = order.email
    if has_automatic_tax:
        session["automatic_tax"] = {"enabled": True}
    if order.interval is not None:
        session["mode"] = "subscription"
        session["subscription_data"] = {"metadata": metadata, "description": order.title}
        return session
    session["mode"] = "payment"
    session["payment_intent_data"] = {
        "capture_method": "manual" if order.taking is Taking.hold else "automatic",
        "metadata": metadata,
        "description": order.title,
    }
    session["expires_at"] = _expires_at(now)
    return session


def minute_of(now: datetime) -> int:
    """Minutes since 1970, the next one where a minute has begun. Everything about an order is the same within one."""
    return math.ceil(now.timestamp() / 60)


def _expires_at(now: datetime) -> int:
    """A minute more than the minimum: clocks differ, and the call takes its time."""
    return int((datetime.fromtimestamp(minute_of(now) * 60, UTC) + OPEN_FOR + timedelta(minutes=1)).timestamp())


def _as_line(order: Order, amount: int, has_automatic_tax: bool) -> SessionCreateParamsLineItem:
    price: SessionCreateParamsLineItemPriceData = {
        "currency": order.price.currency.lower(),
        "unit_amount": amount,
        "product_data": {"name": order.title},
    }
    if has_automatic_tax:
        # What is asked for is what is paid: the tax is part of it.
        price["tax_behavior"] = "inclusive"
    if order.interval is not None:
        price["recurring"] = {"interval": order.interval.value}
    return {"price_data": price, "quantity": 1}
