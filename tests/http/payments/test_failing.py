"""Processes die and providers fail between any two steps; events come twice, late or never: nothing is taken twice, and nothing forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest

from orchestrator.domain.errors import Unavailable
from orchestrator.engine.payments.owed.events import handle_event
from orchestrator.engine.payments.owed.look import look_at_payment
from orchestrator.engine.payments.owed.nightly import reconcile_payments
from orchestrator.engine.payments.owed.settle import settle_payment
from orchestrator.engine.payments.owed.sweep import sweep_payments
from support.payments import SIGNATURE, Shop


@contextmanager
def failing(shop: Shop, name: str, when: str) -> Iterator[None]:
    """The provider's call fails before its work, or after it: we are killed before we write what it did."""
    chosen = shop.till.provider.fails_before if when == "before" else shop.till.provider.fails_after
    chosen.add(name)
    try:
        yield
    finally:
        chosen.discard(name)


def make_due_again(shop: Shop) -> None:
    """Time passes until the sweep tries again; `updated_at` is kept by a trigger, which is left out here."""
    shop.till.rows("ALTER TABLE payments DISABLE TRIGGER payments_guard")
    shop.till.rows("UPDATE payments SET updated_at = now() - interval '10 minutes' WHERE due IS NOT NULL")
    shop.till.rows("ALTER TABLE payments ENABLE TRIGGER payments_guard")


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_checkout_that_failed_half_way_is_the_same_page_at_the_next_try(shop: Shop, when: str) -> None:
    offer = shop.offer()
    with failing(shop, "start_checkout", when):
        assert shop.accept(offer["id"], expect=503)["code"] == "payments_unavailable"
    payment = shop.accept(offer["id"])["payment"]
    assert payment["checkout_url"]
    assert len(shop.till.rows("SELECT 1 FROM payments WHERE escalation_id = %s", offer["id"])) == 1
    shop.pay(payment["id"])
    assert shop.question(offer["id"]) == "accepted"


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("ends", ["answered", "declined"])
def test_what_is_due_is_done_once_whenever_we_are_killed(shop: Shop, ends: str, when: str) -> None:
    question, payment = shop.held()
    if ends == "answered":
        shop.answer(question)
    else:
        shop.creator.call("POST", f"/orchestrator/queue/{question}/decline", 200)
    with failing(shop, "capture" if ends == "answered" else "give_back", when), pytest.raises(Unavailable):
        shop.till.run(settle_payment, UUID(payment))
    assert shop.till.status(payment)[1] is not None, "it is still owed"
    make_due_again(shop)
    shop.till.run(sweep_payments)
    shop.till.run(settle_payment, UUID(payment))
    book = shop.till.provider.book_of(payment)
    assert shop.till.status(payment) == (("captured", None) if ends == "answered" else ("released", None))
    assert (book.captured, book.refunded) == ((500, 0) if ends == "answered" else (0, 0))


def test_each_step_done_twice_has_its_effect_once(shop: Shop) -> None:
    offer = shop.offer()
    payment = shop.accept(offer["id"])["payment"]["id"]
    assert shop.till.provider.pay(payment)
    for _ in range(2):
        shop.till.run(look_at_payment, UUID(payment))
        assert shop.asker.call("POST", f"/payments/{payment}/return", 200)["status"] == "held"
    assert len([each for each in messages(shop, offer["conversation"]) if each["kind"] == "notice"]) == 1
    shop.answer(offer["id"])
    for _ in range(2):
        shop.till.run(settle_payment, UUID(payment))
        shop.till.run(look_at_payment, UUID(payment))
    assert shop.till.status(payment) == ("captured", None)
    assert shop.till.provider.book_of(payment).captured == 500
    assert shop.till.rows("SELECT receipt_number FROM payments WHERE id = %s", payment) == [{"receipt_number": 1}]


def test_an_event_comes_twice_and_says_nothing_that_is_believed(shop: Shop) -> None:
    offer = shop.offer()
    payment = shop.accept(offer["id"])["payment"]["id"]
    ref = shop.till.provider.book_of(payment).checkout.ref
    event = f"evt-{payment} {ref}".encode()
    for _ in range(2):
        posted = shop.till.client.post("/webhooks/stripe", content=event, headers={"Stripe-Signature": SIGNATURE})
        assert posted.status_code == 200
    found = shop.till.rows(
        "SELECT args FROM procrastinate_jobs WHERE task_name = 'handle_payment_event' AND args ->> 'thing' = %s", payment
    )
    assert len(found) == 1, "one job for one event"
    # It says that the checkout is completed, and the provider knows nothing of that.
    shop.till.run(handle_event, UUID(payment), "question", found[0]["args"]["event_id"])
    assert shop.till.status(payment) == ("required", None)
    assert shop.till.rows("SELECT handled_at IS NOT NULL AS done FROM provider_events WHERE id = %s", f"evt-{payment}") == [{"done": True}]


