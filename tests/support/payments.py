"""A provider of payments that keeps its books in memory, for tests of what we do about it."""

import hashlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import psycopg
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from psycopg.rows import dict_row

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.domain.errors import Conflict, Invalid, NotFound, Unauthenticated, Unavailable
from orchestrator.domain.payments.moves import Way
from orchestrator.engine.payments.owed.look import look_at_payment
from orchestrator.engine.payments.owed.settle import settle_payment
from orchestrator.engine.services import Services
from orchestrator.http.app import build_app
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.payments import Account, Checkout, Found, Order, ProviderEvent, Standing, Taking
from orchestrator.settings import Settings
from support.api import Api
from support.servers import programs

T = TypeVar("T")
HOLD = timedelta(days=7)
PAYING = timedelta(minutes=30)
SIGNATURE = "right"


@dataclass
class Book:
    """What the provider knows of one checkout."""

    order: Order
    checkout: Checkout
    standing: Standing = Standing.open
    capture_before: datetime | None = None
    keys: set[str] = field(default_factory=set)
    """Of the calls that had an effect."""
    captured: int = 0
    """In minor units, as is the next."""
    refunded: int = 0
    paid_until: datetime | None = None
    has_ended: bool = False

    @property
    def found(self) -> Found:
        is_paid = self.standing not in (Standing.open, Standing.lapsed)
        return Found(
            standing=self.standing,
            payment_ref=f"pay_{self.checkout.ref}" if is_paid else None,
            price=self.order.price if is_paid else None,
            fee=30 if self.captured else None,
            capture_before=self.capture_before if self.standing is Standing.held else None,
            subscription_ref=f"sub_{self.checkout.ref}" if is_paid and self.order.interval else None,
            paid_until=self.paid_until,
            has_ended=self.has_ended,
        )


