"""Every move of money at the Stripe on the loopback, by our payment's id, in the order in which they happened."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass

HELD, RELEASED, CAPTURED, REFUNDED, LOST = "held", "released", "captured", "refunded", "lost"


@dataclass(frozen=True, slots=True)
class Entry:
    kind: str
    """held, released, captured (also what was charged at once), refunded, or lost (to the bank, in a dispute)."""
    payment_id: str
    """Ours, of the metadata; '' where there is none."""
    amount: int
    """As Stripe counts it."""
    currency: str
    account: str
    intent: str
    at: int


@dataclass(frozen=True, slots=True)
class Sums:
    """In Stripe's units; `held` is what is held now."""

    held: int = 0
    captured: int = 0
    refunded: int = 0
    lost: int = 0


def sum_up(entries: Iterable[Entry]) -> Sums:
    totals = dict.fromkeys((HELD, RELEASED, CAPTURED, REFUNDED, LOST), 0)
    holds: dict[str, int] = {}
    for entry in entries:
        totals[entry.kind] += entry.amount
        if entry.kind == HELD:
            holds[entry.intent] = entry.amount
        elif entry.kind in (RELEASED, CAPTURED):
            with contextlib.suppress(KeyError):
                del holds[entry.intent]
    return Sums(sum(holds.values()), totals[CAPTURED], totals[REFUNDED], totals[LOST])
