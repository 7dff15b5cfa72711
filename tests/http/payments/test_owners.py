"""What a creator does: prices, refunds, money by hand, an account of their own; and who may not."""

from typing import Any
from uuid import UUID

import pytest

from orchestrator.engine.payments.owed.settle import settle_payment
from orchestrator.engine.payments.owed.sweep import sweep_payments
from support.payments import PRICES, Shop, Till, open_shop

BY_HAND = {"way": "by_hand", "how_to_pay": "IBAN XY00, with your name.", "private_extra": None}


def test_prices_are_saved_by_version_and_shown_to_the_team(shop: Shop) -> None:
    path = f"/avees/{shop.avee}/prices"
    saved = shop.creator.call("GET", path, 200)
    assert (saved["currency"], saved["way"], saved["ways"], saved["version"]) == ("EUR", "stripe", ["stripe", "by_hand"], 1)
    assert saved["account"] == {"connected": False, "ready": True}
    assert {each["tier"]: each["amount"] for each in saved["tiers"]} == {"free": 500, "guest": 500, "follower": 200}
    assert shop.creator.call("PUT", path, 200, json=saved, headers={"If-Match": '"1"'})["version"] == 2
    assert shop.creator.call("PUT", path, 412, json=saved | {"version": None}, headers={"If-Match": '"1"'})["code"] == "changed_meanwhile"
    assert shop.creator.call("PUT", path, 428, json=PRICES, headers={"If-Match": ""})["code"] == "precondition_required"
    shop.asker.call("GET", path, 404)
    shop.asker.call("PUT", path, 404, json=PRICES)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"currency": "XXX"}, "unknown_currency", "currency"),
        ({"currency": "ISK"}, "unknown_currency", "currency"),
        ({"way": "by_hand"}, "how_to_pay_missing", "how_to_pay"),
        ({"tiers": [{"tier": "free"}, {"tier": "free"}]}, "invalid_price", "tiers"),
        (BY_HAND | {"membership": {"month": 1}}, "invalid_price", "membership.month"),
    ],
)
def test_prices_that_cannot_be_are_refused_with_their_field(shop: Shop, changes: dict[str, Any], code: str, field: str) -> None:
    for method, path in (("PUT", "prices"), ("POST", "prices/preview")):
        refused = shop.creator.call(method, f"/avees/{shop.avee}/{path}", 422, json=PRICES | changes)
        assert (refused["code"], refused["fields"]["field"]) == (code, field)


def test_the_preview_says_what_other_prices_would_have_brought(shop: Shop) -> None:
    question, _ = shop.held()
    shop.answer(question, reuse=False)
    shop.held(shop.till.add_person("otto"))
    path = f"/avees/{shop.avee}/prices/preview"
    more = shop.creator.call("POST", path, 200, json=PRICES | {"tiers": [{"tier": "free", "amount": 900}]})
    assert {name: more[name] for name in ("days", "asked", "answered", "would_pay", "free", "earned", "lost")} == {
        "days": 30, "asked": 2, "answered": 1, "would_pay": 2, "free": 0, "earned": 900, "lost": 0,
    }  # fmt: skip
    nothing = shop.creator.call("POST", path, 200, json=PRICES | {"tiers": []})
    assert (nothing["earned"], nothing["lost"], nothing["would_pay"]) == (0, 500, 0)
    one_free = shop.creator.call("POST", path, 200, json=PRICES | {"tiers": [{"tier": "free", "amount": 900, "free_per_month": 1}]})
    assert (one_free["would_pay"], one_free["free"]) == (0, 2)


def test_an_asker_is_told_what_a_question_costs_them(till: Till) -> None:
    shop = open_shop(till, tiers=[{"tier": "free", "amount": 500, "free_per_month": 2}], membership={"month": 900})
    handle = till.rows("SELECT handle FROM avees WHERE id = %s", shop.avee)[0]["handle"]
    shown = shop.asker.call("GET", f"/handles/{handle}/prices", 200)["prices"]
    assert shown == {
        "currency": "EUR", "question": {"amount": 500, "free_left": 2, "private_extra": 300, "way": "stripe"}, "membership": {"month": 900, "year": None},
    }  # fmt: skip


def test_what_was_taken_is_given_back_with_a_reason(shop: Shop) -> None:
    question, payment = shop.held()
    path = f"/payments/{payment}/refund"
    assert shop.creator.call("POST", path, 409, json={"reason": "Sorry."})["code"] == "illegal_payment_move"
    shop.answer(question)
    shop.till.settle()
    shop.asker.call("POST", path, 404, json={"reason": "Mine!"})
    assert shop.creator.call("POST", path, 422, json={"reason": "  "})["code"]
    shop.till.provider.fails_before.add("give_back")
    try:
        waits = shop.creator.call("POST", path, 200, json={"reason": "Sorry."})
        assert (waits["status"], waits["due"]) == ("captured", "give_back")
    finally:
        shop.till.provider.fails_before.clear()
    shop.till.run(settle_payment, UUID(payment))
    refunded = shop.creator.call("POST", path, 200, json={"reason": "Sorry."})
    assert (refunded["status"], refunded["refund_reason"], refunded["due"]) == ("refunded", "Sorry.", None)
    book = shop.till.provider.book_of(payment)
    assert (book.captured, book.refunded) == (500, 500)


