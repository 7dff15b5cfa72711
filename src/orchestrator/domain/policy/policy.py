"""The policy: one creator's rules as data with a version. It is checked when it is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from orchestrator.domain.accounts.access import MEMBER_TIERS, Tier
from orchestrator.domain.errors import Invalid
from orchestrator.domain.json_value import JsonValue
from orchestrator.domain.policy.availability import Availability, read_availability, show_availability
from orchestrator.domain.policy.trust_mode import MAX_LABELS_PER_DAY, Mode


class ModerationFailure(StrEnum):
    """What happens to a message while the moderation model does not answer."""

    open = "open"
    """The message is routed; the local rules still apply."""
    closed = "closed"
    """The message is refused for now."""


MAX_TOPICS = 200

MAX_TOPIC_CHARACTERS = 100

MAX_LIMIT = 10_000
"""The largest daily or weekly limit of questions."""

MAX_MODEL_CHARACTERS = 200

MAX_RETENTION_DAYS = 3_650


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One creator's rules. In the app they are called "rules"."""

    version: int = 1
    """From 1; each saved change adds one."""
    escalation_enabled: bool = True
    """Whether any question may be offered to the creator."""
    max_escalations_per_day: int = 10
    """Accepted questions in any 24 hours, 0 to 10,000."""
    max_escalations_per_week: int = 50
    """Accepted questions in any 168 hours, 0 to 10,000."""
    auto_answer_confidence_threshold: float = 0.75
    """Path A needs at least this confidence, in [0, 1]."""
    canonical_match_threshold: float = 0.85
    """Path C needs at least this probability that the stored answer is right, in [0, 1]."""
    novelty_threshold: float = 0.70
    """Novelty from which a question is new, in [0, 1]."""
    complexity_threshold: float = 0.60
    """Complexity from which a question is complex, in [0, 1]."""
    vagueness_threshold: float = 0.50
    """Vagueness from which a message says too little to search with, in [0, 1]."""
    clarification_enabled: bool = True
    """Whether a vague message gets a clarifying question."""
    max_clarifications_running: int = 2
    """At most so many clarifying questions in a row, 0 to 5."""
    blocked_topics: tuple[str, ...] = ()
    """Words or phrases. They match whole words in any inflection, never parts of other words."""
    allowed_user_tiers: frozenset[Tier] = frozenset(Tier)
    """Tiers whose askers may be offered an escalation."""
    direct_messages_enabled: bool = True
    """Whether people may write to the creator past the agent."""
    direct_message_tiers: frozenset[Tier] = MEMBER_TIERS
    """Tiers whose people may write to the creator directly; guests never may."""
    max_direct_messages_per_day: int = 50
    """Direct messages of all people in any 24 hours, 0 to 10,000."""
    max_direct_messages_per_person: int = 10
    """Direct messages of one person in any 24 hours that the creator has not replied to, 0 to 10,000."""
    guests_enabled: bool = True
    """Whether people without an account may ask at all."""
    guest_messages_per_day: int = 20
    """Messages of one guest in any 24 hours, 0 to 10,000."""
    guest_escalations_per_day: int = 3
    """The guests' share of `max_escalations_per_day`, all guests together, 0 to 10,000. One place is always left to others."""
    guest_escalations_per_week: int = 15
    """The guests' share of `max_escalations_per_week`, likewise."""
    availability: Availability = field(default_factory=Availability)
    """When questions are taken; none is offered at other times."""
    offer_valid_hours: int = 72
    """How long an offer can be accepted, 1 to 720 hours."""
    expected_response_hours: int = 24
    """The expected response time that an offer names until the creator has answered questions, 1 to 720 hours."""
    answer_deadline_hours: int = 168
    """How long an accepted question waits before it expires and the asker gets an apology, 1 to 2,160 hours."""
    chat_model: str = ""
    """Name of the chat model that writes drafts; '' for the installation's default. At most 200 characters."""
    temperature: float = 0.3
    """Sampling temperature of the chat model, in [0, 2]; the higher, the more varied its texts."""
    abuse_rules_enabled: bool = True
    """Whether the local rules refuse abusive messages, with or without a moderation model."""
    moderation_failure: ModerationFailure = ModerationFailure.open
    """What happens to messages while a configured moderation model does not answer."""
    trust_mode: Mode = Mode.asking
    """What happens to a match before a proof exists that few enough are wrong."""
    wrong_answers_target: float = 0.05
    """The target: the largest share of wrong answers that the creator allows, in (0, 0.5]."""
    trust_cards_per_day: int = 3
    """At most so many cards in any 24 hours, 0 to 50."""
    second_signature: bool = False
    """Whether what the team's answerers write is sent by an editor or the owner."""
    model_confirms_matches: bool = False
    """Whether a chat model, where one is configured, checks borderline matches after the reply was sent."""
    retention_days: int = 0
    """Messages and decisions older than this are deleted each night, 0 to 3,650; 0 keeps them."""

    def __post_init__(self) -> None:
        """Raises Invalid `invalid_policy` naming the first field out of range."""
        _check("version", self.version >= 1, "must be at least 1")
        for name in ("auto_answer_confidence_threshold", "canonical_match_threshold", "novelty_threshold",
                     "complexity_threshold", "vagueness_threshold"):  # fmt: skip
            _check(name, 0.0 <= getattr(self, name) <= 1.0, "must be between 0 and 1")
        for name in ("max_escalations_per_day", "max_escalations_per_week",
                     "max_direct_messages_per_day", "max_direct_messages_per_person",
                     "guest_messages_per_day", "guest_escalations_per_day", "guest_escalations_per_week"):  # fmt: skip
            _check(name, 0 <= getattr(self, name) <= MAX_LIMIT, f"must be between 0 and {MAX_LIMIT}")
        _check("direct_message_tiers", self.direct_message_tiers <= MEMBER_TIERS, "holds 'guest'; guests cannot write to you directly")
        _check("max_clarifications_running", 0 <= self.max_clarifications_running <= 5, "must be between 0 and 5")
        for name in ("offer_valid_hours", "expected_response_hours"):
            _check(name, 1 <= getattr(self, name) <= 720, "must be between 1 and 720 hours")
        _check("wrong_answers_target", 0.0 < self.wrong_answers_target <= 0.5, "must be greater than 0 and at most 0.5")
        _check("trust_cards_per_day", 0 <= self.trust_cards_per_day <= MAX_LABELS_PER_DAY, f"must be between 0 and {MAX_LABELS_PER_DAY}")
        _check("answer_deadline_hours", 1 <= self.answer_deadline_hours <= 2160, "must be between 1 and 2160 hours")
        _check("retention_days", 0 <= self.retention_days <= MAX_RETENTION_DAYS, f"must be between 0 and {MAX_RETENTION_DAYS} days")
        _check("chat_model", len(self.chat_model) <= MAX_MODEL_CHARACTERS, f"may have at most {MAX_MODEL_CHARACTERS} characters")
        _check("temperature", 0.0 <= self.temperature <= 2.0, "must be between 0 and 2")
        _check("blocked_topics", len(self.blocked_topics) <= MAX_TOPICS, f"may hold at most {MAX_TOPICS} topics")
        for topic in self.blocked_topics:
            _check("blocked_topics", any(c.isalnum() for c in topic), f"holds {topic!r}, which has no letter or digit")
            _check("blocked_topics", len(topic) <= MAX_TOPIC_CHARACTERS, f"has a topic of over {MAX_TOPIC_CHARACTERS} characters")


