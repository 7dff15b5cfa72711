"""The store of messages that wait to be routed, and of stored routings."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.routing.outcome import Source
from orchestrator.ports.stores.escalation import EscalationRecord
from orchestrator.ports.stores.routing.loaded import LoadedFacts
from orchestrator.ports.stores.routing.log import DecisionRecord
from orchestrator.ports.stores.routing.saved import NewUserMessage, RoutingSave


@dataclass(frozen=True, slots=True)
class StoredRouting:
    """A stored routing, with which a request with a repeated client_message_id is answered."""

    decision: DecisionRecord
    reply_content: str
    """'' where the agent was silent."""
    reply_sources: tuple[Source, ...]
    escalation: EscalationRecord | None
    others: tuple[DecisionRecord, ...] = ()
    """The decisions on the message's other questions."""


@dataclass(frozen=True, slots=True)
class UnroutedMessage:
    """A message of the person's own that is not routed yet."""

    id: UUID
    conversation_id: UUID
    content: str
    layer: Layer
    client_message_id: str | None


class Routing(Protocol):
    """Messages that wait to be routed, and stored routings."""

    async def save(self, save: RoutingSave) -> None:
        """`HotPath.save` within a transaction that also changes something else."""
        ...

    async def save_unrouted(self, message: NewUserMessage) -> None:
        """Stores a message that is not routed yet."""
        ...

    async def load_routed(self, message_id: UUID) -> StoredRouting | None:
        """The stored routing of a message of the person's own; None where it is not routed yet."""
        ...

    async def load_unrouted(self, older_than_s: float, limit: int) -> list[tuple[UUID, UUID]]:
        """(user id, message id) of unrouted messages of all people, older than `older_than_s` seconds, oldest first."""
        ...

    async def load_waiting(self, message_id: UUID) -> UnroutedMessage | None:
        """An unrouted message of the person's own; None where it does not exist or is routed."""
        ...

    async def load_suggestions(self, avee_id: UUID, message_id: UUID) -> tuple[Source, ...]:
        """For the creator: the suggestions shown with this message's routing that the asker may still see."""
        ...

    async def load_facts(self, conversation_id: UUID) -> LoadedFacts | None:
        """As `HotPath.load_facts`, without the turns."""
        ...
