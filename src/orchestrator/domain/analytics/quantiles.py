"""Quantiles of waiting times that include the questions that still wait."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantile:
    """The time within which a share of all questions was answered."""

    value: float | None
    """None where fewer than that share have been answered."""
    at_least: float | None = None
    """A lower bound where there is no value; None where there are no questions."""


def waiting_quantile(answered: Sequence[float], waiting: Sequence[float], never: int, share: float) -> Quantile:
    """The time within which `share` (in ]0, 1[) of the questions are answered, by Kaplan and Meier (1958).

    `answered` are the times until the answers. `waiting` are the times that unanswered questions have waited so far,
    which are censored observations. `never` is the number of questions that ended without an answer.
    """
    total = len(answered) + len(waiting) + never
    if not total:
        return Quantile(None)
    answered, waiting = sorted(answered), sorted(waiting)
    unanswered, longest = 1.0, max([*answered[-1:], *waiting[-1:]], default=0.0)
    for time, times in sorted(Counter(answered).items()):
        at_risk = len(answered) - bisect_left(answered, time) + len(waiting) - bisect_left(waiting, time) + never
        unanswered *= 1 - times / at_risk
        if 1 - unanswered >= share - 1e-12:
            return Quantile(time)
    return Quantile(None, longest)
