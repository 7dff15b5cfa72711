"""The cards that the creator did not answer, and how much they could change the bound on wrong answers.

A bound rests on the answered cards. If the creator skipped the awkward ones, it would be too good. Therefore cards are
shown one at a time, the one most probably wrong first, so that the skipped ones are more probably right than the
answered ones. A card closes without a label when the creator is not sure, or after OPEN_DAYS. The creator is shown the
number of such cards, and the bound as it would be if all of them had been wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestrator.domain.trust.bounds import upper_bound
from orchestrator.domain.trust.proofs import Label
from orchestrator.domain.trust.state import TrustState

OPEN_DAYS = 14
"""Days after which a card closes without a label. By then the asker has moved on, and the answer may have changed."""


@dataclass(frozen=True, slots=True)
class ClosedCards:
    """How the closed cards ended."""

    asked: int
    """All closed cards, >= 0."""
    answered: int
    """Cards with the verdict right or wrong, >= 0."""
    unsure: int
    """Cards with the verdict unsure, >= 0."""
    audits_left: int = 0
    """Audits that closed without a label, >= 0."""

    @property
    def expired(self) -> int:
        """Cards that closed after OPEN_DAYS without a verdict, >= 0."""
        return self.asked - self.answered - self.unsure

    @property
    def share(self) -> float | None:
        """Answered cards as a share of the closed ones, in [0, 1]; None where no card is closed."""
        return self.answered / self.asked if self.asked else None


def bound_at_worst(labels: Sequence[Label], state: TrustState, cards: ClosedCards, confidence: float) -> float | None:
    """The bound on the share of wrong answers if all audits without a label had been wrong, in (0, 1]; None before the
    first audit.

    It holds whatever the reason why the creator skipped those audits. `labels` must be the ones that `state` was
    computed from.
    """
    if state.at_most is None:
        return None
    wrong = sum(label.is_wrong for label in labels[state.began :] if label.is_random and label.is_served)
    return upper_bound(state.audited - wrong, wrong + cards.audits_left, confidence)
