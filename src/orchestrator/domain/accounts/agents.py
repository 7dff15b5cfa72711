"""The agent and the asker of one message."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.accounts.persona import NO_FIELDS, PersonaFields


@dataclass(frozen=True, slots=True)
class Agent:
    """The agent that is asked, as far as a decision needs it."""

    id: UUID
    owner_id: UUID
    handle: str
    display_name: str
    creator_name: str
    persona: str = ""
    """The creator's text on how the agent speaks; '' where there is none."""
    chat_model: str = ""
    """Name of the chat model that writes drafts; '' for the installation's default."""
    temperature: float = 0.3
    """Sampling temperature of the chat model, in [0, 2]; the higher, the more varied its texts."""
    fields: PersonaFields = NO_FIELDS


@dataclass(frozen=True, slots=True)
class Asker:
    """The person who writes to the agent."""

    user_id: UUID
    tier: Tier = Tier.free
    layer: Layer = Layer.public
    """The layer of knowledge that the creator opened to this person."""
