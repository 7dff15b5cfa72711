"""Labels, targets, and the thresholds that labels prove. A label says whether an answer was wrong; `trust.bounds` explains the bet."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from orchestrator.domain.errors import Invalid
from orchestrator.domain.trust.bounds import RATIOS, labels_missing

KEPT_EVEN = 0.2
"""Share of the capital that is spread evenly whatever other creators' risks were, so that a wrong guess costs labels and no more."""

WORSE = (1.5, 2.0, 3.0, 5.0)
"""What the detector of drift bets on: the risk as a multiple of the target."""

HIGHEST_RISK = 0.95

FALSE_ALARMS = 1 / 400
"""Without drift, at most about one false alarm in as many labels (Shin, Ramdas & Rinaldo 2023, "E-detectors")."""


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
class PooledRisk:
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


def pooled_shares(expected: PooledRisk, tested: float) -> tuple[float, ...]:
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


def prove(labels: Sequence[Label], target: Target, pooled: Sequence[PooledRisk], starts: Sequence[float]) -> tuple[Proof, ...]:
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


UNKNOWN_POOL = tuple(
    PooledRisk(threshold / 100, (1 - threshold / 100) / 2, 2.0) for threshold in (98, 96, 94, 92, 90, 87, 84, 80, 75, 70, 60, 50)
)
"""The grid where no other creators' labels are known: of scores that are calibrated, those from t up are wrong in (1 - t) / 2 on
average where they are evenly spread; two own labels outweigh it."""
