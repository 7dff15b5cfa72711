"""Rows as frozen values: what the store hands out and takes in. Ids are UUIDv7; times are aware and in UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Profile:
    """What anyone may know of a person."""

    id: UUID
    handle: str
    display_name: str
    avatar: str | None


@dataclass(frozen=True, slots=True)
class User:
    id: UUID
    email: str
    handle: str
    display_name: str
    avatar: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Credentials:
    user_id: UUID
    password_hash: str


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever signed in, and by which secret."""

    user_id: UUID
    secret_id: UUID
    kind: str
    """'session' or 'token'."""


@dataclass(frozen=True, slots=True)
class ApiToken:
    id: UUID
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Avee:
    id: UUID
    owner_id: UUID
    handle: str
    display_name: str
    persona: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class PublicAvee:
    """What anyone may know of an avee; never its persona."""

    id: UUID
    handle: str
    display_name: str
    owner_id: UUID
    creator_name: str
    creator_handle: str
    creator_avatar: str | None


@dataclass(frozen=True, slots=True)
class Member:
    user_id: UUID
    handle: str
    display_name: str
    avatar: str | None
    tier: Tier
    layer: Layer


@dataclass(frozen=True, slots=True)
class Document:
    id: UUID
    avee_id: UUID
    layer: Layer
    title: str
    source: str
    """The file's name, or 'text' for content sent as JSON."""
    status: str
    """'pending', 'ready' or 'failed'."""
    failure: str | None
    chunk_count: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class NewChunk:
    heading: str
    content: str
    embedding: list[float]
    language: str = ""
    """ISO 639-1 code of what it is written in; '' where that cannot be told."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage of a document, as one who may read it sees it."""

    id: UUID
    document_id: UUID
    document_title: str
    position: int
    """From 0, in the order of the document."""
    heading: str
    content: str
    layer: Layer


@dataclass(frozen=True, slots=True)
class CanonicalAnswer:
    id: UUID
    avee_id: UUID
    escalation_id: UUID | None
    question_pattern: str
    answer_content: str
    layer: Layer
    state: str
    version: int
    times_reused: int
    times_right: int
    """How often this version was called right or helpful, by its creator or an asker."""
    times_wrong: int
    """How often wrong, or no answer to the question: it needs a surer match for it."""
    expires_at: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class NewAnswer:
    id: UUID
    question_pattern: str
    answer_content: str
    layer: Layer
    expires_at: datetime | None
    embedding: list[float]


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """What the bank has of a question and its answer, word for word."""

    id: UUID
    is_current: bool
    """False where the answer with these words was corrected or retired since."""


@dataclass(frozen=True, slots=True)
class Conversation:
    id: UUID
    avee_id: UUID
    user_id: UUID
    kind: str
    created_at: datetime
    updated_at: datetime
    avee_handle: str
    avee_display_name: str
    creator_name: str
    asker_name: str
    asker_handle: str
    agent_silenced_until: datetime | None
    """Until then the agent leaves the thread to its creator, who wrote in it; None where it speaks."""
    last_message: str | None


@dataclass(frozen=True, slots=True)
class Message:
    id: UUID
    conversation_id: UUID
    role: str
    kind: str
    """'message', 'answer', 'correction' or 'notice'."""
    content: str
    layer: Layer
    client_message_id: str | None
    in_reply_to: UUID | None
    sources: list[Any]
    created_at: datetime
    path: str | None
    """For a user's message, the path it took; None while it waits to be routed."""
    decision_id: UUID | None
    rule: str | None
    reason: str | None
    escalation_id: UUID | None
    escalation_status: str | None
    verdict: str | None
    """What its reader said of the answer to it, where they said anything."""


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    reply_message_id: UUID | None
    message_content: str
    decision_path: str
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
    verdict: str | None
    """What its asker said of the answer, 'helpful', 'not_my_question' or 'wrong', and in words."""
    comment: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which decisions of the log are asked for; None lets any through."""

    path: str | None = None
    rule: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Decided before this."""
    said: str | None = None
    """Stands in the message, whatever the case."""
    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    version: int
    config: dict[str, Any]
    created_at: datetime
    restored_version: int | None
    """The older version that it brought back."""
    saved_by: UUID | None
    """None where the person is gone."""
    saved_by_handle: str | None
    saved_by_name: str | None


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision with as much of its evidence as `decide` looks at."""

    id: UUID
    user_id: UUID
    message_content: str
    decision_path: str
    rule: str
    similar_answer_id: UUID | None
    evidence: dict[str, Any]
    created_at: datetime
    abuse_rules_enabled: bool
    """By the policy of then."""


@dataclass(frozen=True, slots=True)
class EscalationRecord:
    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    original_message: str
    context_summary: str
    escalation_reason: str
    status: str
    expected_response_hours: float
    remaining_today: int
    offered_at: datetime
    expires_at: datetime
    """Of the offer."""
    accepted_at: datetime | None
    answered_at: datetime | None
    creator_answer: str | None
    answer_layer: Layer | None
    question_pattern: str | None
    """The creator's wording; None where it is the question as it was asked."""
    reuse: bool
    deferred_at: datetime | None
    declined_at: datetime | None
    declined_by: str | None
    decline_reason: str | None
    deadline_at: datetime | None
    """When an accepted question expires."""
    expired_at: datetime | None
    group_id: UUID
    draft_answer: str | None
    """An answer to the group that the check did not let through for this member."""
    answer_expires_at: datetime | None
    asker_handle: str
    asker_display_name: str
    asker_avatar: str | None
    asker_tier: Tier
    people_waiting: int
    """With accepted questions of its group that the reader may see, this asker included; each once, however often they ask."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What the creator answered to a question of one's own."""

    escalation_id: UUID
    answer_id: UUID | None
    """The canonical answer that it is; None where it is for this asker alone."""
    version: int | None


