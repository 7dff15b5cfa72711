"""Which past messages an answer would have served, and why the near ones would not. Pure."""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.matching.answers import is_barred, servable
from orchestrator.domain.matching.calibration import Calibration
from orchestrator.domain.matching.differences import Differs, read_differences
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.matching.rivals import read_rivals
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.decide import RuleName
from orchestrator.domain.routing.replay import SUPPORTED, DecisionInputs, Past, decide_with_draft, with_policy
from orchestrator.domain.routing.signals import read_chances
from orchestrator.domain.routing.thresholds import needed_match

NEAR = 0.15
"""Probability from which a message is near enough to be worth showing where it would not be served; by its closeness alone, too, as
what differs in a number or a negation is near and most improbable."""


class WhyNot(StrEnum):
    """What kept the answer from a message, in the order in which it is looked for."""

    layer = "layer"
    """The asker is not let in as far as the answer is private."""
    counter_example = "counter_example"
    """Its creator said that the answer is not for this message, or for one that is nearer to it than the answer's own wordings."""
    asks_something_else = "asks_something_else"
    """It is not sure enough, and the words differ in what changes an answer, see `Differs`."""
    below_threshold = "below_threshold"
    answered_better = "answered_better"
    """Another stored answer matched at least as well."""
    earlier_rule = "earlier_rule"
    """A rule before known_question decided, such as a blocked topic."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A past message, with the answers that would be found for it today, the judged one among them where it is near."""

    past: Past
    inputs: DecisionInputs
    """Its facts hold those answers, the bank that they are found in, and where trust stands today."""


@dataclass(frozen=True, slots=True)
class Served:
    past: Past
    probability: float
    """That the answer is the right one for it, in [0, 1]."""
    why_not: WhyNot | None
    """None where it would have been served."""
    differs: tuple[Differs, ...] = ()
    """From the answer's nearest wording."""
    is_near: bool = True
    """Whether it is near enough to be worth showing."""


def would_serve(asked: Asked, answer: UUID, layer: Layer, policy: Policy, calibration: Calibration) -> Served | None:
    """Whether the message, asked again today, would get the answer by path C: decided by the router's own rules, under `policy`.

    None where the answer is too far off to be looked at.
    """
    facts = asked.inputs.facts
    own = [hit for hit in facts.canonical if hit.id == answer]
    if not own:
        return None
    nearest = max(own, key=lambda hit: hit.cosine)
    # How likely it would be had nobody said anything against it: that is what the creator judges.
    unbarred = tuple(replace(hit, counter=-1.0) if hit.id == answer else hit for hit in facts.canonical)
    chances = read_chances(facts, servable(unbarred, facts.turns, facts.is_follow_up, facts.now), calibration)
    found = next(((hit, chance) for hit, chance in chances if hit.id == answer), None)
    if found is None:
        return None
    differs = read_differences(facts.asked, read_text(found[0].question_pattern))
    if not facts.asker.layer.reaches(layer):
        why_not: WhyNot | None = WhyNot.layer
    elif is_barred(nearest):
        why_not = WhyNot.counter_example
    elif found[1] < needed_match(policy, facts.trust, found[0]):
        why_not = WhyNot.asks_something_else if differs else WhyNot.below_threshold
    elif chances[0][0].id != answer:
        why_not = WhyNot.answered_better
    else:
        why_not = None if _decides_for(asked.inputs, found, policy, calibration) else WhyNot.earlier_rule
    is_near = max(found[1], calibration.canonical.probability(nearest.cosine)) >= NEAR
    return Served(asked.past, found[1], why_not, differs, is_near)


def _decides_for(inputs: DecisionInputs, found: tuple[CanonicalHit, float], policy: Policy, calibration: Calibration) -> bool:
    """Whether the table ends with the answer being served."""
    best, probability = found
    facts = inputs.facts
    answers = servable(facts.canonical, facts.turns, facts.is_follow_up, facts.now)
    similarity = max(inputs.signals.passage_similarity, probability)
    signals = replace(
        inputs.signals, best_answer=best, canonical_similarity=probability, similarity=similarity, novelty=1.0 - similarity,
        has_rivals=bool(read_rivals(facts.asked, facts.is_follow_up, answers, calibration.canonical)),
    )  # fmt: skip
    decided = decide_with_draft(with_policy(replace(inputs, signals=signals), policy), policy, SUPPORTED)
    return decided.rule is RuleName.known_question
