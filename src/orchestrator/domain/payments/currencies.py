"""Currencies that prices can be in, and how amounts are told. The digits are those of Unicode's CLDR, by `babel`."""

from decimal import Decimal
from functools import cache

from babel.core import UnknownLocaleError, get_global
from babel.numbers import format_currency, get_currency_precision

from orchestrator.domain.errors import Invalid
from orchestrator.domain.payments.money import Money

ZERO_DECIMAL = frozenset({"BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"})
"""Those without minor units by ISO 4217. CLDR leaves out the digits of more, which people no longer use but payment providers count in:
such currencies are not offered, as one amount would mean two."""

MAX_AMOUNT = 99_999_999
"""In minor units; the largest that providers take."""


@cache
def read_currencies() -> dict[str, int]:
    """The currencies that are legal tender somewhere today, with the digits of their minor units."""
    tender = {
        code for used in get_global("territory_currencies").values() for code, _, ends, is_tender in used if ends is None and is_tender
    }
    digits = {code: get_currency_precision(code) for code in sorted(tender)}
    return {code: number for code, number in digits.items() if number == 2 or (number == 0 and code in ZERO_DECIMAL)}


def check_currency(code: str) -> str:
    """The code. Raises Invalid `unknown_currency`."""
    if code not in read_currencies():
        raise Invalid("unknown_currency", f"{code[:10]!r} is no currency that prices can be in; use a code such as EUR.", field="currency")
    return code


def in_major_units(money: Money) -> Decimal:
    """500 EUR are 5.00, and 500 JPY 500."""
    return Decimal(money.amount).scaleb(-read_currencies().get(money.currency, 2))


def render_money(money: Money, language: str) -> str:
    """The amount as people write it in the language, such as '5,00 €'; as in English where the language is unknown."""
    amount = in_major_units(money)
    try:
        return format_currency(amount, money.currency, locale=language or "en")
    except (UnknownLocaleError, ValueError):
        return format_currency(amount, money.currency, locale="en")
