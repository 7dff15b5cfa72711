"""The life of a payment: held when a question is accepted, taken when it is answered, given back otherwise."""

import pytest

from orchestrator.engine.escalation.expire import expire_escalations
from support.payments import Shop


def test_the_price_stands_in_the_offer_before_anything_is_accepted(shop: Shop) -> None:
    offer = shop.offer()
    assert offer["price"] == {"amount": 500, "currency": "EUR"}
    assert (offer["private_extra"], offer["payment"]) == (300, None)
    assert "€5.00" in offer["reply"] and "held" in offer["reply"]


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
