"""The place in the creator's limits is kept while somebody pays; free questions; private answers; prices that changed."""

import pytest

from orchestrator.engine.payments.owed.look import look_at_payment
from orchestrator.engine.payments.owed.sweep import sweep_payments
from support.payments import PRICES, Shop, Till, open_shop

GAMES = "Which board game do you recommend for rainy evenings with grandparents?"


def test_a_place_is_kept_while_somebody_pays_and_no_longer(shop: Shop) -> None:
    shop.creator.configure(shop.avee, max_escalations_per_day=1)
    other = shop.till.add_person("otto")
    theirs = shop.offer(other, GAMES)
    payment = shop.accept(shop.offer()["id"])["payment"]["id"]
    refused = shop.accept(theirs["id"], other, 429)
    assert refused["code"] == "day_limit_reached"
    assert refused["fields"]["opens_at"] is not None, "when the place is given back at the latest"
    shop.till.end_time(payment)
    assert shop.accept(theirs["id"], other)["payment"]["status"] == "required"


def test_a_cancelled_checkout_gives_the_place_back_and_leaves_the_offer_open(shop: Shop) -> None:
    shop.creator.configure(shop.avee, max_escalations_per_day=1)
    offer, other = shop.offer(), shop.till.add_person("otto")
    theirs = shop.offer(other, GAMES)
    payment = shop.accept(offer["id"])["payment"]["id"]
    cancelled = shop.asker.call("POST", f"/payments/{payment}/cancel", 200)
    assert (cancelled["status"], cancelled["checkout_url"]) == ("lapsed", None)
    assert shop.asker.call("POST", f"/payments/{payment}/cancel", 200)["status"] == "lapsed"
    assert not shop.till.provider.pay(payment), "the page is closed"
    assert shop.question(offer["id"]) == "pending"
    assert shop.accept(theirs["id"], other)["payment"]["id"] != payment
    assert shop.accept(offer["id"], expect=429)["code"] == "day_limit_reached"


def test_a_checkout_whose_time_is_over_lapses_by_itself(shop: Shop) -> None:
    offer = shop.offer()
    payment = shop.accept(offer["id"])["payment"]["id"]
    shop.till.end_time(payment)
    shop.till.run(sweep_payments)
    assert shop.till.status(payment) == ("lapsed", None)
    again = shop.accept(offer["id"])["payment"]
    assert again["id"] != payment
    shop.pay(again["id"])
    assert shop.question(offer["id"]) == "accepted"


@pytest.mark.parametrize("is_open", [True, False])
def test_money_that_comes_late_is_taken_while_the_gates_are_open_and_goes_back_otherwise(shop: Shop, is_open: bool) -> None:
    offer = shop.offer()
    payment = shop.accept(offer["id"])["payment"]["id"]
    shop.till.end_time(payment)
    shop.till.run(sweep_payments)
    if not is_open:
        shop.creator.configure(shop.avee, escalation_enabled=False)
    shop.till.provider.pay_late(payment)
    shop.till.run(look_at_payment, shop.till.provider.book_of(payment).order.payment_id)
    assert shop.question(offer["id"]) == ("accepted" if is_open else "pending")
    assert shop.till.status(payment) == ("held", None if is_open else "give_back")
    shop.till.settle()
    told = shop.asker.call("GET", f"/conversations/{offer['conversation']}/messages", 200)["items"][0]["content"]
    if is_open:
        assert "with" in told
    else:
        assert shop.till.status(payment) == ("released", None)
        assert "came too late" in told


def test_money_that_comes_in_time_is_taken_although_a_gate_closed_meanwhile(shop: Shop) -> None:
    """The place is kept."""
    offer = shop.offer()
    payment = shop.accept(offer["id"])["payment"]["id"]
    shop.creator.configure(shop.avee, max_escalations_per_day=0, max_escalations_per_week=0)
    shop.pay(payment)
    assert shop.question(offer["id"]) == "accepted"


