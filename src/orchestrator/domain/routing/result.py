"""The result of routing a message. New results and results that are loaded again have the same shape."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.domain.escalation.states import Status
from orchestrator.domain.paths import Path
from orchestrator.domain.payments.brief import PaymentBrief
from orchestrator.domain.payments.money import Money
from orchestrator.domain.routing.acting import Acted
from orchestrator.domain.routing.deciding.decision import EscalationReason
from orchestrator.domain.routing.outcome import QuotedReply, SignedAnswer, Source, quoted_reply, signed_answer
from orchestrator.domain.routing.parts import PartReply
from orchestrator.domain.routing.signals import Signals


@dataclass(frozen=True, slots=True)
class MainSignals:
    """The four signals that askers may see, too; each in [0, 1]."""

    similarity: float
    novelty: float
    complexity: float
    confidence: float

    @staticmethod
    def of(signals: Signals) -> "MainSignals":
        return MainSignals(signals.similarity, signals.novelty, signals.complexity, signals.confidence)


@dataclass(frozen=True, slots=True)
class RoutedReply:
    """The agent's stored message."""

    message_id: UUID
    content: str
    """Markdown."""
    sources: tuple[Source, ...]
    choices: tuple[str, ...]
    """The options of a clarifying question; each is a message that the asker can send.

    () where it is open or there is none.
    """

    @property
    def signed(self) -> SignedAnswer | None:
        """The parts of a reply that is an earlier answer; None for any other reply."""
        return signed_answer(self.content, self.sources)

    @property
    def quoted(self) -> QuotedReply | None:
        """The parts of a reply that quotes documents; None for any other reply."""
        return quoted_reply(self.content, self.sources)


@dataclass(frozen=True, slots=True)
class OfferState:
    """An offer to ask the creator, in its present state."""

    id: UUID
    status: Status
    reason: EscalationReason
    expected_response_hours: float
    """Hours until the creator's answer is expected, > 0."""
    hours_from_answers: bool
    """Whether that comes from the creator's earlier answers."""
    expires_at: datetime
    """Aware, UTC."""
    remaining_today: int
    """How many more questions the creator took when the offer was made, including this one, >= 0."""
    price: Money | None = None
    """None where it costs nothing."""
    private_extra: int | None = None
    """What is added where the answer is given to nobody else; None where that is not for sale."""
    payment: PaymentBrief | None = None
    """The newest payment for it."""


@dataclass(frozen=True, slots=True)
class RoutedPart:
    """One question of a message, with a decision of its own."""

    said: PartReply
    path: Path
    decision_id: UUID
    rule: str
    """As in `Routing`."""
    reason: str
    signals: MainSignals
    choices: tuple[str, ...]
    suggestions: tuple[Source, ...]
    is_offered: bool
    """Whether the offer to ask the creator covers it."""


@dataclass(frozen=True, slots=True)
class Routing:
    """The result of one message. Of several questions, path and decision are those of the one that the offer stands below, else of
    the one that is asked back, else of the last one."""

    message_id: UUID
    path: Path
    reply: RoutedReply | None
    """None where the agent is silent."""
    decision_id: UUID
    rule: str
    """A RuleName, or the name of a rule that no longer exists."""
    reason: str
    """One plain sentence."""
    signals: MainSignals
    escalation: OfferState | None
    suggestions: tuple[Source, ...]
    """The nearest help, shown with an offer or a refusal; best first."""
    acted: Acted | None = None
    """What the message did as a reply to the agent; None for any other message."""
    parts: tuple[RoutedPart, ...] = ()
    """The questions of the message in its order; () where it was not divided."""

    @property
    def text(self) -> str:
        """The reply's content; '' where the agent is silent."""
        return self.reply.content if self.reply else ""
