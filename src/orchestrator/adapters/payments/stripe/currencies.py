"""Amounts in Stripe's units. Stripe counts most currencies in hundredths, also some that CLDR, and so we, count in whole units.

Source: https://docs.stripe.com/currencies ("Minor units in API amounts", "Special cases") and CLDR 48, supplemental data, fractions.
"""

from orchestrator.domain.errors import Conflict
from orchestrator.domain.payments.money import Money

_WHOLE_AT_STRIPE = frozenset("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split())
_THOUSANDTHS = frozenset("BHD JOD KWD OMR TND".split())
"""Stripe takes them only with a last digit of 0."""
_WHOLE_HERE = _WHOLE_AT_STRIPE | frozenset("AFN ALL COP HUF IDR ISK LAK LBP MMK PKR RSD SOS STD UGX YER".split())
"""What CLDR gives no decimals. Stripe wants ISK and UGX as hundredths that end with 00, which they do when they come from whole units."""


def _units(currency: str) -> int:
    """How many of Stripe's units one of ours is."""
    return 100 if currency in _WHOLE_HERE - _WHOLE_AT_STRIPE else 1


def to_stripe(price: Money) -> int:
    """The amount as Stripe counts it. Raises Conflict `payment_refused` for one that Stripe cannot take."""
    if price.currency in _THOUSANDTHS and price.amount % 10:
        raise Conflict("payment_refused", f"Stripe takes {price.currency} with two decimals only.", reason="amount_not_divisible")
    return price.amount * _units(price.currency)


def from_stripe(amount: int, currency: str) -> Money:
    """`currency` as Stripe writes it, in small letters. A fraction that we cannot hold is rounded up: no fee looks smaller than it is."""
    ours = currency.upper()
    return Money(-(-amount // _units(ours)), ours)
