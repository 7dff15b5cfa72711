"""A provider that takes money for a creator: it holds it when a question is accepted, and takes it or gives it back later.

Every call that changes something is repeated with the same key after a failure, and has its effect once. What a provider says in an event
is only a hint to look: the state comes from `load`, so that events may be doubled, late, or in the wrong order.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from orchestrator.domain.payments.money import Money


class Taking(StrEnum):
    """How the money for a question is taken."""

    hold = "hold"
    """Held on the card and taken when the question is answered; no longer than the provider's deadline."""
    charge = "charge"
    """Taken at once and given back if the question is not answered: for promises that are longer than a hold."""


class Interval(StrEnum):
    """How often a membership is paid."""

    month = "month"
    year = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a checkout is for."""

    payment_id: UUID
    """Ours; the key of the call, and stored at the provider with everything that comes of it."""
    account: str
    """The creator's account at the provider; '' for that of the installation."""
    price: Money
    title: str
    """What is paid for, one line of at most 200 characters; names the agent, never the question."""
    taking: Taking
    email: str
    """The asker's address to fill in; '' where there is none."""
    language: str
    """Two letters, such as 'de'; the provider's own choice where it does not have it."""
    return_url: str
    """Where the asker comes back to, paid."""
    cancel_url: str
    """Where the asker comes back to, not paid."""
    interval: Interval | None = None
    """For a membership; None for a single payment."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A page of the provider's on which an order can be paid."""

    ref: str
    """The provider's id of it."""
    url: str
    expires_at: datetime
    """When it can no longer be paid; aware."""


class Standing(StrEnum):
    """Where the money is, as the provider says."""

    open = "open"
    """The checkout can still be paid."""
    lapsed = "lapsed"
    """The checkout was not paid and no longer can be."""
    held = "held"
    charged = "charged"
    """Taken, whether at once or from a hold."""
    released = "released"
    """A hold that ended without being taken, by us or by the bank."""
    refunded = "refunded"
    """Given back in full."""
    disputed = "disputed"
    """Taken, and the asker's bank wants it back; not settled yet."""
    lost = "lost"
    """Disputed, and given back by the bank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the provider says about one checkout."""

    standing: Standing
    payment_ref: str | None
    """The provider's id of the payment; None before one was tried."""
    price: Money | None
    """What was held or taken; None before."""
    fee: int | None = None
    """What the provider keeps, in minor units of `price`; None where it is not known yet."""
    capture_before: datetime | None = None
    """When a hold ends by itself; aware, None where nothing is held or the provider does not say."""
    subscription_ref: str | None = None
    """Of a membership."""
    paid_until: datetime | None = None
    """Until when a membership is paid; aware, None for a single payment."""
    has_ended: bool = False
    """Whether a membership will not be paid again."""


@dataclass(frozen=True, slots=True)
class ProviderEvent:
    """A hint that something changed."""

    id: str
    """The provider's, at most 255 characters; the same event comes with the same id."""
    kind: str
    """The provider's word for it, such as `checkout.session.completed`."""
    payment_id: UUID | None
    """Ours, where the event names it; None otherwise."""
    refs: tuple[str, ...]
    """Every id of the provider's in it by which a payment may be known: of a checkout, a payment, a subscription."""
    account: str
    """'' for that of the installation."""


@dataclass(frozen=True, slots=True)
class Account:
    """A creator's account at the provider."""

    ref: str
    can_charge: bool
    """Whether it may take money yet; before, the creator has to finish what `url` leads to."""
    url: str | None
    """Where the creator tells the provider what it still asks for, usable once and soon; None where it asks for nothing."""


class PaymentProvider(Protocol):
    """Raises, wherever nothing else is said: Unavailable `payments_unavailable` where another try with the same key may help, and
    Conflict `payment_refused` with the provider's reason where it never will. No error holds a key or a card."""

    async def start_checkout(self, order: Order) -> Checkout:
        """A page for the order; the same one for the same `payment_id`."""
        ...

    async def load(self, checkout_ref: str, account: str) -> Found:
        """What the provider knows now. Raises NotFound `unknown_checkout`."""
        ...

    async def close_checkout(self, checkout_ref: str, account: str) -> Found:
        """Keeps an open checkout from being paid; what is known of it afterwards: it may have been paid a moment before."""
        ...

    async def capture(self, checkout_ref: str, account: str, key: str) -> Found:
        """Takes what is held. What was captured already stays so. A hold that is gone comes back as `Standing.released`."""
        ...

    async def give_back(self, checkout_ref: str, account: str, key: str) -> Found:
        """Releases what is held, or refunds in full what was taken; nothing where it is given back already. Raises Conflict
        `payment_refused` while it is disputed."""
        ...

    async def end_membership(self, subscription_ref: str, account: str, key: str) -> None:
        """Lets a membership end with what is paid; nothing where it has ended."""
        ...

    def list_checkouts(self, account: str, since: datetime) -> AsyncIterator[tuple[UUID, str]]:
        """(our payment's id, checkout's) of everything begun since, to find what we never heard of; each page is a call."""
        ...

    def read_event(self, body: bytes, headers: Mapping[str, str], now: datetime) -> ProviderEvent:
        """Reads what the provider posted; no network. `headers` have names in lower case.

        Raises Unauthenticated `bad_signature` for a missing, wrong or old signature, Invalid `bad_event` for a body that is signed and
        cannot be read.
        """
        ...

    async def open_account(self, avee_id: UUID, ref: str, country: str, return_url: str) -> Account:
        """The creator's account, made where `ref` is '', with a fresh `url` where something is still asked for. `country` is two letters
        of ISO 3166, or '' for the installation's."""
        ...

    async def close(self) -> None:
        """Closes the connections to the provider."""
        ...
