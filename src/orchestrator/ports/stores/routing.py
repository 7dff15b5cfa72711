"""One message's trip through the store, and the log of decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.accounts.agents import Agent
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.escalation.gates import Usage
from orchestrator.domain.matching.hits import Bank, CanonicalHit
from orchestrator.domain.message.turns import Turn
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.borderline import BorderlineMatch
from orchestrator.domain.routing.decide import EscalationReason, RuleName
from orchestrator.domain.routing.evidence import Evidence
from orchestrator.domain.routing.outcome import Source
from orchestrator.domain.trust.cards import Card
from orchestrator.domain.trust.snapshot import TrustSnapshot
from orchestrator.ports.stores.accounts import Person
from orchestrator.ports.stores.escalation import EscalationRecord
from orchestrator.ports.stores.paging import Page


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
    evidence: Evidence
    timings: Mapping[str, float]
    """Milliseconds since the message came in, by step."""
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
    evidence: Evidence
    """Without the fields that are not read when a decision is made again."""
    created_at: datetime
    abuse_rules_enabled: bool
    """By the policy of then."""


@dataclass(frozen=True, slots=True)
class StoredRouting:
    """A stored routing, read back: what a repeated client_message_id is answered with."""

    decision: DecisionRecord
    reply_content: str
    """'' where the agent was silent."""
    reply_sources: tuple[Source, ...]
    escalation: EscalationRecord | None


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """What a look back through the decision log brought, newest first."""

    records: list[DecisionRecord]
    stopped_at: UUID | None = None
    """Where it stopped, short of what was asked for: what is older has yet to be looked at. None where nothing is."""


@dataclass(frozen=True, slots=True)
class WaitingMessage:
    """An earlier message of the thread that waits to be routed."""

    id: UUID
    content: str
    layer: Layer


@dataclass(frozen=True, slots=True)
class SentBefore:
    """The message that was stored under the same client_message_id."""

    id: UUID
    content: str
    awaits_routing: bool


@dataclass(frozen=True, slots=True)
class LoadedFacts:
    """Everything that one message needs before it is thought about, loaded in one statement."""

    kind: str
    """Of the conversation: 'agent' or 'direct'."""
    user_id: UUID
    """The asker."""
    agent: Agent
    policy: Policy
    tier: Tier
    layer: Layer
    """The layer that the creator granted to the asker."""
    now: datetime
    """The database's clock; aware."""
    creator_present: bool
    usage: Usage
    turns: tuple[Turn, ...]
    """The last turns, oldest first."""
    trust: TrustSnapshot | None
    """None before the creator's first verdict."""
    cards_today: int
    """Cards drawn in the last 24 hours, >= 0."""
    waiting: tuple[WaitingMessage, ...]
    """Messages of the last two minutes that wait to be routed, oldest first."""
    sent_before: SentBefore | None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search within the asker's layer found, best first."""

    answers: tuple[CanonicalHit, ...]
    """Several of one id are phrasings of one answer."""
    bank: Bank
    """What the answers were found in."""
    passages: tuple[PassageHit, ...]


@dataclass(frozen=True, slots=True)
class UnroutedMessage:
    """An own message that waits to be routed."""

    id: UUID
    conversation_id: UUID
    content: str
    layer: Layer
    client_message_id: str | None


@dataclass(frozen=True, slots=True)
class NewUserMessage:
    """A message to an agent, as it is stored."""

    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    id: UUID
    content: str
    layer: Layer
    client_message_id: str | None
    is_saved: bool = False
    """Whether it was stored before (it waited to be routed)."""


@dataclass(frozen=True, slots=True)
class NewDecision:
    id: UUID
    path: Path
    confidence: float
    """In [0, 1], as are the next three."""
    novelty: float
    complexity: float
    similarity: float
    rule: RuleName
    reason: str
    similar_answer_id: UUID | None
    escalation_id: UUID | None
    policy_version: int
    evidence: Evidence
    timings: Mapping[str, float]
    """Milliseconds since the message came in, by step."""


@dataclass(frozen=True, slots=True)
class NewReply:
    id: UUID
    content: str
    """Markdown."""
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class OfferedQuestion:
    """A pending escalation; its vector is that of the routing."""

    id: UUID
    original_message: str
    reason: EscalationReason
    expected_response_hours: float
    remaining_today: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Reuse:
    """That the reply is a stored answer, in which version."""

    id: UUID
    answer_id: UUID
    answer_version: int


@dataclass(frozen=True, slots=True)
class NewCard:
    id: UUID
    card: Card
    question: str
    scorer: str
    """What made the card's score: labels of another scorer prove nothing about it."""
    reply: str | None = None
    """What was said from documents; None for a stored answer."""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class NewBorderlineMatch:
    """A match that a chat model is asked about, by a job."""

    id: UUID
    match: BorderlineMatch
    question: str


@dataclass(frozen=True, slots=True)
class RoutingSave:
    """One routed message, complete: everything below is saved in one statement or not at all."""

    message: NewUserMessage
    decision: NewDecision
    reply: NewReply | None
    """None where the agent is silent."""
    offer: OfferedQuestion | None
    reuse: Reuse | None
    cards: tuple[NewCard, ...]
    borderline: NewBorderlineMatch | None
    answers_too: tuple[UUID, ...]
    """Earlier messages of the same thought that waited to be routed."""
    embedding: Sequence[float]
    """Of the question that was asked."""


class HotPath(Protocol):
    """One statement of a message's trip, in a transaction of its own."""

    async def find_person(self, secret_hash: bytes) -> Person | None:
        """Whose session or token has this SHA-256; None where it is not valid or no longer. Of no scope."""
        ...

    async def load_facts(self, conversation_id: UUID, client_message_id: str | None) -> LoadedFacts | None:
        """Everything one message needs before it is thought about; None where the conversation is not the person's."""
        ...

    async def search(self, text: str, embedding: Sequence[float]) -> SearchResult:
        """The nearest canonical answers and passages of the scope's avee within its layer."""
        ...

    async def save(self, save: RoutingSave) -> None:
        """Raises Conflict `already_routed` where the message (or its client_message_id) has a decision, or was answered with a later one."""
        ...


class Routing(Protocol):
    async def save_unrouted(self, message: NewUserMessage) -> None:
        """The message alone, waiting to be routed."""
        ...

    async def load_routed(self, message_id: UUID) -> StoredRouting | None: ...
    async def load_unrouted(self, older_than_s: float, limit: int) -> list[tuple[UUID, UUID]]:
        """(user id, message id) of messages that wait to be routed, oldest first, whoever wrote them."""
        ...

    async def load_waiting(self, message_id: UUID) -> UnroutedMessage | None:
        """An own message that waits to be routed; None where it does not."""
        ...

    async def load_suggestions(self, avee_id: UUID, message_id: UUID) -> tuple[Source, ...]:
        """For the creator: of the nearest help that was shown when this message was routed, what stands and is the asker's to see now."""
        ...

    async def load_facts(self, conversation_id: UUID) -> LoadedFacts | None:
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
