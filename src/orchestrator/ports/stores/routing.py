"""The stores of the hot path, of messages that wait to be routed, and of the decision log, with their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.accounts.agents import Agent
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.escalation.asked import AskedQuestion
from orchestrator.domain.escalation.expectation import Expectation
from orchestrator.domain.escalation.gates import Usage
from orchestrator.domain.matching.hits import Bank, CanonicalHit
from orchestrator.domain.matching.looks.large import LargeMatch
from orchestrator.domain.message.turns import Turn
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.borderline import BorderlineMatch
from orchestrator.domain.routing.deciding.decision import EscalationReason, RuleName
from orchestrator.domain.routing.log.evidence import Evidence
from orchestrator.domain.routing.outcome import Source
from orchestrator.domain.trust.cards import Card
from orchestrator.domain.trust.snapshot import TrustSnapshot
from orchestrator.ports.stores.accounts import Person
from orchestrator.ports.stores.escalation import EscalationRecord
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A stored decision with the message it was made for."""

    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    reply_message_id: UUID | None
    """None where the agent was silent."""
    message_content: str
    decision_path: str
    confidence_score: int
    """In ten-thousandths, 0 to 10,000, as are the next two."""
    novelty_score: int
    complexity_score: int
    similarity: float
    """In [0, 1]."""
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
    """The asker's verdict on the answer: 'helpful', 'not_my_question' or 'wrong'."""
    comment: str | None
    """The asker's words beside the verdict."""


@dataclass(frozen=True, slots=True)
class DecisionFilter:
    """Which decisions of the log are listed. A field that is None does not filter."""

    path: str | None = None
    rule: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Only decisions before this time."""
    said: str | None = None
    """Text that the message must contain; case is ignored."""
    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision with the part of its evidence that is needed to make it again."""

    id: UUID
    user_id: UUID
    message_content: str
    decision_path: str
    rule: str
    similar_answer_id: UUID | None
    evidence: Evidence
    """Without the fields that making a decision again does not read."""
    created_at: datetime
    abuse_rules_enabled: bool
    """By the policy that the decision was made under."""


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
class DecisionPage:
    """One page of the decision log, newest first."""

    records: list[DecisionRecord]
    stopped_at: UUID | None = None
    """The oldest decision that was examined, where the search stopped before the page was full. Else None."""


@dataclass(frozen=True, slots=True)
class WaitingMessage:
    """An earlier message of the thread that is not routed yet."""

    id: UUID
    content: str
    layer: Layer


@dataclass(frozen=True, slots=True)
class SentBefore:
    """A message that is stored under the same client_message_id."""

    id: UUID
    content: str
    awaits_routing: bool


@dataclass(frozen=True, slots=True)
class LoadedFacts:
    """The facts of one message, loaded in one statement before anything is decided."""

    kind: str
    """The kind of conversation: 'agent' or 'direct'."""
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
    """Whether the creator wrote in the thread, so that the agent is silent."""
    zone: str
    """The IANA time zone of the asker where it is known, else the creator's."""
    usage: Usage
    """How much of the creator's limits is used."""
    turns: tuple[Turn, ...]
    """The last turns, oldest first."""
    trust: TrustSnapshot | None
    """None before the creator's first verdict."""
    cards_today: int
    """Cards created in the last 24 hours, >= 0."""
    waiting: tuple[WaitingMessage, ...]
    """Unrouted messages of the last two minutes, oldest first."""
    sent_before: SentBefore | None
    has_other_languages: bool = False
    """Whether one of the agent's answers is to a question in another language than English."""
    questions: tuple[AskedQuestion, ...] = ()
    """The asker's open offer in this conversation and their questions to this agent that were passed on, newest first."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The result of a search within the asker's layer, best first."""

    answers: tuple[CanonicalHit, ...]
    """Several hits with one id are phrasings of one answer."""
    bank: Bank
    """The bank that the answers were found in."""
    passages: tuple[PassageHit, ...]
    confirmed: UUID | None = None
    """The answer that the asker said is meant by the same words; None for none."""
    multilingual: tuple[CanonicalHit, ...] = ()
    """Phrasings that the second embedding model found, in whatever language; () where it was not asked."""
    settled: frozenset[UUID] = frozenset()
    """Answers that the asker was asked about in the same words."""
    refused: frozenset[UUID] = frozenset()
    """Those of them that the asker said are not meant."""


@dataclass(frozen=True, slots=True)
class UnroutedMessage:
    """A message of the person's own that is not routed yet."""

    id: UUID
    conversation_id: UUID
    content: str
    layer: Layer
    client_message_id: str | None


