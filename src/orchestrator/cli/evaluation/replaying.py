"""A creator's first months replayed: messages in time order, a few cards a day, and a new trust state after each day.

What is served is decided by the function that the router calls, `needed_match`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np

from orchestrator.cli.evaluation.measuring import Array
from orchestrator.cli.evaluation.routing import Flags
from orchestrator.cli.evaluation.sets import ANSWERED_AT
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.deciding.thresholds import needed_match
from orchestrator.domain.trust.own_start import NOT_YET, choose_own_start
from orchestrator.domain.trust.proofs import Label, PooledRisk, Target
from orchestrator.domain.trust.scores import card_chance, effective_score
from orchestrator.domain.trust.snapshot import UNPROVEN, TrustSnapshot
from orchestrator.domain.trust.state import TrustState, read_trust_state

MESSAGES_PER_DAY = 30
EXPECTED_FROM_DAYS = 7
"""Days over which the number of matches a day is averaged, to say how many to expect."""
NO_VERDICTS = (0, 0)


@dataclass(frozen=True, slots=True)
class Matches:
    """The best match of each message of a set."""

    score: Array
    """Probability that its answer is right, in [0, 1]; 0 where the table may not serve it."""
    right: Array
    """1.0 where it is right, else 0.0."""
    answer: Array
    """Number of its answer."""
    flags: Sequence[Flags]
    scores: list[float] = field(init=False)
    answers: list[int] = field(init=False)
    """The arrays as lists, which are read faster one by one."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "scores", self.score.tolist())
        object.__setattr__(self, "answers", self.answer.tolist())

    def __len__(self) -> int:
        return len(self.score)

    def hit(self, message: int, verdicts: tuple[int, int]) -> CanonicalHit:
        """With the fields that `needed_match` reads. `verdicts` counts (right, wrong)."""
        return CanonicalHit(
            UUID(int=0), "", "", float(self.score[message]), ANSWERED_AT, times_right=verdicts[0], times_wrong=verdicts[1],
            **self.flags[message]._asdict(),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """Which matches are served automatically on one day."""

    labels: int
    """Labels given before that day."""
    policy: Policy
    trust: TrustSnapshot
    verdicts: Mapping[int, tuple[int, int]]
    """By answer: how often its verdict was right, and how often wrong."""

    needed: dict[tuple[int, int, Flags], float] = field(default_factory=dict, compare=False)
    """The score that `needed_match` asked for, by all that it reads of a match."""

    def serves(self, matches: Matches) -> Array:
        """True for each message that is served."""
        return np.array([self.serves_one(matches, message) for message in range(len(matches))], bool)

    def serves_one(self, matches: Matches, message: int) -> bool:
        score = matches.scores[message]
        return score > 0.0 and score >= self._needed(matches, message)

    def _needed(self, matches: Matches, message: int) -> float:
        """What `needed_match` asks for. It reads the verdicts and the flags of a match, so that few differ in a rule."""
        verdicts = self.verdicts.get(matches.answers[message], NO_VERDICTS)
        key = (*verdicts, matches.flags[message])
        if key not in self.needed:
            self.needed[key] = needed_match(self.policy, self.trust, matches.hit(message, verdicts))
        return self.needed[key]


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
    matches: Matches, policy: Policy, pooled: Sequence[PooledRisk], messages: int | None, chance: np.random.Generator
) -> Replayed:  # fmt: skip
    """Draws `messages` messages from the set with replacement; with None, takes each message once in the order of the
    set.

    A message is labelled only after its handling was decided, and a label has an effect from the next day on.
    """
    order = np.arange(len(matches)) if messages is None else chance.integers(len(matches), size=messages)
    served = np.zeros(len(order), bool)
    target = Target(policy.wrong_answers_target)
    labels: list[Label] = []
    labelled: list[tuple[float, bool]] = []
    verdicts: dict[int, tuple[int, int]] = {}
    trust_state, own = read_trust_state(labels, target, pooled, NOT_YET), NOT_YET
    rule = Rule(0, policy, UNPROVEN, {})
    in_force: list[Rule] = []
    eligible: list[int] = []
    for first in range(0, len(order), MESSAGES_PER_DAY):
        today = order[first : first + MESSAGES_PER_DAY]
        left, seen, labelled_today = policy.trust_cards_per_day, 0, []
        expected = float(np.mean(eligible[-EXPECTED_FROM_DAYS:])) if eligible else MESSAGES_PER_DAY / 2
        floor = min(trust_state.floor, policy.canonical_match_threshold)
        for place, message in enumerate(today, first):
            served[place] = rule.serves_one(matches, message)
            score = effective_score(matches.scores[message], *rule.verdicts.get(matches.answers[message], NO_VERDICTS))
            if score < floor:
                continue
            seen += 1
            if chance.random() < card_chance(left, expected - seen + 1):
                left -= 1
                labelled_today.append(message)
                labels.append(Label(score, not matches.right[message], floor, is_served=bool(served[place])))
        eligible.append(seen)
        for message in labelled_today:
            labelled.append((float(matches.score[message]), bool(matches.right[message])))
            was_right, was_wrong = verdicts.get(int(matches.answer[message]), NO_VERDICTS)
            right = bool(matches.right[message])
            verdicts[int(matches.answer[message])] = (was_right + right, was_wrong + (not right))
        if labelled_today:
            if own == NOT_YET:
                seen_so_far = (matches.scores[message] for message in order[: first + len(today)])
                own = choose_own_start([score for score in seen_so_far if score > 0.0], len(labels))
            trust_state = read_trust_state(labels, target, pooled, own)
        rule = Rule(len(labels), policy, TrustSnapshot(trust_state.threshold, trust_state.floor, trust_state.voided), dict(verdicts))
        in_force.append(rule)
    audits = sum(label.is_served for label in labels)
    return Replayed(order, served, len(labels), audits, trust_state, tuple(in_force), tuple(labelled))
