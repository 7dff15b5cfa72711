"""A decision taken apart: each rule with what it asked and by how much that was missed, and what would have changed the path."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from math import ceil, floor
from typing import Any, assert_never

from orchestrator.domain.paths import Path
from orchestrator.domain.policy.availability import Availability, is_open
from orchestrator.domain.policy.policy import MAX_LIMIT, ModerationFailure, Policy, show_policy
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.decide import RULES, Case, Decision, Need, RuleName, decide
from orchestrator.domain.routing.replay import SUPPORTED, DecisionInputs, decide_with_draft, with_policy
from orchestrator.domain.routing.thresholds import NEVER, needed_confidence, needed_match
from orchestrator.domain.safety.topics import touches

MAX_CLARIFICATIONS = 5
MOST_CHANGES = 10


class Asked(StrEnum):
    """How a value is compared with what it is held against."""

    at_least = "at_least"
    below = "below"
    yes = "yes"
    no = "no"


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing a rule asks; the rule holds where all of them are met."""

    name: str
    """A signal of `Signals`, or a fact such as 'blocked_topic'."""
    asked: Asked
    met: bool | None
    """None where it was never found out: no draft was written."""
    value: float | str | None
    """What it was: a score in [0, 1], a count, or a word."""
    threshold: float | None = None
    """What a number was held against."""
    setting: str | None = None
    """The setting that the threshold or the switch is."""

    @property
    def missed_by(self) -> float | None:
        """How far a number was from meeting it, >= 0; None where it was met, or is no number. 0 where it had to be below and was equal."""
        if self.met is not False or self.threshold is None or not isinstance(self.value, int | float):
            return None
        return abs(self.value - self.threshold)


