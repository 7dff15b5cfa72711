"""Escalations as the store keeps them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.ports.stores.message import NewMessage
from orchestrator.ports.stores.paging import Json, Page


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
    async def lock(self, escalation_id: UUID) -> Json | None:
        """The escalation with its policy, usage and people, locked with its avee's limits; None where it concerns another."""
        ...

    async def move(self, avee_id: UUID, escalation_id: UUID, **changes: Any) -> None:
        """Sets `status` and what goes with the move; what is not named stays. The escalation must be locked."""
        ...

    async def find_similar_waiting(self, escalation_id: UUID, limit: int) -> list[Json]:
        """Accepted questions nearest to this one, best first: id, group_id, question, cosine, and how many people wait in its group."""
        ...

    async def load_group(self, avee_id: UUID, escalation_id: UUID) -> list[Json]:
        """The other accepted members of its group: id, conversation_id, user_id, message_id, original_message, cosine, the layer they
        are let into, asker_handle, asker_display_name."""
        ...

    async def insert_offer(self, columns: Mapping[str, Any]) -> None: ...
    async def insert_messages(self, avee_id: UUID, messages: Sequence[NewMessage]) -> None: ...
    async def insert_deliveries(self, avee_id: UUID, deliveries: Sequence[Delivery]) -> None: ...
    async def load_turns(self, avee_id: UUID, conversation_id: UUID, until: UUID, limit: int) -> list[tuple[str, str]]:
        """(role, content) of the last messages up to and with `until`, oldest first."""
        ...

    async def save_answer_layer(self, avee_id: UUID, escalation_id: UUID) -> tuple[UUID, int] | None:
        """The canonical answer that an answered escalation made, with its version; or the older one with the same words, which
        reaches from now on as far as the escalation's answer does."""
        ...

    async def find_similar_answers(self, avee_id: UUID, escalation_id: UUID, limit: int) -> list[Json]:
        """The avee's nearest active answers, best first: id, question_pattern, answer_content, cosine."""
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
