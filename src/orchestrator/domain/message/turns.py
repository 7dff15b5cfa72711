"""The turns of a conversation, as far as a later message may lean on them."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.paths import Path


class Role(StrEnum):
    user = "user"
    agent = "agent"
    creator = "creator"


@dataclass(frozen=True, slots=True)
class Turn:
    role: Role
    content: str
    path: Path | None = None
    """The path that produced it, for the agent's turns."""
    question: str | None = None
    """For the agent's turns: what the message was understood to ask, a follow-up joined with what it follows."""
    sources: frozenset[UUID] = frozenset()
    """Canonical answers and chunks that this turn quoted."""
    layer: Layer = Layer.public
    """How private what it says is."""