class FakeProvider:
    """A `ports.payments.PaymentProvider`. Each call that changes something has its effect once for a key; it can fail before its work, or
    after it, as a connection does that breaks while the answer is on its way."""

    def __init__(self) -> None:
        self.books: dict[str, Book] = {}
        self.calls: list[tuple[str, str]] = []
        """(what, checkout's id) of every call that arrived."""
        self.fails_before: set[str] = set()
        """Names of calls that do nothing and fail, until they are taken out."""
        self.fails_after: set[str] = set()
        """Names of calls that do their work and then fail, once each."""
        self.refuses: set[str] = set()
        """Names of calls that are refused for good."""
        self.accounts: dict[str, bool] = {}
        """Whether each may take money."""
        self.hold = HOLD

    # What people and banks do

    def book_of(self, payment_id: str | UUID) -> Book:
        return next(book for book in self.books.values() if str(book.order.payment_id) == str(payment_id))

    def pay(self, payment_id: str | UUID) -> bool:
        """Somebody pays on the page; returns whether it could still be paid."""
        book = self.book_of(payment_id)
        if book.standing is not Standing.open:
            return False
        now = datetime.now(UTC)
        if book.order.interval is not None:
            book.standing, book.captured, book.paid_until = Standing.charged, book.order.price.amount, now + timedelta(days=30)
        elif book.order.taking is Taking.charge:
            book.standing, book.captured = Standing.charged, book.order.price.amount
        else:
            book.standing, book.capture_before = Standing.held, now + self.hold
        return True

    def pay_late(self, payment_id: str | UUID) -> None:
        """Somebody pays on a page that was said to be closed."""
        self.book_of(payment_id).standing = Standing.open
        self.pay(payment_id)

    def renew(self, payment_id: str | UUID, until: datetime) -> None:
        book = self.book_of(payment_id)
        book.paid_until = until
        book.captured += book.order.price.amount

    def end_hold(self, payment_id: str | UUID) -> None:
        """The bank ends a hold before its time."""
        self.book_of(payment_id).standing = Standing.released

    def dispute(self, payment_id: str | UUID) -> None:
        self.book_of(payment_id).standing = Standing.disputed

    def settle_dispute(self, payment_id: str | UUID, *, is_won: bool) -> None:
        book = self.book_of(payment_id)
        book.standing = Standing.charged if is_won else Standing.lost
        if not is_won:
            book.refunded = book.captured

    @property
    def balance(self) -> int:
        """What was taken and not given back."""
        return sum(book.captured - book.refunded for book in self.books.values())

    # The port

    async def start_checkout(self, order: Order) -> Checkout:
        ref = f"cs_{order.payment_id}"
        self._begin("start_checkout", ref)
        if ref not in self.books:
            checkout = Checkout(ref, f"https://pay.example.org/{ref}", datetime.now(UTC) + PAYING)
            self.books[ref] = Book(order, checkout)
        self._end("start_checkout")
        return self.books[ref].checkout

    async def load(self, checkout_ref: str, account: str) -> Found:
        self._begin("load", checkout_ref)
        return self._book(checkout_ref, account).found

    async def close_checkout(self, checkout_ref: str, account: str) -> Found:
        self._begin("close_checkout", checkout_ref)
        book = self._book(checkout_ref, account)
        if book.standing is Standing.open:
            book.standing = Standing.lapsed
        self._end("close_checkout")
        return book.found

    async def capture(self, checkout_ref: str, account: str, key: str) -> Found:
        self._begin("capture", checkout_ref)
        book = self._book(checkout_ref, account)
        if key not in book.keys and book.standing is Standing.held:
            book.standing, book.captured = Standing.charged, book.order.price.amount
            book.keys.add(key)
        self._end("capture")
        return book.found

    async def give_back(self, checkout_ref: str, account: str, key: str) -> Found:
        self._begin("give_back", checkout_ref)
        book = self._book(checkout_ref, account)
        if book.standing is Standing.disputed:
            raise Conflict("payment_refused", "It is disputed.")
        if book.standing is Standing.held:
            book.standing = Standing.released
        elif book.standing is Standing.charged:
            book.standing, book.refunded = Standing.refunded, book.captured
        book.keys.add(key)
        self._end("give_back")
        return book.found

    async def end_membership(self, subscription_ref: str, account: str, key: str) -> None:
        self._begin("end_membership", subscription_ref)
        self._book(subscription_ref.removeprefix("sub_"), account).has_ended = True
        self._end("end_membership")

    async def list_checkouts(self, account: str, since: datetime) -> AsyncIterator[tuple[UUID, str]]:
        self._begin("list_checkouts", account)
        for ref, book in list(self.books.items()):
            if book.order.account == account:
                yield book.order.payment_id, ref

    def read_event(self, body: bytes, headers: Mapping[str, str], now: datetime) -> ProviderEvent:
        if headers.get("stripe-signature") != SIGNATURE:
            raise Unauthenticated("bad_signature", "The signature is wrong.")
        name, _, ref = body.decode().partition(" ")
        if not ref:
            raise Invalid("bad_event", "This event cannot be read.")
        return ProviderEvent(name, "checkout.session.completed", None, (ref,), "")

    async def open_account(self, avee_id: UUID, ref: str, country: str, return_url: str) -> Account:
        self._begin("open_account", ref)
        made = ref or f"acct_{avee_id}"
        is_ready = self.accounts.setdefault(made, False)
        return Account(made, is_ready, None if is_ready else f"https://pay.example.org/onboard/{made}")

    async def close(self) -> None:
        self.calls.append(("close", ""))

    def _begin(self, name: str, ref: str) -> None:
        self.calls.append((name, ref))
        if name in self.refuses:
            raise Conflict("payment_refused", "The provider does not do this.")
        if name in self.fails_before:
            raise Unavailable("payments_unavailable", "The provider does not answer.")

    def _end(self, name: str) -> None:
        if name in self.fails_after:
            self.fails_after.discard(name)
            raise Unavailable("payments_unavailable", "The provider's answer was lost.")

    def _book(self, ref: str, account: str) -> Book:
        book = self.books.get(ref)
        if book is None or book.order.account != account:
            raise NotFound("unknown_checkout", "There is no such checkout.")
        return book


@dataclass
class Till:
    """The application without a worker, with a fake provider, on a database of its own: jobs run only when a step runs them."""

    client: TestClient
    services: Services
    provider: FakeProvider
    owner: psycopg.Connection[dict[str, Any]]
    """Signed in as the schema's owner: moves times into the past, and counts rows."""

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        cursor = self.owner.execute(query.encode(), values)
        return cursor.fetchall() if cursor.description else []

    def run(self, job: Callable[..., Awaitable[T]], *arguments: Any) -> T:
        """Runs a use case with the services of the application."""
        assert self.client.portal is not None
        return self.client.portal.call(job, self.services, *arguments)

    def add_person(self, name: str) -> Api:
        """Inserts a person directly, because hashing passwords would take most of the time."""
        secret, user = secrets.token_urlsafe(), new_id()
        handle = f"{name}{secrets.token_hex(6)}"
        self.rows(
            "INSERT INTO users (id, email, handle, display_name, password_hash) VALUES (%s, %s, %s, %s, '-')",
            user, f"{handle}@example.org", handle, name.title(),
        )  # fmt: skip
        self.rows(
            "INSERT INTO api_tokens (id, user_id, name, secret_hash) VALUES (%s, %s, 'test', %s)",
            new_id(), user, hashlib.sha256(secret.encode()).digest(),
        )  # fmt: skip
        return Api(self.client, secret, {"id": str(user), "handle": handle})

    def notified(self, person: Api) -> list[str]:
        """The kinds of what the person was notified of, oldest first; notes them from the first call on."""
        self.rows(
            "INSERT INTO notification_targets (user_id, id, url, masked) SELECT id, id, 'json://h', 'json://h' FROM users WHERE id = %s ON CONFLICT DO NOTHING",
            person.user["id"],
        )
        return [
            row["kind"] for row in self.rows("SELECT kind FROM notifications WHERE user_id = %s ORDER BY created_at", person.user["id"])
        ]

    def settle(self) -> None:
        """Does everything that is due, as the jobs do."""
        for row in self.rows("SELECT id FROM payments WHERE due IS NOT NULL ORDER BY id"):
            self.run(settle_payment, row["id"])

    def end_time(self, payment_id: str) -> None:
        """The time in which it can be paid is over, here and at the provider."""
        self.rows("UPDATE payments SET place_until = now() - interval '1 minute' WHERE id = %s", payment_id)
        self.rows(
            "UPDATE escalation_queue q SET place_until = now() - interval '1 minute' FROM payments p "
            "WHERE p.id = %s AND q.id = p.escalation_id AND q.place_until IS NOT NULL",
            payment_id,
        )

    def status(self, payment_id: str) -> tuple[str, str | None]:
        """(status, what is due)."""
        (row,) = self.rows("SELECT status, due FROM payments WHERE id = %s", payment_id)
        return row["status"], row["due"]


