"""A provider of payments that keeps its books in memory, for tests of what we do about it."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from orchestrator.domain.errors import Conflict, Invalid, NotFound, Unauthenticated, Unavailable
from orchestrator.domain.payments.money import Money
from orchestrator.ports.payments import Account, Checkout, Found, Order, ProviderEvent, Standing, Taking

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


def price(amount: int, currency: str = "EUR") -> Money:
    return replace(Money(0, currency), amount=amount)
