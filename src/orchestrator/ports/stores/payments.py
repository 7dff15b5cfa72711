"""The store of prices, payments and memberships, with its records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.payments.moves import Due, PaymentStatus, Way
from orchestrator.domain.payments.prices import AskerPrice, PriceList
from orchestrator.domain.payments.replay import PastQuestion
from orchestrator.ports.payments import Interval, Taking
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRecord:
    """A payment, for its asker, the agent's owner, and jobs."""

    id: UUID
    avee_id: UUID
    kind: str
    """'question' or 'membership'."""
    escalation_id: UUID | None
    """None for a membership, and once the question is erased."""
    user_id: UUID | None
    """The asker; None once they are erased."""
    way: Way
    taking: Taking
    amount: int
    """In minor units, > 0."""
    currency: str
    fee: int | None
    """What the provider keeps, in minor units; None where that is not known."""
    status: PaymentStatus
    due: Due | None
    account: str
    checkout_ref: str | None
    checkout_url: str | None
    place_until: datetime
    """How long it can be paid."""
    payment_ref: str | None
    subscription_ref: str | None
    capture_before: datetime | None
    """When a hold ends by itself."""
    is_private: bool
    refund_reason: str | None
    failure: str | None
    """The code of the last error that kept what is due from being done."""
    receipt_owner: UUID | None
    receipt_number: int | None
    """Among all receipts of that owner, from 1; None before it was captured."""
    receipt_seller: str | None
    """This and the next two as they were when the money was taken; None before, and the buyer once they are erased."""
    receipt_details: str | None
    receipt_buyer: str | None
    paid_until: datetime | None
    """Of a membership."""
    created_at: datetime
    held_at: datetime | None
    captured_at: datetime | None
    released_at: datetime | None
    refunded_at: datetime | None
    disputed_at: datetime | None
    how_to_pay: str = ""
    """By hand: what the creator wrote."""
    owner_id: UUID | None = None
    """The agent's; None in lists."""
    agent_handle: str = ""
    agent_display_name: str = ""
    asker_display_name: str | None = None
    """None once they are erased. These three are set in lists."""


@dataclass(frozen=True, slots=True)
class BegunPayment:
    """A payment that was begun, or was there already."""

    payment: PaymentRecord
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentNote:
    """The columns that are written. A column whose field keeps its default here is not changed."""

    status: PaymentStatus | None = None
    due: Due | None = None
    drops_due: bool = False
    """Whether nothing is due any more."""
    fee: int | None = None
    checkout_ref: str | None = None
    checkout_url: str | None = None
    place_until: datetime | None = None
    payment_ref: str | None = None
    capture_before: datetime | None = None
    refund_reason: str | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class MonthSum:
    """The money of one agent in one month and currency, in minor units. What was given back counts where it was given back."""

    month: date
    """Its first day, in UTC."""
    currency: str
    captured: int
    refunded: int
    fees: int
    """Of what was captured, as far as the provider named them."""
    count: int
    """Payments that were captured."""


