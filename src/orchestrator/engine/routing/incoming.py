"""The message that is being routed."""

from dataclasses import dataclass, field
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.routing.result import Routing
from orchestrator.domain.safety.moderation import Moderated
from orchestrator.engine.in_flight import MessageInFlight
from orchestrator.engine.routing.listening import Listener
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.routing.loaded import LoadedFacts
from orchestrator.ports.stores.routing.saved import NewUserMessage


@dataclass(frozen=True, slots=True)
class Ask:
    """One message as it was sent. `text` has passed `domain.texts.check_message`."""

    conversation_id: UUID
    text: str
    layer: Layer | None = None
    """The layer to ask in, at most the granted one; None for the granted one."""
    client_message_id: str | None = None
    zone: str | None = None
    """The asker's IANA time zone, which has passed `is_time_zone`; None where it is not known."""


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """Who sent it, which row it is, and whether that row is stored already."""

    person: UUID
    ask: Ask
    id: UUID
    is_saved: bool
    loaded: LoadedFacts
    layer: Layer
    moderated: Moderated
    in_flight: MessageInFlight[Routing]
    listener: Listener | None = None
    decision_id: UUID = field(default_factory=new_id)

    @property
    def row(self) -> NewUserMessage:
        ask = self.ask
        return NewUserMessage(
            self.loaded.agent.id, ask.conversation_id, self.person, self.id, ask.text, self.layer, ask.client_message_id, self.is_saved
        )