@dataclass
class Shop:
    """An agent whose questions cost something, with its creator and an asker."""

    till: Till
    creator: Api
    asker: Api
    avee: str

    def offer(self, asker: Api | None = None, text: str = "Would you ever teach a class on repairing antique violins?") -> dict[str, Any]:
        """An offer to ask the creator, in a new conversation."""
        person = asker or self.asker
        response = person.ask(person.start(self.avee), text)
        assert response["path"] == "D", response
        offer: dict[str, Any] = response["escalation"]
        return offer | {"reply": response["reply"]["content"], "conversation": self.conversation(offer["id"])}

    def conversation(self, escalation_id: str) -> str:
        return str(self.till.rows("SELECT conversation_id FROM escalation_queue WHERE id = %s", escalation_id)[0]["conversation_id"])

    def accept(self, escalation_id: str, asker: Api | None = None, expect: int = 200, **body: Any) -> dict[str, Any]:
        path = f"/orchestrator/queue/{escalation_id}/accept"
        accepted: dict[str, Any] = (asker or self.asker).call("POST", path, expect, json=body)
        return accepted

    def pay(self, payment_id: str) -> None:
        """The asker pays, and an event of it comes in."""
        assert self.till.provider.pay(payment_id)
        self.till.run(look_at_payment, UUID(payment_id))

    def held(self, asker: Api | None = None, **body: Any) -> tuple[str, str]:
        """(question, payment) that is paid and waits for the creator."""
        offer = self.offer(asker)
        payment = self.accept(offer["id"], asker, **body)["payment"]["id"]
        self.pay(payment)
        return offer["id"], payment

    def answer(self, escalation_id: str, expect: int = 200, **changes: Any) -> dict[str, Any]:
        path = f"/orchestrator/queue/{escalation_id}/answer"
        answered: dict[str, Any] = self.creator.call("POST", path, expect, json={"answer": "Yes, every second winter."} | changes)
        return answered

    def question(self, escalation_id: str) -> str:
        """Its state."""
        status: str = self.till.rows("SELECT status FROM escalation_queue WHERE id = %s", escalation_id)[0]["status"]
        return status


PRICES = {
    "currency": "EUR", "way": "stripe", "private_extra": 300,
    "tiers": [{"tier": "free", "amount": 500}, {"tier": "guest", "amount": 500}, {"tier": "follower", "amount": 200}],
}  # fmt: skip


def open_shop(till: Till, **changes: Any) -> Shop:
    creator, asker = till.add_person("creator"), till.add_person("ada")
    avee = creator.create_avee(f"shop-{secrets.token_hex(6)}", display_name="Shop")
    creator.call("PUT", f"/avees/{avee}/prices", 200, json=PRICES | changes)
    return Shop(till, creator, asker, avee)


@contextmanager
def opened_till(database: EmbeddedServer) -> Iterator[Till]:
    """The application on this database, with a fake provider and no worker."""
    held: list[Services] = []
    provider = FakeProvider()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("ORCHESTRATOR_HOME", str(programs.HOME))
            environment.setenv("DATABASE_URL", database.runtime_url)
            environment.setenv("BURST_WAIT_S", "0")
            settings = Settings()
        async with programs.running(settings, database.runtime_url) as program:
            app.state.services = replace(program.services, payments={Way.stripe: provider}, payments_by_hand=True)
            held.append(app.state.services)
            yield

    conninfo = database.owner_url.replace("+psycopg", "")
    with (
        TestClient(build_app(lifespan), raise_server_exceptions=False) as client,
        psycopg.connect(conninfo, autocommit=True, row_factory=dict_row) as owner,
    ):
        yield Till(client, held[0], provider, owner)
