"""The life of a payment: held when a question is accepted, taken when it is answered, given back otherwise."""

from datetime import timedelta
from uuid import UUID

import pytest

from orchestrator.engine.escalation.expire import expire_escalations
from orchestrator.engine.payments.owed.look import look_at_payment
from support.payments import HOLD, Shop


def test_the_price_stands_in_the_offer_before_anything_is_accepted(shop: Shop) -> None:
    offer = shop.offer()
    assert offer["price"] == {"amount": 500, "currency": "EUR"}
    assert (offer["private_extra"], offer["payment"]) == (300, None)
    assert "€5.00: held" in offer["reply"]


def test_a_question_is_accepted_when_the_money_is_held_and_taken_when_it_is_answered(shop: Shop) -> None:
    offer = shop.offer()
    accepted = shop.accept(offer["id"])
    payment = accepted["payment"]
    assert (accepted["path"], accepted["action"], accepted["status"]) == ("D", "pay", "pending")
    assert (payment["status"], payment["amount"], payment["currency"], payment["taking"]) == ("required", 500, "EUR", "hold")
    assert shop.accept(offer["id"])["payment"]["checkout_url"] == payment["checkout_url"], "repeating it returns the same page"
    assert shop.question(offer["id"]) == "pending"

    shop.pay(payment["id"])
    assert shop.till.status(payment["id"]) == ("held", None)
    assert shop.question(offer["id"]) == "accepted"
    assert shop.till.provider.balance == 0

    shop.answer(offer["id"])
    assert shop.till.status(payment["id"]) == ("held", "capture")
    shop.till.settle()
    assert shop.till.status(payment["id"]) == ("captured", None)
    book = shop.till.provider.book_of(payment["id"])
    assert (book.captured, book.refunded) == (500, 0)


@pytest.mark.parametrize("how", ["declined", "withdrawn", "expired", "erased"])
def test_the_money_goes_back_by_itself(shop: Shop, how: str) -> None:
    question, payment = shop.held()
    path = f"/orchestrator/queue/{question}"
    match how:
        case "declined":
            shop.creator.call("POST", f"{path}/decline", 200)
        case "withdrawn":
            shop.asker.ask(shop.conversation(question), "Please cancel my question.")
        case "expired":
            shop.till.rows("UPDATE escalation_queue SET deadline_at = now() - interval '1 second' WHERE id = %s", question)
            shop.till.run(expire_escalations)
        case _:
            shop.asker.call("DELETE", f"/conversations/{shop.conversation(question)}", 204)
    assert shop.till.status(payment) == ("held", "give_back")
    shop.till.settle()
    assert shop.till.status(payment) == ("released", None)
    assert shop.till.provider.book_of(payment).captured == 0


def test_a_question_whose_money_went_back_can_no_longer_be_answered(shop: Shop) -> None:
    question, payment = shop.held()
    shop.till.rows("UPDATE escalation_queue SET deadline_at = now() - interval '1 second' WHERE id = %s", question)
    shop.till.run(expire_escalations)
    # Before it went back and after it did.
    assert shop.answer(question, 409)["code"] == "not_paid"
    shop.till.settle()
    refused = shop.answer(question, 409)
    assert (refused["code"], refused["fields"]["status"]) == ("not_paid", "expired")
    assert shop.till.provider.book_of(payment).captured == 0


def test_the_deadline_is_an_hour_before_the_hold_ends(shop: Shop) -> None:
    shop.till.provider.hold = timedelta(hours=30)
    try:
        _, payment = shop.held()
    finally:
        shop.till.provider.hold = HOLD
    (row,) = shop.till.rows(
        "SELECT p.capture_before - q.deadline_at AS before FROM payments p JOIN escalation_queue q ON q.id = p.escalation_id WHERE p.id = %s",
        payment,
    )
    assert row["before"] == timedelta(hours=1)


def test_a_hold_that_the_bank_ends_ends_the_question(shop: Shop) -> None:
    question, payment = shop.held()
    shop.till.provider.end_hold(payment)
    shop.till.run(look_at_payment, UUID(payment))
    assert shop.till.status(payment) == ("released", None)
    assert shop.question(question) == "expired"
    assert shop.answer(question, 409)["code"] == "not_paid"


