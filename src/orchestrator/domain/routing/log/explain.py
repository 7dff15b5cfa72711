"""The receipt of a decision: each rule with its conditions, and which settings would have changed the path."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import Any, assert_never

from orchestrator.domain.answering.drafts import ModelSays
from orchestrator.domain.escalation.gates import Usage, guest_share
from orchestrator.domain.matching.hits import Dispute
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.availability import Availability, is_open
from orchestrator.domain.policy.policy import MAX_LIMIT, ModerationFailure, Policy, show_policy
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.acting import REPLIES
from orchestrator.domain.routing.deciding.case import Case
from orchestrator.domain.routing.deciding.decide import CANDIDATES, RULES, decide
from orchestrator.domain.routing.deciding.decision import Decision, Need, RuleName
from orchestrator.domain.routing.deciding.thresholds import NEVER, needed_confidence, needed_match, needed_with_model
from orchestrator.domain.routing.log.replay import SUPPORTED, DecisionInputs, decide_with_draft, with_policy
from orchestrator.domain.safety.topics import touches
from orchestrator.domain.shares import whole_percent

MAX_CLARIFICATIONS = 5
"""The largest value of `max_clarifications_running`."""
MAX_CHANGES = 10


class Comparison(StrEnum):
    """How the value of a condition is compared with its threshold; `yes` and `no` need no threshold."""

    at_least = "at_least"
    below = "below"
    yes = "yes"
    no = "no"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a rule. The rule holds where all of its conditions are met."""

    name: str
    """A signal of `Signals`, or a fact such as 'blocked_topic'."""
    asked: Comparison
    met: bool | None
    """None where it is not known, as no draft was written."""
    value: float | str | None
    """The value that was compared: a score in [0, 1], a count, or a word."""
    threshold: float | None = None
    """The number that the value was compared with."""
    setting: str | None = None
    """The setting of the policy that holds the threshold or the switch."""

    @property
    def missed_by(self) -> float | None:
        """Distance of the value from its threshold, >= 0; None where the condition was met or has no number.

        0 where the value had to be below the threshold and was equal to it.
        """
        if self.met is not False or self.threshold is None or not isinstance(self.value, int | float):
            return None
        return abs(self.value - self.threshold)


@dataclass(frozen=True, slots=True)
class RuleStep:
    """One rule of the table, as it stood for this message."""

    rule: RuleName
    path: Path
    held: bool | None
    """None where that depends on a draft that was not written."""
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class SettingMove:
    """A change of one setting, as JSON values."""

    setting: str
    before: Any
    after: Any
    size: float
    """In (0, 1].

    A threshold: the distance. A whole number: the difference divided by the larger value. Any other: 1.
    """


@dataclass(frozen=True, slots=True)
class Change:
    """Changes of settings under which the message would have taken another path."""

    moves: tuple[SettingMove, ...]
    path: Path
    rule: RuleName
    needs_draft: bool
    """Whether that holds only if a draft had been written and its sources supported it."""

    @property
    def size(self) -> float:
        """Sum of the sizes of the changed settings."""
        return sum(move.size for move in self.moves)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A decision explained to its creator."""

    steps: tuple[RuleStep, ...]
    """Every rule in its order, including those after the one that decided."""
    decided_by: RuleName
    """The first rule that holds today. It differs from the stored one where the program's rules have changed since."""
    changes: tuple[Change, ...]
    """Smallest first, at most MAX_CHANGES.

    Of one setting each, or of two where no single setting suffices; () where no two do.
    """


def read_receipt(inputs: DecisionInputs, policy: Policy) -> Receipt:
    """The receipt of a message that was decided under `policy`."""
    decided = _decide(inputs, policy)
    case = Case(inputs.signals, policy, inputs.facts, inputs.draft)
    return Receipt(tuple(_steps(case)), decided.rule, _changes(inputs, policy, decided.path))


def _decide(inputs: DecisionInputs, policy: Policy) -> Decision:
    return decide_with_draft(with_policy(inputs, policy), policy, SUPPORTED)


def _steps(case: Case) -> Iterator[RuleStep]:
    for rule in RULES:
        held = rule.holds(case)
        yield RuleStep(rule.name, rule.path_of(case), None if isinstance(held, Need) else held, tuple(_conditions(rule.name, case)))


