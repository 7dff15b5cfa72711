"""Money at Stripe is held, taken and given back once, whatever fails, and is where the adapter says it is."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from orchestrator.adapters.payments.stripe.provider import StripePayments
from orchestrator.domain.errors import Conflict, Unavailable
from orchestrator.domain.payments.money import Money
from orchestrator.ports.payments import Found, Standing, Taking
from support.servers.stripe_server import StripeServer, stripe_server
from support.servers.stripe_service.ledger import Sums
from support.stripe_payments import load, make_order, start, start_paid, with_stripe

PRICE = Money(500, "EUR")
FEE = 33

Move = Callable[[StripePayments, str], Awaitable[Found]]


@pytest.fixture
def stripe() -> Iterator[StripeServer]:
    with stripe_server() as server:
        yield server


async def capture(payments: StripePayments, ref: str) -> Found:
    return await payments.capture(ref, "", "a-key")


async def give_back(payments: StripePayments, ref: str) -> Found:
    return await payments.give_back(ref, "", "another-key")


def move(stripe: StripeServer, ref: str, how: Move) -> Found:
    return with_stripe(stripe, lambda payments: how(payments, ref))


def test_a_question_that_is_answered(stripe: StripeServer) -> None:
    order = make_order()
    ref = start(stripe, order).ref
    assert load(stripe, ref) == Found(standing=Standing.open, payment_ref=None, price=None)
    stripe.decline(order.payment_id)
    declined = load(stripe, ref)
    assert (declined.standing, declined.price) == (Standing.open, None)
    stripe.pay(order.payment_id)
    held = load(stripe, ref)
    assert (held.standing, held.price, held.fee) == (Standing.held, PRICE, None)
    assert held.payment_ref == declined.payment_ref
    assert held.capture_before is not None
    assert timedelta(days=6, hours=23) < held.capture_before - datetime.now(UTC) <= timedelta(days=7)
    captured = move(stripe, ref, capture)
    assert captured == Found(standing=Standing.charged, payment_ref=held.payment_ref, price=PRICE, fee=FEE)
    assert stripe.sums(order.payment_id) == Sums(captured=500)


def test_a_question_that_is_declined(stripe: StripeServer) -> None:
    order = make_order()
    ref = start_paid(stripe, order)
    released = move(stripe, ref, give_back)
    assert (released.standing, released.capture_before) == (Standing.released, None)
    assert stripe.sums(order.payment_id) == Sums()


def test_what_was_charged_at_once_is_refunded(stripe: StripeServer) -> None:
    order = make_order(taking=Taking.charge)
    ref = start_paid(stripe, order)
    assert load(stripe, ref).standing is Standing.charged
    assert move(stripe, ref, give_back).standing is Standing.refunded
    assert stripe.sums(order.payment_id) == Sums(captured=500, refunded=500)


@pytest.mark.parametrize("how", [capture, give_back])
@pytest.mark.parametrize("standing", list(Standing))
def test_what_is_done_already_stays_as_it_is(stripe: StripeServer, how: Move, standing: Standing) -> None:
    """In each standing but the ones that the move is for."""
    order = make_order()
    ref = start(stripe, order).ref
    if standing is Standing.lapsed:
        stripe.advance(minutes=40)
    elif standing is not Standing.open:
        stripe.pay(order.payment_id)
    if standing is Standing.released:
        move(stripe, ref, give_back)
    elif standing in (Standing.charged, Standing.refunded, Standing.disputed, Standing.lost):
        move(stripe, ref, capture)
    if standing is Standing.refunded:
        stripe.refund(order.payment_id)
    elif standing in (Standing.disputed, Standing.lost):
        dispute = stripe.dispute(order.payment_id)
        if standing is Standing.lost:
            stripe.settle(dispute, "lost")
    before = stripe.ledger[:]
    assert load(stripe, ref).standing is standing
    if standing is Standing.disputed and how is give_back:
        with pytest.raises(Conflict) as raised:
            move(stripe, ref, how)
        assert (raised.value.code, raised.value.fields["reason"]) == ("payment_refused", "disputed")
    elif standing is not Standing.held and (how, standing) != (give_back, Standing.charged):
        assert move(stripe, ref, how).standing is standing
    else:
        return
    assert stripe.ledger == before


@pytest.mark.parametrize(
    ("taking", "how", "call", "sums"),
    [
        (Taking.hold, capture, "POST .*/capture", Sums(captured=500)),
        (Taking.hold, give_back, "POST .*/cancel", Sums()),
        (Taking.charge, give_back, "POST .*/refunds", Sums(captured=500, refunded=500)),
    ],
)
@pytest.mark.parametrize(
    "kind", ["stall_before", "stall_after", "drop_after", "error_before", "error_after", "bad_gateway", "busy", "in_use"]
)
def test_each_move_has_its_effect_once(stripe: StripeServer, taking: Taking, how: Move, call: str, sums: Sums, kind: str) -> None:
    order = make_order(taking=taking)
    ref = start_paid(stripe, order)
    stripe.faults.plan(kind, call, 2)

    async def story(payments: StripePayments) -> Found:
        with pytest.raises(Unavailable):
            await how(payments, ref)
        stripe.faults.planned.clear()
        await how(payments, ref)
        return await how(payments, ref)

    found = with_stripe(stripe, story, deadline_s=0.5)
    assert found.standing in (Standing.charged if how is capture else Standing.released if not sums.captured else Standing.refunded,)
    assert stripe.sums(order.payment_id) == sums


def test_two_at_once_take_it_once(stripe: StripeServer) -> None:
    order = make_order()
    ref = start_paid(stripe, order)

    async def story(payments: StripePayments) -> list[Found]:
        return await asyncio.gather(*(payments.capture(ref, "", key) for key in ("one", "two", "one")))

    assert {found.standing for found in with_stripe(stripe, story)} == {Standing.charged}
    assert stripe.sums(order.payment_id) == Sums(captured=500)


def test_a_hold_ends_by_itself(stripe: StripeServer) -> None:
    order = make_order()
    ref = start_paid(stripe, order)
    stripe.advance(days=8)
    assert load(stripe, ref).standing is Standing.released
    assert move(stripe, ref, capture).standing is Standing.released
    assert stripe.sums(order.payment_id) == Sums()


@pytest.mark.parametrize("code", ["charge_expired_for_capture", "capture_charge_authorization_expired", "amount_too_large"])
def test_a_hold_that_the_bank_let_go_is_released(stripe: StripeServer, code: str) -> None:
    ref = start_paid(stripe, make_order())
    stripe.faults.plan("refuse", "POST .*/capture", code=code)
    found = move(stripe, ref, capture)
    assert (found.standing, found.capture_before) == (Standing.released, None)


def test_a_capture_that_the_bank_refuses_says_why(stripe: StripeServer) -> None:
    ref = start_paid(stripe, make_order())
    stripe.faults.plan("refuse", "POST .*/capture", code="card_declined")
    with pytest.raises(Conflict) as raised:
        move(stripe, ref, capture)
    assert (raised.value.code, raised.value.fields["reason"]) == ("payment_refused", "card_declined")


def test_a_refund_that_the_balance_does_not_allow_yet_is_tried_again(stripe: StripeServer) -> None:
    ref = start_paid(stripe, make_order(taking=Taking.charge))
    stripe.faults.plan("refuse", "POST .*/refunds", code="balance_insufficient")
    with pytest.raises(Unavailable):
        move(stripe, ref, give_back)
    assert move(stripe, ref, give_back).standing is Standing.refunded


@pytest.mark.parametrize(
    ("begun", "settled", "standing"),
    [
        ("needs_response", "", Standing.disputed),
        ("under_review", "", Standing.disputed),
        ("needs_response", "won", Standing.charged),
        ("needs_response", "lost", Standing.lost),
        ("needs_response", "appeal_under_review", Standing.disputed),
        ("warning_needs_response", "", Standing.charged),
        ("warning_needs_response", "warning_closed", Standing.charged),
    ],
)
def test_disputes(stripe: StripeServer, begun: str, settled: str, standing: Standing) -> None:
    order = make_order(taking=Taking.charge)
    ref = start_paid(stripe, order)
    dispute = stripe.dispute(order.payment_id, begun)
    if settled:
        stripe.settle(dispute, settled)
    assert load(stripe, ref).standing is standing


def test_refunds_at_the_dashboard(stripe: StripeServer) -> None:
    order = make_order(taking=Taking.charge)
    ref = start_paid(stripe, order)
    stripe.refund(order.payment_id, 200)
    assert load(stripe, ref).standing is Standing.charged
    assert move(stripe, ref, give_back).standing is Standing.refunded
    assert stripe.sums(order.payment_id) == Sums(captured=500, refunded=500)


def test_a_fee_that_is_known_later(stripe: StripeServer) -> None:
    stripe.world.books_late = True
    ref = start_paid(stripe, make_order(taking=Taking.charge))
    assert load(stripe, ref).fee is None
    stripe.world.book()
    assert load(stripe, ref).fee == FEE


def test_a_fee_in_another_currency_has_the_same_share_of_the_price(stripe: StripeServer) -> None:
    stripe.world.settles_in = ("usd", 1.2)
    ref = start_paid(stripe, make_order(taking=Taking.charge))
    # 34 of 600 US cents.
    assert load(stripe, ref).fee == 29


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_taken_twice_while_stripe_fails_at_random(stripe: StripeServer, seed: int) -> None:
    """Each call is repeated with its key until it is done, as the jobs do it."""
    stripe.faults.misbehave(0.3, seed)
    orders = [make_order(taking=Taking.hold if number % 2 else Taking.charge) for number in range(6)]

    async def insist(call: Callable[[], Awaitable[object]]) -> None:
        for _ in range(40):
            try:
                await call()
                return
            except Unavailable:
                continue
        raise AssertionError("it is never done")

    async def story(payments: StripePayments) -> None:
        for number, order in enumerate(orders):
            await insist(lambda order=order: payments.start_checkout(order))  # type: ignore[misc]
            stripe.pay(order.payment_id)
            ref = stripe.world.session_of(str(order.payment_id))["id"]
            if number % 3:
                await insist(lambda ref=ref: payments.capture(ref, "", f"capture-{ref}"))  # type: ignore[misc]
            else:
                await insist(lambda ref=ref: payments.give_back(ref, "", f"give-back-{ref}"))  # type: ignore[misc]

    with_stripe(stripe, story)
    assert len(stripe.world.all("checkout.session")) == len(orders)
    for number, order in enumerate(orders):
        given_back = 0 if number % 3 else 500
        taken = 500 if number % 3 or order.taking is Taking.charge else 0
        assert stripe.sums(order.payment_id) == Sums(captured=taken, refunded=given_back if taken else 0)
