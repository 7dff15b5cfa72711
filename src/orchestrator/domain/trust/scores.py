"""The effective score of a match, which takes earlier verdicts on the same answer into account; and the chance of a
card."""

import math
from collections.abc import Sequence

MAX_WRONG = 100
"""Wrong verdicts on an answer beyond which more of them change nothing."""

RIGHT_PER_WRONG = 20
"""Right verdicts that offset one wrong verdict on the same answer, so that one wrong in twenty is tolerated."""

STRICTNESS = 3.0
"""Factor by which each wrong verdict that is not offset multiplies the distance of a score to 1."""

OFFSET_SPREAD = 1.0
"""Standard deviation of the offset between creators, in log-odds, before any label."""

HIGHEST_SCORE = 1.0 - 1e-6
"""Scores are limited to [1 - this, this], so that their log-odds are finite."""


def effective_score(score: float, right: int, wrong: int) -> float:
    """The score of a match, lowered for wrong verdicts on its answer; in [0, score]. Thresholds are compared with this
    score.

    `right` and `wrong` count all earlier verdicts on this answer by the creator and by askers. A label keeps the
    effective score, so that proofs are about the answers that are really served. As verdicts lower scores while labels
    are gathered, a proof holds for the average rule of that time; today's stricter rule is assumed to be no worse.
    """
    return min(score, max(0.0, 1.0 - (1.0 - score) * _distance_factor(right, wrong)))


def needed_score(threshold: float, right: int, wrong: int) -> float:
    """The lowest score whose effective score reaches `threshold`, in [threshold, 1]."""
    return threshold + (1.0 - threshold) * (1.0 - 1.0 / _distance_factor(right, wrong))


def _distance_factor(right: int, wrong: int) -> float:
    """Factor for the distance of a score to 1, >= 1: the more wrong verdicts are not offset, the larger."""
    return math.pow(STRICTNESS, min(MAX_WRONG, max(0.0, wrong - right / RIGHT_PER_WRONG)))


def read_offset(labels: Sequence[tuple[float, bool]]) -> float:
    """The offset to add to the log-odds of this creator's scores, from labels as (score, is right); 0 without labels.

    It applies to scores at or above the lowest labelled one. It is the most probable offset under a normal prior with
    mean 0 and standard deviation OFFSET_SPREAD, found by Newton's method. Only displayed probabilities use it: it does
    not change the order of scores, so thresholds and proofs keep the scorer's own scale.
    """
    offset = 0.0
    odds = [math.log(_limited(score) / (1.0 - _limited(score))) for score, _ in labels]
    for _ in range(20):
        chances = [1.0 / (1.0 + math.exp(-log_odds - offset)) for log_odds in odds]
        slope = sum(right - chance for chance, (_, right) in zip(chances, labels, strict=True)) - offset / OFFSET_SPREAD**2
        curvature = sum(chance * (1.0 - chance) for chance in chances) + 1.0 / OFFSET_SPREAD**2
        offset += slope / curvature
    return offset


def _limited(score: float) -> float:
    return min(HIGHEST_SCORE, max(1.0 - HIGHEST_SCORE, score))


def card_chance(left_today: int, expected_today: float) -> float:
    """The chance in [0, 1] that a match from the floor up draws a card, equal for all of them, so that the cards last
    for the day.

    `left_today` is the number of cards left, `expected_today` the number of such matches still expected today.
    """
    if left_today <= 0:
        return 0.0
    return min(1.0, left_today / max(1.0, expected_today))
