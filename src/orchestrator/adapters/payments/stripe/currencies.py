"""Amounts in Stripe's units. Stripe counts most currencies in hundredths, also some that CLDR, and so we, may count in whole units.

Source: https://docs.stripe.com/currencies, "Minor units in API amounts" and "Special cases".
"""

from collections.abc import Mapping
from dataclasses import dataclass

from orchestrator.domain.errors import Conflict
from orchestrator.domain.payments.money import Money

WHOLE = frozenset("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split())
"""What Stripe counts in whole units."""
THOUSANDTHS = frozenset("BHD JOD KWD OMR TND".split())
"""What Stripe counts in thousandths, of which the last digit has to be 0."""
ENDS_WITH_00 = frozenset({"ISK", "UGX"})
"""What has no decimals, and Stripe counts in hundredths that have to end with 00."""


@dataclass(frozen=True, slots=True)
class Units:
    """Turns our amounts into Stripe's and back."""

    digits: Mapping[str, int]
    """How many decimals our amounts have, by currency in capitals. One that is missing counts as Stripe does it."""

    def to_stripe(self, price: Money) -> int:
        """The amount as Stripe counts it. Raises Conflict `payment_refused` for one that Stripe does not take."""
        shift = self._shift(price.currency)
        amount, rest = (price.amount * 10**shift, 0) if shift >= 0 else divmod(price.amount, 10**-shift)
        step = 10 if price.currency in THOUSANDTHS else 100 if price.currency in ENDS_WITH_00 else 1
        if rest or amount % step:
            raise Conflict("payment_refused", f"Stripe does not take so small a part of {price.currency}.", reason="amount_not_divisible")
        return int(amount)

    def from_stripe(self, amount: int, currency: str) -> Money:
        """`currency` as Stripe writes it, in small letters. What we cannot hold is rounded up: no fee looks smaller than it is."""
        ours = currency.upper()
        shift = self._shift(ours)
        return Money(-(-amount // 10**shift) if shift >= 0 else amount * int(10**-shift), ours)

    def _shift(self, currency: str) -> int:
        theirs = 0 if currency in WHOLE else 3 if currency in THOUSANDTHS else 2
        return theirs - self.digits.get(currency, theirs)
