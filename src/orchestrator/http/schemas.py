"""What goes over the wire, with examples. Shapes only: what a value means is checked by the domain."""

from datetime import datetime
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, EmailStr, Field, SecretStr

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.policy.policy import ModerationFailure
from orchestrator.domain.policy.trust_mode import Mode

T = TypeVar("T")
PathLetter = Literal["A", "B", "C", "D", "E", "F"]


class In(BaseModel):
    """A request body: unknown fields are errors, so that a typo does not pass for a default."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


def _storable(text: str) -> str:
    """Refuses what no database text can hold; texts that the domain checks need not be of this type."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("holds a character that is not text")
    return text


def _storable_secret(secret: SecretStr) -> SecretStr:
    _storable(secret.get_secret_value())
    return secret


Storable = Annotated[str, AfterValidator(_storable)]
Secret = Annotated[SecretStr, AfterValidator(_storable_secret)]


class PageOut(Out, Generic[T]):
    items: list[T]
    next_cursor: str | None = Field(description="Send it as ?cursor= for the next page; null on the last.")


class AccountIn(In):
    email: EmailStr = Field(max_length=254, examples=["ada@example.org"])
    password: Secret = Field(examples=["a long passphrase"])
    handle: str = Field(examples=["ada"])
    display_name: str = Field(examples=["Ada"])


class UserOut(Out):
    id: UUID
    email: str
    handle: str
    display_name: str
    avatar: str | None
    created_at: datetime


class MeChange(In):
    display_name: str = Field(examples=["Ada Brandt"])


class PasswordIn(In):
    current: Secret = Field(examples=["a long passphrase"])
    password: Secret = Field(examples=["another long passphrase"])


class SessionIn(In):
    email: Storable = Field(max_length=254, examples=["ada@example.org"])
    password: Secret = Field(examples=["a long passphrase"])


class SessionOut(Out):
    token: str = Field(description="For `Authorization: Bearer`; the same session as the cookie.")
    csrf_token: str = Field(description="For the X-CSRF-Token header of cookie requests that change anything.")
    expires_at: datetime


class TokenIn(In):
    name: str = Field(examples=["my script"])


class TokenOut(Out):
    id: UUID
    name: str
    created_at: datetime


class NewTokenOut(TokenOut):
    token: str = Field(description="Shown this once.")


class ProfileOut(Out):
    id: UUID
    handle: str
    display_name: str
    avatar: str | None


class DemoPersonOut(Out):
    email: str
    display_name: str
    handle: str
    tier: Tier | None = Field(description="null for the creator.")


class DemoOut(Out):
    """Where the demo is served, how to sign in to it; elsewhere no people."""

    agent_handle: str | None = None
    password: str | None = None
    people: list[DemoPersonOut] = []


class AveeIn(In):
    handle: str = Field(examples=["mara"])
    display_name: str = Field(examples=["Mara's agent"])
    persona: str = Field("", examples=["Warm and brief; speaks of bees as of neighbours."])


class AveeChange(In):
    handle: str | None = None
    display_name: str | None = None
    persona: str | None = None


class AveeOut(Out):
    id: UUID
    owner_id: UUID
    handle: str
    display_name: str
    persona: str
    created_at: datetime
    updated_at: datetime


class PublicAveeOut(Out):
    id: UUID
    handle: str
    display_name: str
    creator_name: str
    creator_handle: str
    creator_avatar: str | None


class MemberIn(In):
    tier: Tier
    layer: Layer


class MemberOut(Out):
    user_id: UUID
    handle: str
    display_name: str
    avatar: str | None
    tier: Tier
    layer: Layer


class DocumentIn(In):
    title: str = Field(max_length=300, examples=["Feeding in autumn"])
    content: str = Field(examples=["# Feeding in autumn\n\nTwo parts sugar to one part water, from August on."])
    layer: Layer = Layer.public


class DocumentOut(Out):
    id: UUID
    avee_id: UUID
    layer: Layer
    title: str
    source: str
    status: Literal["pending", "ready", "failed"]
    failure: str | None
    chunk_count: int
    created_at: datetime
    updated_at: datetime


class PassageOut(Out):
    id: UUID
    document_id: UUID
    document_title: str
    position: int = Field(description="From 0, in the order of the document.")
    heading: str
    content: str = Field(description="Markdown.")
    layer: Layer


class AnswerIn(In):
    question_pattern: str = Field(examples=["When do I start feeding in autumn?"])
    answer_content: str = Field(examples=["In the second week of August, after the last harvest."])
    layer: Layer = Layer.public
    expires_at: AwareDatetime | None = None


