"""The trust state of a creator's stored answers: computed from all labels so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestrator.domain.trust.bounds import upper_bound
from orchestrator.domain.trust.own_start import OwnStart, own_place
from orchestrator.domain.trust.proofs import Label, PooledRisk, Proof, Target, drift, prove

START_RISK = 0.6
"""Testing aims at the loosest threshold at which other creators' risk is at most this share of the target."""

STARTS = (1, 4)
"""Testing begins this many steps of the grid stricter than that threshold, as creators differ."""

AIM = 1.3
"""Cards are drawn down to the loosest threshold whose expected risk is at most this multiple of the target. Looser
thresholds wait, as a label does not count for a threshold under its floor."""

OWN_AIM = 2.0
"""Cards are drawn down to the creator's own start, too, while the share of wrong labels there, with one wrong label
forgiven, is at most this multiple of the target."""

STEPS_AHEAD = 3
"""Once a threshold is proven, cards are drawn at least this many steps of the grid further down."""


@dataclass(frozen=True, slots=True)
class TrustState:
    """Trust after the labels so far. Replaced as a whole when a label is added."""

    threshold: float | None
    """Lowest score, in [0, 1], from which the share of wrong answers is proven to be under the target; None without a proof. What is
    served before it is the policy's matter, see `routing.deciding.thresholds.needed_match`."""
    floor: float
    """Lowest score, in [0, 1], from which every match has the same chance of a card: an audit where it is served, a
    suggestion where it is not."""
    at_most: float | None
    """Upper bound in (0, 1] on the share of wrong answers among those served since `began`, at the target's confidence;
    None before the first audit."""
    audited: int
    """Number of audits that `at_most` rests on, >= 0."""
    labels: int
    """Number of random labels since `began`, from audits and suggestions, >= 0."""
    missing: int
    """Number of further right labels in a row that would prove a threshold; 0 where one is proven."""
    began: int = 0
    """Position (from 0) of the first label that still counts; drift voided the labels before it."""
    voided: int = 0
    """How often drift voided the labels so far, >= 0."""
    proofs: tuple[Proof, ...] = ()
    """One for each threshold of the grid, strictest first."""

    @property
    def is_proven(self) -> bool:
        """Whether some threshold is proven."""
        return self.threshold is not None


def read_trust_state(labels: Sequence[Label], target: Target, pooled: Sequence[PooledRisk], own: OwnStart | None = None) -> TrustState:
    """The trust state after `labels` (oldest first, all of the same scorer).

    `pooled` is the grid of thresholds, strictest first, at least one. With `own`, testing also begins at the creator's
    own scores. The time grows with the number of labels times that of thresholds, so store the result and compute it
    again after each label.
    """
    began, voided = _last_void(labels, target)
    current = labels[began:]
    # Labels that drift voided are no longer there to be left out.
    since_void = own and OwnStart(own.score, max(0, own.labels - began))
    proofs = prove(current, target, pooled, starts(target, pooled), since_void)
    proven = [place for place, proof in enumerate(proofs) if proof.is_proven]
    lowest = max(_loosest_within(proofs, pooled, AIM * target.wrong), _worth_testing(own, proofs, target))
    if proven:
        lowest = max(lowest, min(proven[-1] + STEPS_AHEAD, len(pooled) - 1))
    threshold = pooled[proven[-1]].threshold if proven else None
    audits = [label.is_wrong for label in current if label.is_random and label.is_served]
    return TrustState(
        threshold=threshold,
        floor=min(pooled[lowest].threshold, 1.0 if threshold is None else threshold),
        at_most=upper_bound(len(audits) - sum(audits), sum(audits), target.confidence) if audits else None,
        audited=len(audits),
        labels=sum(label.is_random for label in current),
        missing=0 if proven else min(proof.missing for proof in proofs if proof.missing is not None),
        began=began,
        voided=voided,
        proofs=proofs,
    )


def starts(target: Target, pooled: Sequence[PooledRisk]) -> tuple[float, ...]:
    """The thresholds that testing begins at.

    They depend on other creators' risks and the target alone, never on the labels.
    """
    aim = max((place for place, risk in enumerate(pooled) if risk.wrong <= START_RISK * target.wrong), default=0)
    return tuple(dict.fromkeys(pooled[max(0, aim - steps)].threshold for steps in STARTS))


def render_trust_state(state: TrustState, target: Target) -> str:
    """The trust state in one line, as it is shown beside an answer or a reuse rate."""
    confidence = f"{100 * target.confidence:.3g} %"
    if state.at_most is not None and state.at_most <= target.wrong:
        return f"at most {_percent(state.at_most)} wrong ({confidence}, {state.audited} audited)"
    if state.is_proven:
        return f"at most {_percent(target.wrong)} wrong ({confidence}, {state.labels} labels)"
    if not state.labels and not state.voided:
        return "not proven yet: no card has been judged"
    before = "no longer proven, answers went wrong; " if state.voided else "not proven yet: "
    so_far = f", so far at most {_percent(state.at_most)} ({state.audited} audited)" if state.at_most is not None else ""
    return (
        f"{before}{state.missing} more cards in a row called right would show that at most {_percent(target.wrong)} are wrong "
        f"({confidence} sure){so_far}"
    )


def _last_void(labels: Sequence[Label], target: Target) -> tuple[int, int]:
    """(position of the first label that still counts, how often drift voided the labels before it)."""
    began = voided = 0
    while True:
        served = [place for place in range(began, len(labels)) if labels[place].is_random and labels[place].is_served]
        alarm = drift([labels[place].is_wrong for place in served], target)
        if alarm is None:
            return began, voided
        began, voided = served[alarm - 1] + 1, voided + 1


def _loosest_within(proofs: Sequence[Proof], pooled: Sequence[PooledRisk], highest_risk: float) -> int:
    """The position of the loosest threshold whose expected risk, after own labels, is at most this; 0 where none is."""
    thresholds = zip(proofs, pooled, strict=True)
    fitting = [place for place, (proof, risk) in enumerate(thresholds) if risk.after(proof.labels, proof.wrong) <= highest_risk]
    return fitting[-1] if fitting else 0


def _worth_testing(own: OwnStart | None, proofs: Sequence[Proof], target: Target) -> int:
    """The position of the creator's own start while its labels leave a chance of a proof; 0 otherwise."""
    place = own_place(own, [proof.threshold for proof in proofs])
    if place is None or proofs[place].wrong > 1 + OWN_AIM * target.wrong * proofs[place].labels:
        return 0
    return place


def _percent(share: float) -> str:
    return f"{100 * share:.2g} %"