@dataclass(frozen=True, slots=True)
class PaymentFilter:
    status: PaymentStatus | None = None
    begun_from: datetime | None = None
    begun_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Somebody's membership with an agent's creator."""

    id: UUID
    avee_id: UUID
    user_id: UUID | None
    way: Way
    interval: Interval
    amount: int
    """In minor units, > 0."""
    currency: str
    status: str
    """'open' until it is paid, 'active', or 'ended'."""
    account: str
    checkout_ref: str | None
    checkout_url: str | None
    place_until: datetime
    subscription_ref: str | None
    paid_until: datetime | None
    is_ending: bool
    """Whether it ends with what is paid."""
    created_at: datetime
    agent_handle: str = ""
    agent_display_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipNote:
    """The columns that are written; as in `PaymentNote`."""

    status: str | None = None
    checkout_ref: str | None = None
    checkout_url: str | None = None
    place_until: datetime | None = None
    subscription_ref: str | None = None
    paid_until: datetime | None = None
    is_ending: bool | None = None


@dataclass(frozen=True, slots=True)
class PaymentWork:
    """Something that is to be done and that no job has done."""

    id: UUID
    """Of a payment, or of a membership."""
    what: str
    """'settle', 'look' or 'membership'."""


class Payments(Protocol):
    """Prices, payments and memberships. What a person may not see does not exist for them; jobs act in nobody's name."""

    async def load_prices(self, avee_id: UUID) -> PriceList | None:
        """For the agent's team; None where no prices were saved."""
        ...

    async def save_prices(self, avee_id: UUID, prices: PriceList, expected: int | None) -> int | None:
        """Saves all but the account, and returns the new version; None where `expected` is not the newest. 0 expects none."""
        ...

    async def save_account(self, avee_id: UUID, account: str, *, is_ready: bool) -> bool:
        """Notes the creator's account; returns whether there are prices that it is for."""
        ...

    async def list_past_questions(self, avee_id: UUID, since: datetime) -> list[PastQuestion]:
        """Questions that were accepted, oldest first."""
        ...

    async def begin(
        self, payment_id: UUID, escalation_id: UUID, taking: Taking, *, is_private: bool, minutes: int, keeps_place: bool
    ) -> BegunPayment | None:
        """Begins the payment for the person's own open offer, which this transaction has locked; the one that can still be made for it
        where there is one. None where there is nothing to pay."""
        ...

    async def find_open(self, escalation_id: UUID) -> PaymentRecord | None:
        """The payment of a question that may still be taken, for its asker and the agent's owner."""
        ...

    async def charge_offer(self, escalation_id: UUID, amount: int) -> None:
        """Puts the price into an offer that was to be free."""
        ...

    async def load(self, payment_id: UUID) -> PaymentRecord | None: ...

    async def note(self, payment_id: UUID, note: PaymentNote) -> PaymentRecord | None:
        """Writes what has become of a payment; None where there is none. The question is locked first. Raises Conflict
        `illegal_payment_move` where the state does not allow it."""
        ...

    async def is_paid(self, avee_id: UUID, escalation_id: UUID) -> bool:
        """Whether a question costs nothing, or the money for it is held and nothing else is due."""
        ...

    async def list_mine(self, page: Page) -> list[PaymentRecord]:
        """The person's own, newest first."""
        ...

    async def list_of_agent(self, avee_id: UUID, wanted: PaymentFilter, page: Page) -> list[PaymentRecord]:
        """For the owner, newest first."""
        ...

    async def sum_months(self, avee_id: UUID) -> list[MonthSum]:
        """For the owner, the newest month first."""
        ...

    async def find_work(self, limit: int) -> list[PaymentWork]: ...

    async def find_to_compare(self, after: UUID | None, limit: int) -> list[UUID]:
        """Payments that the provider is asked about each night, after that id."""
        ...

    async def find_memberships_to_compare(self, after: UUID | None, limit: int) -> list[UUID]: ...

    async def find_accounts(self) -> list[tuple[Way, str]]:
        """Every account at which something may have been paid."""
        ...

    async def keep_event(self, event_id: str, kind: str) -> bool:
        """Keeps the id of a provider's event; returns whether it is new."""
        ...

    async def finish_event(self, event_id: str) -> None: ...

    async def find_by(self, payment_id: UUID | None, refs: Sequence[str]) -> list[tuple[UUID, str]]:
        """(id, 'question' or 'membership') of what an event may be about."""
        ...

    async def begin_membership(self, avee_id: UUID, membership_id: UUID, interval: Interval, minutes: int) -> Membership | None:
        """Begins one for the person, or returns the one that is open or runs; None where none is for sale to them."""
        ...

    async def load_membership(self, membership_id: UUID) -> Membership | None: ...

    async def note_membership(self, membership_id: UUID, payment_id: UUID, fee: int | None, note: MembershipNote) -> Membership | None:
        """Writes what has become of a membership, with the tier of its member. Where it is paid for longer, the period is a payment with
        `payment_id`."""
        ...

    async def list_my_memberships(self, page: Page) -> list[Membership]: ...

    async def load_price(self, avee_id: UUID) -> AskerPrice | None:
        """The prices of an agent as they are for the person; None where it has none."""
        ...

    async def load_membership_prices(self, avee_id: UUID) -> PriceList | None:
        """What memberships cost, for everybody; without the prices of tiers, the account, and how to pay."""
        ...