@dataclass(frozen=True, slots=True)
class AnswerVersion:
    version: int
    question_pattern: str
    answer_content: str
    layer: Layer
    created_at: datetime
    people_served: int


@dataclass(frozen=True, slots=True)
class ServedPerson:
    """One who has an older version of an answer, in one conversation."""

    conversation_id: UUID
    user_id: UUID
    had: str
    """The answer in the newest version that they were given or told of."""
    may_see: bool
    """Whether the answer as it is now may go to them."""


@dataclass(frozen=True, slots=True)
class Routed:
    """A stored routing, read back: what a repeated client_message_id is answered with."""

    decision: DecisionRecord
    reply_content: str
    reply_sources: list[Any]
    escalation: EscalationRecord | None


@dataclass(frozen=True, slots=True)
class Page:
    """Where to go on and how much: newest first, rows with ids below `before`."""

    limit: int = 50
    before: UUID | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look back through the decision log brought, newest first."""

    records: list[DecisionRecord]
    stopped_at: UUID | None = None
    """Where it stopped, short of what was asked for: what is older has yet to be looked at. None where nothing is."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search within the asker's layer brought, best first: rows as plain mappings of hit fields."""

    answers: list[Json] = field(default_factory=list)
    passages: list[Json] = field(default_factory=list)
    bank: Json = field(default_factory=dict)
    """`answers`, `common` and `spread` of the bank that the answers were found in; empty where it has none."""


@dataclass(frozen=True, slots=True)
class FailedJob:
    id: int
    state: str
    """'failed' for good, or 'retrying'."""
    task: str
    arguments: str
    attempts: int
    since: str


@dataclass(frozen=True, slots=True)
class TrustCard:
    """A question to the creator: is this answer right for this message?"""

    id: UUID
    avee_id: UUID
    subject: str
    """'reuse' of a stored answer, or an answer from 'documents'."""
    kind: str
    """'audit' where the answer was served, 'suggestion' where it was not."""
    answer_id: UUID | None
    """None where it is from documents; with it all that is the stored answer's is None."""
    answer_version: int | None
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    question: str
    """What was asked, with what it follows."""
    score: float
    """Probability that the answer is right, as it was seen then, in [0, 1]."""
    verdict: str | None
    """'right', 'wrong' or 'unsure'; None while it waits."""
    created_at: datetime
    question_pattern: str | None
    answer_content: str
    """The stored answer as it is now, or what was said from documents."""
    sources: list[Any]
    """That it stood on, for an answer from documents."""
    layer: str | None
    current_version: int | None
    answer_state: str | None
    is_expired: bool
    """Whether it was left open for too long: it is not asked any more, and a word on it is refused."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A creator's tick or cross on a past message: whether an answer is for it."""

    decision_id: UUID
    serves: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A pick as it is stored."""

    decision_id: UUID
    question: str
    serves: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Wording:
    """Another wording of an answered question."""

    id: UUID
    question: str
    origin: str
    """Who confirmed it: the creator on a 'card', by one answer to a 'group', or by a tick ('picked'), or a chat 'model'."""
    is_used: bool
    """A model's are not while its creator does not want them."""
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NearMessage:
    """A past message near to an answer, with what would be found for it today."""

    past: PastDecision
    cosine: float
    """Of the message and the answer's nearest wording, in [-1, 1]."""
    answers: list[Json]
    bank: Json
    """Both as in `Found`."""


@dataclass(frozen=True, slots=True)
class ModelMatch:
    """A match just below what was served, and a chat model's word on it."""

    id: UUID
    avee_id: UUID
    answer_id: UUID
    answer_version: int
    message_id: UUID
    question: str
    """What was asked, with what it follows."""
    score: float
    """Probability that the answer is right, as it was seen then, in [0, 1]."""
    verdict: str | None
    """'confirmed', 'denied', 'unclear' or 'left'; None until the model said something."""
    model: str | None
    judged_at: datetime | None
    created_at: datetime
    question_pattern: str
    answer_content: str
    current_version: int
    answer_state: str
    is_kept: bool
    """Whether the answer is found by this wording now."""
