"""Trust in a creator's answers as one message needs it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrustSnapshot:
    """Where trust in this creator's stored answers stands, as far as one message needs it."""

    proven: float | None = None
    """From this score up it is proven that few enough are wrong, in [0, 1]; None where nothing is."""
    floor: float = 1.0
    """From this score up a match may be asked about, in [0, 1]."""
    voided: int = 0
    """How often answers that went wrong voided what had been proven."""
    cards_today: int = 0
    """In the last 24 hours, of both kinds."""
    matches_per_day: float = 0.0
    """Messages that may draw a card: matches from the floor up, and automatic answers. >= 0; 0 where it is not known."""
    documents_level: int = 0
    """How often what an automatic answer needs is moved half of the way to 1, see `automatic.needed_confidence`; >= 0."""


UNPROVEN = TrustSnapshot()