@pytest.mark.parametrize("how", ["decline", "ask again"])
def test_an_offer_that_closes_closes_its_checkout(shop: Shop, how: str) -> None:
    offer = shop.offer()
    payment = shop.accept(offer["id"])["payment"]["id"]
    if how == "decline":
        shop.asker.call("POST", f"/orchestrator/queue/{offer['id']}/decline", 200)
    else:
        assert shop.asker.ask(offer["conversation"], GAMES)["path"] == "D"
    shop.till.settle()
    assert shop.till.status(payment) == ("lapsed", None)
    assert not shop.till.provider.pay(payment)


def test_money_for_an_offer_that_was_closed_a_moment_before_goes_back(shop: Shop) -> None:
    offer = shop.offer()
    payment = shop.accept(offer["id"])["payment"]["id"]
    assert shop.till.provider.pay(payment)
    shop.asker.call("POST", f"/orchestrator/queue/{offer['id']}/decline", 200)
    shop.till.settle()
    assert shop.till.status(payment) == ("released", None)
    assert shop.question(offer["id"]) == "declined"


def test_of_two_offers_that_promised_the_last_free_question_the_second_tells_the_price(till: Till) -> None:
    shop = open_shop(till, tiers=[{"tier": "free", "amount": 500, "free_per_month": 1}])
    one, two = shop.offer(), shop.offer(text=GAMES)
    assert (one["price"], two["price"]) == (None, None)
    assert shop.accept(one["id"])["path"] == "E"
    refused = shop.accept(two["id"], expect=409)
    assert (refused["code"], refused["fields"]["amount"], refused["fields"]["currency"]) == ("price_changed", 500, "EUR")
    shown = shop.asker.call("GET", f"/orchestrator/queue/{two['id']}", 200)
    assert shown["price"] == {"amount": 500, "currency": "EUR"}
    assert shop.accept(two["id"])["payment"]["amount"] == 500


def test_a_change_of_prices_changes_no_open_offer(shop: Shop) -> None:
    offer = shop.offer()
    shop.creator.call("PUT", f"/avees/{shop.avee}/prices", 200, json=PRICES | {"tiers": [{"tier": "free", "amount": 900}]})
    assert shop.accept(offer["id"], expect=409, accept_price={"amount": 900, "currency": "EUR"})["code"] == "price_changed"
    assert shop.accept(offer["id"], accept_price={"amount": 500, "currency": "EUR"})["payment"]["amount"] == 500
    assert shop.offer(text=GAMES)["price"]["amount"] == 900


def test_an_answer_that_was_bought_as_private_is_given_to_nobody_else(shop: Shop) -> None:
    shop.creator.configure(shop.avee, trust_mode="immediate")
    waiting, _ = shop.held(shop.till.add_person("otto"))
    question, payment = shop.held(private=True)
    assert shop.till.provider.book_of(payment).order.price.amount == 800
    shown = shop.creator.call("GET", f"/orchestrator/queue/{question}", 200)
    assert (shown["is_private"], shown["people_waiting"], shown["group_id"]) == (True, 1, question)
    joins = shop.till.add_person("eve")
    assert shop.asker.call("GET", f"/orchestrator/queue/{shop.offer(joins)['id']}", 404)["code"] == "escalation_not_found"
    answered = shop.answer(question, reuse=True)
    assert (answered["canonical_answer_id"], answered["answered"]) == (None, [question])
    assert shop.question(waiting) == "accepted"
    assert shop.till.rows("SELECT count(*) AS n FROM canonical_answers WHERE avee_id = %s", shop.avee) == [{"n": 0}]
    shop.till.settle()
    assert shop.till.provider.book_of(payment).captured == 800


def test_what_is_not_for_sale_is_not_sold(till: Till) -> None:
    shop = open_shop(till, private_extra=None)
    refused = shop.accept(shop.offer()["id"], expect=422, private=True)
    assert refused["code"] == "private_not_for_sale"
