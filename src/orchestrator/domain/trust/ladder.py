"""Trust in automatic answers from documents (path A). Labels and proofs work as they do for reuse.

The confidence that an automatic answer needs is one of a ladder of thresholds. Level 0 is the creator's own threshold,
and each higher level halves the distance to 1. A voided proof moves one level up. Once a level is proven, the next
lower one is used and audited.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.trust.proofs import Label, PooledRisk, Target
from orchestrator.domain.trust.state import TrustState, read_trust_state

EXPECTED_RISK = 0.2
"""Expected risk at the level in use, as a share of the target. A bad guess costs labels; it never makes a proof
wrong."""

STRENGTH = 2.0
"""Number of own labels that outweigh the expected risk."""


@dataclass(frozen=True, slots=True)
class DocumentsTrustState:
    """Trust in automatic answers after the labels so far."""

    state: TrustState
    """Its threshold is the confidence of the lowest proven level; None without one."""
    level: int
    """Level of the ladder that an automatic answer needs now, >= 0; see `level_threshold`."""


def first_level(mode: Mode) -> int:
    """The level before any label: 1 in the cautious mode, 0 in the immediate one."""
    return 1 if mode is Mode.cautious else 0


def level_threshold(own: float, level: int) -> float:
    """The confidence that a level needs, in [own, 1], where `own` is the creator's threshold."""
    return own + (1.0 - own) * (1.0 - float(0.5**level))


def read_documents_trust(labels: Sequence[Label], policy: Policy) -> DocumentsTrustState:
    """The trust after `labels` on automatic answers, oldest first, all of the same scorer.

    Levels are tested in a fixed sequence, the highest first: each level is tested once the level above is proven, see
    `proofs.prove`.
    """
    target = Target(policy.wrong_answers_target)
    # The number of voided proofs does not depend on the thresholds tested.
    voided = read_trust_state(labels, target, _ladder(policy, 0, target)).voided
    top = voided + first_level(policy.trust_mode)
    ladder = _ladder(policy, top, target)
    state = read_trust_state(labels, target, ladder)
    proven = sum(proof.is_proven for proof in state.proofs)
    return DocumentsTrustState(state, max(0, top - proven))


def _ladder(policy: Policy, top: int, target: Target) -> tuple[PooledRisk, ...]:
    """The thresholds from the level `top` down to the creator's own, strictest first; testing begins at the first."""
    thresholds = dict.fromkeys(level_threshold(policy.auto_answer_confidence_threshold, level) for level in range(top, -1, -1))
    risks = [EXPECTED_RISK * target.wrong if place == 0 else target.wrong for place in range(len(thresholds))]
    return tuple(PooledRisk(threshold, wrong, STRENGTH) for threshold, wrong in zip(thresholds, risks, strict=True))
