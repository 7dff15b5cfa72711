"""The input from which a generator writes a draft."""

from dataclasses import dataclass
from datetime import date

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.accounts.agents import Agent
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.message.turns import Turn


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """A question with the passages, the turns and the agent that a draft is written from."""

    text: str
    """The message without the manners around its question."""
    question: str
    """The whole question: the message, or a follow-up joined with the question before it."""
    is_follow_up: bool
    agent: Agent
    layer: Layer
    """The asker's layer. Nothing more private may be given to a model."""
    language: str
    """The language to reply in, ISO 639-1; UNKNOWN_LANGUAGE where it cannot be told."""
    turns: tuple[Turn, ...]
    """The last turns before the message, oldest first."""
    passages: tuple[PassageHit, ...]
    """Best first."""
    today: date | None = None
    """The day of the message in the time zone in which times are told; None where it is not known."""
