"""Borderline matches: just below the score from which an answer is served.

A chat model may be asked about them afterwards.
"""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.matching.hits import Dispute
from orchestrator.domain.matching.telling_apart.differences import read_differences
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.deciding.decision import Decision, RuleName
from orchestrator.domain.routing.deciding.thresholds import NEVER, needed_match
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.plan import BEFORE_REUSE

WIDTH = 0.35
"""How far below the needed score a match may lie.

Farther below, most are wrong, so that asking a model is not worth its cost.
"""


@dataclass(frozen=True, slots=True)
class BorderlineMatch:
    """A stored answer that a chat model may be asked about: does it answer the message?"""

    answer_id: UUID
    answer_version: int
    score: float
    """Probability that it is right, in [0, 1]; below the needed score."""


def read_borderline(decision: Decision, policy: Policy, facts: Facts) -> BorderlineMatch | None:
    """The borderline match of a message.

    None where the creator does not want model checks, the match was served or is too improbable, or where it differs in
    a way that chat models overlook, too. In the cautious mode, matches that only lack a proof are borderline as well.
    """
    best, score = decision.signals.best_answer, decision.signals.canonical_similarity
    if not policy.model_confirms_matches or best is None or best.dispute is not Dispute.none:
        return None
    if decision.rule in BEFORE_REUSE or decision.rule is RuleName.known_question or decision.signals.has_rivals:
        return None
    needed = needed_match(policy, facts.trust, best)
    if score < (policy.canonical_match_threshold if needed >= NEVER else needed) - WIDTH:
        return None
    if read_differences(facts.asked, read_text(best.question_pattern)):
        return None
    return BorderlineMatch(best.id, best.version, score)
