"""The whole way with the adapter for Stripe and a Stripe on the loopback: page, events, jobs, and the sums on both sides."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from psycopg.rows import dict_row

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.payments import make_payments
from orchestrator.domain.payments.moves import Way
from orchestrator.engine.payments.owed.look import look_at_payment
from orchestrator.engine.payments.owed.nightly import reconcile_payments
from orchestrator.http.app import build_app
from orchestrator.settings import Settings
from support.payments import FakeProvider, Shop, Till, open_shop
from support.servers import programs
from support.servers.stripe_server import StripeServer, stripe_server
from support.servers.stripe_service.ledger import Sums


@pytest.fixture(scope="module")
def stripe() -> Iterator[StripeServer]:
    with stripe_server() as server:
        yield server


@pytest.fixture(scope="module")
def real_till(shared_database: EmbeddedServer, loaded_model: None, stripe: StripeServer) -> Iterator[Till]:
    """As `till`, with the providers that the settings name."""
    held: list[Any] = []

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("ORCHESTRATOR_HOME", str(programs.HOME))
            environment.setenv("DATABASE_URL", shared_database.runtime_url)
            environment.setenv("BURST_WAIT_S", "0")
            environment.setenv("STRIPE_API_KEY", stripe.key)
            environment.setenv("STRIPE_WEBHOOK_SECRET", stripe.secret)
            environment.setenv("STRIPE_API_BASE", stripe.url)
            settings = Settings()
        async with programs.running(settings, shared_database.runtime_url) as program:
            payments = make_payments(settings)
            app.state.services = replace(program.services, payments=payments)
            held.append(app.state.services)
            yield
            await payments[Way.stripe].close()

    conninfo = shared_database.owner_url.replace("+psycopg", "")
    with (
        TestClient(build_app(lifespan), raise_server_exceptions=False) as client,
        psycopg.connect(conninfo, autocommit=True, row_factory=dict_row) as owner,
    ):
        yield Till(client, held[0], FakeProvider(), owner)


@dataclass
class Desk:
    """A shop whose money is at Stripe."""

    shop: Shop
    stripe: StripeServer

    def begin(self) -> tuple[str, dict[str, Any]]:
        """(question, payment) for which the asker was sent to the page."""
        offer = self.shop.offer()
        payment: dict[str, Any] = self.shop.accept(offer["id"])["payment"]
        return offer["id"], payment

    def post_events(self, since: int = 0) -> set[int]:
        """Every event since, twice and backwards, as Stripe would post them; the statuses."""
        statuses = set()
        for event in reversed(self.stripe.delivery.events[since:] * 2):
            sent = self.stripe.delivery.sign(event)
            statuses.add(self.shop.till.client.post("/webhooks/stripe", content=sent.body, headers=sent.headers).status_code)
        return statuses

    def look(self, payment: str) -> tuple[str, str | None]:
        self.shop.till.run(look_at_payment, UUID(payment))
        self.shop.till.settle()
        return self.shop.till.status(payment)


@pytest.fixture
def desk(real_till: Till, stripe: StripeServer) -> Desk:
    return Desk(open_shop(real_till), stripe)


def test_a_question_is_paid_on_the_page_and_answered(desk: Desk) -> None:
    since = len(desk.stripe.delivery.events)
    question, payment = desk.begin()
    assert payment["checkout_url"].startswith(f"{desk.stripe.url}/c/pay/")
    back = httpx.post(payment["checkout_url"], data={"action": "pay"})
    assert back.headers["location"].endswith(f"/paid/{payment['id']}")
    assert desk.post_events(since) == {200}
    jobs = desk.shop.till.rows("SELECT args FROM procrastinate_jobs WHERE task_name = 'handle_payment_event'")
    assert [each["args"]["thing"] for each in jobs if each["args"]["thing"] == payment["id"]]
    assert desk.look(payment["id"]) == ("held", None)
    assert desk.shop.question(question) == "accepted"
    assert desk.stripe.sums(payment["id"]) == Sums(held=500)
    desk.shop.answer(question)
    desk.shop.till.settle()
    assert desk.shop.till.status(payment["id"]) == ("captured", None)
    assert desk.stripe.sums(payment["id"]) == Sums(captured=500)


def test_a_declined_question_gives_the_money_back(desk: Desk) -> None:
    question, payment = desk.begin()
    desk.stripe.pay(payment["id"])
    desk.look(payment["id"])
    desk.shop.creator.call("POST", f"/orchestrator/queue/{question}/decline", 200)
    desk.shop.till.settle()
    assert desk.shop.till.status(payment["id"]) == ("released", None)
    assert desk.stripe.sums(payment["id"]) == Sums()


def test_a_hold_that_ended_at_the_bank_is_noticed(desk: Desk) -> None:
    _, payment = desk.begin()
    desk.stripe.pay(payment["id"])
    assert desk.look(payment["id"]) == ("held", None)
    desk.stripe.world.cancel(desk.stripe.world.intent_of(payment["id"]), "automatic")
    assert desk.look(payment["id"]) == ("released", None)


def test_the_night_finds_what_no_event_told(desk: Desk) -> None:
    question, payment = desk.begin()
    desk.stripe.pay(payment["id"])
    desk.shop.till.run(reconcile_payments)
    assert desk.shop.till.status(payment["id"]) == ("held", None)
    assert desk.shop.question(question) == "accepted"


def test_a_post_that_nobody_signed_is_refused(desk: Desk) -> None:
    sent = desk.stripe.delivery.sign({"object": "event"}, secret="whsec_other")
    client = desk.shop.till.client
    assert client.post("/webhooks/stripe", content=sent.body, headers=sent.headers).status_code == 401
    assert client.post("/webhooks/stripe", content=b"{}").status_code == 401
    sent = desk.stripe.delivery.sign(b"[]")
    assert client.post("/webhooks/stripe", content=sent.body, headers=sent.headers).status_code in (400, 422)


def test_a_creator_connects_an_account(desk: Desk) -> None:
    path = f"/avees/{desk.shop.avee}/payment-account"
    account = desk.shop.creator.call("POST", path, 200, json={"country": "DE"})
    assert account["ready"] is False
    httpx.post(account["url"], data={"action": "finish"})
    assert desk.shop.creator.call("POST", path, 200, json={"country": "DE"})["ready"] is True
    question, payment = desk.begin()
    desk.stripe.pay(payment["id"])
    assert desk.look(payment["id"]) == ("held", None)
    assert desk.stripe.ledger[-1].account.startswith("acct_")
    assert desk.shop.question(question) == "accepted"
