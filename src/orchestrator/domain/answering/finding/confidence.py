"""Confidence: the probability that the passages answer a question."""

import math
from dataclasses import dataclass

from orchestrator.domain.errors import Invalid

FULL_SUPPORT = 3
"""Supporting passages beyond which more of them do not raise the confidence."""

LARGEST_LOG_ODDS = 60.0
"""Log-odds are limited to this, either way; beyond it a probability is 0 or 1 anyway, and exp stays far from
overflow."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """Coefficients of a logistic regression for "the passages answer the question". All weights are >= 0.

    Raises Invalid `calibration_invalid` on a negative weight or one that is not finite.
    """

    intercept: float
    """Log-odds where every input is at its worst."""
    passage: float
    """Log-odds gained as the best passage's probability rises from 0 to 1."""
    coverage: float
    """Log-odds gained as the share of the question's informative words in that passage rises from 0 to 1."""
    support: float
    """Log-odds gained as the number of supporting passages rises from 0 to FULL_SUPPORT."""
    simplicity: float
    """Log-odds gained as the complexity falls from 1 to 0."""
    answerability: float = 0.0
    """Log-odds gained as the answerability of the best passage rises from 0 to 1; see `answerability.Scorer`."""
    sentence: float = 0.0
    """Log-odds gained as the cosine of the passage's best sentence rises from 0 to 1."""
    second_sentence: float = 0.0
    """Log-odds gained as the cosine of its second best sentence rises from 0 to 1."""
    whole: float = 0.0
    """Log-odds gained as the cosine of the whole passage rises from 0 to 1."""

    def __post_init__(self) -> None:
        weights = (self.passage, self.coverage, self.support, self.simplicity, self.answerability, *self._by_cosine)
        if not all(math.isfinite(number) for number in (self.intercept, *weights)) or min(weights) < 0:
            raise _invalid("The confidence coefficients must be finite and its weights must not be negative.")

    @property
    def _by_cosine(self) -> tuple[float, float, float]:
        return self.sentence, self.second_sentence, self.whole

    def probability(
        self,
        passage_probability: float,
        coverage: float,
        support: int,
        complexity: float,
        answerability: float = 0.0,
        cosines: tuple[float, float, float] = (0.0, 0.0, 0.0),
    ) -> float:
        """The confidence, in [0, 1]. It never falls as an input other than complexity rises, and never rises with
        complexity.

        `support` is a number of passages; `cosines` are those of the best sentence, the second best, and the passage. The other inputs are clamped to [0, 1]; NaN counts as the worst value.
        """
        log_odds = (
            self.intercept
            + self.passage * _clamped(passage_probability)
            + self.coverage * _clamped(coverage)
            + self.support * _clamped(min(support, FULL_SUPPORT) / FULL_SUPPORT)
            + self.simplicity * _clamped(1.0 - complexity)
            + self.answerability * _clamped(answerability)
            + sum(weight * _clamped(cosine) for weight, cosine in zip(self._by_cosine, cosines, strict=True))
        )
        return 1.0 / (1.0 + math.exp(-max(-LARGEST_LOG_ODDS, min(LARGEST_LOG_ODDS, log_odds))))


def _clamped(score: float) -> float:
    return max(0.0, min(1.0, score)) if score == score else 0.0


def _invalid(detail: str) -> Invalid:
    return Invalid("calibration_invalid", detail)
