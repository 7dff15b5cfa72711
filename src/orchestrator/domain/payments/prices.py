"""What an agent's creator takes, and what of it one asker is told in an offer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.errors import Invalid
from orchestrator.domain.payments.currencies import MAX_AMOUNT, check_currency
from orchestrator.domain.payments.money import Money
from orchestrator.domain.payments.moves import Way
from orchestrator.domain.texts import check_text

MAX_HOW_TO_PAY_CHARACTERS = 2_000
MAX_RECEIPT_CHARACTERS = 1_000
MAX_FREE_PER_MONTH = 1_000
HOLD_HOURS = 144.0
"""Promises that are longer are not held for: cards hold for seven days at most, and the answer comes a little later than promised."""


@dataclass(frozen=True, slots=True)
class TierPrice:
    """What a question costs the people of one tier."""

    amount: int
    """In minor units, >= 0; 0 costs nothing."""
    free_per_month: int = 0
    """Questions that each of them has free in any 30 days, >= 0."""


NOTHING = TierPrice(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceList:
    """The prices of one agent, in minor units of one currency."""

    currency: str
    way: Way
    tiers: Mapping[Tier, TierPrice] = field(default_factory=dict)
    """A tier that is not named pays nothing."""
    how_to_pay: str = ""
    """By hand: where the money goes."""
    private_extra: int | None = None
    """Added where the answer is given to nobody else; None where that is not for sale."""
    membership_month: int | None = None
    membership_year: int | None = None
    receipt_details: str = ""
    """Printed on receipts, such as an address and a tax number."""
    account: str = ""
    """The creator's account at the provider; '' for that of the installation."""
    account_ready: bool = False
    version: int = 0
    """0 where nothing is saved yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskerPrice:
    """The prices of an agent as they are for one asker now."""

    way: Way
    currency: str
    amount: int
    """Of a question, in minor units, before what is free; >= 0."""
    free_per_month: int
    free_used: int
    """Of the last 30 days, >= 0."""
    private_extra: int | None
    account: str
    account_ready: bool

    @property
    def has_free_left(self) -> bool:
        return self.free_used < self.free_per_month

    @property
    def offered(self) -> "OfferedPrice":
        """What an offer that is made now promises."""
        is_free = self.amount == 0 or self.has_free_left
        return OfferedPrice(Money(0 if is_free else self.amount, self.currency), self.private_extra)


@dataclass(frozen=True, slots=True)
class OfferedPrice:
    """The price in an offer, which a later change of prices leaves as it is."""

    price: Money
    """0 where it costs nothing."""
    private_extra: int | None
    """None where a private answer is not for sale."""

    def total(self, *, is_private: bool) -> Money:
        """What is paid. Raises Invalid `private_not_for_sale`."""
        if is_private and self.private_extra is None:
            raise _not_for_sale()
        return Money(self.price.amount + (self.private_extra or 0 if is_private else 0), self.price.currency)


@dataclass(frozen=True, slots=True)
class AmountDue:
    """What is to be paid before an offer is accepted."""

    total: Money
    """0 where nothing is."""
    is_changed: bool
    """Whether the offer promised one of the free questions, and they are used up meanwhile."""


def amount_due(offered: OfferedPrice | None, prices: AskerPrice | None, *, is_private: bool) -> AmountDue | None:
    """What the acceptance of an offer costs; None where the agent had no prices. `prices` are those of now. Raises as `total`."""
    if offered is None:
        if is_private:
            raise _not_for_sale()
        return None
    promised_free = offered.price.amount == 0 and prices is not None and prices.currency == offered.price.currency
    if promised_free and prices is not None and prices.amount > 0 and prices.free_per_month > 0 and not prices.has_free_left:
        offered = OfferedPrice(Money(prices.amount, prices.currency), offered.private_extra)
        return AmountDue(offered.total(is_private=is_private), is_changed=True)
    return AmountDue(offered.total(is_private=is_private), is_changed=False)


def can_be_paid(prices: AskerPrice | None, ways: Collection[Way]) -> AskerPrice | None:
    """The prices, where somebody can pay them here: the installation has the way, and an account of the creator's own is ready."""
    if prices is None or prices.way not in ways or (prices.account and not prices.account_ready):
        return None
    return prices


def is_too_long_to_hold(expected_hours: float) -> bool:
    """Whether the money is taken at once, and given back where there is no answer."""
    return expected_hours > HOLD_HOURS


def check_prices(prices: PriceList, ways: Sequence[Way]) -> PriceList:
    """The prices with texts trimmed.

    Raises Invalid `unknown_currency`, `way_not_offered`, `invalid_price` naming the field, `how_to_pay_missing`, and as `check_text`.
    """
    check_currency(prices.currency)
    if prices.way not in ways:
        raise Invalid("way_not_offered", f"Money cannot come by {prices.way.value!r} here.", field="way")
    for tier, price in prices.tiers.items():
        _check_amount(f"tiers.{tier.value}", price.amount)
        if not 0 <= price.free_per_month <= MAX_FREE_PER_MONTH:
            raise _invalid(f"tiers.{tier.value}.free_per_month", f"must be between 0 and {MAX_FREE_PER_MONTH:,}")
    if prices.private_extra is not None:
        _check_amount("private_extra", prices.private_extra)
    for name, amount in (("month", prices.membership_month), ("year", prices.membership_year)):
        if amount is not None:
            _check_amount(f"membership.{name}", amount, least=1)
            if prices.way is Way.by_hand:
                raise _invalid(f"membership.{name}", "cannot be sold by hand: leave it out")
    how = check_text("how_to_pay", prices.how_to_pay, MAX_HOW_TO_PAY_CHARACTERS) if prices.how_to_pay.strip() else ""
    if prices.way is Way.by_hand and not how:
        raise Invalid("how_to_pay_missing", "Write how people pay: they are told when they accept.", field="how_to_pay")
    details = check_text("receipt_details", prices.receipt_details, MAX_RECEIPT_CHARACTERS) if prices.receipt_details.strip() else ""
    return PriceList(
        currency=prices.currency, way=prices.way, tiers=prices.tiers, how_to_pay=how, receipt_details=details, private_extra=prices.private_extra,
        membership_month=prices.membership_month, membership_year=prices.membership_year, account=prices.account,
        account_ready=prices.account_ready, version=prices.version,
    )  # fmt: skip


def _check_amount(name: str, amount: int, least: int = 0) -> None:
    if not least <= amount <= MAX_AMOUNT:
        raise _invalid(name, f"must be between {least} and {MAX_AMOUNT:,}, in minor units of the currency")


def _invalid(name: str, problem: str) -> Invalid:
    return Invalid("invalid_price", f"{name} {problem}.", field=name, problem=problem)


def _not_for_sale() -> Invalid:
    return Invalid("private_not_for_sale", "This creator sells no private answers.", field="private")