@pytest.mark.parametrize("ends", ["answered", "declined"])
def test_money_by_hand_comes_and_goes_when_the_creator_says_so(till: Till, ends: str) -> None:
    shop = open_shop(till, **BY_HAND)
    offer = shop.offer()
    payment = shop.accept(offer["id"])["payment"]
    assert (payment["checkout_url"], payment["how_to_pay"]) == (None, "IBAN XY00, with your name.")
    shop.asker.call("POST", f"/payments/{payment['id']}/received", 404)
    for _ in range(2):
        assert shop.creator.call("POST", f"/payments/{payment['id']}/received", 200)["status"] == "held"
    assert shop.question(offer["id"]) == "accepted"
    assert till.notified(shop.creator) == []
    given_back = f"/payments/{payment['id']}/given-back"
    assert shop.creator.call("POST", given_back, 409)["code"] == "illegal_payment_move"
    if ends == "answered":
        shop.answer(offer["id"])
        till.settle()
        assert till.status(payment["id"]) == ("captured", None)
        assert shop.creator.call("POST", f"/payments/{payment['id']}/refund", 200, json={"reason": "Sorry."})["due"] == "give_back"
    else:
        shop.creator.call("POST", f"/orchestrator/queue/{offer['id']}/decline", 200)
    till.settle()
    till.run(sweep_payments)
    assert till.status(payment["id"])[1] == "give_back", "it stays in the creator's list until they say that it is done"
    assert [kind for kind in till.notified(shop.creator) if kind == "money_owed"] == ["money_owed"]
    owed = shop.creator.call("GET", f"/avees/{shop.avee}/payments", 200)["items"]
    assert [(each["id"], each["due"], each["asker_display_name"]) for each in owed] == [(payment["id"], "give_back", "Ada")]
    for _ in range(2):
        assert shop.creator.call("POST", given_back, 200)["status"] == "refunded"


def test_money_by_hand_that_never_came_lapses(till: Till) -> None:
    shop = open_shop(till, **BY_HAND)
    payment = shop.accept(shop.offer()["id"])["payment"]["id"]
    till.end_time(payment)
    till.run(sweep_payments)
    assert till.status(payment) == ("lapsed", None)


def test_payments_are_listed_for_both_sides_and_nobody_else(shop: Shop) -> None:
    _, payment = shop.held()
    mine = shop.asker.call("GET", "/me/payments", 200)["items"]
    theirs = shop.creator.call("GET", f"/avees/{shop.avee}/payments?status=held", 200)["items"]
    assert [each["id"] for each in mine] == [each["id"] for each in theirs] == [payment]
    assert (mine[0]["agent_display_name"], theirs[0]["asker_display_name"]) == ("Shop", "Ada")
    assert shop.creator.call("GET", f"/avees/{shop.avee}/payments?status=captured", 200)["items"] == []
    assert shop.creator.call("GET", f"/avees/{shop.avee}/payments?from=2999-01-01T00:00:00Z", 200)["items"] == []
    assert shop.creator.call("GET", f"/avees/{shop.avee}/payments?to=2999-01-01T00:00:00Z", 200)["items"] != []
    stranger = shop.till.add_person("eve")
    for path in (f"/payments/{payment}", f"/avees/{shop.avee}/payments"):
        stranger.call("GET", path, 404)
    for what in ("return", "cancel", "received", "given-back"):
        stranger.call("POST", f"/payments/{payment}/{what}", 404)
    shown = shop.creator.call("GET", f"/orchestrator/queue/{theirs[0]['escalation_id']}", 200)
    assert (shown["price"]["amount"], shown["payment"]["status"]) == (500, "held")


def test_receipts_are_numbered_without_gaps_for_each_creator(shop: Shop) -> None:
    other = open_shop(shop.till)
    numbers = []
    for each in (shop, other, shop):
        question, payment = each.held(each.till.add_person("ada"))
        each.answer(question, reuse=False)
        each.till.settle()
        numbers.append(each.creator.call("GET", f"/payments/{payment}", 200)["receipt_number"])
    assert numbers == [1, 1, 2]


def test_a_creator_connects_an_account_of_their_own(till: Till) -> None:
    shop = open_shop(till)
    path = f"/avees/{shop.avee}/payment-account"
    assert shop.creator.call("GET", path, 200) == {"url": None, "ready": True, "connected": False}
    assert shop.creator.call("POST", path, 422, json={"country": "d1"})["code"] == "invalid_country"
    begun = shop.creator.call("POST", path, 200, json={"country": "DE"})
    assert (begun["ready"], begun["connected"]) == (False, True)
    assert begun["url"]
    assert shop.offer()["price"] is None, "nothing is sold before the account may take money"
    till.provider.accounts[f"acct_{shop.avee}"] = True
    assert shop.creator.call("POST", path, 200, json={}) == {"url": None, "ready": True, "connected": True}
    _, payment = shop.held(till.add_person("otto"))
    assert till.provider.book_of(payment).order.account == f"acct_{shop.avee}"
