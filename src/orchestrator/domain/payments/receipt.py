"""What a receipt says. How it looks is the business of `ports/papers.py`."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from orchestrator.domain.payments.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One payment that was captured."""

    number: str
    """As printed, such as `2026-000042`; of one creator, without gaps."""
    paid_at: datetime
    """Aware; printed as a day in UTC."""
    seller: str
    """The creator's name."""
    seller_details: str
    """What the creator wants on receipts, such as an address and a tax number; '' or at most ten lines."""
    buyer: str
    """The asker's name and handle; '' where that account is gone."""
    subject: str
    """What was paid for, one line."""
    price: Money
    refunded_at: datetime | None
    """When all of it was given back; None where it was not."""
    payment_id: UUID

    @property
    def paid_on(self) -> date:
        return self.paid_at.date()


def number_of(sequence: int, paid_at: datetime) -> str:
    """The number as printed: the year is for people, the sequence alone tells receipts of one creator apart."""
    return f"{paid_at.year}-{sequence:06d}"
