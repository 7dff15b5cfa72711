"""Checkouts at Stripe: what is asked for, and that a payment has one, whatever fails on the way."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from orchestrator.adapters.payments.stripe.provider import StripePayments
from orchestrator.domain.errors import Conflict, NotFound, Unavailable
from orchestrator.domain.payments.money import Money
from orchestrator.ports.payments import Interval, PaymentProvider, Standing, Taking
from support.servers.stripe_server import StripeServer, stripe_server
from support.stripe_payments import CANCEL, RETURN, load, make_order, start, start_paid, with_stripe

PROVIDER: PaymentProvider = StripePayments("sk_test_x", "whsec_x")


@pytest.fixture
def stripe() -> Iterator[StripeServer]:
    with stripe_server() as server:
        yield server


def sent(stripe: StripeServer) -> dict[str, Any]:
    """The parameters of the newest checkout that was asked for."""
    return next(call.params for call in reversed(stripe.calls) if call.name == "POST /v1/checkout/sessions")


def test_what_is_asked_for_to_be_held(stripe: StripeServer) -> None:
    order = make_order()
    before = datetime.now(UTC)
    checkout = start(stripe, order)
    ours = {"payment_id": str(order.payment_id)}
    assert sent(stripe) == {
        "mode": "payment", "client_reference_id": str(order.payment_id), "metadata": ours, "allowed_payment_method_types": ["card"],
        "line_items": [{"quantity": "1", "price_data": {"currency": "eur", "unit_amount": "500", "product_data": {"name": order.title}}}],
        "payment_intent_data": {"capture_method": "manual", "metadata": ours, "description": order.title},
        "success_url": RETURN, "cancel_url": CANCEL, "locale": "de", "customer_email": "ada@example.org",
        "expires_at": str(int(checkout.expires_at.timestamp())),
    }  # fmt: skip
    assert checkout.ref.startswith("cs_")
    assert checkout.url == f"{stripe.url}/c/pay/{checkout.ref}"
    assert timedelta(minutes=31) <= checkout.expires_at - before <= timedelta(minutes=33)


def test_what_is_charged_at_once(stripe: StripeServer) -> None:
    start(stripe, make_order(taking=Taking.charge, email="", language="xx"))
    assert sent(stripe)["payment_intent_data"]["capture_method"] == "automatic"
    assert sent(stripe)["locale"] == "auto"
    assert "customer_email" not in sent(stripe)


def test_a_membership_is_a_subscription(stripe: StripeServer) -> None:
    order = make_order(interval=Interval.year)
    start(stripe, order)
    assert sent(stripe)["mode"] == "subscription"
    assert sent(stripe)["line_items"][0]["price_data"]["recurring"] == {"interval": "year"}
    assert sent(stripe)["subscription_data"] == {"metadata": {"payment_id": str(order.payment_id)}, "description": order.title}
    assert not {"payment_intent_data", "expires_at"} & sent(stripe).keys()


def test_tax_is_part_of_the_price_and_found_out_only_where_it_is_asked_for(stripe: StripeServer) -> None:
    start(stripe, make_order())
    assert "automatic_tax" not in sent(stripe)
    start(stripe, make_order(), has_automatic_tax=True)
    assert sent(stripe)["automatic_tax"] == {"enabled": "true"}
    assert sent(stripe)["line_items"][0]["price_data"]["tax_behavior"] == "inclusive"


def test_money_is_taken_on_the_creators_account(stripe: StripeServer) -> None:
    account = stripe.add_account()
    order = make_order(account=account)
    ref = start_paid(stripe, order)
    assert load(stripe, ref, account).standing is Standing.held
    assert {entry.account for entry in stripe.ledger} == {account}
    with pytest.raises(NotFound) as raised:
        load(stripe, ref)
    assert raised.value.code == "unknown_checkout"


def test_nothing_of_this_machine_is_told(stripe: StripeServer) -> None:
    start(stripe, make_order())
    start(stripe, make_order())
    assert not [headers for headers in stripe.headers if "x-stripe-client-telemetry" in headers]
    assert "telemetry_id" not in stripe.headers[-1]["x-stripe-client-user-agent"]
    assert "platform" not in stripe.headers[-1]["x-stripe-client-user-agent"]


@pytest.mark.parametrize("changed", [{}, {"email": "other@example.org"}, {"return_url": f"{RETURN}?again"}])
def test_the_same_payment_has_the_same_checkout(stripe: StripeServer, changed: dict[str, str]) -> None:
    order = make_order()
    first = start(stripe, order)
    for _ in range(3):
        start(stripe, make_order())
    again = start(stripe, replace(order, **changed))  # type: ignore[arg-type]
    assert (again.ref, again.url, again.expires_at) == (first.ref, first.url, first.expires_at)


@pytest.mark.parametrize(("minutes", "url"), [(0, RETURN), (40, CANCEL)])
def test_a_checkout_that_is_over_leads_back(stripe: StripeServer, minutes: int, url: str) -> None:
    order = make_order()
    ref = start(stripe, order).ref
    if minutes:
        stripe.advance(minutes=minutes)
    else:
        stripe.pay(order.payment_id)
    # With another address the key is of no use, so that Stripe's own list is asked.
    again = start(stripe, replace(order, email=""))
    assert (again.ref, again.url) == (ref, url)


@pytest.mark.parametrize(
    "kind", ["stall_before", "stall_after", "drop_after", "error_before", "error_after", "bad_gateway", "busy", "in_use"]
)
@pytest.mark.parametrize("is_changed", [False, True])
def test_a_checkout_that_failed_is_made_once(stripe: StripeServer, kind: str, is_changed: bool) -> None:
    order = make_order()
    # Twice, as the library tries some again by itself.
    stripe.faults.plan(kind, "POST /v1/checkout/sessions", 2)
    with pytest.raises(Unavailable) as raised:
        start(stripe, order, deadline_s=0.5)
    assert raised.value.code == "payments_unavailable"
    stripe.faults.planned.clear()
    checkout = start(stripe, replace(order, email="other@example.org") if is_changed else order)
    assert [each["id"] for each in stripe.world.all("checkout.session")] == [checkout.ref]


def test_a_pause_that_stripe_asks_for_is_told(stripe: StripeServer) -> None:
    stripe.faults.plan("busy", times=2)
    with pytest.raises(Unavailable) as raised:
        start(stripe, make_order())
    assert raised.value.fields["retry_after_s"] == 3


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"price": Money(10, "EUR")}, "amount_too_small"),
        ({"price": Money(10**12, "EUR")}, "amount_too_large"),
        ({"email": "no address"}, "email_invalid"),
        ({"return_url": "paid"}, "url_invalid"),
    ],
)
def test_what_stripe_refuses_is_not_tried_again(stripe: StripeServer, changed: dict[str, Any], reason: str) -> None:
    with pytest.raises(Conflict) as raised:
        start(stripe, make_order(**changed))
    assert (raised.value.code, raised.value.fields["reason"]) == ("payment_refused", reason)


def test_an_account_that_is_not_ready_is_refused(stripe: StripeServer) -> None:
    with pytest.raises(Conflict, match="business name"):
        start(stripe, make_order(account=stripe.add_account(is_ready=False)))


def test_closing_a_checkout(stripe: StripeServer) -> None:
    order = make_order()
    ref = start(stripe, order).ref
    for _ in range(2):
        found = with_stripe(stripe, lambda payments: payments.close_checkout(ref, ""))
        assert found.standing is Standing.lapsed
    with pytest.raises(NotFound):
        with_stripe(stripe, lambda payments: payments.close_checkout("cs_test_none", ""))


def test_a_checkout_that_was_paid_a_moment_before_is_not_closed(stripe: StripeServer) -> None:
    ref = start_paid(stripe, make_order())
    assert with_stripe(stripe, lambda payments: payments.close_checkout(ref, "")).standing is Standing.held


def test_all_checkouts_since_are_listed(stripe: StripeServer) -> None:
    account = stripe.add_account()
    start(stripe, make_order())
    stripe.advance(days=1)
    since = datetime.now(UTC) + timedelta(hours=1)
    params = stripe.calls[-1].params
    expected = set()
    for number in range(230):
        ours = f"00000000-0000-4000-8000-{number:012x}"
        made = stripe.world.open_session(params | {"client_reference_id": ours}, "")
        expected.add((UUID(ours), made["id"]))
    for foreign in ("4711", "", None, ours.upper().replace("8000", "800A")):
        stripe.world.open_session(params | {"client_reference_id": foreign, "metadata": {}}, "")
    stripe.world.open_session(params, account)
    before = len(stripe.calls)

    async def gather(payments: StripePayments) -> list[tuple[UUID, str]]:
        return [each async for each in payments.list_checkouts("", since)]

    found = with_stripe(stripe, gather)
    assert len(found) == 230
    assert set(found) == expected
    assert len(stripe.calls) - before == 3
