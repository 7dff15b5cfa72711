"""A baseline: the online rule of vCache (Schroeder et al. 2025, arXiv 2502.03771), implemented from the paper.

Each stored question learns its own logistic curve from similarity to the probability that its answer is right. A
message is explored (the human is asked, which gives a label) with the smallest probability that keeps the expected
share of errors among all messages below delta.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from orchestrator.cli.evaluation.measuring import Array

FEWEST = 6
"""Labels that an entry needs before it may serve a message."""
EPSILONS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4)
"""Probabilities of a wrong curve over which the rule minimises."""
QUANTILES = (2.326, 2.054, 1.645, 1.282, 0.842, 0.524, 0.253)
"""Quantiles of the normal distribution at 1 - epsilon."""
RIDGE = 1e-2
"""Strength of the penalty that draws the curve to its starting point."""


@dataclass(slots=True)
class Entry:
    """The labels of one stored answer: the cosine of each message, and whether the answer was right for it."""

    cosines: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def explore_chance(self, cosine: float, delta: float) -> float:
        """The probability of asking the human, in [0, 1].

        tau = min over epsilon of 1 - delta / (1 - (1 - epsilon) L(cosine; t', gamma)), with t' at the upper end of the
        confidence interval of t.
        """
        if len(self.right) < FEWEST or len(set(self.right)) < 2:
            return 1.0
        threshold, slope, spread = fit_curve(self.cosines, self.right)
        chances = []
        for epsilon, quantile in zip(EPSILONS, QUANTILES, strict=True):
            correct = (1.0 - epsilon) * _logistic(slope * (cosine - threshold - quantile * spread))
            chances.append(1.0 - delta / max(1e-9, 1.0 - correct))
        return max(0.0, min(1.0, *chances))


def fit_curve(cosines: Sequence[float], right: Sequence[bool]) -> tuple[float, float, float]:
    """(threshold t, slope gamma > 0, standard error of t) of the likeliest logistic curve, by Newton's method with a
    small ridge."""
    x, y = np.array(cosines), np.array(right, float)
    design = np.column_stack([np.ones(len(x)), x - 0.8])
    found = np.array([0.0, 10.0])
    hessian = np.eye(2)
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        hessian = (design.T * (chance * (1 - chance))) @ design + RIDGE * np.eye(2)
        step = np.linalg.solve(hessian, design.T @ (y - chance) - RIDGE * (found - np.array([0.0, 10.0])))
        found = found + np.clip(step, -5, 5)
    intercept, slope = float(found[0]), max(1.0, float(found[1]))
    covariance = np.linalg.inv(hessian)
    # t = 0.8 - intercept / slope; its variance by the delta method.
    gradient = np.array([-1 / slope, intercept / slope**2])
    return 0.8 - intercept / slope, slope, float(math.sqrt(max(0.0, gradient @ covariance @ gradient)))


def run(cosine: Array, right: Array, nearest: Array, delta: float, chance: np.random.Generator) -> Array:
    """True for each message that is served automatically. The human answers each other message, which gives a label."""
    entries: dict[int, Entry] = {}
    served = np.zeros(len(cosine), bool)
    for number in range(len(cosine)):
        entry = entries.setdefault(int(nearest[number]), Entry())
        served[number] = chance.random() > entry.explore_chance(float(cosine[number]), delta)
        if not served[number]:
            entry.cosines.append(float(cosine[number]))
            entry.right.append(bool(right[number]))
    return served


def _logistic(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, log_odds))))
