"""A curve that turns a raw score into a probability. Only arithmetic; the figures are fitted by the benchmarks."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from orchestrator.domain.errors import Invalid

LARGEST_SCORE = 1000.0
"""Largest absolute value of a raw score; up to it the arithmetic is exact enough."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A probability that never falls as the raw score rises.

    Raises Invalid `calibration_invalid` for knots of any other curve.
    """

    knots: tuple[tuple[float, float], ...]
    """(raw score, probability in [0, 1]): at least one; raw scores strictly rising, probabilities never falling."""

    def __post_init__(self) -> None:
        if not self.knots:
            raise _invalid("A calibration curve needs at least one knot.")
        if not all(abs(raw) <= LARGEST_SCORE and 0 <= probability <= 1 for raw, probability in self.knots):
            raise _invalid("A calibration curve's scores must be within 1000 and its probabilities in [0, 1].")
        if not all(left[0] < right[0] and left[1] <= right[1] for left, right in pairwise(self.knots)):
            raise _invalid("A calibration curve's scores must rise and its probabilities must not fall.")

    def probability(self, raw: float) -> float:
        """In [0, 1], interpolated linearly between the knots around `raw`; beyond an end, that end's value.

        NaN counts as lowest.
        """
        (first, lowest), (last, highest) = self.knots[0], self.knots[-1]
        if not raw > first:
            return lowest
        if raw >= last:
            return highest
        above = bisect_right(self.knots, raw, key=lambda knot: knot[0])
        (left, low), (right, high) = self.knots[above - 1], self.knots[above]
        # The sum may be rounded to slightly above `high`.
        return min(high, low + (raw - left) / (right - left) * (high - low))


def _invalid(detail: str) -> Invalid:
    return Invalid("calibration_invalid", detail)
