"""The payment of a question, in short."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.domain.payments.moves import Due, PaymentStatus, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentBrief:
    """The payment of a question, as its asker and the agent's owner see it beside the question."""

    id: UUID
    status: PaymentStatus
    due: Due | None
    way: Way
    taking: str
    """'hold' or 'charge'."""
    amount: int
    """In minor units, > 0."""
    currency: str
    checkout_url: str | None
    """Where it can be paid; None by hand."""
    place_until: datetime
    """How long it can be paid."""