def _conditions(rule: RuleName, case: Case) -> Iterable[Condition]:
    signals, policy, facts = case.signals, case.policy, case.facts
    match rule:
        case RuleName.creator_present:
            return [Condition("creator_present", Comparison.yes, facts.creator_present, None)]
        case RuleName.blocked_topic:
            return [_is("blocked_topic", case.blocked_topic, "blocked_topics")]
        case RuleName.unsafe:
            return [_is("unsafe", facts.unsafe)]
        case RuleName.reply_to_agent:
            return [_is("reply", signals.act.value if signals.act in REPLIES else None)]
        case RuleName.small_talk:
            return [_is("small_talk", signals.small_talk)]
        case RuleName.known_question:
            return _reuse(case)
        case RuleName.close_question:
            return _close(case)
        case RuleName.vague:
            return [
                _is_not("wants_human", signals.wants_human and not case.lacks_question),
                _is_not("is_dissatisfied", signals.is_dissatisfied),
                Condition("clarification_enabled", Comparison.yes, policy.clarification_enabled, None, setting="clarification_enabled"),
                _at_least("vagueness", signals.vagueness, "vagueness_threshold", policy),
                _below("clarifications_running", signals.clarifications_running, "max_clarifications_running", policy),
            ]
        case RuleName.model_asks_back:
            return _model_asks_back(case)
        case RuleName.confident:
            return [
                _is_not("wants_human", signals.wants_human),
                _is_not("is_dissatisfied", signals.is_dissatisfied),
                _is_confident(case),
                _below("novelty", signals.novelty, "novelty_threshold", policy),
                Condition("draft_supported", Comparison.yes, case.draft.supported if case.draft else None, None),
            ]
        case RuleName.model_answers:
            return _model_answers(case)
        case RuleName.worth_asking:
            return _gates(case)
        case RuleName.gate_closed:
            return [_is("closed_gate", case.gate.gate.value if case.gate else None)]
        case _:
            assert_never(rule)


def _reuse(case: Case) -> list[Condition]:
    """The conditions of `known_question`: a stored answer, no rival, and a score that is high enough."""
    score, best = case.signals.canonical_similarity, case.signals.best_answer
    is_found = Condition("best_answer", Comparison.yes, best is not None, None)
    if best is None:
        return [is_found]
    needed = needed_match(case.policy, case.facts.trust, best)
    no_rival = _is_not("must_ask_which", case.must_ask_which)
    if case.signals.is_dissatisfied:
        return [is_found, _is_not("is_dissatisfied", True)]
    if best.dispute is not Dispute.none:
        return [is_found, no_rival, _is_not("is_disputed", True)]
    if best.is_sibling:
        return [is_found, no_rival, _is_not("is_sibling", True)]
    if needed >= NEVER:
        # An edited phrasing needs the proof in either mode, so no setting would change it.
        return [
            is_found,
            no_rival,
            Condition("reuse_proven", Comparison.yes, False, None, setting=None if best.is_edited else "trust_mode"),
        ]
    return [
        is_found,
        no_rival,
        Condition("canonical_similarity", Comparison.at_least, score >= needed, score, needed, "canonical_match_threshold"),
    ]


def _close(case: Case) -> list[Condition]:
    """The conditions of `close_question`."""
    signals, policy, trust = case.signals, case.policy, case.facts.trust
    for_creator = policy.trust_mode is Mode.cautious and trust.proven is None
    needed = max(needed_confidence(policy, trust), signals.close_similarity)
    return [
        Condition("close_answer", Comparison.yes, bool(case.close), None),
        _is_not("has_rivals", signals.has_rivals),
        _is_not("wants_human", signals.wants_human),
        _is_not("is_dissatisfied", signals.is_dissatisfied),
        Condition("clarification_enabled", Comparison.yes, policy.clarification_enabled, None, setting="clarification_enabled"),
        _below("clarifications_running", signals.clarifications_running, "max_clarifications_running", policy),
        Condition("asks_askers", Comparison.yes, not for_creator, None, setting="trust_mode"),
        Condition("confidence", Comparison.below, signals.confidence < needed, signals.confidence, needed),
    ]


def _is_confident(case: Case) -> Condition:
    score, needed = case.signals.confidence, needed_confidence(case.policy, case.facts.trust)
    return Condition("confidence", Comparison.at_least, score >= needed, score, needed, "auto_answer_confidence_threshold")


