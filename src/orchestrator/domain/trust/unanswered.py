"""Which cards were answered: a bound rests on those that were, and what was left open could hide the awkward ones.

Cards are asked likeliest wrong first and one at a time, so that what is left lying is what is likeliest right: where scores mean
anything, the labelled ones can only look worse than all. A card on which somebody says 'not sure', or that lies for OPEN_DAYS, is
closed without a label. How many are is said, and what the bound would be had all of them been wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestrator.domain.trust.bounds import upper_bound
from orchestrator.domain.trust.proofs import Label
from orchestrator.domain.trust.standing import TrustState

OPEN_DAYS = 14
"""How long a card is asked; after that whoever wrote the message has gone elsewhere, and its answer may have changed."""


@dataclass(frozen=True, slots=True)
class Answering:
    """Of the cards that are closed."""

    asked: int
    answered: int
    """Called right or wrong."""
    unsure: int
    """Called not sure; those left are `expired`."""
    audits_left: int = 0
    """Audits among those that were not answered."""

    @property
    def expired(self) -> int:
        """Closed by their time."""
        return self.asked - self.answered - self.unsure

    @property
    def share(self) -> float | None:
        """Of answered ones, in [0, 1]; None where none is closed."""
        return self.answered / self.asked if self.asked else None


def bound_at_worst(labels: Sequence[Label], standing: TrustState, answering: Answering, confidence: float) -> float | None:
    """The bound on audits had every one that was closed without a word been wrong, in (0, 1]; None before the first audit.

    `labels` are those the standing was made of. It holds whatever made the creator leave the others: the honest end of the range.
    """
    if standing.at_most is None:
        return None
    wrong = sum(label.is_wrong for label in labels[standing.began :] if label.is_random and label.is_served)
    return upper_bound(standing.audited - wrong, wrong + answering.audits_left, confidence)
