"""A creator's first months replayed: messages in time order, a few cards a day, the standing read again after each day."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orchestrator.cli.evaluation.measuring import Array
from orchestrator.domain.risk import Expected, Label
from orchestrator.domain.trust import Handling, Standing, TrustRules, card_chance, read_standing

MESSAGES_PER_DAY = 30
SETTLE_DAYS = 7
"""Days whose matches say how many are to be expected."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of one run; an entry a message in its order."""

    order: Array
    """Which message of the set it was."""
    served: Array
    """True where it was served alone."""
    labels: int
    audits: int
    """Labels of what had been served alone."""
    standing: Standing
    """At the end."""
    loosest: float | None
    """The lowest threshold that ever served alone; None where nothing did."""
    at_labels: tuple[tuple[int, float | None], ...]
    """(labels so far, threshold then), a day each."""
    labelled: tuple[tuple[float, bool], ...]
    """(score, right) of each random label, in order."""


def replay(
    score: Array, right: Array, rules: TrustRules, pooled: Sequence[Expected], messages: int | None, chance: np.random.Generator
) -> Replayed:  # fmt: skip
    """So many messages drawn from the set with replacement, or once through it in its own order where `messages` is None.

    A message is labelled only after its handling was decided, and what a label teaches holds from the next day on.
    """
    order = np.arange(len(score)) if messages is None else chance.integers(len(score), size=messages)
    served = np.zeros(len(order), bool)
    labels: list[Label] = []
    standing = read_standing(labels, rules, pooled)
    thresholds: list[float] = []
    at_labels: list[tuple[int, float | None]] = []
    eligible: list[int] = []
    for first in range(0, len(order), MESSAGES_PER_DAY):
        today = order[first : first + MESSAGES_PER_DAY]
        left, seen, before = rules.labels_per_day, 0, len(labels)
        expected = float(np.mean(eligible[-SETTLE_DAYS:])) if eligible else MESSAGES_PER_DAY / 2
        for place, message in enumerate(today, first):
            handling = standing.handle(float(score[message]))
            served[place] = handling is Handling.alone
            if handling is Handling.leave:
                continue
            seen += 1
            if chance.random() < card_chance(left, expected - seen + 1):
                left -= 1
                labels.append(Label(float(score[message]), not right[message], standing.floor, is_served=bool(served[place])))
        eligible.append(seen)
        if standing.threshold is not None:
            thresholds.append(standing.threshold)
        if len(labels) > before:
            standing = read_standing(labels, rules, pooled)
        at_labels.append((len(labels), standing.threshold))
    return Replayed(
        order, served, len(labels), sum(label.is_served for label in labels), standing, min(thresholds, default=None), tuple(at_labels),
        tuple((label.score, not label.is_wrong) for label in labels),
    )  # fmt: skip