@dataclass(frozen=True, slots=True)
class Step:
    rule: RuleName
    path: Path
    held: bool | None
    """None where only a draft that was never written could tell."""
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One setting, from what it was to what it would have to be, as JSON values."""

    setting: str
    before: Any
    after: Any
    size: float
    """In (0, 1]: for thresholds the distance, for whole numbers its share of the larger value, for anything else 1."""


@dataclass(frozen=True, slots=True)
class Change:
    """Settings under which the message would have taken another path."""

    moves: tuple[Move, ...]
    path: Path
    rule: RuleName
    needs_draft: bool
    """Whether it would have taken it only with a draft that its sources bear; none was written."""

    @property
    def size(self) -> float:
        return sum(move.size for move in self.moves)


@dataclass(frozen=True, slots=True)
class Receipt:
    steps: tuple[Step, ...]
    """Every rule in its order, those behind the one that decided included."""
    decided_by: RuleName
    """The first that holds by the rules of today; another than the one on record where the rules changed since."""
    changes: tuple[Change, ...]
    """The nearest first: of one setting each, or of two where no one setting would do; () where no settings would. At most MOST_CHANGES."""


def take_apart(inputs: DecisionInputs, policy: Policy) -> Receipt:
    """The receipt of a message that was decided under `policy`."""
    decided = _decide(inputs, policy)
    case = Case(inputs.signals, policy, inputs.facts, inputs.draft)
    return Receipt(tuple(_steps(case)), decided.rule, _changes(inputs, policy, decided.path))


def _decide(inputs: DecisionInputs, policy: Policy) -> Decision:
    return decide_with_draft(with_policy(inputs, policy), policy, SUPPORTED)


def _steps(case: Case) -> Iterator[Step]:
    for rule in RULES:
        held = rule.holds(case)
        yield Step(rule.name, rule.path, None if isinstance(held, Need) else held, tuple(_conditions(rule.name, case)))


def _conditions(rule: RuleName, case: Case) -> Iterable[Condition]:
    signals, policy, facts = case.signals, case.policy, case.facts
    match rule:
        case RuleName.creator_present:
            return [Condition("creator_present", Asked.yes, facts.creator_present, None)]
        case RuleName.blocked_topic:
            return [_is("blocked_topic", case.blocked_topic, "blocked_topics")]
        case RuleName.unsafe:
            return [_is("unsafe", facts.unsafe)]
        case RuleName.small_talk:
            return [_is("small_talk", signals.small_talk)]
        case RuleName.known_question:
            return _reuse(case)
        case RuleName.vague:
            return [
                _is_not("wants_human", signals.wants_human),
                Condition("clarification_enabled", Asked.yes, policy.clarification_enabled, None, setting="clarification_enabled"),
                _at_least("vagueness", signals.vagueness, "vagueness_threshold", policy),
                _below("clarifications_running", signals.clarifications_running, "max_clarifications_running", policy),
            ]
        case RuleName.confident:
            return [
                _is_not("wants_human", signals.wants_human),
                _sure_enough(case),
                _below("novelty", signals.novelty, "novelty_threshold", policy),
                Condition("draft_supported", Asked.yes, case.draft.supported if case.draft else None, None),
            ]
        case RuleName.worth_asking:
            return _gates(case)
        case RuleName.gate_closed:
            return [_is("closed_gate", case.gate.gate.value if case.gate else None)]
        case _:
            assert_never(rule)


def _reuse(case: Case) -> list[Condition]:
    """A stored answer, that anything is served alone, and that this one is sure enough."""
    score, best = case.signals.canonical_similarity, case.signals.best_answer
    stored = Condition("best_answer", Asked.yes, best is not None, None)
    if best is None:
        return [stored]
    needed = needed_match(case.policy, case.facts.trust, best)
    alone = _is_not("must_ask_which", case.must_ask_which)
    if needed >= NEVER:
        # An edited phrasing waits for the proof in either mode.
        return [stored, alone, Condition("reuse_proven", Asked.yes, False, None, setting=None if best.is_edited else "trust_mode")]
    return [stored, alone, Condition("canonical_similarity", Asked.at_least, score >= needed, score, needed, "canonical_match_threshold")]


def _sure_enough(case: Case) -> Condition:
    score, needed = case.signals.confidence, needed_confidence(case.policy, case.facts.trust)
    return Condition("confidence", Asked.at_least, score >= needed, score, needed, "auto_answer_confidence_threshold")


def _gates(case: Case) -> list[Condition]:
    policy, facts = case.policy, case.facts
    return [
        Condition("escalation_enabled", Asked.yes, policy.escalation_enabled, None, setting="escalation_enabled"),
        Condition("tier", Asked.yes, facts.asker.tier in policy.allowed_user_tiers, facts.asker.tier.value, setting="allowed_user_tiers"),
        _below("accepted_last_day", facts.usage.accepted_last_day, "max_escalations_per_day", policy),
        _below("accepted_last_week", facts.usage.accepted_last_week, "max_escalations_per_week", policy),
        Condition("available", Asked.yes, is_open(policy.availability, facts.now), None, setting="availability_windows"),
    ]


def _is(name: str, found: str | None, setting: str | None = None) -> Condition:
    return Condition(name, Asked.yes, found is not None, found, setting=setting)


def _is_not(name: str, found: bool) -> Condition:
    return Condition(name, Asked.no, not found, None)


def _at_least(name: str, value: float, setting: str, policy: Policy) -> Condition:
    threshold = getattr(policy, setting)
    return Condition(name, Asked.at_least, value >= threshold, value, threshold, setting)


def _below(name: str, value: float, setting: str, policy: Policy) -> Condition:
    threshold = getattr(policy, setting)
    return Condition(name, Asked.below, value < threshold, value, threshold, setting)


def _changes(inputs: DecisionInputs, policy: Policy, path: Path) -> tuple[Change, ...]:
    moved = [(name, value, size) for name, value, size in _moves(inputs, policy) if value != getattr(policy, name)]
    for together in (1, 2):
        tried = (_try(inputs, policy, chosen) for chosen in combinations(moved, together) if len({name for name, *_ in chosen}) == together)
        found = sorted((change for change in tried if change.path is not path), key=lambda change: (change.size, change.needs_draft))
        nearest = {(tuple(move.setting for move in change.moves), change.path): change for change in reversed(found)}
        if nearest:
            return tuple(sorted(nearest.values(), key=lambda change: (change.size, change.needs_draft))[:MOST_CHANGES])
    return ()


def _try(inputs: DecisionInputs, policy: Policy, chosen: tuple[tuple[str, Any, float], ...]) -> Change:
    moved = replace(policy, **{name: value for name, value, _ in chosen})
    before, after = show_policy(policy), show_policy(moved)
    names = [SHOWN_AS.get(name, name) for name, *_ in chosen]
    moves = tuple(Move(shown, before[shown], after[shown], size) for shown, (*_, size) in zip(names, chosen, strict=True))
    read = with_policy(inputs, moved)
    needs_draft = isinstance(decide(read.signals, moved, read.facts, read.draft), Need)
    decided = decide_with_draft(read, moved, SUPPORTED)
    return Change(moves, decided.path, decided.rule, needs_draft)


SHOWN_AS = {"availability": "availability_windows"}
SWITCHES = ("escalation_enabled", "clarification_enabled", "abuse_rules_enabled")
SCORES = {
    "canonical_match_threshold": "canonical_similarity",
    "vagueness_threshold": "vagueness",
    "auto_answer_confidence_threshold": "confidence",
    "novelty_threshold": "novelty",
}


def _moves(inputs: DecisionInputs, policy: Policy) -> Iterator[tuple[str, Any, float]]:
    """(field of Policy, value, size) of every move that could matter to this message, each as small as it can be."""
    for setting, signal in SCORES.items():
        score, now = getattr(inputs.signals, signal), getattr(policy, setting)
        # Where the score just suffices, and where it just does not any more: to the ten-thousandth, as scores are stored.
        for value in (floor(score * 10_000) / 10_000, (floor(score * 10_000) + 1) / 10_000, ceil(score * 10_000) / 10_000):
            # A threshold of 0 would take in whatever there is: no rule any more.
            if 0 < value <= 1:
                yield setting, value, abs(value - now)
    usage = inputs.facts.usage
    for setting, count, most in (
        ("max_escalations_per_day", usage.accepted_last_day, MAX_LIMIT),
        ("max_escalations_per_week", usage.accepted_last_week, MAX_LIMIT),
        ("max_clarifications_running", inputs.signals.clarifications_running, MAX_CLARIFICATIONS),
    ):
        now = getattr(policy, setting)
        for limit in (count, count + 1):
            if limit <= most:
                yield setting, limit, abs(limit - now) / max(limit, now, 1)
    for switch in SWITCHES:
        yield switch, not getattr(policy, switch), 1.0
    for mode in Mode:
        yield "trust_mode", mode, 1.0
    for failure in ModerationFailure:
        yield "moderation_failure", failure, 1.0
    yield "allowed_user_tiers", policy.allowed_user_tiers ^ {inputs.facts.asker.tier}, 1.0
    yield "blocked_topics", tuple(topic for topic in policy.blocked_topics if not touches(inputs.facts.asked, topic)), 1.0
    yield "availability", Availability(), 1.0
