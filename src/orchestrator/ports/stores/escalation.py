"""The store of escalations, with its rows and changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.escalation.asked import Kept
from orchestrator.domain.escalation.gates import Usage
from orchestrator.domain.escalation.states import Actor, Status
from orchestrator.domain.payments.brief import PaymentBrief
from orchestrator.domain.payments.money import Money
from orchestrator.domain.payments.prices import AskerPrice, OfferedPrice
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.deciding.decision import EscalationReason
from orchestrator.ports.models import Vector
from orchestrator.ports.stores.message import NewMessage
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True)
class EscalationRecord:
    """An escalation as its creator or its asker sees it."""

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
    """Hours until the answer, as the offer or the notice of its acceptance named them, > 0."""
    hours_from_answers: bool
    """Whether they come from the creator's earlier answers."""
    remaining_today: int
    """How many more questions the creator took on the day of the offer, when it was made, >= 0."""
    offered_at: datetime
    expires_at: datetime
    """When the offer expires."""
    accepted_at: datetime | None
    answered_at: datetime | None
    creator_answer: str | None
    answer_layer: Layer | None
    question_pattern: str | None
    """The question in the creator's words; None where the asker's words were kept."""
    reuse: bool
    """Whether the answer may be given to others."""
    deferred_at: datetime | None
    declined_at: datetime | None
    declined_by: Actor | None
    decline_reason: str | None
    deadline_at: datetime | None
    """When an accepted question expires."""
    expired_at: datetime | None
    replaced_by: UUID | None
    """The newer offer of the thread that closed this one."""
    group_id: UUID
    draft_answer: str | None
    """The answer to another question of the group, where this question does not ask the same."""
    answer_expires_at: datetime | None
    asker_handle: str
    asker_display_name: str
    asker_avatar: str | None
    asker_tier: Tier
    people_waiting: int
    """Different people with an accepted question in the group that the reader may see, this asker included."""
    messages_since: int
    """Messages that the asker wrote in the conversation after the question was accepted, 0 to 100."""
    answered_by: str | None
    """The display name of who wrote the answer; None where there is none, or that account is gone."""
    assigned_to: UUID | None
    """Who of the team is to answer it; None for whoever comes first, and for the asker."""
    assigned_name: str | None
    is_proposed: bool
    """Whether an answer waits for its signature; false for the asker."""
    price: Money | None
    """What it costs the asker, without what is added for a private answer; None where it costs nothing."""
    private_extra: int | None
    """In minor units of the agent's currency; None where private answers are not for sale."""
    is_private: bool
    """Whether the asker bought that the answer is given to nobody else."""
    payment: PaymentBrief | None
    """The newest one, for the asker and the agent's owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedEscalation:
    """An escalation that is locked by this transaction, with everything that a move depends on."""

    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    """The asker."""
    message_id: UUID
    original_message: str
    question: str
    """`original_message` without its manners: what it is compared by."""
    status: Status
    expires_at: datetime
    """When the offer expires."""
    replaced_by: UUID | None
    """The newer offer of the thread that closed this one."""
    accepted_at: datetime | None
    free_of_quota: bool
    """Whether accepting it does not count against the creator's limits."""
    is_opened: bool
    """Whether the creator has opened it."""
    people_waiting: int
    """Different people who wait in its group, this asker included, >= 0."""
    given_back: int
    """This asker's questions of the last 24 hours that were withdrawn and do not count against the limits, >= 0."""
    role: TeamRole | None
    """That of the person in the avee's team; None for an asker who is not in it."""
    creator_name: str
    tier: Tier
    """The asker's tier for the gates. An owner who asks their own agent has the tier of any new asker."""
    policy: Policy
    has_address: bool
    """Whether the asker has an address of mail; only a guest may have none."""
    usage: Usage
    """How much of the creator's limits is used at `now`."""
    now: datetime
    """The start of the transaction by the database's clock; aware."""
    offered: OfferedPrice | None
    """What the offer says that it costs; None where the agent had no prices."""
    price: AskerPrice | None
    """What the agent's prices are now for its asker; None for anybody else, and where `offered` is None."""
    is_private: bool
    """Whether the asker bought, or is buying, that the answer is given to nobody else."""
    place_until: datetime | None
    """How long a place in the limits is kept for it, while it is paid; None where none is."""
    expected_hours: float
    """Hours until the answer, as the offer named them, > 0."""


@dataclass(frozen=True, slots=True)
class SimilarWaiting:
    """An accepted question that is near another question."""

    id: UUID
    group_id: UUID
    question: str
    cosine: float
    """Cosine similarity of the two questions, in [-1, 1]."""
    people: int
    """Different people who wait in its group, without the other question's asker, >= 0."""


@dataclass(frozen=True, slots=True)
class GroupMember:
    """Another accepted question of the same group."""

    id: UUID
    conversation_id: UUID
    user_id: UUID
    """The asker."""
    message_id: UUID
    original_message: str
    question: str
    """`original_message` without its manners: what it is compared by."""
    cosine: float
    """Cosine similarity to the question whose group was loaded, in [-1, 1]."""
    layer: Layer
    """The layer that the creator granted to its asker."""
    asker_handle: str
    asker_display_name: str


