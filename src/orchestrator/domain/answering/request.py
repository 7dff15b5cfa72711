"""What a generator is given to write a draft from."""

from dataclasses import dataclass

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.accounts.agents import Agent
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.message.turns import Turn


@dataclass(frozen=True, slots=True)
class DraftRequest:
    text: str
    """The message as it was written."""
    question: str
    """What it asks: the message, or a follow-up joined with what it follows."""
    is_follow_up: bool
    agent: Agent
    layer: Layer
    """The asker's: nothing more private may be given to a model."""
    turns: tuple[Turn, ...]
    """The last turns before the message, oldest first."""
    passages: tuple[PassageHit, ...]
    """Best first."""
