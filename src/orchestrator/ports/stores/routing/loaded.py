"""What is loaded of one message before anything is decided: its facts, and what the search found."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.accounts.agents import Agent
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.escalation.asked import AskedQuestion
from orchestrator.domain.escalation.gates import Usage
from orchestrator.domain.matching.hits import Bank, CanonicalHit
from orchestrator.domain.message.turns import Turn
from orchestrator.domain.payments.prices import AskerPrice
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.trust.snapshot import TrustSnapshot


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
class GuestMessages:
    """How much a guest wrote lately."""

    last_day: int
    """Messages in the last 24 hours, >= 0."""
    fewer_at: datetime | None
    """When the oldest of them no longer counts; None where there is none."""


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
    guest: GuestMessages | None = None
    """None where the asker has an account."""
    price: AskerPrice | None = None
    """None where the agent has no prices."""


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
