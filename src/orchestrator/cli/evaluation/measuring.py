"""Coverage at a bound in hindsight and as far as labels can prove it, area under risk-coverage, calibration error.
Arrays have one entry for each message."""

import math
from typing import Any

import numpy as np

from orchestrator.domain.trust.bounds import exact_upper_bound

Array = np.ndarray[Any, np.dtype[Any]]
BINS = 10


def coverage_at(score: Array, right: Array, most_wrong: float) -> float:
    """The largest share of messages that a threshold serves with at most `most_wrong` of the served wrong, chosen in
    hindsight."""
    wrong, served = _served(score, right)
    fitting = np.flatnonzero(wrong <= most_wrong * served)
    return float(served[fitting[-1]] / len(score)) if len(fitting) else 0.0


def provable(score: Array, right: Array, most_wrong: float, labels: int, confidence: float = 0.95) -> float:
    """The share of messages, in [0, 1], that somebody could expect to serve with a proof after this many labels who knew
    the risk at each threshold and had all labels drawn above the best one.

    That is the largest coverage times the chance of a proof. The proof is the exact test for a fixed number of labels,
    which no other test of one threshold excels (Neyman & Pearson). So this is what the labels can prove at all.
    """
    allowed = next((wrong for wrong in range(labels) if exact_upper_bound(labels - wrong, wrong, confidence) > most_wrong), 0) - 1
    if allowed < 0:
        return 0.0
    wrong, served = _served(score, right)
    risk = np.clip(wrong / served, 1e-12, 1 - 1e-12)
    chance = sum(math.comb(labels, k) * risk**k * (1 - risk) ** (labels - k) for k in range(allowed + 1))
    return float((served / len(score) * chance).max())


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
