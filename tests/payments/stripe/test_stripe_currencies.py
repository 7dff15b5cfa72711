"""Amounts arrive at Stripe as Stripe counts them, and come back as ours."""

from collections.abc import Iterator

import pytest

from orchestrator.adapters.payments.stripe.currencies import Units
from orchestrator.adapters.payments.stripe.provider import StripePayments
from orchestrator.domain.errors import Conflict
from orchestrator.domain.payments.money import Money
from orchestrator.ports.payments import Found, Standing, Taking
from support.servers.stripe_server import StripeServer, stripe_server
from support.stripe_payments import make_order, with_stripe

DIGITS = {"EUR": 2, "JPY": 0, "ISK": 0, "UGX": 0, "HUF": 0, "TWD": 2, "MGA": 0, "KWD": 3, "PKR": 0, "CLP": 2, "BHD": 2}
UNITS = Units(DIGITS)


@pytest.fixture
def stripe() -> Iterator[StripeServer]:
    with stripe_server() as server:
        yield server


@pytest.mark.parametrize(
    ("amount", "currency", "at_stripe"),
    [
        (500, "EUR", 500), (500, "JPY", 500), (500, "ISK", 50_000), (500, "UGX", 50_000), (500, "HUF", 50_000), (500, "TWD", 500),
        (500, "MGA", 500), (500, "KWD", 500), (500, "PKR", 50_000), (500, "USD", 500), (500, "KRW", 500), (500, "CLP", 5), (50, "BHD", 500),
    ],
)  # fmt: skip
def test_amounts_there_and_back(amount: int, currency: str, at_stripe: int) -> None:
    assert UNITS.to_stripe(Money(amount, currency)) == at_stripe
    assert UNITS.from_stripe(at_stripe, currency.lower()) == Money(amount, currency)


@pytest.mark.parametrize("price", [Money(501, "KWD"), Money(550, "CLP")])
def test_an_amount_that_stripe_cannot_take(price: Money) -> None:
    with pytest.raises(Conflict) as raised:
        UNITS.to_stripe(price)
    assert (raised.value.code, raised.value.fields["reason"]) == ("payment_refused", "amount_not_divisible")


@pytest.mark.parametrize("currency", ["ISK", "UGX"])
def test_without_decimals_of_our_own_stripes_rule_still_holds(currency: str) -> None:
    with pytest.raises(Conflict):
        Units({}).to_stripe(Money(550, currency))
    assert Units({}).to_stripe(Money(500, currency)) == 500


def test_a_fraction_of_a_fee_is_rounded_up() -> None:
    assert UNITS.from_stripe(101, "isk") == Money(2, "ISK")


@pytest.mark.parametrize("currency", sorted(DIGITS))
def test_the_whole_way(stripe: StripeServer, currency: str) -> None:
    """The server has the rules of its own, and refuses amounts that break them."""
    price = Money(2_000, currency)
    order = make_order(price=price, taking=Taking.charge)

    async def story(payments: StripePayments) -> tuple[Found, Found]:
        checkout = await payments.start_checkout(order)
        stripe.pay(order.payment_id)
        charged = await payments.load(checkout.ref, "")
        return charged, await payments.give_back(checkout.ref, "", "key")

    charged, given_back = with_stripe(stripe, story, digits=DIGITS)
    assert (charged.standing, charged.price, given_back.standing) == (Standing.charged, price, Standing.refunded)
    assert stripe.sums(order.payment_id).captured == stripe.sums(order.payment_id).refunded
