"""The matches just below what is served: near enough that a chat model is asked about them, beside the conversation. Pure."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.matching.differences import read_differences
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.decide import Decision, RuleName
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.plan import BEFORE_REUSE
from orchestrator.domain.routing.thresholds import NEVER, needed_match

WIDTH = 0.35
"""How far below what is needed a match may lie: further off most are no match, and asking about them is money spent for nothing."""


@dataclass(frozen=True, slots=True)
class BorderlineMatch:
    """A question to a chat model: does this stored answer answer this message?"""

    answer_id: UUID
    answer_version: int
    score: float
    """Probability that it is right, in [0, 1]; under what was needed."""


def read_borderline(decision: Decision, policy: Policy, facts: Facts) -> BorderlineMatch | None:
    """The match a model may be asked about; None where it was served, is too far off, or differs in what a model overlooks, too.

    Where nothing is served before it is proven, what would have been served otherwise belongs to it.
    """
    best, score = decision.signals.best_answer, decision.signals.canonical_similarity
    if not policy.model_confirms_matches or best is None:
        return None
    if decision.rule in BEFORE_REUSE or decision.rule is RuleName.known_question or decision.signals.has_rivals:
        return None
    needed = needed_match(policy, facts.trust, best)
    if score < (policy.canonical_match_threshold if needed >= NEVER else needed) - WIDTH:
        return None
    if read_differences(facts.asked, read_text(best.question_pattern)):
        return None
    return BorderlineMatch(best.id, best.version, score)
