"""The agent and the asker of one message."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier


@dataclass(frozen=True, slots=True)
class Agent:
    """The avee that is asked, as far as a decision needs it."""

    id: UUID
    owner_id: UUID
    handle: str
    display_name: str
    creator_name: str
    persona: str = ""
    chat_model: str = ""
    """The creator's choice among the installation's chat models; '' for its usual one."""
    temperature: float = 0.3
    """How freely the chat model words its answers, in [0, 2]."""


@dataclass(frozen=True, slots=True)
class Asker:
    user_id: UUID
    tier: Tier = Tier.free
    layer: Layer = Layer.public
    """How far the creator lets this person in."""
