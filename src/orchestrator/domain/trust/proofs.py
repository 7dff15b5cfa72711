"""Labels, targets, and the thresholds that labels prove. A label says whether an answer was wrong. `bounds` explains
the bets."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from orchestrator.domain.errors import Invalid
from orchestrator.domain.trust.bounds import RATIOS, labels_missing

EVEN_SHARE = 0.2
"""Share of the capital that is spread evenly, whatever other creators' risks were. It limits how many labels a wrong
guess can cost."""

DRIFT_RATIOS = (1.5, 2.0, 3.0, 5.0)
"""The risks that the detector of drift bets on, as multiples of the target."""

MAX_DRIFT_RISK = 0.95
"""Highest risk that the detector of drift bets on."""

FALSE_ALARMS = 1 / 400
"""False alarms per label without drift, at most (Shin, Ramdas & Rinaldo 2023, "E-detectors")."""


@dataclass(frozen=True, slots=True)
class Target:
    """The share of wrong answers that a creator allows. Raises Invalid `invalid_target`."""

    wrong: float = 0.05
    """Largest share of wrong answers among the served ones, in (0, 0.5]."""
    confidence: float = 0.95
    """Probability with which a proof of this must hold, in [0.5, 1)."""

    def __post_init__(self) -> None:
        if not 0 < self.wrong <= 0.5:
            raise Invalid("invalid_target", "The share of wrong answers must be over 0 and at most 0.5.", field="wrong")
        if not 0.5 <= self.confidence < 1:
            raise Invalid("invalid_target", "The confidence must be at least 0.5 and under 1.", field="confidence")

    @property
    def alpha(self) -> float:
        """Allowed chance of a false proof, in (0, 0.5]."""
        return 1.0 - self.confidence


@dataclass(frozen=True, slots=True)
class Label:
    """The verdict of a person on one answer. Sequences of labels are always in the order in which they were given."""

    score: float
    """Probability that the answer is right, in [0, 1], as it was computed when the message was routed."""
    is_wrong: bool
    floor: float = 0.0
    """In [0, 1]: every message that scored at least this had the same chance of a label at that time."""
    is_random: bool = True
    """Whether the message was drawn at random. One that a person picked (a complaint, a thumb) says nothing about the
    others."""
    is_served: bool = False
    """Whether the answer had been served, so that the label is from an audit; otherwise it is from a suggestion."""

    def counts_for(self, threshold: float) -> bool:
        """Whether the label is a random draw from the messages that score at least `threshold`."""
        return self.is_random and self.floor <= threshold <= self.score


@dataclass(frozen=True, slots=True)
class PooledRisk:
    """The risk at one threshold that other creators' labels let expect. It helps to choose bets and proves nothing."""

    threshold: float
    """Lowest score, in [0, 1]."""
    wrong: float
    """Mean share of wrong answers among those that score at least `threshold`, in [0, 1]."""
    strength: float
    """Number of own labels with the same weight, > 0: the more creators differ, the smaller. It is the sum of the
    pseudo-counts of a Beta distribution."""

    def after(self, labels: int, wrong: int) -> float:
        """The mean of the Beta posterior, in [0, 1], after this number of own labels, `wrong` of them wrong."""
        return (self.wrong * self.strength + wrong) / (self.strength + labels)


@dataclass(frozen=True, slots=True)
class Proof:
    """The result of the test of one threshold."""

    threshold: float
    labels: int
    """Labels that count for this threshold."""
    wrong: int
    """Wrong ones among these labels."""
    is_proven: bool
    """Whether the risk from this score up is proven to be under the target. The target's confidence holds for all
    thresholds together."""


def pooled_shares(pooled: PooledRisk, tested: float) -> tuple[float, ...]:
    """Shares of the capital for each of RATIOS: by the density of its risk in the Beta distribution of other creators'
    risks."""
    a = max(1e-3, pooled.wrong * pooled.strength)
    b = max(1e-3, (1.0 - pooled.wrong) * pooled.strength)
    logs = []
    for ratio in RATIOS:
        risk = max(ratio, RATIOS[1] / 2) * tested
        # The density is multiplied by the risk, as the ratios are spaced about evenly on a logarithmic scale.
        logs.append(a * math.log(risk) + (b - 1.0) * math.log(1.0 - risk))
    largest = max(logs)
    weights = [math.exp(log - largest) for log in logs]
    total = sum(weights)
    return tuple((1.0 - EVEN_SHARE) * weight / total + EVEN_SHARE / len(RATIOS) for weight in weights)