def _model_answers(case: Case) -> list[Condition]:
    score, needed = case.signals.confidence, needed_with_model(case.policy, case.facts.trust)
    has_answered = case.draft.supported and case.draft.model_says in (ModelSays.answered, ModelSays.half) if case.draft else None
    return [
        Condition("has_chat_model", Comparison.yes, case.facts.has_chat_model, None),
        _is_not("wants_human", case.signals.wants_human),
        _is_not("is_dissatisfied", case.signals.is_dissatisfied),
        _confidence_with_model(score, needed),
        _below("novelty", case.signals.novelty, "novelty_threshold", case.policy),
        Condition("model_answered", Comparison.yes, has_answered, _model_says(case)),
    ]


def _model_asks_back(case: Case) -> list[Condition]:
    signals, policy = case.signals, case.policy
    asks_back = case.draft.model_says is ModelSays.asks_back if case.draft else None
    return [
        Condition("has_chat_model", Comparison.yes, case.facts.has_chat_model, None),
        _is_not("wants_human", signals.wants_human),
        _is_not("is_dissatisfied", signals.is_dissatisfied),
        Condition("clarification_enabled", Comparison.yes, policy.clarification_enabled, None, setting="clarification_enabled"),
        _confidence_with_model(signals.confidence, needed_with_model(policy, case.facts.trust)),
        _below("novelty", signals.novelty, "novelty_threshold", policy),
        _no_question_back_before(case),
        Condition("support", Comparison.at_least, signals.support >= CANDIDATES, signals.support, CANDIDATES),
        Condition("model_asked_back", Comparison.yes, asks_back, _model_says(case)),
    ]


def _no_question_back_before(case: Case) -> Condition:
    """A model never asks back twice in a row, whatever the setting allows; with a setting of 0 not even once."""
    running, limit = case.signals.clarifications_running, case.policy.max_clarifications_running
    setting = "max_clarifications_running" if limit < 1 else None
    return Condition("clarifications_running", Comparison.below, running < min(limit, 1), running, min(limit, 1), setting)


def _model_says(case: Case) -> str | None:
    return case.draft.model_says.value if case.draft and case.draft.model_says else None


def _confidence_with_model(score: float, needed: float) -> Condition:
    """The smallest confidence is no setting of its own; only a creator's threshold of 1 switches the rule off."""
    if needed >= NEVER:
        return Condition("documents_may_answer", Comparison.yes, False, None, setting="auto_answer_confidence_threshold")
    return Condition("confidence", Comparison.at_least, score >= needed, score, needed)


def _gates(case: Case) -> list[Condition]:
    policy, facts = case.policy, case.facts
    return [
        Condition("escalation_enabled", Comparison.yes, policy.escalation_enabled, None, setting="escalation_enabled"),
        Condition(
            "tier", Comparison.yes, facts.asker.tier in policy.allowed_user_tiers, facts.asker.tier.value, setting="allowed_user_tiers"
        ),
        _below("accepted_last_day", facts.usage.accepted_last_day, "max_escalations_per_day", policy),
        _below("accepted_last_week", facts.usage.accepted_last_week, "max_escalations_per_week", policy),
        *_guest_gates(policy, facts.usage),
        Condition("available", Comparison.yes, is_open(policy.availability, facts.now), None, setting="availability_windows"),
    ]


def _guest_gates(policy: Policy, usage: Usage) -> list[Condition]:
    if usage.guests is None:
        return []
    share, day, week = guest_share(policy), usage.guests.last_day, usage.guests.last_week
    return [
        Condition("guests_enabled", Comparison.yes, policy.guests_enabled, None, setting="guests_enabled"),
        Condition("guests_last_day", Comparison.below, day < share.day, day, share.day, "guest_escalations_per_day"),
        Condition("guests_last_week", Comparison.below, week < share.week, week, share.week, "guest_escalations_per_week"),
    ]


def _guest_limits(usage: Usage) -> tuple[tuple[str, int, int], ...]:
    """(setting, questions of guests so far, its largest value), where the asker is a guest."""
    if usage.guests is None:
        return ()
    return ("guest_escalations_per_day", usage.guests.last_day, MAX_LIMIT), (
        "guest_escalations_per_week",
        usage.guests.last_week,
        MAX_LIMIT,
    )


def _is(name: str, found: str | None, setting: str | None = None) -> Condition:
    return Condition(name, Comparison.yes, found is not None, found, setting=setting)


def _is_not(name: str, found: bool) -> Condition:
    return Condition(name, Comparison.no, not found, None)


def _at_least(name: str, value: float, setting: str, policy: Policy) -> Condition:
    threshold = getattr(policy, setting)
    return Condition(name, Comparison.at_least, value >= threshold, value, threshold, setting)


