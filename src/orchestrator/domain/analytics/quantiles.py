"""Waiting times within which a share of the questions is answered, with those that still wait."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantile:
    """A time within which a share of all questions got their answer."""

    value: float | None
    """None where that share has no answer (yet)."""
    at_least: float | None = None
    """Where there is no value: it cannot be less than this; None where there is no question at all."""


def waiting_quantile(answered: Sequence[float], waiting: Sequence[float], never: int, share: float) -> Quantile:
    """Within what time `share` (in ]0, 1[) of the questions are answered, by Kaplan and Meier (1958).

    `waiting` are those still without an answer after so long: they count in full until then, and say nothing beyond.
    `never` are those that came back without an answer; they stay unanswered for ever.
    """
    total = len(answered) + len(waiting) + never
    if not total:
        return Quantile(None)
    ended, still = sorted(answered), sorted(waiting)
    unanswered, longest = 1.0, max([*ended[-1:], *still[-1:]], default=0.0)
    for time, times in sorted(Counter(ended).items()):
        at_risk = len(ended) - bisect_left(ended, time) + len(still) - bisect_left(still, time) + never
        unanswered *= 1 - times / at_risk
        if 1 - unanswered >= share - 1e-12:
            return Quantile(time)
    return Quantile(None, longest)
