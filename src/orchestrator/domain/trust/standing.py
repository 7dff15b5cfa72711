"""How far a creator's stored answers are trusted after the labels so far. Labels in, a Standing out."""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.trust.bounds import labels_missing, upper_bound
from orchestrator.domain.trust.proofs import Label, PooledRisk, Proof, Target, drift, pooled_shares, prove
from orchestrator.domain.trust.rules import Handling, TrustRules

START_RISK = 0.6
"""Others' risk, as a share of the target, of the loosest threshold that testing may hope for."""

STARTS = (1, 4)
"""Where testing begins: so many steps of the grid stricter than that one, as creators differ."""

AIM = 1.3
"""Labels are gathered down to the loosest threshold whose expected risk is at most this share of the target: looser ones wait for
what is gathered then, as no label counts for a threshold under its floor."""

AHEAD = 3
"""Once something is proven, at least so many steps of the grid beyond it."""

GUESS = 0.8
"""In the immediate mode the same share, for what is served before anything is proven."""


@dataclass(frozen=True, slots=True)
class TrustState:
    """Where trust stands after the labels so far. Replaced as a whole when a label is added."""

    threshold: float | None
    """From this score up an answer is served alone, in [0, 1]; None where nothing is."""
    floor: float
    """From this score up every match has the same chance of a card: an audit where it is served, else a suggestion; in [0, 1]."""
    is_proven: bool
    """Whether the share of wrong from `threshold` up was shown to be under the target, at the confidence asked."""
    at_most: float | None
    """Bound in (0, 1] on the average risk of what was served alone since `began`, at that confidence; None before the first audit."""
    audited: int
    """Audits of answers served alone that `at_most` rests on."""
    labels: int
    """Random labels since `began`, suggestions included."""
    missing: int
    """How many more right labels in a row would prove something; 0 where something is."""
    began: int = 0
    """The first label (counted from 0) that counts; those before were voided by drift."""
    voided: int = 0
    """How often drift voided the bound."""
    proofs: tuple[Proof, ...] = ()
    """Each threshold of the grid, strictest first."""

    def handle(self, score: float, needed: float = 0.0) -> Handling:
        """What may be done with a match of this score, where its answer asks for at least `needed` (see `needed_score`)."""
        if self.threshold is not None and score >= max(self.threshold, needed):
            return Handling.alone
        return Handling.confirm if score >= self.floor else Handling.leave


def read_trust_state(labels: Sequence[Label], rules: TrustRules, pooled: Sequence[PooledRisk]) -> TrustState:
    """The standing after `labels`, oldest first, all of the same scorer. `pooled` is the grid, strictest threshold first, >= 1 of them.

    Its time grows with labels times thresholds; meant to be kept, and read again after each label.
    """
    began, voided = _last_void(labels, rules.target)
    current = labels[began:]
    proofs = prove(current, rules.target, pooled, starts(rules.target, pooled))
    proven = [place for place, proof in enumerate(proofs) if proof.is_proven]
    hopeful = _hopeful(proofs, pooled, AIM * rules.target.wrong)
    aimed = max(hopeful, min(proven[-1] + AHEAD, len(pooled) - 1)) if proven else hopeful
    if proven:
        threshold = pooled[proven[-1]].threshold
    elif rules.mode is Mode.immediate:
        # Each void moves the guess to a stricter threshold: the pooled one proved too trusting here.
        threshold = pooled[max(0, _hopeful(proofs, pooled, GUESS * rules.target.wrong) - voided)].threshold
    else:
        threshold = None
    audits = [label.is_wrong for label in current if label.is_random and label.is_served]
    return TrustState(
        threshold=threshold,
        floor=min(pooled[aimed].threshold, 1.0 if threshold is None else threshold),
        is_proven=bool(proven),
        at_most=upper_bound(len(audits) - sum(audits), sum(audits), rules.target.confidence) if audits else None,
        audited=len(audits),
        labels=sum(label.is_random for label in current),
        missing=0 if proven else _missing(proofs, rules.target, pooled),
        began=began,
        voided=voided,
        proofs=proofs,
    )


def starts(target: Target, pooled: Sequence[PooledRisk]) -> tuple[float, ...]:
    """The thresholds that testing begins at: fixed by others' risks and the target, before any label is seen."""
    hoped = max((place for place, each in enumerate(pooled) if each.wrong <= START_RISK * target.wrong), default=0)
    return tuple(dict.fromkeys(pooled[max(0, hoped - stricter)].threshold for stricter in STARTS))


def render_trust_state(standing: TrustState, target: Target) -> str:
    """The figure that stands wherever an answer or a reuse rate stands, in one line."""
    confidence = f"{100 * target.confidence:.3g} %"
    if standing.at_most is not None and standing.at_most <= target.wrong:
        return f"at most {_percent(standing.at_most)} wrong ({confidence}, {standing.audited} audited)"
    if standing.is_proven:
        return f"at most {_percent(target.wrong)} wrong ({confidence}, {standing.labels} labels)"
    before = "no longer proven, answers went wrong; " if standing.voided else ""
    so_far = f", so far at most {_percent(standing.at_most)} ({standing.audited} audited)" if standing.at_most is not None else ""
    return f"{before}not proven: {standing.missing} more right labels show at most {_percent(target.wrong)} wrong ({confidence}){so_far}"


def _last_void(labels: Sequence[Label], target: Target) -> tuple[int, int]:
    """(where the labels that count begin, how often drift voided what was before)."""
    began = voided = 0
    while True:
        served = [place for place in range(began, len(labels)) if labels[place].is_random and labels[place].is_served]
        alarm = drift([labels[place].is_wrong for place in served], target)
        if alarm is None:
            return began, voided
        began, voided = served[alarm - 1] + 1, voided + 1


def _hopeful(proofs: Sequence[Proof], pooled: Sequence[PooledRisk], most: float) -> int:
    """The place of the loosest threshold whose expected risk, after own labels, is at most this; the strictest where none is."""
    found = zip(proofs, pooled, strict=True)
    fitting = [place for place, (proof, each) in enumerate(found) if each.after(proof.labels, proof.wrong) <= most]
    return fitting[-1] if fitting else 0


def _missing(proofs: Sequence[Proof], target: Target, pooled: Sequence[PooledRisk]) -> int:
    """Over the thresholds that testing begins at, the fewest."""
    begins = starts(target, pooled)
    return min(
        labels_missing(proof.labels - proof.wrong, proof.wrong, target.wrong, target.alpha / len(begins), pooled_shares(each, target.wrong))
        for proof, each in zip(proofs, pooled, strict=True)
        if proof.threshold in begins
    )


def _percent(share: float) -> str:
    return f"{100 * share:.2g} %"
