"""Orders, and the adapter for Stripe run against a Stripe on the loopback."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import uuid4

from orchestrator.adapters.payments.stripe.provider import StripePayments
from orchestrator.domain.payments.money import Money
from orchestrator.ports.payments import Checkout, Found, Order, ProviderEvent, Taking
from support.servers.stripe_server import StripeServer

T = TypeVar("T")

RETURN, CANCEL = "https://ask.example.org/paid", "https://ask.example.org/not-paid"
DEADLINE_S = 5.0


def make_order(**changed: Any) -> Order:
    """A question for 5.00 EUR, to be held."""
    fields: dict[str, Any] = {
        "payment_id": uuid4(), "account": "", "price": Money(500, "EUR"), "title": "A question to Mara", "taking": Taking.hold,
        "email": "ada@example.org", "language": "de", "return_url": RETURN, "cancel_url": CANCEL,
    }  # fmt: skip
    return Order(**(fields | changed))


def with_stripe(server: StripeServer, story: Callable[[StripePayments], Awaitable[T]], **given: Any) -> T:
    """Runs the story with an adapter that knows the server."""

    async def whole() -> T:
        fields: dict[str, Any] = {"api_base": server.url, "deadline_s": DEADLINE_S} | given
        payments = StripePayments(server.key, server.secret, **fields)
        try:
            return await story(payments)
        finally:
            await payments.close()

    return asyncio.run(whole())


def start(server: StripeServer, order: Order, **given: Any) -> Checkout:
    return with_stripe(server, lambda payments: payments.start_checkout(order), **given)


def start_paid(server: StripeServer, order: Order) -> str:
    """The checkout's id, after the asker paid."""
    ref = start(server, order).ref
    server.pay(order.payment_id)
    return ref


def load(server: StripeServer, ref: str, account: str = "") -> Found:
    return with_stripe(server, lambda payments: payments.load(ref, account))


def read_newest_event(server: StripeServer, kind: str) -> ProviderEvent:
    """The newest event of a kind, as the adapter reads it."""
    event = next(each for each in reversed(server.delivery.events) if each["type"] == kind)
    sent = server.delivery.sign(event)
    payments = StripePayments(server.key, server.secret, server.url)
    return payments.read_event(sent.body, sent.headers, datetime.now(UTC))