class AnswerChangeIn(In):
    question_pattern: str | None = None
    answer_content: str | None = None
    layer: Layer | None = None
    expires_at: AwareDatetime | None = Field(None, description="Send null to let it stand for ever.")


class AnswerOut(Out):
    id: UUID
    avee_id: UUID
    escalation_id: UUID | None
    question_pattern: str
    answer_content: str
    layer: Layer
    state: str
    version: int
    times_reused: int
    times_right: int = Field(description="How often this version was called right or helpful.")
    times_wrong: int = Field(description="How often wrong or not the question: it is given only for a surer match then.")
    expires_at: datetime | None
    created_at: datetime
    updated_at: datetime


class ConversationIn(In):
    avee_id: UUID
    kind: Literal["agent", "direct"] = "agent"


class ConversationOut(Out):
    id: UUID
    avee_id: UUID
    user_id: UUID
    kind: Literal["agent", "direct"]
    created_at: datetime
    updated_at: datetime
    avee_handle: str
    avee_display_name: str
    creator_name: str
    asker_name: str
    asker_handle: str
    agent_silenced_until: datetime | None = Field(description="Until then the agent leaves the thread to its creator, who wrote in it.")
    last_message: str | None


class SourceOut(Out):
    kind: Literal["document", "canonical_answer"]
    id: UUID
    title: str
    excerpt: str
    answered_at: datetime | None = None
    document_id: UUID | None = None


class MessageOut(Out):
    id: UUID
    conversation_id: UUID
    role: Literal["user", "agent", "creator"]
    kind: Literal["message", "answer", "correction", "notice"]
    content: str
    layer: Layer
    client_message_id: str | None
    in_reply_to: UUID | None
    sources: list[SourceOut]
    created_at: datetime
    path: PathLetter | None
    decision_id: UUID | None
    rule: str | None
    reason: str | None
    escalation_id: UUID | None
    escalation_status: str | None
    verdict: Literal["helpful", "not_my_question", "wrong"] | None = Field(description="What the reader said of the answer to it.")


class AskIn(In):
    conversation_id: UUID
    message: str = Field(examples=["When should I start feeding in autumn?"])
    layer: Layer | None = Field(None, description="Less than is granted; more is 403 layer_not_granted.")
    client_message_id: Annotated[Storable, Field(min_length=1, max_length=100)] | None = Field(
        None, description="The same id gives the same result again, so a request can be repeated without harm."
    )


class SignalsOut(Out):
    similarity: float
    novelty: float
    complexity: float
    confidence: float


class ReplyOut(Out):
    message_id: UUID
    content: str = Field(description="Markdown.")
    sources: list[SourceOut]
    choices: list[str] = Field(
        [], description="What a clarifying question lets the asker choose between; send one as the next message.", examples=[[]]
    )


class DecisionBrief(Out):
    id: UUID
    rule: str
    reason: str
    signals: SignalsOut


class OfferOut(Out):
    id: UUID
    status: str
    reason: Literal["novel", "strategic", "complex"]
    expected_response_hours: float
    expires_at: datetime
    remaining_today: int


class RoutingOut(Out):
    message_id: UUID
    path: PathLetter
    action: str = Field(examples=["auto_answer"])
    reply: ReplyOut | None = Field(description="null where the creator is in the conversation: the agent is silent then.")
    decision: DecisionBrief
    escalation: OfferOut | None
    suggestions: list[SourceOut]


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
    model_confirms_matches: bool


class PolicyIn(In):
    """What is left out stays as it is."""

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
    chat_model: Storable | None = Field(None, description="One of the installation's chat models; empty for its usual one.")
    temperature: float | None = Field(None, description="How freely the chat model words its answers, 0 to 2.")
    abuse_rules_enabled: bool | None = Field(None, description="Whether insults, threats and the like are refused by built-in rules.")
    moderation_failure: ModerationFailure | None = Field(
        None, description="While a configured moderation model does not answer: open answers messages unchecked, closed refuses them."
    )
    trust_mode: Mode | None = Field(
        None, description="cautious: a stored answer is served only once it is proven how seldom that goes wrong; immediate: at once."
    )
    wrong_answers_target: float | None = Field(None, description="Largest share of wrong answers among those reused, over 0 to 0.5.")
    trust_cards_per_day: int | None = Field(None, description="Questions to you whether an answer was right, 0 to 50 a day.")
    model_confirms_matches: bool | None = Field(
        None,
        description="Where a chat model is configured: it is asked, beside the conversation, whether a stored answer just below what is "
        "served answers a message; what it confirms is another wording of that answer. false puts all such wordings out of use.",
    )


