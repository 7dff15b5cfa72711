"""Coverage at a bound in hindsight, area under risk-coverage, calibration error. Arrays have one entry for each
message."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
BINS = 10


def coverage_at(score: Array, right: Array, most_wrong: float) -> float:
    """The largest share of messages that a threshold serves with at most `most_wrong` of the served wrong, chosen in
    hindsight."""
    wrong, served = _served(score, right)
    fitting = np.flatnonzero(wrong <= most_wrong * served)
    return float(served[fitting[-1]] / len(score)) if len(fitting) else 0.0


def threshold_at(score: Array, right: Array, most_wrong: float) -> float:
    """The threshold of `coverage_at`; above every score if nothing can be served."""
    coverage = coverage_at(score, right, most_wrong)
    return float(np.sort(score)[::-1][round(coverage * len(score)) - 1]) if coverage else float(score.max()) + 1.0


def area_under_risk_coverage(score: Array, right: Array) -> float:
    """Share of wrong among the served, averaged over every possible number of served messages, highest score first;
    in [0, 1]."""
    ordered = right[np.argsort(-score, kind="stable")]
    return float((np.cumsum(1 - ordered) / np.arange(1, len(ordered) + 1)).mean())


def calibration_error(probability: Array, right: Array) -> float:
    """Expected calibration error in [0, 1], over BINS bins of equal width."""
    place = np.minimum((np.clip(probability, 0, 1) * BINS).astype(int), BINS - 1)
    gaps = [abs(probability[place == number].sum() - right[place == number].sum()) for number in range(BINS)]
    return float(sum(gaps) / len(probability))


def _served(score: Array, right: Array) -> tuple[Array, Array]:
    """(wrong, served) at each threshold that does not split equal scores, strictest first."""
    order = np.argsort(-score, kind="stable")
    wrong = np.cumsum(1 - right[order])
    last = np.append(score[order][1:] != score[order][:-1], True)
    return wrong[last], np.flatnonzero(last) + 1