def _below(name: str, value: float, setting: str, policy: Policy) -> Condition:
    threshold = getattr(policy, setting)
    return Condition(name, Comparison.below, value < threshold, value, threshold, setting)


def _changes(inputs: DecisionInputs, policy: Policy, path: Path) -> tuple[Change, ...]:
    moves = [(name, value, size) for name, value, size in _moves(inputs, policy) if value != getattr(policy, name)]
    for count in (1, 2):
        tried = (_try(inputs, policy, chosen) for chosen in combinations(moves, count) if len({name for name, *_ in chosen}) == count)
        found = sorted((change for change in tried if change.path is not path), key=lambda change: (change.size, change.needs_draft))
        smallest = {(tuple(move.setting for move in change.moves), change.path): change for change in reversed(found)}
        if smallest:
            return tuple(sorted(smallest.values(), key=lambda change: (change.size, change.needs_draft))[:MAX_CHANGES])
    return ()


def _try(inputs: DecisionInputs, policy: Policy, chosen: tuple[tuple[str, Any, float], ...]) -> Change:
    """What the message would have become under the policy with the `chosen` (field, value, size)."""
    changed = replace(policy, **{name: value for name, value, _ in chosen})
    before, after = show_policy(policy), show_policy(changed)
    settings = [SETTING_OF_FIELD.get(name, name) for name, *_ in chosen]
    moves = tuple(SettingMove(setting, before[setting], after[setting], size) for setting, (*_, size) in zip(settings, chosen, strict=True))
    again = with_policy(inputs, changed)
    needs_draft = isinstance(decide(again.signals, changed, again.facts, again.draft), Need)
    decided = decide_with_draft(again, changed, SUPPORTED)
    return Change(moves, decided.path, decided.rule, needs_draft)


SETTING_OF_FIELD = {"availability": "availability_windows"}
"""The setting's name in JSON, where it differs from the field of Policy."""
SWITCHES = ("escalation_enabled", "clarification_enabled", "abuse_rules_enabled")
SCORES = {
    "canonical_match_threshold": "canonical_similarity",
    "vagueness_threshold": "vagueness",
    "auto_answer_confidence_threshold": "confidence",
    "novelty_threshold": "novelty",
}
"""The signal that each threshold is compared with."""
LEAST_SENSIBLE = {
    "canonical_match_threshold": 0.5,
    "vagueness_threshold": 0.2,
    "auto_answer_confidence_threshold": 0.5,
    "novelty_threshold": 0.2,
}
"""No lower threshold is proposed.

Matches and confidences are probabilities: under one half, more such answers are wrong than right. A vagueness or
novelty under 0.2 is that of nearly every message, so the threshold would decide nothing.
"""


def _moves(inputs: DecisionInputs, policy: Policy) -> Iterator[tuple[str, Any, float]]:
    """(field of Policy, new value, size) of each change that could matter here, as small as possible."""
    for setting, signal in SCORES.items():
        score, current = getattr(inputs.signals, signal), getattr(policy, setting)
        # The thresholds that the score just reaches and just misses, in whole per cent: as they are shown and typed.
        for value in (whole_percent(score) / 100, (whole_percent(score) + 1) / 100):
            if LEAST_SENSIBLE[setting] <= value <= 1:
                yield setting, value, abs(value - current)
    usage = inputs.facts.usage
    for setting, count, maximum in (
        ("max_escalations_per_day", usage.accepted_last_day, MAX_LIMIT),
        ("max_escalations_per_week", usage.accepted_last_week, MAX_LIMIT),
        *_guest_limits(usage),
        ("max_clarifications_running", inputs.signals.clarifications_running, MAX_CLARIFICATIONS),
    ):
        current = getattr(policy, setting)
        for limit in (count, count + 1):
            if limit <= maximum:
                yield setting, limit, abs(limit - current) / max(limit, current, 1)
    for switch in SWITCHES:
        yield switch, not getattr(policy, switch), 1.0
    for mode in Mode:
        yield "trust_mode", mode, 1.0
    for failure in ModerationFailure:
        yield "moderation_failure", failure, 1.0
    yield "allowed_user_tiers", policy.allowed_user_tiers ^ {inputs.facts.asker.tier}, 1.0
    yield (
        "blocked_topics",
        tuple(topic for topic in policy.blocked_topics if not touches(inputs.facts.written, topic, inputs.facts.word_forms)),
        1.0,
    )
    yield "availability", Availability(), 1.0