@pytest.mark.parametrize("ends", ["answered", "declined"])
def test_for_a_long_promise_the_money_is_taken_at_once_and_given_back_without_an_answer(shop: Shop, ends: str) -> None:
    shop.creator.configure(shop.avee, expected_response_hours=200, answer_deadline_hours=400)
    offer = shop.offer()
    assert "given back" in offer["reply"]
    assert "held" not in offer["reply"]
    payment = shop.accept(offer["id"])["payment"]
    assert payment["taking"] == "charge"
    shop.pay(payment["id"])
    assert shop.till.status(payment["id"]) == ("held", None)
    if ends == "answered":
        shop.answer(offer["id"])
    else:
        shop.creator.call("POST", f"/orchestrator/queue/{offer['id']}/decline", 200)
    shop.till.settle()
    book = shop.till.provider.book_of(payment["id"])
    assert shop.till.status(payment["id"]) == (("captured", None) if ends == "answered" else ("refunded", None))
    assert (book.captured, book.refunded) == ((500, 0) if ends == "answered" else (500, 500))


def test_whoever_is_served_the_answer_later_pays_nothing(shop: Shop) -> None:
    shop.creator.configure(shop.avee, trust_mode="immediate")
    question, _ = shop.held()
    shop.answer(question)
    other = shop.till.add_person("otto")
    served = other.ask(other.start(shop.avee), "Would you ever teach a class on repairing antique violins?")
    assert served["path"] == "C"
    assert shop.till.rows("SELECT count(*) AS n FROM payments WHERE user_id = %s", other.user["id"]) == [{"n": 0}]


def test_those_who_join_a_waiting_question_pay_the_price_of_their_own_offer(shop: Shop) -> None:
    first, _ = shop.held()
    other = shop.till.add_person("otto")
    shop.creator.call("PUT", f"/avees/{shop.avee}/members/{other.user['id']}", 200, json={"tier": "follower", "layer": "public"})
    offer = shop.offer(other)
    assert offer["price"] == {"amount": 200, "currency": "EUR"}
    payment = shop.accept(offer["id"], other)["payment"]["id"]
    shop.pay(payment)
    assert shop.question(offer["id"]) == "accepted"
    answered = shop.answer(first)
    assert sorted(answered["answered"]) == sorted([first, offer["id"]])
    shop.till.settle()
    assert shop.till.status(payment) == ("captured", None)
    assert shop.till.provider.book_of(payment).captured == 200


def test_an_owner_does_not_delete_an_agent_while_money_is_held(shop: Shop) -> None:
    question, _ = shop.held()
    assert shop.creator.call("DELETE", f"/avees/{shop.avee}", 409)["code"] == "money_held"
    shop.answer(question)
    assert shop.creator.call("DELETE", f"/avees/{shop.avee}", 409)["code"] == "money_held", "what is due is not done yet"
    shop.till.settle()
    shop.creator.call("DELETE", f"/avees/{shop.avee}", 204)


def test_a_yes_in_words_buys_nothing_and_says_where_to_pay(shop: Shop) -> None:
    offer = shop.offer()
    said = shop.asker.ask(offer["conversation"], "Yes, please.")
    assert (said["path"], said["decision"]["rule"]) == ("D", "reply_to_agent")
    assert "€5.00" in said["reply"]["content"]
    assert "https://pay.example.org/" in said["reply"]["content"]
    assert shop.question(offer["id"]) == "pending"
    payment = shop.accept(offer["id"])["payment"]
    assert payment["checkout_url"] in said["reply"]["content"]
    shop.pay(payment["id"])
    assert shop.question(offer["id"]) == "accepted"


def test_a_yes_in_words_while_the_provider_is_down_is_answered_and_nothing_is_lost(shop: Shop) -> None:
    offer = shop.offer()
    shop.till.provider.fails_before.add("start_checkout")
    try:
        said = shop.asker.ask(offer["conversation"], "Yes, please.")
    finally:
        shop.till.provider.fails_before.clear()
    assert "€5.00" in said["reply"]["content"]
    assert "https://" not in said["reply"]["content"]
    assert "https://pay" in shop.asker.ask(offer["conversation"], "Yes, please.")["reply"]["content"]


def test_nothing_about_money_is_shown_without_prices(shop: Shop) -> None:
    free = shop.creator.create_avee(f"free-{shop.avee[:8]}")
    response = shop.asker.ask(shop.asker.start(free), "Would you ever teach a class on repairing antique violins?")
    assert (response["escalation"]["price"], response["escalation"]["private_extra"]) == (None, None)
    assert shop.accept(response["escalation"]["id"])["payment"] is None
    assert "€" not in response["reply"]["content"]
