"""The audience of an answer: the past messages that would have received it, and why similar ones would not."""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.matching.answers import is_barred
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.matching.looks.calibration import Calibration
from orchestrator.domain.matching.rivals.answers import read_rivals
from orchestrator.domain.matching.telling_apart.differences import Differs, read_differences
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.deciding.decision import RuleName
from orchestrator.domain.routing.deciding.thresholds import needed_match
from orchestrator.domain.routing.log.replay import SUPPORTED, DecisionInputs, RecordedDecision, decide_with_draft, with_policy
from orchestrator.domain.routing.signals import read_probabilities, servable_in

MIN_PROBABILITY_SHOWN = 0.15
"""Probability from which a message is shown although the answer would not be served.

The probability by cosine alone suffices, too: a message that differs in a number or a negation is similar and yet
improbable.
"""


class WhyNot(StrEnum):
    """Why a message would not get the answer. The first that applies is given."""

    layer = "layer"
    """The answer belongs to a layer that is closed to the asker."""
    counter_example = "counter_example"
    """The creator excluded this message, or one that is closer to it than every phrasing of the answer."""
    asks_something_else = "asks_something_else"
    """The probability is below the threshold, and the questions differ in what changes an answer, see `Differs`."""
    below_threshold = "below_threshold"
    """The probability is below the threshold."""
    answered_better = "answered_better"
    """Another stored answer is at least as probable."""
    earlier_rule = "earlier_rule"
    """A rule before `known_question` decides, such as a blocked topic."""


@dataclass(frozen=True, slots=True)
class PastQuestion:
    """A past message and the facts that it would be decided by today."""

    past: RecordedDecision
    inputs: DecisionInputs
    """Their facts hold the answers that a search finds today, the bank that they are found in, and today's trust."""


@dataclass(frozen=True, slots=True)
class PastMatch:
    """How an answer matches one past message."""

    past: RecordedDecision
    probability: float
    """Probability that the answer is right for the message, in [0, 1]."""
    why_not: WhyNot | None
    """None where the answer would be served."""
    differs: tuple[Differs, ...] = ()
    """How the message differs from the nearest phrasing of the answer."""
    is_near: bool = True
    """Whether it is similar enough to be shown to the creator."""


def read_past_match(question: PastQuestion, answer: UUID, layer: Layer, policy: Policy, calibration: Calibration) -> PastMatch | None:
    """Whether the message would get the answer by path C, if it were asked again today under `policy`.

    The router's own rules decide. `layer` is the layer of the answer. None where a search does not find the answer for
    the message.
    """
    facts = question.inputs.facts
    phrasings = [hit for hit in facts.canonical if hit.id == answer]
    if not phrasings:
        return None
    nearest = max(phrasings, key=lambda hit: hit.cosine)
    # The creator is shown how probable the answer is without their own exclusions.
    without_exclusions = tuple(replace(hit, counter=-1.0) if hit.id == answer else hit for hit in facts.canonical)
    ranked = read_probabilities(facts, servable_in(facts, without_exclusions), calibration)
    match = next(((hit, probability) for hit, probability in ranked if hit.id == answer), None)
    if match is None:
        return None
    hit, probability = match
    differs = read_differences(facts.asked, read_text(hit.question_pattern))
    if not facts.asker.layer.includes(layer):
        why_not: WhyNot | None = WhyNot.layer
    elif is_barred(nearest):
        why_not = WhyNot.counter_example
    elif probability < needed_match(policy, facts.trust, hit):
        why_not = WhyNot.asks_something_else if differs else WhyNot.below_threshold
    elif ranked[0][0].id != answer:
        why_not = WhyNot.answered_better
    else:
        why_not = None if _is_served(question.inputs, hit, probability, policy, calibration) else WhyNot.earlier_rule
    is_near = max(probability, calibration.canonical.probability(nearest.cosine)) >= MIN_PROBABILITY_SHOWN
    return PastMatch(question.past, probability, why_not, differs, is_near)


def _is_served(inputs: DecisionInputs, best: CanonicalHit, probability: float, policy: Policy, calibration: Calibration) -> bool:
    """Whether the decision table ends with serving `best`."""
    facts = inputs.facts
    answers = servable_in(facts, facts.canonical)
    similarity = max(inputs.signals.passage_similarity, probability)
    signals = replace(
        inputs.signals, best_answer=best, canonical_similarity=probability, similarity=similarity, novelty=1.0 - similarity,
        has_rivals=bool(read_rivals(facts.asked, facts.is_follow_up, answers, calibration.canonical)),
    )  # fmt: skip
    decided = decide_with_draft(with_policy(replace(inputs, signals=signals), policy), policy, SUPPORTED)
    return decided.rule is RuleName.known_question