@dataclass(frozen=True, slots=True)
class NewUserMessage:
    """A message to an agent that is to be stored."""

    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    id: UUID
    content: str
    layer: Layer
    client_message_id: str | None
    is_saved: bool = False
    """Whether the message is stored already, because it waited to be routed."""


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision to be stored."""

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
    content: str | None = None
    """The question that it is about, where the message has several; None where it is about the whole message."""


@dataclass(frozen=True, slots=True)
class DecisionOnPart:
    """The decision on another question of the same message."""

    decision: NewDecision
    embedding: Sequence[float]
    """Unit vector of the question."""


@dataclass(frozen=True, slots=True)
class NewReply:
    """A reply of the agent to be stored."""

    id: UUID
    content: str
    """Markdown."""
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class OfferedQuestion:
    """A pending escalation to be stored with the routed message, whose vector it shares."""

    id: UUID
    original_message: str
    """As it was written, with what it follows."""
    question_pattern: str | None
    """The question without its manners; None where it has none."""
    reason: EscalationReason
    expected: Expectation
    remaining_today: int
    expires_at: datetime
    embedding: Sequence[float] | None = None
    """Unit vector of what is offered; None where it is that of the decision's question."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """The record that the reply is a version of a canonical answer."""

    id: UUID
    answer_id: UUID
    answer_version: int


@dataclass(frozen=True, slots=True)
class NewCloseQuestion:
    """A stored answer that the asker is asked about."""

    id: UUID
    answer_id: UUID
    answer_version: int
    wording: str
    """Of the asker's question, see `matching.close.wording_of`."""


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card to be stored."""

    id: UUID
    card: Card
    question: str
    scorer: str
    """The version of what computed the card's score; labels count only for their own scorer."""
    reply: str | None = None
    """The automatic answer from documents; None where the card is about a stored answer."""
    sources: tuple[Source, ...] = ()
    part: int = 0
    """The decision of the message that it belongs to: 0 for the one that stands for the message."""


@dataclass(frozen=True, slots=True)
class NewBorderlineMatch:
    """A borderline match to be stored; a job asks a chat model about it."""

    id: UUID
    match: BorderlineMatch
    question: str
    part: int = 0
    """As in `NewCard`."""


@dataclass(frozen=True, slots=True)
class RoutingSave:
    """A routed message with everything that is saved with it, in one statement or not at all."""

    message: NewUserMessage
    decision: NewDecision
    reply: NewReply | None
    """None where the agent is silent."""
    offer: OfferedQuestion | None
    reuses: tuple[Reuse, ...]
    cards: tuple[NewCard, ...]
    borderlines: tuple[NewBorderlineMatch, ...]
    answers_too: tuple[UUID, ...]
    """Earlier messages of the same burst, which this decision answers too."""
    embedding: Sequence[float]
    """Unit vector of the question."""
    others: tuple[DecisionOnPart, ...] = ()
    """The decisions on the message's other questions, which are numbered from 1."""
    asked_about: tuple[NewCloseQuestion, ...] = ()
    """The stored answers that the reply asks about."""
    is_close_reply: bool = False
    """Whether the message says which of the stored answers is meant that the agent asked about last."""
    meant: UUID | None = None
    """The one that is; None for none of them."""


class HotPath(Protocol):
    """One statement of the hot path, in a transaction of its own."""

    async def find_person(self, secret_hash: bytes) -> Person | None:
        """The person whose valid session or API token has this SHA-256, else None. Needs a scope without a person."""
        ...

    async def load_facts(self, conversation_id: UUID, client_message_id: str | None) -> LoadedFacts | None:
        """The facts of a message; None where the conversation is not the person's."""
        ...

    async def match_large(self, answers: Sequence[UUID], embedding: Sequence[float]) -> tuple[LargeMatch, ...]:
        """These answers by the larger model, in any order; without those of which it has not embedded every phrasing yet."""
        ...

    async def search(self, text: str, embedding: Sequence[float], multilingual: Sequence[float] | None = None) -> SearchResult:
        """The nearest canonical answers and passages of the scope's agent within the scope's layer.

        `multilingual` is the text's vector of the second embedding model; without it that model's vectors are not searched.
        """
        ...

    async def save(self, save: RoutingSave) -> None:
        """Saves a routed message.

        Raises Conflict `already_routed` where the message or its client_message_id has a decision, or where a later
        message of its burst was answered together with it.
        """
        ...


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


class Log(Protocol):
    """The decision log."""

    async def list_decisions(self, avee_id: UUID | None, decision_filter: DecisionFilter, page: Page) -> DecisionPage:
        """Decisions of an own agent; with None as `avee_id`, decisions on the person's own messages."""
        ...

    async def load_decision(self, decision_id: UUID) -> DecisionRecord | None: ...
    async def load_past(self, avee_id: UUID, days: int, limit: int) -> list[PastDecision]:
        """The decisions of an own agent in the last `days` times 24 hours, newest first."""
        ...

    async def count_past(self, avee_id: UUID, days: int) -> int:
        """The number of decisions that `load_past` would return without a limit."""
        ...

    async def count_asked(self, avee_id: UUID, days: int) -> int:
        """The number of decisions of the window that `Boundaries.find_near` compares."""
        ...