def _check(name: str, holds: bool, problem: str) -> None:
    if not holds:
        raise Invalid("invalid_policy", f"{name} {problem}.", field=name, problem=problem)


PLAIN_FIELDS = (
    "version", "escalation_enabled", "max_escalations_per_day", "max_escalations_per_week", "auto_answer_confidence_threshold",
    "canonical_match_threshold", "novelty_threshold", "complexity_threshold", "vagueness_threshold", "clarification_enabled",
    "max_clarifications_running", "offer_valid_hours", "expected_response_hours", "answer_deadline_hours",
    "chat_model", "temperature", "abuse_rules_enabled", "wrong_answers_target", "trust_cards_per_day",
    "second_signature",
    "model_confirms_matches", "direct_messages_enabled", "max_direct_messages_per_day", "max_direct_messages_per_person",
    "guests_enabled", "guest_messages_per_day", "guest_escalations_per_day", "guest_escalations_per_week", "retention_days",
)  # fmt: skip
"""Fields whose JSON value equals the Python value."""


def read_policy(raw: Mapping[str, Any]) -> Policy:
    """The policy from the names and JSON values of the API and of `orchestrator_configs`.

    Raises Invalid `invalid_policy`.
    """
    return Policy(
        **{name: raw[name] for name in PLAIN_FIELDS},
        blocked_topics=tuple(dict.fromkeys(topic.strip() for topic in raw["blocked_topics"])),
        allowed_user_tiers=_read_tiers("allowed_user_tiers", raw),
        direct_message_tiers=_read_tiers("direct_message_tiers", raw),
        availability=read_availability(raw["availability_windows"]),
        moderation_failure=_read_failure(raw["moderation_failure"]),
        trust_mode=_read_mode(raw["trust_mode"]),
    )


def _read_failure(raw: str) -> ModerationFailure:
    _check("moderation_failure", raw in list(ModerationFailure), f"is {raw!r}; use {' or '.join(ModerationFailure)}")
    return ModerationFailure(raw)


def _read_mode(raw: str) -> Mode:
    _check("trust_mode", raw in list(Mode), f"is {raw!r}; use {' or '.join(Mode)}")
    return Mode(raw)


def _read_tiers(name: str, raw: Mapping[str, Any]) -> frozenset[Tier]:
    for tier in raw[name]:
        _check(name, tier in list(Tier), f"holds {tier!r}; use {', '.join(Tier)}")
    return frozenset(map(Tier, raw[name]))


def show_policy(policy: Policy) -> dict[str, JsonValue]:
    """The JSON that `read_policy` reads."""
    return {name: getattr(policy, name) for name in PLAIN_FIELDS} | {
        "blocked_topics": list(policy.blocked_topics),
        "allowed_user_tiers": [tier.value for tier in Tier if tier in policy.allowed_user_tiers],
        "direct_message_tiers": [tier.value for tier in Tier if tier in policy.direct_message_tiers],
        "availability_windows": show_availability(policy.availability),
        "moderation_failure": policy.moderation_failure.value,
        "trust_mode": policy.trust_mode.value,
    }
