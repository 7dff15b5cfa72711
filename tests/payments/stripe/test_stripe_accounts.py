"""Creators' own accounts at Stripe."""

from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest

from orchestrator.domain.errors import Conflict, Unavailable
from orchestrator.ports.payments import Account
from support.servers.stripe_server import StripeServer, stripe_server
from support.stripe_payments import with_stripe

BACK = "https://ask.example.org/settings/payments"


@pytest.fixture
def stripe() -> Iterator[StripeServer]:
    with stripe_server() as server:
        yield server


def open_account(stripe: StripeServer, ref: str = "", country: str = "DE", avee: object = None, **given: float) -> Account:
    avee_id = avee or uuid4()
    return with_stripe(stripe, lambda payments: payments.open_account(avee_id, ref, country, BACK), **given)  # type: ignore[arg-type]


def test_an_account_is_made_and_asked_for_what_it_needs(stripe: StripeServer) -> None:
    avee = uuid4()
    account = open_account(stripe, avee=avee)
    assert account.can_charge is False
    assert account.url is not None
    made = next(call.params for call in stripe.calls if call.name == "POST /v1/accounts")
    assert made == {
        "country": "DE", "metadata": {"avee_id": str(avee)},
        "controller": {"stripe_dashboard": {"type": "full"}, "fees": {"payer": "account"}, "losses": {"payments": "stripe"},
                       "requirement_collection": "stripe"},
    }  # fmt: skip
    assert "country" not in _made(stripe, country="")
    page = httpx.post(account.url, data={"action": "finish"})
    assert (page.status_code, page.headers["location"]) == (303, BACK)
    assert open_account(stripe, account.ref) == Account(account.ref, True, None)


def _made(stripe: StripeServer, country: str) -> dict[str, object]:
    open_account(stripe, country=country)
    return next(call.params for call in reversed(stripe.calls) if call.name == "POST /v1/accounts")


def test_each_visit_gets_a_fresh_address(stripe: StripeServer) -> None:
    account = open_account(stripe)
    again = open_account(stripe, account.ref)
    assert again.ref == account.ref
    assert again.url not in (None, account.url)


def test_an_account_that_may_charge_and_is_asked_for_more(stripe: StripeServer) -> None:
    ref = stripe.add_account()
    account = stripe.world.find(ref)
    assert account is not None
    account["requirements"]["currently_due"] = ["individual.verification.document"]
    found = open_account(stripe, ref)
    assert (found.can_charge, found.url is not None) == (True, True)


@pytest.mark.parametrize("kind", ["stall_after", "error_before", "error_after", "bad_gateway"])
def test_a_call_that_failed_is_repeated(stripe: StripeServer, kind: str) -> None:
    avee = uuid4()
    stripe.faults.plan(kind, "POST /v1/accounts", 2)
    with pytest.raises(Unavailable):
        open_account(stripe, avee=avee, deadline_s=0.5)
    stripe.faults.planned.clear()
    ref = open_account(stripe, avee=avee).ref
    assert open_account(stripe, avee=avee).ref == ref


def test_a_country_that_stripe_does_not_know(stripe: StripeServer) -> None:
    with pytest.raises(Conflict) as raised:
        open_account(stripe, country="x")
    assert raised.value.fields["reason"] == "country_unsupported"


def test_an_account_that_is_gone_is_refused(stripe: StripeServer) -> None:
    with pytest.raises(Conflict) as raised:
        open_account(stripe, "acct_gone")
    assert raised.value.code == "payment_refused"
