"""Scores of matches as earlier verdicts on the same answer leave them, and the chance of a card."""

import math
from collections.abc import Sequence

MOST_WRONG = 100
"""Wrong words on an answer beyond which it is not served any less."""

FORGIVING = 20
"""Right labels that make up for one wrong, for a single answer: as many as leave it one wrong in twenty."""

STRICTER = 3.0
"""How much less of what is left to 1 an answer may miss for each wrong that is not made up for."""

OFFSET_SPREAD = 1.0
"""How far creators differ in log-odds, before any label."""

CLOSEST = 1.0 - 1e-6


def effective_score(score: float, right: int, wrong: int) -> float:
    """The score of a match as what was said of its answer leaves it, in [0, score]: served from a threshold up where this reaches it.

    `right` and `wrong` are all that was said of this answer before, by whomever. A label keeps this score, so that what is proven
    is proven of what is served. Tightening goes on while labels come, so the proof is of the average rule of that time; that the
    stricter one of today is no worse is assumed.
    """
    return min(score, max(0.0, 1.0 - (1.0 - score) * _stricter(right, wrong)))


def needed_score(threshold: float, right: int, wrong: int) -> float:
    """The score from which the effective one reaches `threshold`, in [threshold, 1]."""
    return threshold + (1.0 - threshold) * (1.0 - 1.0 / _stricter(right, wrong))


def _stricter(right: int, wrong: int) -> float:
    """By how much the distance of a score to 1 counts more, >= 1; for an answer that is always wrong without end."""
    return math.pow(STRICTER, min(MOST_WRONG, max(0.0, wrong - right / FORGIVING)))


def read_offset(judged: Sequence[tuple[float, bool]]) -> float:
    """What to add to the log-odds of this creator's scores from the lowest labelled one up; labels as (score, right), 0 without any.

    The most probable offset under a normal prior about 0 with OFFSET_SPREAD, by Newton's method. It moves the probability that is
    shown; thresholds and proofs stay on the scorer's own scale, where it changes no order.
    """
    offset = 0.0
    odds = [math.log(min(CLOSEST, max(1.0 - CLOSEST, score)) / (1.0 - min(CLOSEST, max(1.0 - CLOSEST, score)))) for score, _ in judged]
    for _ in range(20):
        chances = [1.0 / (1.0 + math.exp(-each - offset)) for each in odds]
        slope = sum(right - chance for chance, (_, right) in zip(chances, judged, strict=True)) - offset / OFFSET_SPREAD**2
        curvature = sum(chance * (1.0 - chance) for chance in chances) + 1.0 / OFFSET_SPREAD**2
        offset += slope / curvature
    return offset


def card_chance(left_today: int, expected_today: float) -> float:
    """Chance in [0, 1] that a match from the floor up gets a card, so that the day's cards last: the same for all of them.

    `expected_today` is how many such matches are still to come, by the days before.
    """
    if left_today <= 0:
        return 0.0
    return min(1.0, left_today / max(1.0, expected_today))
