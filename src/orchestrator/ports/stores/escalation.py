"""Escalations as the store keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.escalation.gates import Usage
from orchestrator.domain.escalation.states import Actor, Status
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.decide import EscalationReason
from orchestrator.ports.models import Vector
from orchestrator.ports.stores.message import NewMessage
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True)
class EscalationRecord:
    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    original_message: str
    context_summary: str
    escalation_reason: EscalationReason
    status: Status
    expected_response_hours: float
    """As the offer promised, > 0."""
    remaining_today: int
    """How many more questions the creator took when it was offered, >= 0."""
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
    declined_by: Actor | None
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedEscalation:
    """An escalation that only this transaction may move, with all that a move depends on."""

    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    """The asker."""
    message_id: UUID
    original_message: str
    status: Status
    expected_response_hours: float
    """As the offer promised, > 0."""
    expires_at: datetime
    """Of the offer."""
    accepted_at: datetime | None
    free_of_quota: bool
    """Whether accepting it does not count against the creator's limits."""
    owner_id: UUID
    """The creator, who owns the avee."""
    creator_name: str
    tier: Tier
    """The asker's, as the gates see it: the owner is treated like anyone who opens the link."""
    policy: Policy
    usage: Usage
    """Of the creator's attention, at `now`."""
    now: datetime
    """When the transaction began, by the database's clock."""


@dataclass(frozen=True, slots=True)
class SimilarWaiting:
    """An accepted question near to another one."""

    id: UUID
    group_id: UUID
    question: str
    cosine: float
    """Of the two questions, in [-1, 1]."""
    people: int
    """Who wait in its group besides the other question's asker, each once, >= 0."""


@dataclass(frozen=True, slots=True)
class GroupMember:
    """Another accepted question of the same group."""

    id: UUID
    conversation_id: UUID
    user_id: UUID
    """Its asker."""
    message_id: UUID
    original_message: str
    cosine: float
    """To the question that the group is asked for, in [-1, 1]."""
    layer: Layer
    """How far its asker is let in."""
    asker_handle: str
    asker_display_name: str


@dataclass(frozen=True, slots=True)
class NearAnswer:
    """An active canonical answer near to a question."""

    id: UUID
    question_pattern: str
    answer_content: str
    cosine: float
    """Of its pattern and the question, in [-1, 1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationChanges:
    """What a move sets. None, and False where that is the default, leave a column as it is."""

    status: Status
    """After the move; may be the one before it."""
    defer: bool = False
    """Whether the creator puts it off, from now on."""
    declined_by: Actor | None = None
    decline_reason: str | None = None
    deadline_at: datetime | None = None
    """When an accepted question expires."""
    group_id: UUID | None = None
    free_of_quota: bool = False
    context_summary: str | None = None
    creator_answer: str | None = None
    answer_layer: Layer | None = None
    question_pattern: str | None = None
    """The creator's wording."""
    pattern_embedding: Vector | None = None
    """Of that wording; unit length."""
    reuse: bool | None = None
    """Whether the answer becomes a canonical one."""
    answer_expires_at: datetime | None = None
    answer_message_id: UUID | None = None
    """The message that holds the answer in the asker's conversation."""
    draft_answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffer:
    """An offer to the asker of a message, outside the message's own trip."""

    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    """The asker."""
    message_id: UUID
    original_message: str
    escalation_reason: EscalationReason
    expected_response_hours: float
    """What is promised, > 0."""
    remaining_today: int
    """How many more questions the creator takes now, >= 0."""
    expires_at: datetime
    free_of_quota: bool
    """Whether accepting it does not count against the creator's limits."""
    embedding: Vector
    """Of `original_message`; unit length."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What the creator answered to a question of one's own."""

    escalation_id: UUID
    answer_id: UUID | None
    """The canonical answer that it is; None where it is for this asker alone."""
    version: int | None


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
class Delivery:
    """That a person was given an answer, in which version, by which message; not a reuse."""

    answer_id: UUID
    answer_version: int
    user_id: UUID
    message_id: UUID
    is_withdrawal: bool = False
    """The message only says that it is no longer given."""


class Escalations(Protocol):
    async def lock(self, escalation_id: UUID) -> LockedEscalation | None:
        """Locked with its avee's limits until the transaction ends; None where it concerns another."""
        ...

    async def move(self, avee_id: UUID, escalation_id: UUID, changes: EscalationChanges) -> None:
        """The escalation must be locked. When it came to the status, and when it was deferred, is kept with it."""
        ...

    async def find_similar_waiting(self, escalation_id: UUID, limit: int) -> list[SimilarWaiting]:
        """Accepted questions nearest to this one, best first."""
        ...

    async def load_group(self, avee_id: UUID, escalation_id: UUID) -> list[GroupMember]:
        """The other accepted members of its group, oldest first."""
        ...

    async def insert_offer(self, offer: NewOffer) -> None: ...
    async def insert_messages(self, avee_id: UUID, messages: Sequence[NewMessage]) -> None: ...
    async def insert_deliveries(self, avee_id: UUID, deliveries: Sequence[Delivery]) -> None: ...
    async def load_turns(self, avee_id: UUID, conversation_id: UUID, until: UUID, limit: int) -> list[tuple[str, str]]:
        """(role, content) of the last messages up to and with `until`, oldest first."""
        ...

    async def save_answer_layer(self, avee_id: UUID, escalation_id: UUID) -> tuple[UUID, int] | None:
        """The canonical answer that an answered escalation made, with its version; or the older one with the same words, which
        reaches from now on as far as the escalation's answer does."""
        ...

    async def find_similar_answers(self, avee_id: UUID, escalation_id: UUID, limit: int) -> list[NearAnswer]:
        """The avee's nearest active answers, best first."""
        ...

    async def find_due(self, limit: int) -> list[tuple[UUID, UUID]]:
        """(escalation, person to act as) of offers and accepted questions whose time is over, whoever they concern."""
        ...

    async def find_served(self, avee_id: UUID, answer_id: UUID, version: int) -> list[ServedPerson]:
        """Those whose newest version of the answer is older than `version`, each conversation once; locked against being told twice."""
        ...

    async def list_escalations(
        self,
        page: Page,
        avee_id: UUID | None = None,
        status: str | None = None,
        but_status: str | None = None,
        message_id: UUID | None = None,
        escalation_id: UUID | None = None,
    ) -> list[EscalationRecord]:
        """Those that concern the person, newest first."""
        ...
