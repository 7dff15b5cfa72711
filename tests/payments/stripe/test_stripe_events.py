"""Events that Stripe posts: believed only where they are signed, and read within bounds."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from orchestrator.adapters.payments.stripe.provider import StripePayments
from orchestrator.domain.errors import Invalid, OrchestratorError, Unauthenticated
from orchestrator.ports.payments import Interval, ProviderEvent, Taking
from support.servers.stripe_server import SECRET, StripeServer, stripe_server
from support.servers.stripe_service.delivery import Delivery, Sent
from support.stripe_payments import load, make_order, read_newest_event, start, start_paid

SIGNER = Delivery(SECRET)
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
OURS = uuid4()


@pytest.fixture
def stripe() -> Iterator[StripeServer]:
    with stripe_server() as server:
        yield server


def event(about: Any = None, **changed: Any) -> dict[str, Any]:
    about = {"id": "pi_1", "object": "payment_intent"} if about is None else about
    return {"id": "evt_1", "object": "event", "type": "payment_intent.succeeded", "data": {"object": about}} | changed


def read(sent: Sent, now: datetime = NOW, secret: str = SECRET) -> ProviderEvent:
    return StripePayments("sk_test_x", secret).read_event(sent.body, sent.headers, now)


def sign(content: object, at: datetime = NOW, secret: str = SECRET) -> Sent:
    return SIGNER.sign(content, int(at.timestamp()), secret)


def test_an_event_is_read() -> None:
    told: dict[str, Any] = {"id": "cs_1", "client_reference_id": str(OURS), "payment_intent": "pi_1", "subscription": None, "metadata": {}}
    found = read(sign(event(told, type="checkout.session.completed", account="acct_1")))
    assert found == ProviderEvent("evt_1", "checkout.session.completed", OURS, ("cs_1", "pi_1"), "acct_1")


@pytest.mark.parametrize(
    ("about", "payment", "refs"),
    [
        ({"id": "pi_1", "metadata": {"payment_id": str(OURS)}, "latest_charge": "ch_1"}, OURS, ("pi_1", "ch_1")),
        ({"id": "ch_1", "metadata": {"payment_id": str(OURS)}, "payment_intent": {"id": "pi_1"}}, OURS, ("ch_1", "pi_1")),
        ({"id": "re_1", "charge": "ch_1", "payment_intent": "pi_1", "metadata": None}, None, ("re_1", "pi_1", "ch_1")),
        ({"id": "du_1", "charge": "ch_1", "payment_intent": "pi_1"}, None, ("du_1", "pi_1", "ch_1")),
        ({"id": "acct_1", "metadata": {"payment_id": "of somebody else"}}, None, ("acct_1",)),
        (
            {"id": "in_1", "parent": {"subscription_details": {"subscription": "sub_1", "metadata": {"payment_id": str(OURS)}}}},
            OURS,
            ("in_1", "sub_1"),
        ),
        ({"id": "sub_1", "latest_invoice": "in_1", "metadata": {"payment_id": str(OURS).upper()}}, None, ("sub_1", "in_1")),
        ({"id": 5, "payment_intent": ["pi_1"], "charge": {"id": None}, "parent": [], "metadata": "x", "invoice": "i" * 256}, None, ()),
    ],
)
def test_everything_by_which_a_payment_may_be_known(about: dict[str, Any], payment: object, refs: tuple[str, ...]) -> None:
    found = read(sign(event(about)))
    assert (found.payment_id, found.refs) == (payment, refs)


@pytest.mark.parametrize("age", [timedelta(0), timedelta(minutes=5), timedelta(minutes=-5)])
def test_a_signature_is_good_for_five_minutes(age: timedelta) -> None:
    assert read(sign(event(), NOW - age)).id == "evt_1"
    with pytest.raises(Unauthenticated, match="five minutes"):
        read(sign(event(), NOW - age * 1.1 - timedelta(seconds=2)) if age else sign(event(), NOW - timedelta(hours=1)))


def test_several_signatures_and_several_secrets() -> None:
    sent = sign(event(), secret="whsec_new")
    signed, signature = sent.headers["stripe-signature"].split(",v1=")
    rolled = Sent({"stripe-signature": f"{signed},v1={'0' * 64},v1={signature},v0={'1' * 64}"}, sent.body)
    assert read(rolled, secret="whsec_new").id == "evt_1"
    assert read(sent, secret="whsec_old, whsec_new").id == "evt_1"
    with pytest.raises(Unauthenticated):
        read(sent, secret="whsec_old")


@pytest.mark.parametrize(
    "header",
    [
        "", "t=", "v1=", "t=1", "=", ",,,", "t=1,v1=é", "t=x,v1=" + "0" * 64, "t=1764417600", "t==,v1==", "t=²,v1=00", "t=-5,v1=00",
        "t=1764417600,v1=" + "0" * 64, "t=1764417600," + "v1=0," * 1_000, "t=" + "9" * 4_000, "v1=" + "0" * 100_000, "t=1764417600,v0=00",
    ],
)  # fmt: skip
def test_a_wrong_signature_is_refused(header: str) -> None:
    with pytest.raises(Unauthenticated) as raised:
        read(Sent({"stripe-signature": header}, json.dumps(event()).encode()))
    assert raised.value.code == "bad_signature"


@pytest.mark.parametrize("secret", ["", ",", " , "])
def test_without_a_secret_nothing_is_believed(secret: str) -> None:
    with pytest.raises(Unauthenticated):
        read(sign(event(), secret=secret or "x"), secret=secret)
    with pytest.raises(Unauthenticated):
        read(Sent({}, json.dumps(event()).encode()))


def test_a_changed_body_is_refused() -> None:
    sent = sign(event())
    with pytest.raises(Unauthenticated):
        read(Sent(sent.headers, sent.body.replace(b"evt_1", b"evt_2")))
    with pytest.raises(Unauthenticated):
        read(Sent(sent.headers, b"\xff" + sent.body))
    with pytest.raises(Unauthenticated, match="bytes"):
        read(sign(event({"id": "x" * 1_100_000})))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"null", b'"event"', b"{", b"[" * 100_000, b"{}", b"NaN", b'{"object": "event", "id": 1' + b"0" * 5_000 + b"}",
        event(object="v2.core.event"), event(id=""), event(id=None), event(id=7), event(id="e" * 256), event(id="evt 1"), event(type=""),
        event(type="x" * 256), event(type=["a"]), event(type="a\nb"), event(data=None), event(data=[]), event(data={}), event(data={"object": []}),
        event(account=""), event(account=5), event(account="acct_1\r\n"), event(account="a" * 256),
    ],
)  # fmt: skip
def test_hostile_bodies_that_are_signed(content: object) -> None:
    with pytest.raises(Invalid) as raised:
        read(sign(content))
    assert raised.value.code == "bad_event"


def test_many_refs_are_bounded() -> None:
    about = {name: {"id": f"{name}_1", "charge": "ch_9"} for name in ("payment_intent", "charge", "invoice")} | {
        "id": "x",
        "lines": ["y"] * 9_000,
    }
    assert len(read(sign(event(about))).refs) <= 20


def test_no_error_holds_the_secret_or_the_body() -> None:
    sent = sign(event({"id": "pi_1", "note": "ada@example.org"}), secret="whsec_other")
    with pytest.raises(OrchestratorError) as raised:
        read(sent)
    told = (
        repr(raised.value)
        + str(raised.value.fields)
        + repr(raised.value.__cause__)
        + str(raised.value.__suppress_context__ or raised.value.__context__)
    )
    assert "whsec_" not in told
    assert "ada@example.org" not in told


def test_every_event_of_a_payment_leads_to_it(stripe: StripeServer) -> None:
    order = make_order(taking=Taking.charge)
    ref = start_paid(stripe, order)
    intent = str(load(stripe, ref).payment_ref)
    assert read_newest_event(stripe, "checkout.session.completed").payment_id == order.payment_id
    assert ref in read_newest_event(stripe, "checkout.session.completed").refs
    stripe.settle(stripe.dispute(order.payment_id), "won")
    stripe.refund(order.payment_id)
    for kind in (
        "payment_intent.succeeded",
        "charge.succeeded",
        "charge.dispute.created",
        "charge.dispute.closed",
        "refund.created",
        "charge.refunded",
    ):
        assert intent in read_newest_event(stripe, kind).refs, kind


def test_every_event_of_a_membership_leads_to_it(stripe: StripeServer) -> None:
    account = stripe.add_account()
    order = make_order(interval=Interval.month, account=account)
    ref = start(stripe, order).ref
    stripe.pay(order.payment_id)
    subscription = str(load(stripe, ref, account).subscription_ref)
    stripe.advance(days=31)
    stripe.world.declines_renewals = True
    stripe.advance(days=31)
    for kind in ("invoice.paid", "invoice.payment_failed", "customer.subscription.updated", "customer.subscription.created"):
        found = read_newest_event(stripe, kind)
        assert (subscription in found.refs, found.payment_id, found.account) == (True, order.payment_id, account), kind
