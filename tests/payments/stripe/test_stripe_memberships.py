"""Memberships at Stripe: paid, renewed, not renewed, and ended with what is paid."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from orchestrator.domain.errors import Unavailable
from orchestrator.domain.payments.money import Money
from orchestrator.ports.payments import Found, Interval, Standing
from support.servers.stripe_server import StripeServer, stripe_server
from support.servers.stripe_service.ledger import Sums
from support.stripe_payments import load, make_order, start, start_paid, with_stripe


@pytest.fixture
def stripe() -> Iterator[StripeServer]:
    with stripe_server() as server:
        yield server


def days_paid(found: Found) -> int:
    assert found.paid_until is not None
    return round((found.paid_until - datetime.now(UTC)) / timedelta(days=1))


def end(stripe: StripeServer, ref: str, key: str = "end") -> None:
    with_stripe(stripe, lambda payments: payments.end_membership(ref, "", key))


def test_a_membership_is_paid(stripe: StripeServer) -> None:
    order = make_order(interval=Interval.month)
    ref = start(stripe, order).ref
    assert load(stripe, ref) == Found(standing=Standing.open, payment_ref=None, price=None)
    stripe.pay(order.payment_id)
    found = load(stripe, ref)
    assert (found.standing, found.price, found.fee, found.has_ended) == (Standing.charged, Money(500, "EUR"), 33, False)
    assert found.subscription_ref is not None
    assert found.subscription_ref.startswith("sub_")
    assert found.payment_ref is not None
    assert days_paid(found) == 30
    assert stripe.sums(order.payment_id) == Sums(captured=500)


def test_one_that_nobody_pays_lapses(stripe: StripeServer) -> None:
    ref = start(stripe, make_order(interval=Interval.month)).ref
    stripe.advance(days=2)
    assert load(stripe, ref).standing is Standing.lapsed


def test_it_is_renewed(stripe: StripeServer) -> None:
    order = make_order(interval=Interval.month)
    ref = start_paid(stripe, order)
    stripe.advance(days=31)
    assert days_paid(load(stripe, ref)) == 60
    assert stripe.sums(order.payment_id) == Sums(captured=1_000)


def test_a_renewal_that_is_not_paid_ends_where_the_paid_time_ends(stripe: StripeServer) -> None:
    ref = start_paid(stripe, make_order(interval=Interval.month))
    stripe.world.declines_renewals = True
    stripe.advance(days=31)
    found = load(stripe, ref)
    assert (found.standing, found.has_ended, days_paid(found)) == (Standing.charged, False, 30)
    # Stripe gives up.
    (subscription,) = stripe.world.all("subscription")
    stripe.world.end(subscription)
    assert load(stripe, ref).has_ended


def test_a_renewal_that_stripe_has_not_tried_yet_counts_for_a_day(stripe: StripeServer) -> None:
    ref = start_paid(stripe, make_order(interval=Interval.month))
    stripe.world.declines_renewals = True
    stripe.advance(days=31)
    (subscription,) = stripe.world.all("subscription")
    subscription["status"] = "active"
    assert days_paid(load(stripe, ref)) == 31


def test_it_ends_with_what_is_paid(stripe: StripeServer) -> None:
    order = make_order(interval=Interval.month)
    ref = start_paid(stripe, order)
    subscription = str(load(stripe, ref).subscription_ref)
    for _ in range(2):
        end(stripe, subscription)
    found = load(stripe, ref)
    assert (found.has_ended, days_paid(found)) == (True, 30)
    stripe.advance(days=31)
    assert load(stripe, ref).has_ended
    end(stripe, subscription)
    assert stripe.sums(order.payment_id) == Sums(captured=500)


def test_one_whose_renewal_is_not_paid_ends_at_once(stripe: StripeServer) -> None:
    ref = start_paid(stripe, make_order(interval=Interval.month))
    stripe.world.declines_renewals = True
    stripe.advance(days=31)
    subscription = str(load(stripe, ref).subscription_ref)
    end(stripe, subscription)
    assert stripe.world.all("subscription")[0]["status"] == "canceled"


@pytest.mark.parametrize("kind", ["stall_after", "error_before", "error_after", "bad_gateway", "busy"])
def test_ending_is_repeated(stripe: StripeServer, kind: str) -> None:
    ref = start_paid(stripe, make_order(interval=Interval.month))
    subscription = str(load(stripe, ref).subscription_ref)
    stripe.faults.plan(kind, "POST /v1/subscriptions/.*", 2)
    with pytest.raises(Unavailable):
        with_stripe(stripe, lambda payments: payments.end_membership(subscription, "", "end"), deadline_s=0.5)
    stripe.faults.planned.clear()
    end(stripe, subscription)
    assert load(stripe, ref).has_ended


def test_one_that_stripe_does_not_know_has_ended(stripe: StripeServer) -> None:
    end(stripe, "sub_none")


def test_the_newest_payment_is_refunded(stripe: StripeServer) -> None:
    order = make_order(interval=Interval.year, price=Money(5_000, "EUR"))
    ref = start_paid(stripe, order)
    found = with_stripe(stripe, lambda payments: payments.give_back(ref, "", "refund"))
    assert found.standing is Standing.refunded
    assert stripe.sums(order.payment_id) == Sums(captured=5_000, refunded=5_000)
