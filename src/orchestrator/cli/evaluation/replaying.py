"""A creator's first months replayed: messages in time order, a few cards a day, and a new trust state after each
day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from orchestrator.cli.evaluation.measuring import Array
from orchestrator.domain.trust.proofs import Label, PooledRisk
from orchestrator.domain.trust.rules import Handling, TrustRules
from orchestrator.domain.trust.scores import card_chance, effective_score
from orchestrator.domain.trust.state import TrustState, read_trust_state

MESSAGES_PER_DAY = 30
EXPECTED_FROM_DAYS = 7
"""Days over which the number of matches a day is averaged, to say how many to expect."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Which matches are served automatically on one day."""

    labels: int
    """Labels given before that day."""
    threshold: float | None
    verdicts: Mapping[int, tuple[int, int]]
    """By answer: how often its verdict was right, and how often wrong."""

    def serves(self, score: Array, answer: Array) -> Array:
        """True for each message that is served; `answer` is the likeliest answer of each message."""
        if self.threshold is None:
            return np.zeros(len(score), bool)
        counts = (self.verdicts.get(int(number), (0, 0)) for number in answer)
        scores = zip(score.tolist(), counts, strict=True)
        return np.array([effective_score(raw, *verdicts) >= self.threshold for raw, verdicts in scores])


@dataclass(frozen=True, slots=True)
class Replayed:
    """The result of one run; arrays have one entry for each message, in the order of the run."""

    order: Array
    """Index of the message in the set."""
    served: Array
    """True if the message was served automatically."""
    labels: int
    audits: int
    """Labels of answers that had been served automatically."""
    trust_state: TrustState
    """At the end."""
    rules: tuple[Rule, ...]
    """In force after each day."""
    labelled: tuple[tuple[float, bool], ...]
    """(score, right) of each random label, in order."""

    def after(self, labels: int) -> Rule:
        """The rule in force after this many labels, or the last rule if there were fewer."""
        return next((rule for rule in self.rules if rule.labels >= labels), self.rules[-1])


def replay(
    score: Array, right: Array, answer: Array, rules: TrustRules, pooled: Sequence[PooledRisk], messages: int | None, chance: np.random.Generator
) -> Replayed:  # fmt: skip
    """Draws `messages` messages from the set with replacement; with None, takes each message once in the order of the
    set.

    `answer` says with which answer each message would be served. A message is labelled only after its handling was
    decided, and a label has an effect from the next day on.
    """
    order = np.arange(len(score)) if messages is None else chance.integers(len(score), size=messages)
    served = np.zeros(len(order), bool)
    labels: list[Label] = []
    labelled: list[tuple[float, bool]] = []
    verdicts: dict[int, tuple[int, int]] = {}
    trust_state = read_trust_state(labels, rules, pooled)
    in_force: list[Rule] = []
    eligible: list[int] = []
    for first in range(0, len(order), MESSAGES_PER_DAY):
        today = order[first : first + MESSAGES_PER_DAY]
        left, matches, labelled_today = rules.labels_per_day, 0, []
        expected = float(np.mean(eligible[-EXPECTED_FROM_DAYS:])) if eligible else MESSAGES_PER_DAY / 2
        for place, message in enumerate(today, first):
            match = effective_score(float(score[message]), *verdicts.get(int(answer[message]), (0, 0)))
            handling = trust_state.handle(match)
            served[place] = handling is Handling.alone
            if handling is Handling.leave:
                continue
            matches += 1
            if chance.random() < card_chance(left, expected - matches + 1):
                left -= 1
                labelled_today.append(message)
                labels.append(Label(match, not right[message], trust_state.floor, is_served=bool(served[place])))
        eligible.append(matches)
        for message in labelled_today:
            labelled.append((float(score[message]), bool(right[message])))
            was_right, was_wrong = verdicts.get(int(answer[message]), (0, 0))
            verdicts[int(answer[message])] = (was_right + bool(right[message]), was_wrong + (not right[message]))
        if labelled_today:
            trust_state = read_trust_state(labels, rules, pooled)
        in_force.append(Rule(len(labels), trust_state.threshold, dict(verdicts)))
    audits = sum(label.is_served for label in labels)
    return Replayed(order, served, len(labels), audits, trust_state, tuple(in_force), tuple(labelled))
