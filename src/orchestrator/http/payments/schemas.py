"""Requests and responses about prices, payments and memberships. Amounts are in minor units of their currency: 500 is 5.00 EUR, and 500 JPY."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.payments.moves import Due, PaymentStatus, Way
from orchestrator.http.wire import In, Out, ReadOnly, Storable, VersionIn
from orchestrator.ports.payments import Interval, Taking

Amount = Annotated[int, Field(ge=0, le=99_999_999, description="In minor units of the currency.")]


class MoneyIn(In):
    amount: Amount
    currency: Storable = Field(examples=["EUR"])


class MoneyOut(Out):
    amount: int = Field(description="In minor units of the currency.", examples=[500])
    currency: str = Field(examples=["EUR"])


class PaymentBriefOut(Out):
    """The payment of a question."""

    id: UUID
    status: PaymentStatus
    due: Due | None = Field(description="What is owed and not done yet.")
    way: Way
    taking: Literal["hold", "charge"] = Field(
        description="hold: held on the card until the answer. charge: taken at once, and given back if there is no answer."
    )
    amount: int
    currency: str
    checkout_url: str | None
    place_until: datetime = Field(description="How long it can be paid; the question's place is kept meanwhile.")


class AcceptedPaymentOut(PaymentBriefOut):
    how_to_pay: str | None = Field(description="By hand: what the creator wrote; null otherwise.")


class CurrencyOut(Out):
    code: str = Field(examples=["EUR"])
    digits: int = Field(description="Digits of the minor units: 2 for EUR, 0 for JPY.")


class PaymentSettingsOut(Out):
    ways: list[Way] = Field(description="Empty where nothing about money is shown.")
    currencies: list[CurrencyOut]


class AccountStateOut(Out):
    connected: bool
    ready: bool = Field(description="Whether it may take money. Without an account of your own, the installation's takes it.")


class TierPriceOut(Out):
    tier: Tier
    amount: int
    free_per_month: int


class TierPriceIn(In):
    tier: Tier
    amount: Amount = 0
    free_per_month: int = Field(0, ge=0, le=1_000, description="Questions that each person of the tier has free in any 30 days.")


class MembershipPricesOut(Out):
    month: int | None
    year: int | None


class MembershipPricesIn(In):
    month: Annotated[int, Field(ge=1, le=99_999_999)] | None = None
    year: Annotated[int, Field(ge=1, le=99_999_999)] | None = None


class PricesOut(Out):
    currency: str
    way: Way
    ways: list[Way] = Field(description="Those that there are here.")
    account: AccountStateOut
    how_to_pay: str
    receipt_details: str
    private_extra: int | None = Field(description="Added where the answer is given to nobody else; null where that is not for sale.")
    membership: MembershipPricesOut
    tiers: list[TierPriceOut]
    version: int = Field(description="0 where no prices were saved yet.")


class PricesIn(In):
    currency: Storable = Field(examples=["EUR"])
    way: Way
    how_to_pay: str = Field("", max_length=2_000, description="By hand: told to everybody who accepts.")
    receipt_details: str = Field("", max_length=1_000, description="Printed on receipts, such as your address and a tax number.")
    private_extra: Amount | None = None
    membership: MembershipPricesIn = MembershipPricesIn()
    tiers: list[TierPriceIn] = Field([], max_length=4, description="A tier that is left out pays nothing.")
    version: VersionIn = None
    ways: ReadOnly = None
    account: ReadOnly = None


class TierPreviewOut(Out):
    tier: Tier
    asked: int
    answered: int
    would_pay: int = Field(description="Questions that would have cost something.")
    free: int
    earned: int = Field(description="Of answered questions.")
    lost: int | None = Field(description="What today's prices would have brought and these would not; null for another currency.")


class PricePreviewOut(Out):
    days: int
    currency: str
    asked: int
    answered: int
    would_pay: int
    free: int
    earned: int
    lost: int | None
    tiers: list[TierPreviewOut]


class PaymentAccountIn(In):
    country: Storable = Field("", max_length=2, description="Two capitals of ISO 3166; empty for the installation's.", examples=["DE"])


class PaymentAccountOut(Out):
    url: str | None = Field(description="Where you tell the provider what it still asks for; usable once and soon.")
    ready: bool
    connected: bool


class QuestionPriceOut(Out):
    amount: int = Field(description="Of the next question, without what is free.")
    free_left: int = Field(description="Questions that you have free now.")
    private_extra: int | None
    way: Way


class ShownPricesOut(Out):
    currency: str
    question: QuestionPriceOut
    membership: MembershipPricesOut


class PublicPricesOut(Out):
    prices: ShownPricesOut | None = Field(description="null where asking this agent costs nothing and nothing about money is shown.")


class PaymentOut(Out):
    id: UUID
    avee_id: UUID
    kind: Literal["question", "membership"]
    escalation_id: UUID | None = Field(description="null for a membership, and once the question is erased.")
    agent_handle: str
    agent_display_name: str
    asker_display_name: str | None = Field(description="null once they are erased.")
    status: PaymentStatus
    due: Due | None = Field(description="What is owed and not done yet.")
    way: Way
    taking: Taking
    amount: int
    currency: str
    fee: int | None = Field(description="What the provider keeps; null where it is not known, and for the asker.")
    checkout_url: str | None
    place_until: datetime
    how_to_pay: str | None
    is_private: bool
    refund_reason: str | None
    failure: str | None = Field(description="The code of what kept the last try from succeeding; for the owner.")
    receipt_number: int | None = Field(description="null before it was captured.")
    paid_until: datetime | None = Field(description="Of a membership.")
    created_at: datetime
    held_at: datetime | None
    captured_at: datetime | None
    released_at: datetime | None
    refunded_at: datetime | None
    disputed_at: datetime | None


class MonthSumOut(Out):
    """In minor units. What was given back counts in the month in which it was."""

    month: date = Field(description="Its first day, in UTC.")
    currency: str
    captured: int
    refunded: int
    fees: int = Field(description="Of what was captured, as far as the provider named them.")
    count: int = Field(description="Payments that were captured.")


class MonthsOut(Out):
    months: list[MonthSumOut] = Field(description="The newest first.")


class RefundIn(In):
    reason: str = Field(max_length=1_000, examples=["I misunderstood your question."])


class MembershipIn(In):
    interval: Interval = Field(examples=["month"])


class MembershipOut(Out):
    id: UUID
    avee_id: UUID
    agent_handle: str
    agent_display_name: str
    interval: Interval
    amount: int
    currency: str
    status: Literal["open", "active", "ended"]
    is_ending: bool = Field(description="Whether it ends with what is paid.")
    paid_until: datetime | None
    created_at: datetime


class BegunMembershipOut(Out):
    membership: MembershipOut
    checkout_url: str | None
