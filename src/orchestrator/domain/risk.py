"""What labels prove about the share of wrong answers among those served: betting bounds, and thresholds certified by them.

A label says whether an answer was wrong. Everything here counts; what is served, suggested or audited is `domain/trust.py`'s.

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
from dataclasses import dataclass
from functools import lru_cache

from orchestrator.domain.errors import Invalid

RATIOS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75)
"""What is bet on: the risk as a share of the one tested, in [0, 1)."""
EVEN = tuple(1 / len(RATIOS) for _ in RATIOS)
"""Shares of the capital where nothing is known."""
KEPT_EVEN = 0.2
"""Share of the capital that is spread evenly whatever other creators' risks were, so that a wrong guess costs labels and no more."""
WORSE = (1.5, 2.0, 3.0, 5.0)
"""What the detector of drift bets on: the risk as a multiple of the target."""
HIGHEST_RISK = 0.95
FALSE_ALARMS = 1 / 400
"""Without drift, at most about one false alarm in as many labels (Shin, Ramdas & Rinaldo 2023, "E-detectors")."""
STEPS = 60
"""Halvings of [0, 1] in search of a bound: beyond what a float tells apart."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a creator allows. Raises Invalid `invalid_target`."""

    wrong: float = 0.05
    """Largest share of wrong answers among the served, in (0, 0.5]."""
    confidence: float = 0.95
    """Chance with which that is to hold, in [0.5, 1)."""

    def __post_init__(self) -> None:
        if not 0 < self.wrong <= 0.5:
            raise Invalid("invalid_target", "The share of wrong answers must be over 0 and at most 0.5.", field="wrong")
        if not 0.5 <= self.confidence < 1:
            raise Invalid("invalid_target", "The confidence must be at least 0.5 and under 1.", field="confidence")

    @property
    def alpha(self) -> float:
        """Chance of a false proof that is put up with."""
        return 1.0 - self.confidence


@dataclass(frozen=True, slots=True)
class Label:
    """One answer judged by a person. A sequence of labels is always in the order in which they were given."""

    score: float
    """Probability that the answer is right, as the second look gave it when the message came, in [0, 1]."""
    is_wrong: bool
    floor: float = 0.0
    """Every message that scored at least this had the same chance to be labelled when this one was; in [0, 1]."""
    is_random: bool = True
    """Whether chance picked it. What a person picked (a complaint, a thumb) is not, and proves nothing about the rest."""
    is_served: bool = False
    """Whether the answer had been served on its own, so that the label is an audit and not a suggestion confirmed first."""

    def counts_for(self, threshold: float) -> bool:
        """Whether it is a random draw from the messages that score at least `threshold`."""
        return self.is_random and self.floor <= threshold <= self.score


@dataclass(frozen=True, slots=True)
class Expected:
    """What other creators' labels say of one threshold. A starting point and no proof."""

    threshold: float
    """Least score, in [0, 1]."""
    wrong: float
    """Mean share of wrong among what scores at least that, in [0, 1]."""
    strength: float
    """How many own labels outweigh it, > 0: the smaller, the more creators differ. (Pseudo-counts of a Beta distribution.)"""

    def after(self, labels: int, wrong: int) -> float:
        """Mean share of wrong after so many own labels, `wrong` of them wrong, in [0, 1]: the mean of the Beta posterior."""
        return (self.wrong * self.strength + wrong) / (self.strength + labels)


@dataclass(frozen=True, slots=True)
class Proof:
    """One threshold put to the test."""

    threshold: float
    labels: int
    """That count for it."""
    wrong: int
    """Of them."""
    is_proven: bool
    """Whether the risk from this score up was shown to be under the target, at the confidence asked, for all thresholds together."""


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


def pooled_shares(expected: Expected, tested: float) -> tuple[float, ...]:
    """How to spread the capital over RATIOS where others' risk was as `expected`: by the Beta density of each ratio's risk."""
    a = max(1e-3, expected.wrong * expected.strength)
    b = max(1e-3, (1.0 - expected.wrong) * expected.strength)
    logs = []
    for ratio in RATIOS:
        risk = max(ratio, RATIOS[1] / 2) * tested
        # Times the risk itself: the ratios stand about evenly on a logarithmic scale.
        logs.append(a * math.log(risk) + (b - 1.0) * math.log(1.0 - risk))
    most = max(logs)
    weights = [math.exp(log - most) for log in logs]
    total = sum(weights)
    return tuple((1.0 - KEPT_EVEN) * weight / total + KEPT_EVEN / len(RATIOS) for weight in weights)


def prove(labels: Sequence[Label], target: Target, pooled: Sequence[Expected], starts: Sequence[float]) -> tuple[Proof, ...]:
    """Which thresholds of `pooled` (strictest first) are proven; the chance that any of them is proven wrongly is at most target.alpha.

    Learn-then-Test (Angelopoulos et al. 2021) with several fixed sequences: alpha is shared among the `starts`; a
    threshold that is proven hands what it had to the next looser one (Bretz et al. 2009). Assumes that from a score up
    the risk does not change while labels are gathered, see `drift`.
    """
    alphas = [target.alpha / len(starts) if each.threshold in starts else 0.0 for each in pooled]
    proofs = []
    for place, expected in enumerate(pooled):
        verdicts = [label.is_wrong for label in labels if label.counts_for(expected.threshold)]
        proven = _ever_reaches(verdicts, target.wrong, alphas[place], pooled_shares(expected, target.wrong))
        if proven and place + 1 < len(pooled):
            alphas[place + 1] += alphas[place]
        proofs.append(Proof(expected.threshold, len(verdicts), sum(verdicts), proven))
    return tuple(proofs)


def drift(verdicts: Sequence[bool], target: Target) -> int | None:
    """At which label (counted from 1) the risk had plainly risen above the target; None where it had not.

    True is wrong. An e-detector in the manner of CUSUM: the capital bet on a higher risk starts anew wherever it fell under 1.
    With the risk at the target or below, alarms are on average at least 1 / FALSE_ALARMS labels apart.
    """
    risks = [min(HIGHEST_RISK, ratio * target.wrong) for ratio in WORSE]
    wrong_steps = [math.log(risk / target.wrong) for risk in risks]
    right_steps = [math.log((1.0 - risk) / (1.0 - target.wrong)) for risk in risks]
    logs, least = [0.0] * len(risks), -math.log(FALSE_ALARMS)
    for number, is_wrong in enumerate(verdicts, 1):
        steps = wrong_steps if is_wrong else right_steps
        logs = [max(0.0, log) + step for log, step in zip(logs, steps, strict=True)]
        # The mean is no more than the largest, which is much the quicker to look at.
        if max(logs) >= least and math.log(sum(math.exp(log) for log in logs) / len(logs)) >= least:
            return number
    return None


def _ever_reaches(verdicts: Sequence[bool], tested: float, alpha: float, shares: tuple[float, ...]) -> bool:
    if alpha <= 0.0:
        return False
    right, wrong = 0, 0
    for is_wrong in verdicts:
        right, wrong = right + (not is_wrong), wrong + is_wrong
        if not is_wrong and right >= _right_needed(wrong, tested, alpha, shares):
            return True
    return False


@lru_cache(maxsize=20_000)
def _right_needed(wrong: int, tested: float, alpha: float, shares: tuple[float, ...]) -> int:
    """Fewest right labels beside so many wrong ones with which the capital reaches 1 / alpha."""
    return labels_missing(0, wrong, tested, alpha, shares)


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
