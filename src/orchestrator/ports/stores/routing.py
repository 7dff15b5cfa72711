"""One message's trip through the store, and the log of decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.ports.stores.accounts import Person
from orchestrator.ports.stores.escalation import EscalationRecord
from orchestrator.ports.stores.paging import Json, Page


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
class DecisionFilter:
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
class Routed:
    """A stored routing, read back: what a repeated client_message_id is answered with."""

    decision: DecisionRecord
    reply_content: str
    reply_sources: list[Any]
    escalation: EscalationRecord | None


@dataclass(frozen=True, slots=True)
class DecisionPage:
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
class RoutingSave:
    """One routed message, complete: everything below is saved in one statement or not at all."""

    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    content: str
    layer: Layer
    client_message_id: str | None
    is_saved: bool
    """Whether the message was stored before (it waited to be routed)."""
    decision: Mapping[str, Any]
    """Columns of orchestrator_decisions."""
    reply_id: UUID | None
    """None where the agent is silent."""
    reply_content: str
    sources: Sequence[Mapping[str, Any]]
    offer: Mapping[str, Any] | None
    """Columns of escalation_queue; its vector is the one below."""
    reused: Mapping[str, Any] | None
    """Columns of answer_deliveries."""
    cards: Sequence[Mapping[str, Any]] = ()
    """Columns of trust_cards, a row each."""
    borderline: Mapping[str, Any] | None = None
    """Columns of grey_matches: what a chat model is asked about, by a job."""
    answers_too: Sequence[UUID] = ()
    """Earlier messages of the same thought that waited to be routed."""
    embedding: Sequence[float] = ()
    """Of what was asked."""


class HotPath(Protocol):
    """One statement of a message's trip, in a transaction of its own."""

    async def find_person(self, secret_hash: bytes) -> Person | None:
        """Whose session or token has this SHA-256; None where it is not valid or no longer. Of no scope."""
        ...

    async def load_facts(self, conversation_id: UUID, client_message_id: str | None) -> Json | None:
        """Everything one message needs before it is thought about; None where the conversation is not the person's."""
        ...

    async def search(self, text: str, embedding: Sequence[float]) -> Found:
        """The nearest canonical answers and passages of the scope's avee within its layer."""
        ...

    async def save(self, save: RoutingSave) -> None:
        """Raises Conflict `already_routed` where the message (or its client_message_id) has a decision, or was answered with a later one."""
        ...


class Routing(Protocol):
    async def save_unrouted(self, save: RoutingSave) -> None:
        """The message alone, waiting to be routed."""
        ...

    async def load_routed(self, message_id: UUID) -> Routed | None: ...
    async def load_unrouted(self, older_than_s: float, limit: int) -> list[tuple[UUID, UUID]]:
        """(user id, message id) of messages that wait to be routed, oldest first, whoever wrote them."""
        ...

    async def load_waiting(self, message_id: UUID) -> Json | None:
        """An own message that waits to be routed: id, conversation_id, content, layer, client_message_id."""
        ...

    async def load_suggestions(self, avee_id: UUID, message_id: UUID) -> list[Any]:
        """For the creator: of the nearest help that was shown when this message was routed, what stands and is the asker's to see now."""
        ...

    async def load_standing(self, conversation_id: UUID) -> Json | None:
        """As HotPath.load_facts, without turns."""
        ...


class Log(Protocol):
    async def list_decisions(self, avee_id: UUID | None, wanted: DecisionFilter, page: Page) -> DecisionPage: ...
    async def load_decision(self, decision_id: UUID) -> DecisionRecord | None: ...
    async def load_past(self, avee_id: UUID, days: int, limit: int) -> list[PastDecision]:
        """An own avee's decisions of the last `days` times 24 hours, newest first."""
        ...

    async def count_past(self, avee_id: UUID, days: int) -> int: ...
    async def count_asked(self, avee_id: UUID, days: int) -> int:
        """Decisions of the window that `Boundaries.find_near` looks through."""
        ...
