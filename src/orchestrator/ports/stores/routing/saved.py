"""What is saved of one routed message, in one statement or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.escalation.expectation import Expectation
from orchestrator.domain.paths import Path
from orchestrator.domain.payments.prices import OfferedPrice
from orchestrator.domain.routing.borderline import BorderlineMatch
from orchestrator.domain.routing.deciding.decision import EscalationReason, RuleName
from orchestrator.domain.routing.log.evidence import Evidence
from orchestrator.domain.routing.outcome import Source
from orchestrator.domain.trust.cards import Card


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
    price: OfferedPrice | None = None
    """None where the agent has no prices."""


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
