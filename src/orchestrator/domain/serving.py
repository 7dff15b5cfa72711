"""Which past messages an answer that is being written would have served, and why the near ones would not. Pure."""

from dataclasses import dataclass, replace
from enum import StrEnum

from orchestrator.domain.calibration import Calibration
from orchestrator.domain.decide import RuleName
from orchestrator.domain.facts import CanonicalHit
from orchestrator.domain.policy import Layer, Policy
from orchestrator.domain.replay import SUPPORTED, Past, Seen, settle, under
from orchestrator.domain.reuse import needed_match
from orchestrator.domain.twists import differences

NEAR = 0.15
"""Probability from which a message is near enough to be worth showing where it would not be served."""


class WhyNot(StrEnum):
    """What kept the answer from a message, in the order in which it is looked for."""

    layer = "layer"
    """The asker is not let in as far as the answer is private."""
    below_threshold = "below_threshold"
    asks_something_else = "asks_something_else"
    """The words are close, and numbers, a negation or the question word differ."""
    answered_better = "answered_better"
    """Another stored answer matched at least as well."""
    earlier_rule = "earlier_rule"
    """A rule before known_question decided, such as a blocked topic."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A past message and how near it is."""

    past: Past
    seen: Seen
    cosine: float
    """Of what was asked and the answer's question, in [-1, 1]."""


@dataclass(frozen=True, slots=True)
class Served:
    past: Past
    probability: float
    """That the answer is the right one for it, in [0, 1]."""
    why_not: WhyNot | None
    """None where it would have been served."""


def would_serve(asked: Asked, answer: CanonicalHit, layer: Layer, policy: Policy, calibration: Calibration) -> Served:
    """Whether the message, asked again today, would get `answer` by path C: decided by the same rules, under `policy`."""
    probability = calibration.canonical.probability(asked.cosine)
    return Served(asked.past, probability, _why_not(asked, answer, layer, policy, probability))


def _why_not(asked: Asked, answer: CanonicalHit, layer: Layer, policy: Policy, probability: float) -> WhyNot | None:
    signals, facts = asked.seen.signals, asked.seen.facts
    if not facts.asker.layer.reaches(layer):
        return WhyNot.layer
    if probability < needed_match(policy, facts.trust, answer):
        return WhyNot.below_threshold
    if differences(facts.question, answer.question_pattern):
        return WhyNot.asks_something_else
    if signals.best_answer is not None and signals.canonical_similarity >= probability:
        return WhyNot.answered_better
    similarity = max(signals.similarity, probability)
    with_it = replace(
        signals, best_answer=answer, canonical_similarity=probability, similarity=similarity, novelty=1 - similarity
    )  # fmt: skip
    decided = settle(under(replace(asked.seen, signals=with_it), policy), policy, SUPPORTED)
    return None if decided.rule is RuleName.known_question else WhyNot.earlier_rule
