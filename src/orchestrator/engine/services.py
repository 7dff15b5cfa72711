"""Everything outside the program that a use case may touch, as ports."""

from dataclasses import dataclass, field

from orchestrator.domain.matching.calibration import Calibration
from orchestrator.domain.routing.result import Routing
from orchestrator.engine.in_flight import MessagesInFlight
from orchestrator.engine.password_hashing import PasswordHashing
from orchestrator.ports.database import Database
from orchestrator.ports.live import LiveEvents
from orchestrator.ports.models import ChatModel, Embedder, Generator, Moderator
from orchestrator.ports.notifying import Notifier, WebhookSender
from orchestrator.ports.reading import DocumentReader
from orchestrator.ports.system import Chance, Clock


@dataclass(frozen=True, slots=True)
class Services:
    database: Database
    embedder: Embedder
    generator: Generator
    reader: DocumentReader
    calibration: Calibration
    """Of the embedder above."""
    live: LiveEvents
    clock: Clock
    chance: Chance
    notifier: Notifier
    webhooks: WebhookSender
    public_url: str | None = None
    """Where people reach this product, for links in notifications."""
    burst_wait_s: float = 0.0
    """How long a message that seems unfinished waits for the rest of its thought, in [0, 10]."""
    in_flight: MessagesInFlight[Routing] = field(default_factory=MessagesInFlight)
    passwords: PasswordHashing = field(default_factory=PasswordHashing)
    chat: ChatModel | None = None
    """None where none is configured; then the generator above quotes."""
    moderator: Moderator | None = None
    """None where none is configured; then the local rules are all that is refused by."""
