"""Trust in a creator's answers as one message needs it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrustSnapshot:
    """Trust in a creator's answers at one moment, as far as routing one message depends on it."""

    proven: float | None = None
    """Score in [0, 1] from which the share of wrong stored answers is proven to be below the target; None without a
    proof."""
    floor: float = 1.0
    """Lowest score, in [0, 1], at which a match may draw a card."""
    voided: int = 0
    """How often a proof was voided because served answers went wrong, >= 0."""
    cards_today: int = 0
    """Cards of both kinds drawn in the last 24 hours, >= 0."""
    matches_per_day: float = 0.0
    """Messages per day that may draw a card (matches from the floor up, and automatic answers), >= 0; 0 where it is not
    known."""
    documents_level: int = 0
    """Level of the ladder that an automatic answer needs, >= 0; see `ladder`."""


UNPROVEN = TrustSnapshot()
