"""The arithmetic of fitting: rising curves, logistic regression, calibration error. Uses no files and no models."""

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Knots = list[tuple[float, float]]

FINE_BINS = 30
"""Number of bins of equal weight over which a curve is fitted before it is thinned."""
Z = 1.0
"""Standard errors by which the share of a bin is lowered: the 84 % one-sided Wilson bound."""


def fit_curve(raw: Array, right: Array, weights: Array, knots: int = 12) -> Knots:
    """A rising curve of the share of `right` over `raw`, each bin at its lower Wilson bound, thinned to `knots`
    knots."""
    bins = _equal_weight_bins(raw, weights)
    at = [float(np.average(raw[b], weights=weights[b])) for b in bins]
    share = [_wilson_lower(right[b], weights[b]) for b in bins]
    return thin(pool_adjacent_violators(at, share, [float(weights[b].sum()) for b in bins]), knots)


def pool_adjacent_violators(at: Sequence[float], values: Sequence[float], weights: Sequence[float]) -> Knots:
    """The non-falling curve nearest to `values` by weighted squares; pooled points become one knot at their weighted
    mean."""
    blocks: list[tuple[float, float, float]] = []
    for place, value, weight in zip(at, values, weights, strict=True):
        while blocks and blocks[-1][1] >= value:
            left_place, left, left_weight = blocks.pop()
            total = left_weight + weight
            place = (left_place * left_weight + place * weight) / total
            value = (left * left_weight + value * weight) / total
            weight = total
        blocks.append((place, value, weight))
    return [(place, value) for place, value, _ in blocks]


def thin(curve: Knots, size: int) -> Knots:
    """The curve with `size` knots. A knot is dropped first if a line between its neighbours replaces it well."""
    kept = list(curve)
    while len(kept) > size:
        costs = [_bend(*kept[i - 1 : i + 2]) for i in range(1, len(kept) - 1)]
        del kept[1 + int(np.argmin(costs))]
    return [(round(raw, 4), round(probability, 4)) for raw, probability in kept]


def fit_logistic(inputs: Array, right: Array, weights: Array, floors: Sequence[float], ridge: float = 1e-6) -> Array:
    """The intercept and a weight for each column, none below its floor. A column that would fall below its floor is
    fixed there.

    `ridge` draws each weight to 0, in units of the variance of its column.
    """
    free = list(range(inputs.shape[1]))
    while True:
        fixed = [column for column in range(inputs.shape[1]) if column not in free]
        given = inputs[:, fixed] @ np.array([floors[column] for column in fixed])
        found = _newton(inputs[:, free], right, weights, given, ridge)
        room = [found[1 + place] - floors[column] for place, column in enumerate(free)]
        if not room or min(room) >= 0:
            break
        del free[int(np.argmin(room))]
    coefficients = np.array([0.0, *floors])
    coefficients[[0, *(1 + column for column in free)]] = found
    return coefficients


def calibration_error(probability: Array, right: Array, bins: int = 10) -> float:
    """Expected calibration error in [0, 1], over bins of equal width."""
    place = np.minimum((probability * bins).astype(int), bins - 1)
    gaps = [abs(probability[place == b].sum() - right[place == b].sum()) for b in range(bins)]
    return float(sum(gaps) / len(probability))


def _newton(inputs: Array, right: Array, weights: Array, given: Array, ridge: float) -> Array:
    """Logistic regression by Newton's method; `given` are log-odds that are added to each row."""
    design = np.column_stack([np.ones(len(inputs)), inputs])
    share = weights / weights.sum()
    drawn = ridge * np.append(0.0, inputs.var(axis=0)) + 1e-9
    found = np.zeros(design.shape[1])
    for _ in range(50):
        probability = 1 / (1 + np.exp(-np.clip(design @ found + given, -60, 60)))
        slope = design.T @ (share * (right - probability)) - drawn * found
        curvature = (design.T * (share * probability * (1 - probability))) @ design + np.diag(drawn)
        step = np.linalg.solve(curvature, slope)
        found = found + step
        if np.abs(step).max() < 1e-8:
            break
    return found


def _bend(left: tuple[float, float], middle: tuple[float, float], right: tuple[float, float]) -> float:
    share = (middle[0] - left[0]) / (right[0] - left[0])
    return abs(left[1] + share * (right[1] - left[1]) - middle[1])


def _equal_weight_bins(raw: Array, weights: Array) -> list[Array]:
    """Positions in bins, by rising `raw`. Equal scores stay in one bin, so that the scores of the bins rise
    strictly."""
    order = np.argsort(raw, kind="stable")
    before = np.cumsum(weights[order]) - weights[order]
    place = np.minimum((before / weights.sum() * FINE_BINS).astype(int), FINE_BINS - 1)
    first_of_its_score = np.searchsorted(raw[order], raw[order])
    place = place[first_of_its_score]
    return [order[place == b] for b in np.unique(place)]


def _wilson_lower(right: Array, weights: Array) -> float:
    """The lower Wilson bound at Z of a weighted share. Unequal weights reduce the number of rows (Kish's effective
    sample size)."""
    rows = float(weights.sum() ** 2 / (weights**2).sum())
    share = float(np.average(right, weights=weights))
    spread = Z * np.sqrt(share * (1 - share) / rows + Z**2 / (4 * rows**2))
    return max(0.0, float((share + Z**2 / (2 * rows) - spread) / (1 + Z**2 / rows)))


def auroc(positive: Array, score: Array) -> float:
    """Probability that a positive row scores higher than a negative row; ties count half."""
    _, place, many = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(many) - (many - 1) / 2)[place]
    count = int(positive.sum())
    return float((rank[positive].sum() - count * (count + 1) / 2) / (count * (len(score) - count)))


def area_under_risk_coverage(right: Array, score: Array, weights: Array) -> float:
    """Share of wrong among the served, averaged over every share that is served, highest score first."""
    order = np.argsort(-score, kind="stable")
    share = weights[order] / weights.sum()
    return float((np.cumsum(share * ~right[order]) / np.cumsum(share) * share).sum())
