"""What may be done with a match of a stored answer: served alone, or asked about on a card. The rules, and where trust stands."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.calibration import Calibration
from orchestrator.domain.facts import CanonicalHit, Facts, Trust
from orchestrator.domain.policy import Policy
from orchestrator.domain.risk import Expected, Target
from orchestrator.domain.signals import Signals
from orchestrator.domain.trust import Mode, TrustRules, card_chance, effective_score, needed_score

NEVER = 2.0
"""A score that no match reaches."""
UNKNOWN_POOL = tuple(
    Expected(threshold / 100, (1 - threshold / 100) / 2, 2.0) for threshold in (98, 96, 94, 92, 90, 87, 84, 80, 75, 70, 60, 50)
)
"""The grid where no other creators' labels are known: of scores that are calibrated, those from t up are wrong in (1 - t) / 2 on
average where they are evenly spread; two own labels outweigh it."""


class Subject(StrEnum):
    """What a card is about."""

    reuse = "reuse"
    """A stored answer, path C."""
    documents = "documents"
    """An answer from the creator's documents, path A."""


class CardKind(StrEnum):
    audit = "audit"
    """The answer was served: was it right?"""
    suggestion = "suggestion"
    """It was not: would it have been right?"""


@dataclass(frozen=True, slots=True)
class Card:
    """A question to the creator: is this answer right for this message?"""

    kind: CardKind
    answer_id: UUID | None
    """The stored answer; None where it is from documents."""
    answer_version: int | None
    score: float
    """Probability that it is right, in [0, 1]; a stored answer's as what was said of it before leaves it."""
    floor: float
    """Every message that scored at least this had the same chance of a card."""
    subject: Subject = Subject.reuse


def pooled(calibration: Calibration) -> tuple[Expected, ...]:
    """What other creators' labels say of this scorer's thresholds, as far as that is known."""
    return calibration.second_look.pooled if calibration.second_look else UNKNOWN_POOL


def trust_rules(policy: Policy) -> TrustRules:
    return TrustRules(target=Target(policy.wrong_answers_target), mode=policy.trust_mode, labels_per_day=policy.trust_cards_per_day)


def needed_match(policy: Policy, trust: Trust, answer: CanonicalHit) -> float:
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