def prove(labels: Sequence[Label], target: Target, pooled: Sequence[PooledRisk], starts: Sequence[float]) -> tuple[Proof, ...]:
    """A proof for each threshold of `pooled` (strictest first). The chance that any threshold is proven falsely is at
    most target.alpha.

    Learn-then-Test (Angelopoulos et al. 2021) with several fixed sequences: alpha is divided among the thresholds
    `starts`, and a proven threshold passes its part on to the next looser one (Bretz et al. 2009). Assumes that the
    risk from a score up does not change while labels are gathered; `drift` tests that.
    """
    alphas = [target.alpha / len(starts) if risk.threshold in starts else 0.0 for risk in pooled]
    proofs = []
    for place, risk in enumerate(pooled):
        are_wrong = [label.is_wrong for label in labels if label.counts_for(risk.threshold)]
        is_proven = _is_ever_proven(are_wrong, target.wrong, alphas[place], pooled_shares(risk, target.wrong))
        if is_proven and place + 1 < len(pooled):
            alphas[place + 1] += alphas[place]
        proofs.append(Proof(risk.threshold, len(are_wrong), sum(are_wrong), is_proven))
    return tuple(proofs)


def drift(are_wrong: Sequence[bool], target: Target) -> int | None:
    """The label (counted from 1) at which it was clear that the risk had risen above the target; None where it never
    was.

    `are_wrong` holds True for each wrong label. This is an e-detector like CUSUM: the capital bet on a higher risk
    restarts at 1 whenever it falls below 1. While the risk is at most the target, alarms are on average at least 1 /
    FALSE_ALARMS labels apart.
    """
    risks = [min(MAX_DRIFT_RISK, ratio * target.wrong) for ratio in DRIFT_RATIOS]
    wrong_steps = [math.log(risk / target.wrong) for risk in risks]
    right_steps = [math.log((1.0 - risk) / (1.0 - target.wrong)) for risk in risks]
    logs, least = [0.0] * len(risks), -math.log(FALSE_ALARMS)
    for number, is_wrong in enumerate(are_wrong, 1):
        steps = wrong_steps if is_wrong else right_steps
        logs = [max(0.0, log) + step for log, step in zip(logs, steps, strict=True)]
        # The largest is compared first, as that is fast: the mean cannot be larger.
        if max(logs) >= least and math.log(sum(math.exp(log) for log in logs) / len(logs)) >= least:
            return number
    return None


def _is_ever_proven(are_wrong: Sequence[bool], tested: float, alpha: float, shares: tuple[float, ...]) -> bool:
    """Whether the capital reached 1 / alpha after any of the labels."""
    if alpha <= 0.0:
        return False
    right, wrong = 0, 0
    for is_wrong in are_wrong:
        right, wrong = right + (not is_wrong), wrong + is_wrong
        if not is_wrong and right >= _right_needed(wrong, tested, alpha, shares):
            return True
    return False


@lru_cache(maxsize=20_000)
def _right_needed(wrong: int, tested: float, alpha: float, shares: tuple[float, ...]) -> int:
    """The smallest number of right labels with which, beside this many wrong ones, the capital reaches 1 / alpha."""
    return labels_missing(0, wrong, tested, alpha, shares)


UNKNOWN_POOL = tuple(
    PooledRisk(threshold / 100, (1 - threshold / 100) / 2, 2.0) for threshold in (98, 96, 94, 92, 90, 87, 84, 80, 75, 70, 60, 50)
)
"""The thresholds and risks where no labels of other creators are known. If scores are calibrated and evenly spread, the
answers that score at least t are wrong in a share of (1 - t) / 2 on average. Two own labels outweigh that."""
