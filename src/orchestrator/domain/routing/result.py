"""What a routed message is answered with: one shape for a fresh routing and for one that is read back from the store."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.domain.escalation.states import Status
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.decide import EscalationReason
from orchestrator.domain.routing.outcome import SignedAnswer, Source, signed_answer
from orchestrator.domain.routing.signals import Signals


@dataclass(frozen=True, slots=True)
class MainSignals:
    """The four signals that everyone is told, each in [0, 1]."""

    similarity: float
    novelty: float
    complexity: float
    confidence: float

    @staticmethod
    def of(signals: Signals) -> "MainSignals":
        return MainSignals(signals.similarity, signals.novelty, signals.complexity, signals.confidence)


@dataclass(frozen=True, slots=True)
class RoutedReply:
    message_id: UUID
    content: str
    """Markdown."""
    sources: tuple[Source, ...]
    choices: tuple[str, ...]
    """What it lets the asker choose between; each is a message to send. () where it asks nothing, or asks openly."""

    @property
    def signed(self) -> SignedAnswer | None:
        """Its parts, where it is an earlier answer; None elsewhere."""
        return signed_answer(self.content, self.sources)


@dataclass(frozen=True, slots=True)
class OfferState:
    """An offer to ask the creator, in the state that it is in now."""

    id: UUID
    status: Status
    reason: EscalationReason
    expected_response_hours: float
    expires_at: datetime
    """Aware, UTC."""
    remaining_today: int
    """Questions that the creator took when it was offered, this one included, >= 0."""


@dataclass(frozen=True, slots=True)
class Routing:
    message_id: UUID
    path: Path
    reply: RoutedReply | None
    """None where the agent is silent."""
    decision_id: UUID
    rule: str
    """A RuleName; a text, as the rules of an older decision may be gone."""
    reason: str
    """One plain sentence."""
    signals: MainSignals
    escalation: OfferState | None
    suggestions: tuple[Source, ...]

    @property
    def text(self) -> str:
        """The reply's content; '' where the agent is silent."""
        return self.reply.content if self.reply else ""
