"""How far automatic answers from documents (path A) are trusted: audited and bounded like reuse, by the same labels and proofs.

The creator's own threshold is the loosest that is ever used. From it a ladder goes up, each level half of the way that is left to 1:
a voided proof climbs it, and a level that is proven leads to the next looser one, which is audited from then on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.trust.proofs import Label, PooledRisk, Target
from orchestrator.domain.trust.rules import trust_rules
from orchestrator.domain.trust.standing import TrustState, read_trust_state

HOPED = 0.2
"""Share of the target that the level in use is expected to be wrong in. No more than a guess: a worse one costs labels, never the bound."""

STRENGTH = 2.0
"""Own labels that outweigh it."""


@dataclass(frozen=True, slots=True)
class DocumentsTrustState:
    """Where trust in automatic answers stands."""

    standing: TrustState
    """Its threshold is the loosest level that is proven; None where none is."""
    level: int
    """Of the ladder, >= 0: what an automatic answer needs now, see `needed_confidence`."""


def first_level(mode: Mode) -> int:
    """Before any label: a cautious creator's answers begin half of the way up."""
    return 1 if mode is Mode.cautious else 0


def level_threshold(own: float, level: int) -> float:
    """The confidence that a level of the ladder asks for, in [own, 1]."""
    return own + (1.0 - own) * (1.0 - float(0.5**level))


def read_documents_trust(labels: Sequence[Label], policy: Policy) -> DocumentsTrustState:
    """After the creator's words on automatic answers, oldest first, all of the same scorer.

    The level in use is tested first; what it proves is handed on to the next looser one (fixed sequence, `risk.prove`).
    """
    rules = trust_rules(policy)
    # How often it was voided does not depend on what is tested.
    voided = read_trust_state(labels, rules, _ladder(policy, 0, rules.target)).voided
    top = voided + first_level(policy.trust_mode)
    ladder = _ladder(policy, top, rules.target)
    standing = read_trust_state(labels, rules, ladder)
    proven = sum(proof.is_proven for proof in standing.proofs)
    return DocumentsTrustState(standing, max(0, top - proven))


def _ladder(policy: Policy, top: int, target: Target) -> tuple[PooledRisk, ...]:
    """From the level `top` down to the creator's own threshold, strictest first; testing begins at the first."""
    thresholds = dict.fromkeys(level_threshold(policy.auto_answer_confidence_threshold, level) for level in range(top, -1, -1))
    risks = [HOPED * target.wrong if place == 0 else target.wrong for place in range(len(thresholds))]
    return tuple(PooledRisk(threshold, wrong, STRENGTH) for threshold, wrong in zip(thresholds, risks, strict=True))
