"""The Stripe on the loopback itself: what it sends has the shape that Stripe's library describes, and its page, events and commands work."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
import stripe as library

from orchestrator.ports.payments import Interval, Taking
from support.servers.receivers import HttpReceiver, http_receiver
from support.servers.stripe_server import KEY, SECRET, StripeServer, stripe_server
from support.servers.stripe_service.forms import read_form
from support.servers.stripe_service.refusals import Refusal
from support.servers.stripe_service.shapes import find_problems
from support.stripe_payments import CANCEL, RETURN, make_order, start, start_paid

CLASSES = {
    "checkout.session": library.checkout.Session, "payment_intent": library.PaymentIntent, "charge": library.Charge,
    "refund": library.Refund, "dispute": library.Dispute, "subscription": library.Subscription, "invoice": library.Invoice,
    "balance_transaction": library.BalanceTransaction, "account": library.Account,
}  # fmt: skip


@pytest.fixture
def stripe() -> Iterator[StripeServer]:
    with stripe_server() as server:
        yield server


def ask(stripe: StripeServer, method: str, path: str, data: dict[str, str] | None = None, **headers: str) -> httpx.Response:
    return httpx.request(method, f"{stripe.url}{path}", data=data, headers={"Authorization": f"Bearer {stripe.key}", **headers})


def command(stripe: StripeServer, name: str, **given: Any) -> Any:
    answer = httpx.post(f"{stripe.url}/_control/{name}", json=given)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
def full(stripe: StripeServer) -> StripeServer:
    """One that has objects of every kind and in every state."""
    for order in (make_order(), make_order(), make_order(taking=Taking.charge), make_order(interval=Interval.month)):
        start_paid(stripe, order)
    start(stripe, make_order())
    held, kept, charged = (stripe.world.all("payment_intent")[number] for number in (3, 2, 1))
    stripe.world.capture(held)
    stripe.world.cancel(kept)
    stripe.world.settle_dispute(stripe.world.dispute(charged), "won")
    stripe.world.refund(charged, 100)
    declined = make_order()
    start(stripe, declined)
    stripe.decline(declined.payment_id)
    stripe.add_account()
    stripe.advance(days=31)
    return stripe


def test_every_object_has_the_shape_that_the_library_describes(full: StripeServer) -> None:
    for kind, described in CLASSES.items():
        things = full.world.all(kind)
        assert things, kind
        for thing in things:
            assert find_problems(described, thing) == [], kind
    for subscription in full.world.all("subscription"):
        for item in subscription["items"]["data"]:
            assert find_problems(library.SubscriptionItem, item) == []
            assert find_problems(library.Price, item["price"]) + find_problems(library.Plan, item["plan"]) == []
    for invoice in full.world.all("invoice"):
        for payment in invoice["payments"]["data"]:
            assert find_problems(library.InvoicePayment, payment) == []
    assert len({event["type"] for event in full.delivery.events}) > 10
    for event in full.delivery.events:
        assert find_problems(library.Event, event) == []


def test_the_shapes_find_what_is_wrong(full: StripeServer) -> None:
    intent = full.world.all("payment_intent")[0]
    for changed in ({"status": "odd"}, {"amount": "5"}, {"amount": None}, {"surprise": 1}, {"livemode": 0}):
        assert len(find_problems(library.PaymentIntent, intent | changed)) == 1, changed


@pytest.mark.parametrize(
    ("form", "code", "param"),
    [
        ({"surprise": "1"}, "parameter_unknown", "surprise"),
        ({"mode": "odd"}, "parameter_invalid", "mode"),
        ({"expires_at": "soon"}, "parameter_invalid", "expires_at"),
        ({"payment_method_types[0]": "card"}, "parameter_unknown", "payment_method_types"),
        (
            {"line_items[0][price_data][currency]": "eur", "line_items[0][price_data][tax]": "1"},
            "parameter_unknown",
            "line_items[0][price_data][tax]",
        ),
        ({"automatic_tax[liability]": "x"}, "parameter_invalid", "automatic_tax[liability]"),
    ],
)
def test_parameters_are_checked_by_the_librarys_definitions(stripe: StripeServer, form: dict[str, str], code: str, param: str) -> None:
    error = ask(stripe, "POST", "/v1/checkout/sessions", form).json()["error"]
    assert (error["type"], error["code"], error["param"]) == ("invalid_request_error", code, param)


def test_a_key_has_one_answer(stripe: StripeServer) -> None:
    def make(country: str, key: str) -> httpx.Response:
        return ask(stripe, "POST", "/v1/accounts", {"country": country}, **{"Idempotency-Key": key})

    first = make("DE", "one")
    again = make("DE", "one")
    assert again.json() == first.json()
    assert ("idempotent-replayed" in first.headers, again.headers["idempotent-replayed"]) == (False, "true")
    assert make("AT", "one").json()["error"]["type"] == "idempotency_error"
    assert make("DE", "two").json()["id"] != first.json()["id"]
    # What was never begun is not stored.
    assert make("x", "three").status_code == 400
    assert make("DE", "three").status_code == 200
    stripe.faults.plan("error_before")
    assert [make("DE", "four").status_code for _ in range(2)] == [500, 500]


def test_expanding(full: StripeServer) -> None:
    session = next(each for each in full.world.all("checkout.session") if each["subscription"])
    path = f"/v1/checkout/sessions/{session['id']}"
    assert isinstance(ask(full, "GET", path).json()["subscription"], str)
    expanded = ask(full, "GET", f"{path}?expand[0]=subscription.latest_invoice").json()["subscription"]["latest_invoice"]
    assert "payments" not in expanded
    expanded = ask(full, "GET", f"{path}?expand[0]=subscription.latest_invoice.payments").json()["subscription"]["latest_invoice"]
    assert expanded["payments"]["data"]
    for wrong in ("odd", "a.b.c.d.e"):
        assert ask(full, "GET", f"{path}?expand[]={wrong}").status_code == 400


def test_forms() -> None:
    assert read_form("a=1&b[c]=2&b[d][0][e]=3&b[d][1][e]=4&f[]=5&f[]=6&g=") == {
        "a": "1", "b": {"c": "2", "d": [{"e": "3"}, {"e": "4"}]}, "f": ["5", "6"], "g": "",
    }  # fmt: skip
    for wrong in ("a]=1", "a[b=1", "a=1&a=2", "a=1&a[b]=2"):
        with pytest.raises(Refusal):
            read_form(wrong)


def test_a_person_pays_on_the_page(stripe: StripeServer) -> None:
    order = make_order(title="A question to <Mara>")
    checkout = start(stripe, order)
    page = httpx.get(checkout.url).text
    assert "A question to &lt;Mara&gt;" in page
    assert "5.00 EUR" in page
    assert [name in page for name in (">Pay<", ">Cancel<", ">Card declined<", "held on your card")] == [True] * 4
    assert httpx.post(checkout.url, data={"action": "cancel"}).headers["location"] == CANCEL
    assert 'role="alert"' in httpx.post(checkout.url, data={"action": "decline"}).text
    assert stripe.sums(order.payment_id).held == 0
    paid = httpx.post(checkout.url, data={"action": "pay"})
    assert (paid.status_code, paid.headers["location"]) == (303, RETURN)
    assert stripe.sums(order.payment_id).held == 500
    assert "closed" in httpx.get(checkout.url).text
    assert httpx.post(checkout.url, data={"action": "pay"}).status_code == 200
    assert stripe.sums(order.payment_id).held == 500
    assert httpx.get(f"{stripe.url}/c/pay/cs_none").status_code == 404


def wait_for(receiver: HttpReceiver, count: int) -> list[dict[str, Any]]:
    deadline = time.monotonic() + 20
    while len(receiver.got) < count and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(receiver.got) >= count
    return [json.loads(request.body) for request in receiver.got]


@pytest.mark.parametrize("manner", ["once", "twice", "reversed", "mixed", "never"])
def test_events_come_as_they_are_told_to(stripe: StripeServer, manner: str) -> None:
    with http_receiver() as receiver:
        command(stripe, "webhook", url=f"{receiver.url}/webhooks/stripe")
        command(stripe, "deliver", manner="held_back" if manner in ("reversed", "mixed") else manner)
        start_paid(stripe, make_order())
        if manner in ("reversed", "mixed"):
            assert receiver.got == []
            command(stripe, "release", order=manner)
        happened = [event["id"] for event in stripe.delivery.events]
        if manner == "never":
            command(stripe, "deliver", manner="once")
            start_paid(stripe, make_order())
            assert wait_for(receiver, len(happened))[0]["id"] not in happened
            return
        came = [event["id"] for event in wait_for(receiver, len(happened) * (2 if manner == "twice" else 1))]
        assert set(came) == set(happened)
        assert came == {"once": happened, "reversed": happened[::-1]}.get(manner, came)
        library.WebhookSignature.verify_header(receiver.got[0].body, receiver.got[0].headers["stripe-signature"], SECRET, 300)


def test_an_event_that_is_not_taken_comes_again(stripe: StripeServer) -> None:
    with http_receiver(500, 500, 200) as receiver:
        stripe.delivery.webhook_url = receiver.url
        stripe.world.finish_onboarding(stripe.world.find(stripe.add_account(is_ready=False)) or {})
        assert len({event["id"] for event in wait_for(receiver, 3)[:3]}) == 1


def test_commands_of_another_process(stripe: StripeServer) -> None:
    order = make_order()
    ours = str(order.payment_id)
    ref = start(stripe, order).ref
    command(stripe, "decline", payment_id=ours)
    command(stripe, "pay", payment_id=ours)
    assert command(stripe, "sums", payment_id=ours)["held"] == 500
    ask(stripe, "POST", f"/v1/payment_intents/{stripe.world.intent_of(ours)['id']}/capture")
    command(stripe, "dispute", payment_id=ours)
    command(stripe, "settle_dispute", payment_id=ours, status="won")
    command(stripe, "refund", payment_id=ours, amount=200)
    command(stripe, "advance", seconds=60)
    command(stripe, "decline_renewals")
    command(stripe, "fail", kind="busy", where="GET .*", times=1)
    assert ask(stripe, "GET", f"/v1/checkout/sessions/{ref}").status_code == 429
    command(stripe, "misbehave", rate=1.0, seed=3)
    assert {ask(stripe, "GET", f"/v1/checkout/sessions/{ref}").status_code for _ in range(3)} <= {429, 500, 502}
    assert [entry["kind"] for entry in command(stripe, "ledger")] == ["held", "captured", "refunded"]
    assert "checkout.session.completed" in {event["type"] for event in command(stripe, "events")}
    for name, given in (("odd", {}), ("pay", {}), ("pay", {"payment_id": str(uuid4())}), ("fail", {"kind": "odd"})):
        assert httpx.post(f"{stripe.url}/_control/{name}", json=given).status_code in (400, 404)


def test_it_runs_as_a_program_of_its_own() -> None:
    environment = os.environ | {"PYTHONPATH": "tests"}
    with subprocess.Popen(
        [sys.executable, "-m", "support.servers.stripe_server", "--port", "0"], stdout=subprocess.PIPE, text=True, env=environment
    ) as program:
        assert program.stdout is not None
        told = dict(each.split("=", 1) for each in program.stdout.readline().split())
        try:
            assert (told["STRIPE_API_KEY"], told["STRIPE_WEBHOOK_SECRET"]) == (KEY, SECRET)
            assert httpx.get(told["STRIPE_API_BASE"]).status_code == 200
        finally:
            program.terminate()
            program.wait(10)


def test_the_library_is_imported_only_when_it_is_used() -> None:
    told = "import sys, orchestrator.adapters.payments.stripe.provider as p; p.StripePayments('sk_test_x', 'whsec_x'); print('stripe' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"