class DecisionOut(Out):
    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    message_content: str
    decision_path: PathLetter
    confidence_score: int
    novelty_score: int
    complexity_score: int
    similarity: float
    rule: str
    reason: str
    similar_answer_id: UUID | None
    escalation_id: UUID | None
    policy_version: int
    evidence: dict[str, Any]
    timings: dict[str, Any]
    created_at: datetime
    verdict: Literal["helpful", "not_my_question", "wrong"] | None = Field(description="What the asker said of the answer.")
    comment: str | None = Field(description="The same in the asker's words.")


class EscalationOut(Out):
    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    original_message: str
    context_summary: str
    escalation_reason: Literal["novel", "strategic", "complex"]
    status: Literal["pending", "accepted", "answered", "declined", "expired"]
    expected_response_hours: float
    remaining_today: int = Field(description="How many more questions the creator took that day when it was offered.")
    offered_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    answered_at: datetime | None
    creator_answer: str | None
    answer_layer: Layer | None
    question_pattern: str | None = Field(description="The creator's wording; null for the asker.")
    reuse: bool
    deferred_at: datetime | None
    declined_at: datetime | None
    declined_by: Literal["asker", "creator"] | None
    decline_reason: str | None
    deadline_at: datetime | None
    expired_at: datetime | None
    group_id: UUID
    people_waiting: int = Field(description="People whom one answer serves: who accepted a question that asks the same, each once.")
    draft_answer: str | None = Field(description="An answer to its group that did not pass the check for it; null for the asker.")
    asker_handle: str
    asker_display_name: str
    asker_avatar: str | None
    asker_tier: Tier


class SimilarAnswerOut(Out):
    id: UUID
    question_pattern: str
    answer_content: str
    probability: float = Field(description="That it is the right answer to this question, in [0, 1].")


class EscalationDetailOut(EscalationOut):
    similar_answers: list[SimilarAnswerOut]
    would_join: int = Field(description="Others whose waiting question an open offer joins when it is accepted; that uses no quota.")


class MovedOut(Out):
    id: UUID
    status: str


class AcceptOut(MovedOut):
    path: Literal["E"]
    action: Literal["queue_for_creator"]
    joined: bool = Field(description="Whether others wait for the same answer already; a join does not use the quota.")
    people_waiting: int
    expected_response_hours: float
    deadline_at: datetime
    remaining_today: int


class DeclineIn(In):
    reason: str | None = Field(None, examples=["This is for your vet."])


class ExampleIn(In):
    decision_id: UUID = Field(description="The decision on a past message.")
    serves: bool = Field(description="Whether the answer is for that message; false makes it a counter-example.")


class ReplyToQuestionIn(In):
    answer: str = Field(examples=["Yes, from the second year on."])
    layer: Layer = Layer.public
    question_pattern: str | None = Field(None, description="Your own wording of the question, shown to nobody else.")
    reuse: bool = Field(True, description="false: this asker only.")
    expires_at: AwareDatetime | None = None
    confirm_personal_data: bool = Field(
        False, description="Share it although it seems to hold personal data (422 `personal_data` names it)."
    )
    examples: list[ExampleIn] = Field([], max_length=200, description="Past messages it is for too, and such that it is not for.")


class AnswerTextIn(In):
    answer: str = Field(examples=["Write to mara@example.org, and I send you the list."])


class FindingOut(Out):
    kind: Literal["mail", "phone", "card", "account", "asker"]
    text: str = Field(examples=["mara@example.org"])
    start: int = Field(description="Position in the answer, in characters.")


class AnswerCheckOut(Out):
    personal_data: list[FindingOut] = Field(description="In reading order; an answer that others may be given needs it confirmed.")


class AnsweredOut(Out):
    id: UUID
    status: str
    message_id: UUID
    canonical_answer_id: UUID | None
    answered: list[UUID] = Field(description="Escalations that this answer closed, this one first.")
    drafted: list[UUID] = Field(description="Those of its group that keep it as a draft, as the check did not let it through.")


class FeedbackIn(In):
    verdict: Literal["helpful", "not_my_question", "wrong"]
    comment: str | None = None


class FeedbackOut(Out):
    decision_id: UUID
    verdict: str
    escalation: OfferOut | None


class AnswerVersionOut(Out):
    version: int
    question_pattern: str
    answer_content: str
    layer: Layer
    created_at: datetime
    people_served: int


class DirectMessageIn(In):
    content: str
    client_message_id: Annotated[str, Field(min_length=1, max_length=100)] | None = None
