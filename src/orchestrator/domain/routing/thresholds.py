"""What a match or a confidence must reach to be used alone, and which messages draw a card for the creator."""

from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.signals import Signals
from orchestrator.domain.trust.cards import Card, CardKind, Subject
from orchestrator.domain.trust.ladder import level_threshold
from orchestrator.domain.trust.scores import card_chance, effective_score, needed_score
from orchestrator.domain.trust.snapshot import TrustSnapshot


def needed_confidence(policy: Policy, trust: TrustSnapshot) -> float:
    """The confidence from which path A answers, never below the creator's own threshold."""
    return level_threshold(policy.auto_answer_confidence_threshold, trust.documents_level)


def draw_audit(signals: Signals, policy: Policy, facts: Facts) -> Card | None:
    """The card that an automatic answer is asked about on; whatever its confidence, each has the same chance of one."""
    if not is_drawn(policy, facts):
        return None
    return Card(CardKind.audit, None, None, signals.confidence, needed_confidence(policy, facts.trust), Subject.documents)


NEVER = 2.0
"""A score that no match reaches."""


def needed_match(policy: Policy, trust: TrustSnapshot, answer: CanonicalHit) -> float:
    """The score from which this answer is served alone; NEVER where none suffices.

    What is proven suffices in either mode. Until then the cautious mode serves nothing, and the immediate one from the
    creator's own threshold, which every voided proof moves half of the way to 1; a phrasing of the answer with a few words
    edited, which may ask for its opposite, waits for the proof in either mode. What went wrong with this answer comes on top.
    """
    if trust.proven is None and answer.is_edited:
        return NEVER
    if policy.trust_mode is Mode.cautious:
        base = NEVER if trust.proven is None else trust.proven
    else:
        base = policy.canonical_match_threshold
        base += (1.0 - base) * (1.0 - float(0.5**trust.voided))
        base = base if trust.proven is None else min(base, trust.proven)
    return base if base >= 1.0 else needed_score(base, answer.times_right, answer.times_wrong)


def draw_card(signals: Signals, policy: Policy, facts: Facts, is_served: bool) -> Card | None:
    """The card that this match is asked about on; None where it is too far off, or chance or the day's number is against it.

    Chance does not look at the score: from the floor up every match has the same.
    """
    best, trust = signals.best_answer, facts.trust
    # In the cautious mode as well: what the creator would have had served at once is worth a question.
    floor = min(trust.floor, policy.canonical_match_threshold)
    if best is None:
        return None
    score = effective_score(signals.canonical_similarity, best.times_right, best.times_wrong)
    if score < floor:
        return None
    if not is_drawn(policy, facts):
        return None
    kind = CardKind.audit if is_served else CardKind.suggestion
    return Card(kind, best.id, best.version, score, floor)


def is_drawn(policy: Policy, facts: Facts) -> bool:
    """Whether chance picked this message, within the day's number; one that is both a match and an automatic answer brings both cards."""
    trust = facts.trust
    return facts.draw < card_chance(policy.trust_cards_per_day - trust.cards_today, trust.matches_per_day)