@dataclass(frozen=True, slots=True)
class NearAnswer:
    """An active canonical answer near a question."""

    id: UUID
    question_pattern: str
    answer_content: str
    cosine: float
    """Cosine similarity of its pattern and the question, in [-1, 1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationChanges:
    """The columns that a move sets. A column whose field keeps its default here is not changed."""

    status: Status
    """The status after the move; may equal the status before."""
    defer: bool = False
    """Whether the creator postpones the question now."""
    declined_by: Actor | None = None
    decline_reason: str | None = None
    deadline_at: datetime | None = None
    """When an accepted question expires."""
    expected_response_hours: float | None = None
    """Hours until the answer, > 0."""
    hours_from_answers: bool | None = None
    """Whether they come from the creator's earlier answers."""
    group_id: UUID | None = None
    free_of_quota: bool = False
    context_summary: str | None = None
    addition: str | None = None
    """What the asker adds to the question; it is kept with those before it."""
    creator_answer: str | None = None
    answer_layer: Layer | None = None
    question_pattern: str | None = None
    """The question in the creator's words."""
    pattern_embedding: Vector | None = None
    """Unit vector of `question_pattern`."""
    reuse: bool | None = None
    """Whether the answer becomes a canonical answer."""
    answer_expires_at: datetime | None = None
    answer_message_id: UUID | None = None
    """The message that holds the answer in the asker's conversation."""
    answered_by: UUID | None = None
    """Who of the team wrote the answer."""
    signed_by: UUID | None = None
    """Who sent it, where somebody else wrote it."""
    draft_answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffer:
    """An offer that is made after its message was routed, because of the asker's feedback."""

    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    """The asker."""
    message_id: UUID
    original_message: str
    question_pattern: str | None
    """The question without its manners; None where it has none."""
    escalation_reason: EscalationReason
    expected_response_hours: float
    """Hours until the answer, as the offer or the notice of its acceptance named them, > 0."""
    hours_from_answers: bool
    """Whether they come from the creator's earlier answers."""
    remaining_today: int
    """How many more questions the creator takes now, >= 0."""
    expires_at: datetime
    free_of_quota: bool
    """Whether accepting it does not count against the creator's limits."""
    embedding: Vector
    """Unit vector of the question without its manners."""
    price_amount: int = 0
    """In minor units; 0 where it costs nothing."""
    price_currency: str | None = None
    """None where the agent has no prices."""
    private_extra: int | None = None
    """What is added where the answer is given to nobody else; None where that is not for sale."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """The creator's answer to a message of the person's own."""

    escalation_id: UUID
    answer_id: UUID | None
    """The canonical answer; None where the answer is for this asker only."""
    version: int | None


@dataclass(frozen=True, slots=True)
class ServedPerson:
    """A person who was given an older version of an answer, in one conversation."""

    conversation_id: UUID
    user_id: UUID
    had: str
    """The text of the newest version that they were given."""
    may_see: bool
    """Whether the current version may be given to them."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The record that a message gave a person a version of an answer. A reuse is recorded separately."""

    answer_id: UUID
    answer_version: int
    user_id: UUID
    message_id: UUID
    is_withdrawal: bool = False
    """Whether the message only says that the answer is withdrawn."""


class Escalations(Protocol):
    """Escalations that the person is the asker or the creator of."""

    async def lock(self, escalation_id: UUID) -> LockedEscalation | None:
        """Locks an escalation and its agent's limits until the transaction ends; None where it is not visible."""
        ...

    async def move(self, avee_id: UUID, escalation_id: UUID, changes: EscalationChanges) -> None:
        """Applies changes to a locked escalation. The times of the new status and of a deferral are stored with it."""
        ...

    async def narrow(self, escalation_id: UUID, kept: Kept, embedding: Vector | None) -> None:
        """Leaves some of the questions in an open offer of the person's. `embedding` is the unit vector of `kept.asked`; None keeps
        that of all questions."""
        ...

    async def find_similar_waiting(self, escalation_id: UUID, limit: int) -> list[SimilarWaiting]:
        """The accepted questions nearest to this question, nearest first."""
        ...

    async def load_group(self, avee_id: UUID, escalation_id: UUID) -> list[GroupMember]:
        """The other accepted members of its group, oldest first."""
        ...

    async def insert_offer(self, offer: NewOffer) -> None: ...
    async def insert_messages(self, avee_id: UUID, messages: Sequence[NewMessage]) -> None: ...
    async def insert_deliveries(self, avee_id: UUID, deliveries: Sequence[Delivery]) -> None: ...
    async def load_turns(self, avee_id: UUID, conversation_id: UUID, until: UUID, limit: int) -> list[tuple[str, str]]:
        """(role, content) of the last `limit` messages up to and including the message `until`, oldest first."""
        ...

    async def save_answer_layer(self, avee_id: UUID, escalation_id: UUID) -> tuple[UUID, int] | None:
        """(id, version) of the canonical answer that an answered escalation created; None where it created none.

        Where an answer with the same text existed, it is returned, and it takes over the layer of the escalation's
        answer.
        """
        ...

    async def find_similar_answers(self, avee_id: UUID, escalation_id: UUID, limit: int) -> list[NearAnswer]:
        """The agent's active answers nearest to the question, nearest first."""
        ...

    async def find_due(self, limit: int) -> list[tuple[UUID, UUID]]:
        """(escalation id, id of the person to act as) of all people's offers and questions that are due to expire."""
        ...

    async def find_served(self, avee_id: UUID, answer_id: UUID, version: int) -> list[ServedPerson]:
        """The people whose newest version of the answer is older than `version`, each conversation once.

        They are locked until the transaction ends, so that nobody is corrected twice.
        """
        ...

    async def list_escalations(
        self,
        page: Page,
        avee_id: UUID | None = None,
        status: str | None = None,
        but_status: str | None = None,
        message_id: UUID | None = None,
        escalation_id: UUID | None = None,
        by_guests: bool | None = None,
    ) -> list[EscalationRecord]:
        """Escalations that the person may see and that match the filters, newest first; `but_status` is left out."""
        ...
