"""Confidence: the probability that the passages answer a question."""

import math
from dataclasses import dataclass

from orchestrator.domain.errors import Invalid

FULL_SUPPORT = 3
"""Passages that support an answer; more of them make it no surer."""

STEEPEST = 60.0
"""Log-odds beyond which a probability is 0 or 1 anyway; exp stays far from overflow."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """Logistic regression of "the passages answer the question". Raises Invalid `calibration_invalid` on a negative weight."""

    intercept: float
    """Log-odds when every input is at its worst."""
    passage: float
    """Log-odds gained as the best passage's probability goes from 0 to 1; >= 0, as are the next three."""
    coverage: float
    """The same for the share of the question's informative words found in that passage."""
    support: float
    """The same for going from no supporting passage to FULL_SUPPORT."""
    simplicity: float
    """The same for 1 - complexity."""
    answerability: float = 0.0
    """The same for what the scorer of the words makes of the best passage."""

    def __post_init__(self) -> None:
        weights = (self.passage, self.coverage, self.support, self.simplicity, self.answerability)
        if not all(math.isfinite(number) for number in (self.intercept, *weights)) or min(weights) < 0:
            raise _invalid("The confidence coefficients must be finite and its weights must not be negative.")

    def probability(
        self, passage_probability: float, coverage: float, support: int, complexity: float, answerability: float = 0.0
    ) -> float:  # fmt: skip
        """In [0, 1]; never falls as similarity, coverage, support or answerability rise, never rises with complexity.

        `support` is a number of passages; the others are in [0, 1] and are clamped to it, NaN to its worst end.
        """
        log_odds = (
            self.intercept
            + self.passage * _clamped(passage_probability)
            + self.coverage * _clamped(coverage)
            + self.support * _clamped(min(support, FULL_SUPPORT) / FULL_SUPPORT)
            + self.simplicity * _clamped(1.0 - complexity)
            + self.answerability * _clamped(answerability)
        )
        return 1.0 / (1.0 + math.exp(-max(-STEEPEST, min(STEEPEST, log_odds))))


def _clamped(score: float) -> float:
    return max(0.0, min(1.0, score)) if score == score else 0.0


def _invalid(detail: str) -> Invalid:
    return Invalid("calibration_invalid", detail)
