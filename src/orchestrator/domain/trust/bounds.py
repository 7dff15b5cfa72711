"""Bounds on the share of wrong answers from labels, by betting. They hold at all times at once.

The risk is the chance that an answer is wrong. The bet is that of Waudby-Smith & Ramdas 2023, "Estimating means of
bounded random variables by betting", for 0/1 outcomes. To test "the risk is at least m", start with a capital of 1 and
bet that the risk is only r * m, with r in [0, 1): a wrong label multiplies the capital by r, a right one by (1 - r m) /
(1 - m). If the risk is m or more, the capital is a supermartingale. By Ville's inequality, the chance that it ever
reaches 1 / alpha is then at most alpha, however often it is looked at and whenever one stops.

If the risk changes over time, the bound holds for its average over the labels so far: by Jensen's inequality, the
product of (1 + b (m - risk)) is largest where all risks are equal. Several r are bet on at once, with shares of the
capital that sum to 1. The shares may be chosen by the risks of other creators: they change how soon something is
proven, never whether the proof holds.
"""

import math
from collections.abc import Sequence

RATIOS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75)
"""The risks that are bet on, each as a share of the tested risk, in [0, 1)."""

EVEN = tuple(1 / len(RATIOS) for _ in RATIOS)
"""Shares of the capital where nothing is known about the risk."""

STEPS = 60
"""Halvings of [0, 1] in the search for a bound; more than a float can resolve."""


def capital(right: int, wrong: int, tested: float, shares: Sequence[float] = EVEN) -> float:
    """The capital, >= 0, that a bet of 1 against "the risk is at least `tested`" has become; `tested` is in (0, 1).

    It grows with right labels and with `tested`. `shares` are those of RATIOS and sum to 1.
    """
    return math.exp(min(700.0, _log_capital(right, wrong, tested, shares)))


def growth(right: int, wrong: int, tested: float) -> tuple[float, ...]:
    """What each of RATIOS makes of a capital of 1 that is bet on it alone, >= 0; `tested` is in (0, 1)."""
    return tuple(math.exp(min(700.0, log)) if (log := _log_growth(ratio, right, wrong, tested)) > -math.inf else 0.0 for ratio in RATIOS)


def upper_bound(right: int, wrong: int, confidence: float = 0.95, shares: Sequence[float] = EVEN) -> float:
    """Upper bound in (0, 1] on the average risk over the labels so far. Holds at all times at once with this
    confidence.

    Each label may have its own risk, which may depend on all labels before it; no stationarity is assumed. 1 without
    labels.
    """
    least = -math.log(1.0 - confidence)
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if _log_capital(right, wrong, middle, shares) >= least else (middle, high)
    return high


def exact_upper_bound(right: int, wrong: int, confidence: float = 0.95) -> float:
    """Clopper & Pearson's one-sided upper bound in (0, 1] on the risk, for a number of labels that was fixed
    beforehand.

    Only for reports: it does not hold where labels are looked at repeatedly.
    """
    if right == 0:
        return 1.0
    least = math.log(1.0 - confidence)
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _log_at_most(wrong, right + wrong, middle) > least else (low, middle)
    return high


def exact_interval(right: int, wrong: int, confidence: float = 0.95) -> tuple[float, float]:
    """Clopper & Pearson's two-sided interval (least, most) for the risk, each in [0, 1], for a number of labels that was
    fixed beforehand; (0, 1) without labels.

    Only for reports, see `exact_upper_bound`.
    """
    if right + wrong == 0:
        return 0.0, 1.0
    each_side = (1.0 + confidence) / 2
    return 1.0 - exact_upper_bound(wrong, right, each_side), exact_upper_bound(right, wrong, each_side)


def labels_missing(right: int, wrong: int, tested: float, alpha: float, shares: Sequence[float] = EVEN) -> int:
    """The number of further right labels in a row, >= 0, that prove "the risk is under `tested`" with a chance of error
    of `alpha`.

    Without any label yet and for an alpha of 0.05, somewhat more than 3 / tested.
    """
    least = -math.log(alpha)
    if _log_capital(right, wrong, tested, shares) >= least:
        return 0
    low, high = 0, 1
    while _log_capital(right + high, wrong, tested, shares) < least:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _log_capital(right + middle, wrong, tested, shares) >= least else (middle, high)
    return high


def _log_capital(right: int, wrong: int, tested: float, shares: Sequence[float]) -> float:
    """Log of `capital`, which may be too large or too small for a float."""
    if tested <= 0.0:
        return 0.0
    logs = []
    for ratio, share in zip(RATIOS, shares, strict=True):
        if share > 0 and (ratio > 0 or wrong == 0):
            logs.append(math.log(share) + _log_growth(ratio, right, wrong, tested))
    if not logs:
        return -math.inf
    largest = max(logs)
    return largest + math.log(sum(math.exp(log - largest) for log in logs))


def _log_growth(ratio: float, right: int, wrong: int, tested: float) -> float:
    if wrong and ratio == 0.0:
        return -math.inf
    loss = wrong * math.log(ratio) if wrong else 0.0
    return loss + right * math.log((1.0 - ratio * tested) / max(1.0 - tested, 1e-12))


def _log_at_most(wrong: int, labels: int, risk: float) -> float:
    """Log of the binomial chance that at most `wrong` of `labels` are wrong, each with `risk` in (0, 1)."""
    logs = [
        math.lgamma(labels + 1) - math.lgamma(k + 1) - math.lgamma(labels - k + 1) + k * math.log(risk) + (labels - k) * math.log1p(-risk)
        for k in range(wrong + 1)
    ]
    largest = max(logs)
    return largest + math.log(sum(math.exp(log - largest) for log in logs))
