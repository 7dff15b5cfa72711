"""A creator's first months replayed: messages in time order, a few cards a day, the standing read again after each day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from orchestrator.cli.evaluation.measuring import Array
from orchestrator.domain.trust.proofs import Label, PooledRisk
from orchestrator.domain.trust.rules import Handling, TrustRules
from orchestrator.domain.trust.scores import card_chance, effective_score
from orchestrator.domain.trust.state import TrustState, read_trust_state

MESSAGES_PER_DAY = 30
SETTLE_DAYS = 7
"""Days whose matches say how many are to be expected."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is served alone on one day."""

    labels: int
    """Given before it."""
    threshold: float | None
    said: Mapping[int, tuple[int, int]]
    """By answer: how often it was called right, how often wrong."""

    def serves(self, score: Array, answer: Array) -> Array:
        """Which messages, where each one's likeliest answer is `answer`."""
        if self.threshold is None:
            return np.zeros(len(score), bool)
        counts = (self.said.get(int(each), (0, 0)) for each in answer)
        return np.array([effective_score(each, *said) >= self.threshold for each, said in zip(score.tolist(), counts, strict=True)])


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of one run; an entry a message in its order."""

    order: Array
    """Which message of the set it was."""
    served: Array
    """True where it was served alone."""
    labels: int
    audits: int
    """Labels of what had been served alone."""
    standing: TrustState
    """At the end."""
    rules: tuple[Rule, ...]
    """In force after each day."""
    labelled: tuple[tuple[float, bool], ...]
    """(score, right) of each random label, in order."""

    def after(self, labels: int) -> Rule:
        """In force when so many labels had been given, or at the end where there were fewer."""
        return next((rule for rule in self.rules if rule.labels >= labels), self.rules[-1])


def replay(
    score: Array, right: Array, answer: Array, rules: TrustRules, pooled: Sequence[PooledRisk], messages: int | None, chance: np.random.Generator
) -> Replayed:  # fmt: skip
    """So many messages drawn from the set with replacement, or once through it in its own order where `messages` is None.

    `answer` is which answer each message would be served with. A message is labelled only after its handling was decided, and what
    a label teaches holds from the next day on.
    """
    order = np.arange(len(score)) if messages is None else chance.integers(len(score), size=messages)
    served = np.zeros(len(order), bool)
    labels: list[Label] = []
    labelled: list[tuple[float, bool]] = []
    said: dict[int, tuple[int, int]] = {}
    standing = read_trust_state(labels, rules, pooled)
    in_force: list[Rule] = []
    eligible: list[int] = []
    for first in range(0, len(order), MESSAGES_PER_DAY):
        today = order[first : first + MESSAGES_PER_DAY]
        left, seen, told = rules.labels_per_day, 0, []
        expected = float(np.mean(eligible[-SETTLE_DAYS:])) if eligible else MESSAGES_PER_DAY / 2
        for place, message in enumerate(today, first):
            match = effective_score(float(score[message]), *said.get(int(answer[message]), (0, 0)))
            handling = standing.handle(match)
            served[place] = handling is Handling.alone
            if handling is Handling.leave:
                continue
            seen += 1
            if chance.random() < card_chance(left, expected - seen + 1):
                left -= 1
                told.append(message)
                labels.append(Label(match, not right[message], standing.floor, is_served=bool(served[place])))
        eligible.append(seen)
        for message in told:
            labelled.append((float(score[message]), bool(right[message])))
            was_right, was_wrong = said.get(int(answer[message]), (0, 0))
            said[int(answer[message])] = (was_right + bool(right[message]), was_wrong + (not right[message]))
        if told:
            standing = read_trust_state(labels, rules, pooled)
        in_force.append(Rule(len(labels), standing.threshold, dict(said)))
    audits = sum(label.is_served for label in labels)
    return Replayed(order, served, len(labels), audits, standing, tuple(in_force), tuple(labelled))
