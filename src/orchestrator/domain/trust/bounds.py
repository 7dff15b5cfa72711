"""Bounds on a share of wrong answers from labels, by betting; valid at all times at once.

The bet (Waudby-Smith & Ramdas 2023, "Estimating means of bounded random variables by betting", for 0/1 outcomes). To test
"the risk is at least m", start with a capital of 1 and bet that it is only r * m, with r in [0, 1): a wrong label multiplies the
capital by r, a right one by (1 - r m) / (1 - m). If the risk is m or more the capital is a supermartingale, so by Ville's
inequality it ever reaches 1 / alpha with a chance of alpha at most, however often it is looked at and whenever one stops. The same
holds where the risk moves, for its average over the labels so far, as the product of (1 + b (m - risk)) is largest, by Jensen,
where all are equal. Several r are played at once with shares of the capital that sum to 1; other creators' experience may set
these shares, as it changes how soon something is proven and never whether the proof holds.
"""

import math
from collections.abc import Sequence

RATIOS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75)
"""What is bet on: the risk as a share of the one tested, in [0, 1)."""

EVEN = tuple(1 / len(RATIOS) for _ in RATIOS)
"""Shares of the capital where nothing is known."""

STEPS = 60
"""Halvings of [0, 1] in search of a bound: beyond what a float tells apart."""


def capital(right: int, wrong: int, tested: float, shares: Sequence[float] = EVEN) -> float:
    """What a bet of 1 against "the risk is at least `tested`" (in (0, 1)) has become, >= 0. Grows with right labels and with `tested`."""
    return math.exp(min(700.0, _log_capital(right, wrong, tested, shares)))


def upper_bound(right: int, wrong: int, confidence: float = 0.95, shares: Sequence[float] = EVEN) -> float:
    """Bound in (0, 1] on the average risk over the labels so far; holds at all times at once with this confidence.

    Each label may come with a risk of its own that depends on all before it; no stationarity is needed. 1 without labels.
    """
    least = -math.log(1.0 - confidence)
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if _log_capital(right, wrong, middle, shares) >= least else (middle, high)
    return high


def exact_upper_bound(right: int, wrong: int, confidence: float = 0.95) -> float:
    """Clopper & Pearson's one-sided bound in (0, 1] for a number of labels fixed beforehand; for reports, not for looking again and again."""
    if right == 0:
        return 1.0
    least = math.log(1.0 - confidence)
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _log_at_most(wrong, right + wrong, middle) > least else (low, middle)
    return high


def labels_missing(right: int, wrong: int, tested: float, alpha: float, shares: Sequence[float] = EVEN) -> int:
    """How many more right labels in a row prove "the risk is under `tested`", >= 0; with none so far about 3 / tested and some more."""
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
    if tested <= 0.0:
        return 0.0
    logs = []
    for ratio, share in zip(RATIOS, shares, strict=True):
        if share > 0 and (ratio > 0 or wrong == 0):
            lost = wrong * math.log(ratio) if wrong else 0.0
            logs.append(math.log(share) + lost + right * math.log((1.0 - ratio * tested) / max(1.0 - tested, 1e-12)))
    if not logs:
        return -math.inf
    most = max(logs)
    return most + math.log(sum(math.exp(log - most) for log in logs))


def _log_at_most(wrong: int, labels: int, risk: float) -> float:
    """Log of the binomial chance of at most `wrong` of `labels`, each with `risk` in (0, 1)."""
    logs = [
        math.lgamma(labels + 1) - math.lgamma(k + 1) - math.lgamma(labels - k + 1) + k * math.log(risk) + (labels - k) * math.log1p(-risk)
        for k in range(wrong + 1)
    ]
    most = max(logs)
    return most + math.log(sum(math.exp(log - most) for log in logs))
