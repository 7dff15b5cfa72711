"""The scores from which an answer is given without asking the creator, and which messages draw a card."""

from typing import assert_never

from orchestrator.domain.matching.hits import CanonicalHit, Dispute
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.signals import Signals
from orchestrator.domain.trust.cards import Card, CardKind, Subject
from orchestrator.domain.trust.ladder import level_threshold
from orchestrator.domain.trust.scores import card_chance, effective_score, needed_score
from orchestrator.domain.trust.snapshot import TrustSnapshot


def needed_confidence(policy: Policy, trust: TrustSnapshot) -> float:
    """The confidence from which path A answers; never below the creator's own threshold."""
    return level_threshold(policy.auto_answer_confidence_threshold, trust.documents_level)


ASKS_MODEL_FROM = 0.3
"""Confidence from which a chat model is asked whether the passages answer, although they are not certain enough alone.

Below it, fewer than one question in three is answered by them, so that most requests would be paid for a "no".
"""


def needed_with_model(policy: Policy, trust: TrustSnapshot) -> float:
    """The confidence from which an answer that a chat model finds in the passages is given; NEVER where the creator's
    own threshold is 1, as nothing is answered from documents then.

    After wrong answers it rises like `needed_confidence`: each level halves the distance to 1.
    """
    if policy.auto_answer_confidence_threshold >= 1.0:
        return NEVER
    return level_threshold(ASKS_MODEL_FROM, trust.documents_level)


def draw_audit(signals: Signals, policy: Policy, facts: Facts) -> Card | None:
    """The card about an automatic answer; None where none was drawn. The chance does not depend on the confidence.

    An answer under the needed confidence was given because a chat model found it. Its label counts for none of the
    thresholds of the ladder, which lie higher.
    """
    if not is_drawn(policy, facts):
        return None
    needed = min(needed_confidence(policy, facts.trust), signals.confidence)
    return Card(CardKind.audit, None, None, signals.confidence, needed, Subject.documents)


NEVER = 2.0
"""A threshold that no score reaches, as scores are at most 1."""


def needed_match(policy: Policy, trust: TrustSnapshot, answer: CanonicalHit) -> float:
    """The score from which this answer is served without asking anybody; NEVER where no score suffices.

    No score suffices, in any mode, for words that another answer has, too: they cannot decide between the two; nor for
    a message that names another thing than each of several answers to the same question.
    After a proof, the proven score, in every mode. Before it: by default the creator's own threshold where the message is
    unmistakably a phrasing of the answer, and NEVER for any other; the cautious mode serves nothing; the immediate one
    serves from the creator's own threshold, which each voided proof moves half of the way to 1, but no edited phrasing,
    which may ask for the opposite, and by no score in a language that scores were never fitted on. Wrong verdicts on this answer raise its score further, see `needed_score`.
    """
    if answer.dispute is not Dispute.none or answer.is_sibling:
        return NEVER
    base = trust.proven if trust.proven is not None else _needed_unproven(policy, trust, answer)
    return base if base >= 1.0 else needed_score(base, answer.times_right, answer.times_wrong)


def _needed_unproven(policy: Policy, trust: TrustSnapshot, answer: CanonicalHit) -> float:
    match policy.trust_mode:
        case Mode.cautious:
            return NEVER
        case Mode.asking:
            return policy.canonical_match_threshold if answer.is_unmistakable else NEVER
        case Mode.immediate if answer.is_edited or (answer.is_uncalibrated and not answer.is_unmistakable):
            return NEVER
        case Mode.immediate:
            own = policy.canonical_match_threshold
            return own + (1.0 - own) * (1.0 - float(0.5**trust.voided))
        case _:
            assert_never(policy.trust_mode)


def draw_card(signals: Signals, policy: Policy, facts: Facts, is_served: bool) -> Card | None:
    """The card about the best match; None where its score is below the floor or no card was drawn.

    From the floor up, the chance of a card does not depend on the score. The cautious mode promises that the creator sees
    each match before a proof: there the chance is 1, and cards beyond the daily number wait for the days after.
    """
    best, trust = signals.best_answer, facts.trust
    # From the creator's own threshold on, a match is worth a card in the cautious mode, too.
    floor = min(trust.floor, policy.canonical_match_threshold)
    # What the asker has confirmed says nothing about the score, and had its chance when they were asked.
    # What words decide that another answer has, too, is no match to judge: the creator settles the two answers instead.
    if best is None or signals.is_confirmed or best.dispute is not Dispute.none:
        return None
    score = effective_score(signals.canonical_similarity, best.times_right, best.times_wrong)
    if score < floor:
        return None
    if not (is_kept_for_creator(policy, trust) or is_drawn(policy, facts)):
        return None
    kind = CardKind.audit if is_served else CardKind.suggestion
    return Card(kind, best.id, best.version, score, floor)


def is_drawn(policy: Policy, facts: Facts) -> bool:
    """Whether this message draws cards, within the daily limit.

    A match that also got an automatic answer draws both cards.
    """
    trust = facts.trust
    return facts.draw < card_chance(policy.trust_cards_per_day - trust.cards_today, trust.matches_per_day)


def is_kept_for_creator(policy: Policy, trust: TrustSnapshot) -> bool:
    """Whether each match waits for the creator's verdict, on this day or a later one."""
    return policy.trust_mode is Mode.cautious and trust.proven is None and policy.trust_cards_per_day > 0