@pytest.mark.parametrize(
    ("body", "signature", "status", "code"),
    [(b"evt_1 cs_1", "wrong", 401, "bad_signature"), (b"evt_1 cs_1", "", 401, "bad_signature"), (b"nothing", SIGNATURE, 422, "bad_event")],
)
def test_what_is_not_signed_or_cannot_be_read_is_refused(shop: Shop, body: bytes, signature: str, status: int, code: str) -> None:
    refused = shop.till.client.post("/webhooks/stripe", content=body, headers={"Stripe-Signature": signature} if signature else {})
    assert (refused.status_code, refused.json()["code"]) == (status, code)


def test_each_night_what_was_lost_is_found(shop: Shop) -> None:
    """The event never came, and the asker did not come back."""
    offer = shop.offer()
    payment = shop.accept(offer["id"])["payment"]["id"]
    assert shop.till.provider.pay(payment)
    shop.till.run(reconcile_payments)
    assert shop.till.status(payment) == ("held", None)
    assert shop.question(offer["id"]) == "accepted"


def test_each_night_a_page_is_found_that_we_were_killed_before_noting(shop: Shop) -> None:
    offer = shop.offer()
    with failing(shop, "start_checkout", "after"):
        shop.accept(offer["id"], expect=503)
    (row,) = shop.till.rows("SELECT id, checkout_ref FROM payments WHERE escalation_id = %s", offer["id"])
    assert row["checkout_ref"] is None
    assert shop.till.provider.pay(row["id"])
    shop.till.run(reconcile_payments)
    assert shop.till.status(row["id"]) == ("held", None)
    assert shop.question(offer["id"]) == "accepted"


def test_a_dispute_is_followed_to_its_end(shop: Shop) -> None:
    question, payment = shop.held()
    shop.answer(question)
    shop.till.settle()
    shop.till.provider.dispute(payment)
    assert shop.till.notified(shop.creator) == []
    shop.till.run(reconcile_payments)
    assert shop.till.notified(shop.creator) == ["payment_disputed"]
    assert shop.till.status(payment) == ("disputed", None)
    shop.till.provider.settle_dispute(payment, is_won=True)
    shop.till.run(reconcile_payments)
    assert shop.till.status(payment) == ("captured", None)
    shop.till.provider.settle_dispute(payment, is_won=False)
    shop.till.run(reconcile_payments)
    assert shop.till.status(payment) == ("refunded", None)
    assert shop.till.rows("SELECT receipt_number FROM payments WHERE id = %s", payment) == [{"receipt_number": 1}]


def test_a_provider_that_refuses_for_good_is_told_as_a_failure_and_not_asked_each_minute(shop: Shop) -> None:
    question, payment = shop.held()
    shop.creator.call("POST", f"/orchestrator/queue/{question}/decline", 200)
    shop.till.provider.refuses.add("give_back")
    try:
        shop.till.run(settle_payment, UUID(payment))
        calls = len(shop.till.provider.calls)
        shop.till.run(sweep_payments)
        assert ("give_back", shop.till.provider.book_of(payment).checkout.ref) not in shop.till.provider.calls[calls:]
    finally:
        shop.till.provider.refuses.clear()
    shown = shop.creator.call("GET", f"/payments/{payment}", 200)
    assert (shown["status"], shown["due"], shown["failure"]) == ("held", "give_back", "payment_refused")
    shop.till.settle()
    assert shop.till.status(payment) == ("released", None)


def test_money_of_another_amount_goes_back(shop: Shop) -> None:
    offer = shop.offer()
    payment = shop.accept(offer["id"])["payment"]["id"]
    book = shop.till.provider.book_of(payment)
    object.__setattr__(book.order, "price", book.order.price.__class__(1, "EUR"))
    shop.pay(payment)
    assert shop.till.status(payment) == ("held", "give_back")
    assert shop.question(offer["id"]) == "pending"


def messages(shop: Shop, conversation: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = shop.asker.call("GET", f"/conversations/{conversation}/messages", 200)["items"]
    return found
