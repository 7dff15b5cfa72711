"""Requests and responses with a policy."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.policy.policy import ModerationFailure, Policy, show_policy
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.policy.warnings import read_warnings
from orchestrator.http.wire import In, Out, ReadOnly, Storable, VersionIn


class WarningOut(Out):
    setting: str = Field(examples=["max_escalations_per_day"])
    meaning: str = Field(
        description="What the value closes or opens altogether, in one sentence.", examples=["0 questions a day: no question reaches you."]
    )


class PolicyOut(Out):
    avee_id: UUID
    version: int
    escalation_enabled: bool
    max_escalations_per_day: int
    max_escalations_per_week: int
    auto_answer_confidence_threshold: float
    canonical_match_threshold: float
    novelty_threshold: float
    complexity_threshold: float
    vagueness_threshold: float
    clarification_enabled: bool
    max_clarifications_running: int
    blocked_topics: list[str]
    allowed_user_tiers: list[Tier]
    availability_windows: dict[str, Any]
    offer_valid_hours: int
    expected_response_hours: int
    answer_deadline_hours: int
    chat_model: str
    temperature: float
    abuse_rules_enabled: bool
    moderation_failure: ModerationFailure
    trust_mode: Mode
    wrong_answers_target: float
    trust_cards_per_day: int
    second_signature: bool
    model_confirms_matches: bool
    direct_messages_enabled: bool
    direct_message_tiers: list[Tier]
    max_direct_messages_per_day: int
    max_direct_messages_per_person: int
    guests_enabled: bool
    guest_messages_per_day: int
    guest_escalations_per_day: int
    guest_escalations_per_week: int
    retention_days: int
    warnings: list[WarningOut] = Field(description="Values that close or open something altogether.")


class PolicyIn(In):
    """Fields that are left out are not changed."""

    avee_id: UUID | None = Field(None, description="As GET gave it: that of the path.")
    version: VersionIn = None
    warnings: ReadOnly = None
    escalation_enabled: bool | None = None
    max_escalations_per_day: int | None = Field(None, examples=[10])
    max_escalations_per_week: int | None = Field(None, examples=[50])
    auto_answer_confidence_threshold: float | None = Field(None, examples=[0.75])
    canonical_match_threshold: float | None = None
    novelty_threshold: float | None = None
    complexity_threshold: float | None = None
    vagueness_threshold: float | None = None
    clarification_enabled: bool | None = None
    max_clarifications_running: int | None = None
    blocked_topics: list[Storable] | None = Field(None, examples=[["insurance"]])
    allowed_user_tiers: list[Tier] | None = None
    availability_windows: dict[str, Any] | None = Field(
        None, examples=[{"timezone": "Europe/Oslo", "weekly": {"mon": [["09:00", "12:00"]]}, "holidays": ["2026-12-24"]}]
    )
    offer_valid_hours: int | None = None
    expected_response_hours: int | None = None
    answer_deadline_hours: int | None = None
    chat_model: Storable | None = Field(None, description="One of the installation's chat models; empty for its default model.")
    temperature: float | None = Field(None, description="Temperature of the chat model, 0 to 2: higher values give more varied phrasing.")
    abuse_rules_enabled: bool | None = Field(None, description="Whether built-in rules refuse insults, threats and similar messages.")
    moderation_failure: ModerationFailure | None = Field(
        None,
        description="While a configured moderation model does not answer: open answers messages unchecked, closed refuses them.",
    )
    trust_mode: Mode | None = Field(
        None,
        description="cautious: a stored answer is served once the share of wrong answers is proven to be small enough; immediate: at once.",
    )
    wrong_answers_target: float | None = Field(None, description="Largest allowed share of wrong answers, above 0 and up to 0.5.")
    trust_cards_per_day: int | None = Field(None, description="Cards per day, each asking you whether an answer was right: 0 to 50.")
    second_signature: bool | None = Field(
        None, description="Whether the answers of the team's answerers wait until an editor or the owner sends them."
    )
    model_confirms_matches: bool | None = Field(
        None,
        description="Whether a configured chat model checks borderline matches: it is asked, after the reply, whether the stored answer "
        "fits the message. A match that it confirms becomes a phrasing of the answer. false disables all such phrasings.",
    )
    direct_messages_enabled: bool | None = Field(None, description="Whether people may write to you directly, past the agent.")
    direct_message_tiers: list[Tier] | None = Field(None, description="Who may write to you directly.")
    max_direct_messages_per_day: int | None = Field(None, description="Direct messages of all people in any 24 hours, 0 to 10,000.")
    max_direct_messages_per_person: int | None = Field(
        None, description="Direct messages of one person in any 24 hours that you have not replied to, 0 to 10,000."
    )
    guests_enabled: bool | None = Field(None, description="Whether people may ask without an account. They see the public layer alone.")
    guest_messages_per_day: int | None = Field(None, description="Messages of one guest in any 24 hours, 0 to 10,000.")
    guest_escalations_per_day: int | None = Field(
        None,
        description="How many of your questions a day may come from guests, all together, 0 to 10,000. At least one place of your limit "
        "is left to people with an account.",
    )
    guest_escalations_per_week: int | None = Field(None, description="The same for a week.")
    retention_days: int | None = Field(
        None,
        description="Messages and decisions older than this are deleted each night, 0 to 3,650 days; 0 keeps them. Open questions and "
        "stored answers stay, and the metrics still count what was deleted. Askers see it on the agent's page.",
    )


class PolicySaveIn(PolicyIn):
    confirm: list[Annotated[Storable, Field(max_length=100)]] | None = Field(
        None,
        max_length=50,
        description="Send it to be asked: a value that closes or opens something altogether, such as 0 questions a day, is then refused "
        "unless its setting is named here. Without it such a value is saved, and told in `warnings`.",
        examples=[[]],
    )


def show_config(avee_id: UUID, policy: Policy) -> dict[str, Any]:
    """The policy in the shape of PolicyOut."""
    warnings = [{"setting": each.setting, "meaning": each.meaning} for each in read_warnings(policy)]
    return {"avee_id": avee_id, "warnings": warnings} | show_policy(policy)
