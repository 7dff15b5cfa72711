"""Labels, targets, and the thresholds that labels prove. A label says whether an answer was wrong. `bounds` explains
the bets."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from orchestrator.domain.errors import Invalid
from orchestrator.domain.trust.bounds import EVEN, RATIOS, growth, labels_missing
from orchestrator.domain.trust.own_start import OWN_ALPHA, OwnStart, own_place

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
    missing: int | None = None
    """Number of further right labels in a row that prove it, >= 0; None where it is not tested yet."""


@lru_cache(maxsize=1_000)
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


def prove(
    labels: Sequence[Label], target: Target, pooled: Sequence[PooledRisk], starts: Sequence[float], own: OwnStart | None = None
) -> tuple[Proof, ...]:
    """A proof for each threshold of `pooled` (strictest first). The chance that any threshold is proven falsely is at
    most target.alpha.

    Learn-then-Test (Angelopoulos et al. 2021) with several fixed sequences: alpha is divided among the thresholds
    `starts`, and a proven threshold passes its part on to the next looser one (Bretz et al. 2009). With `own`, OWN_ALPHA
    of alpha belongs to a sequence that begins at the creator's own scores. Assumes that the risk from a score up does
    not change while labels are gathered; `drift` tests that.

    Why it holds: let t_i be the first threshold at or after start i whose risk is not under the target, a_i the start's
    part of alpha, and E_i the capital bet at t_i: on all labels for `starts`, on the labels after own.labels for the
    creator's own start. A threshold is proven once the sum of a_i E_i over the parts that have reached it is 1. The
    first false proof is at some t_i, and the parts that have reached it belong to starts with the same t_i. So the sum
    of a_i E_i over all starts, a supermartingale that begins at alpha, is at least 1 then (Ville's inequality).
    """
    place_of_own = own_place(own, [risk.threshold for risk in pooled])
    shared = target.alpha * (1.0 - OWN_ALPHA) if own else target.alpha
    alphas = [shared / len(starts) if risk.threshold in starts else 0.0 for risk in pooled]
    own_alphas = [target.alpha * OWN_ALPHA if place == place_of_own else 0.0 for place in range(len(pooled))]
    random_labels = [(label.score, label.floor, label.is_wrong, at) for at, label in enumerate(labels) if label.is_random]
    proofs = []
    for place, risk in enumerate(pooled):
        # A label is a random draw from the messages that score at least the threshold where its floor was not above.
        counted = [(is_wrong, at) for score, floor, is_wrong, at in random_labels if floor <= risk.threshold <= score]
        early = sum(at < own.labels for _, at in counted) if own and own_alphas[place] else 0
        are_wrong = [is_wrong for is_wrong, _ in counted]
        stakes = _Stakes(pooled_shares(risk, target.wrong), alphas[place], own_alphas[place], early)
        missing = _missing(are_wrong, target.wrong, stakes)
        if missing == 0 and place + 1 < len(pooled):
            alphas[place + 1] += alphas[place]
            own_alphas[place + 1] += own_alphas[place]
        proofs.append(Proof(risk.threshold, len(are_wrong), sum(are_wrong), missing == 0, missing))
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


@dataclass(frozen=True, slots=True)
class _Stakes:
    """What is bet at one threshold."""

    shares: tuple[float, ...]
    """Of each of RATIOS in `alpha`. The creator's own sequence bets evenly: it is there for creators whom the others'
    risks do not describe."""
    alpha: float
    """Of the sequences that all labels count for, >= 0."""
    own_alpha: float
    """Of the creator's own sequence, >= 0."""
    early: int
    """The first labels, >= 0, which do not count for the creator's own sequence."""

    def after_early(self, right: int, wrong: int, tested: float) -> tuple[float, ...]:
        """What lies on each of RATIOS when these early labels are in, as a multiple of a capital of 1."""
        grown = growth(right, wrong, tested)
        return tuple(
            self.alpha * share * factor + self.own_alpha * even for share, factor, even in zip(self.shares, grown, EVEN, strict=True)
        )


def _missing(are_wrong: Sequence[bool], tested: float, stakes: _Stakes) -> int | None:
    """The number of further right labels that prove it; 0 where it was proven after any of the labels, None without a stake."""
    if stakes.alpha + stakes.own_alpha <= 0.0:
        return None
    early, late = are_wrong[: stakes.early], are_wrong[stakes.early :]
    if stakes.alpha > 0.0 and _needed(early, tested, tuple(stakes.alpha * share for share in stakes.shares)) == 0:
        return 0
    wrong = sum(early)
    return _needed(late, tested, stakes.after_early(len(early) - wrong, wrong, tested))


def _needed(are_wrong: Sequence[bool], tested: float, stakes: tuple[float, ...]) -> int:
    """The number of further right labels with which the stakes grow to 1; 0 where they reached it after any label."""
    right, wrong = 0, 0
    for is_wrong in are_wrong:
        right, wrong = right + (not is_wrong), wrong + is_wrong
        if not is_wrong and right >= _right_needed(wrong, tested, stakes):
            return 0
    return max(0, _right_needed(wrong, tested, stakes) - right)


@lru_cache(maxsize=50_000)
def _right_needed(wrong: int, tested: float, stakes: tuple[float, ...]) -> int:
    """The smallest number of right labels with which, beside this many wrong ones, the stakes grow to 1."""
    return labels_missing(0, wrong, tested, 1.0, stakes)


UNKNOWN_POOL = tuple(
    PooledRisk(threshold / 100, (1 - threshold / 100) / 2, 2.0) for threshold in (98, 96, 94, 92, 90, 87, 84, 80, 75, 70, 60, 50)
)
"""The thresholds and risks where no labels of other creators are known. If scores are calibrated and evenly spread, the
answers that score at least t are wrong in a share of (1 - t) / 2 on average. Two own labels outweigh that."""
