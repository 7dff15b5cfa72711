"""What a question costs whom, the table of a payment's moves, currencies, deadlines, and what other prices would have brought."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.errors import Conflict, Invalid
from orchestrator.domain.payments.currencies import check_currency, read_currencies, render_money
from orchestrator.domain.payments.deadlines import answer_deadline
from orchestrator.domain.payments.money import Money
from orchestrator.domain.payments.moves import MOVES, PaymentStatus, Way, check_move
from orchestrator.domain.payments.prices import (
    AmountDue,
    AskerPrice,
    OfferedPrice,
    PriceList,
    TierPrice,
    amount_due,
    can_be_paid,
    check_prices,
    is_too_long_to_hold,
)
from orchestrator.domain.payments.replay import PastQuestion, TierReplay, replay_prices
from orchestrator.domain.replies.phrases import PHRASES
from orchestrator.domain.replies.phrases.paying import PAYING

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
S = PaymentStatus


def asked(**changes: object) -> AskerPrice:
    values: dict[str, object] = {
        "way": Way.stripe, "currency": "EUR", "amount": 500, "free_per_month": 0, "free_used": 0, "private_extra": 300, "account": "",
        "account_ready": False,
    } | changes  # fmt: skip
    return AskerPrice(**values)  # type: ignore[arg-type]  # the values of one default, overridden by name


def test_the_moves_of_a_payment() -> None:
    assert {before: {after for was, after in MOVES if was is before} for before in S} == {
        S.required: {S.held, S.lapsed},
        S.lapsed: {S.held},
        S.held: {S.captured, S.released, S.refunded},
        S.captured: {S.refunded, S.disputed},
        S.disputed: {S.captured, S.refunded},
        S.released: set(),
        S.refunded: set(),
    }
    check_move(S.required, S.held)
    with pytest.raises(Conflict) as refused:
        check_move(S.required, S.captured)
    assert refused.value.fields["possible"] == ["held", "lapsed"]


@pytest.mark.parametrize(
    ("prices", "price"),
    [
        (asked(), 500),
        (asked(amount=0), 0),
        (asked(free_per_month=1), 0),
        (asked(free_per_month=1, free_used=1), 500),
        (asked(free_per_month=2, free_used=3), 500),
    ],
)
def test_what_an_offer_promises(prices: AskerPrice, price: int) -> None:
    assert prices.offered == OfferedPrice(Money(price, "EUR"), 300)


FREE, PRICED = OfferedPrice(Money(0, "EUR"), None), OfferedPrice(Money(500, "EUR"), 300)


@pytest.mark.parametrize(
    ("offered", "prices", "is_private", "due"),
    [
        (None, None, False, None),
        (PRICED, asked(amount=900), False, AmountDue(Money(500, "EUR"), False)),
        (PRICED, None, False, AmountDue(Money(500, "EUR"), False)),
        (PRICED, asked(), True, AmountDue(Money(800, "EUR"), False)),
        (FREE, asked(amount=0), False, AmountDue(Money(0, "EUR"), False)),
        (FREE, asked(free_per_month=1), False, AmountDue(Money(0, "EUR"), False)),
        # The last free one was used meanwhile.
        (FREE, asked(free_per_month=1, free_used=1), False, AmountDue(Money(500, "EUR"), True)),
        # The creator has raised a price of nothing: no open offer changes.
        (FREE, asked(), False, AmountDue(Money(0, "EUR"), False)),
        (FREE, asked(free_per_month=1, free_used=1, currency="USD"), False, AmountDue(Money(0, "EUR"), False)),
    ],
)
def test_what_an_acceptance_costs(offered: OfferedPrice | None, prices: AskerPrice | None, is_private: bool, due: AmountDue | None) -> None:
    assert amount_due(offered, prices, is_private=is_private) == due


@pytest.mark.parametrize("offered", [None, FREE])
def test_a_private_answer_that_is_not_for_sale(offered: OfferedPrice | None) -> None:
    with pytest.raises(Invalid, match="private"):
        amount_due(offered, asked(), is_private=True)


@pytest.mark.parametrize(
    ("prices", "ways", "is_payable"),
    [
        (None, [Way.stripe], False),
        (asked(), [Way.stripe], True),
        (asked(), [Way.by_hand], False),
        (asked(), [], False),
        (asked(account="acct_1"), [Way.stripe], False),
        (asked(account="acct_1", account_ready=True), [Way.stripe], True),
    ],
)
def test_prices_are_told_where_they_can_be_paid(prices: AskerPrice | None, ways: list[Way], is_payable: bool) -> None:
    assert can_be_paid(prices, ways) == (prices if is_payable else None)


@pytest.mark.parametrize(("hours", "is_charged"), [(1.0, False), (144.0, False), (144.1, True), (400.0, True)])
def test_what_is_promised_later_than_in_six_days_is_charged(hours: float, is_charged: bool) -> None:
    assert is_too_long_to_hold(hours) == is_charged


@pytest.mark.parametrize(
    ("ends", "deadline"),
    [
        (None, NOW + timedelta(hours=72)),
        (NOW + timedelta(hours=200), NOW + timedelta(hours=72)),
        (NOW + timedelta(hours=73), NOW + timedelta(hours=72)),
        (NOW + timedelta(hours=40), NOW + timedelta(hours=39)),
    ],
)
def test_the_deadline_leaves_an_hour_of_the_hold(ends: datetime | None, deadline: datetime) -> None:
    assert answer_deadline(NOW, 72, ends) == deadline


@pytest.mark.parametrize(
    ("money", "language", "said"),
    [
        (Money(500, "EUR"), "en", "€5.00"),
        (Money(500, "EUR"), "de", "5,00\N{NO-BREAK SPACE}€"),
        (Money(500, "JPY"), "en", "¥500"),
        (Money(123456, "USD"), "en", "$1,234.56"),
        (Money(500, "EUR"), "tlh", "€5.00"),
        (Money(500, "EUR"), "", "€5.00"),
    ],
)
def test_an_amount_as_people_write_it(money: Money, language: str, said: str) -> None:
    assert render_money(money, language) == said


@pytest.mark.parametrize("code", ["XXX", "eur", "", "EURO", "ISK", "KWD", "DEM"])
def test_currencies_that_prices_cannot_be_in(code: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_currency(code)
    assert refused.value.code == "unknown_currency"


def test_currencies_have_two_digits_or_none() -> None:
    found = read_currencies()
    assert (found["EUR"], found["USD"], found["JPY"], found["KRW"]) == (2, 2, 0, 0)
    assert set(found.values()) == {0, 2}


@pytest.mark.parametrize("amount", [-1, 100_000_000])
def test_amounts_have_bounds(amount: int) -> None:
    with pytest.raises(Invalid) as refused:
        check_prices(PriceList(currency="EUR", way=Way.stripe, tiers={Tier.free: TierPrice(amount)}), [Way.stripe])
    assert (refused.value.code, refused.value.fields["field"]) == ("invalid_price", "tiers.free")


def test_free_questions_are_counted_in_any_thirty_days() -> None:
    asker, since = uuid4(), NOW - timedelta(days=30)
    past = [PastQuestion(asker, Tier.free, NOW - timedelta(days=days), is_answered=days != 5) for days in (45, 20, 10, 5)]
    prices = {Tier.free: TierPrice(500, free_per_month=1)}
    # That of 45 days ago was free and is counted no more; that of 20 days ago is still within 30 days of it.
    assert replay_prices(prices, past, since) == {Tier.free: TierReplay(asked=3, answered=2, would_pay=2, free=1, earned=500)}
    assert replay_prices({}, past, since) == {Tier.free: TierReplay(asked=3, answered=2, would_pay=0, free=3, earned=0)}


def test_money_is_told_in_every_language_of_the_agent() -> None:
    assert PAYING.keys() == PHRASES.keys()
    for language, phrases in PAYING.items():
        for name in ("held", "charged", "pay", "no_page"):
            assert "{price}" in getattr(phrases, name), (language, name)
        assert "{where}" in phrases.pay, language
        assert "{creator}" in phrases.too_late, language
