"""The states of a payment, and the table of allowed moves. `guard_payment` keeps the same table in the database."""

from enum import StrEnum

from orchestrator.domain.errors import Conflict


class Way(StrEnum):
    """How the money comes."""

    stripe = "stripe"
    by_hand = "by_hand"
    """The creator writes how to pay, says when the money came, and gives it back by hand."""


class PaymentStatus(StrEnum):
    required = "required"
    """The asker can pay; nothing is held yet."""
    held = "held"
    """The money is there: held on a card, or taken for as long as there is no answer."""
    captured = "captured"
    """Taken for an answer."""
    lapsed = "lapsed"
    """Never paid."""
    released = "released"
    """A hold that ended without being taken."""
    refunded = "refunded"
    disputed = "disputed"
    """Taken, and the asker's bank wants it back."""


class Due(StrEnum):
    """What is owed and not done yet."""

    capture = "capture"
    give_back = "give_back"


LIVE = frozenset({PaymentStatus.required, PaymentStatus.held, PaymentStatus.captured, PaymentStatus.disputed})
"""The states in which money is, or may come to be, with the creator or on its way to them."""

MOVES: frozenset[tuple[PaymentStatus, PaymentStatus]] = frozenset(
    {
        (PaymentStatus.required, PaymentStatus.held),
        (PaymentStatus.required, PaymentStatus.lapsed),
        # Paid in the last moment, before it was known here.
        (PaymentStatus.lapsed, PaymentStatus.held),
        (PaymentStatus.held, PaymentStatus.captured),
        (PaymentStatus.held, PaymentStatus.released),
        # The same as released, where the money had been taken at once.
        (PaymentStatus.held, PaymentStatus.refunded),
        (PaymentStatus.captured, PaymentStatus.refunded),
        (PaymentStatus.captured, PaymentStatus.disputed),
        # The dispute is won, or lost.
        (PaymentStatus.disputed, PaymentStatus.captured),
        (PaymentStatus.disputed, PaymentStatus.refunded),
    }
)


def check_move(before: PaymentStatus, after: PaymentStatus) -> None:
    """Raises Conflict `illegal_payment_move`, with the current state and those that may follow it."""
    if (before, after) in MOVES:
        return
    possible = sorted(each.value for was, each in MOVES if was is before)
    raise Conflict(
        "illegal_payment_move", f"The payment is {before.value} and cannot become {after.value}.", status=before.value, possible=possible
    )
