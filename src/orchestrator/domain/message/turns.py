"""The turns of a conversation, as far as a later message may refer to them."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.paths import Path


class Role(StrEnum):
    """Who wrote a turn. `user` is the asker."""

    user = "user"
    agent = "agent"
    creator = "creator"


@dataclass(frozen=True, slots=True)
class Turn:
    role: Role
    content: str
    path: Path | None = None
    """The path of the decision behind it; set for the agent's turns."""
    question: str | None = None
    """Set for the agent's turns: the question that was answered; a follow-up is joined with what it follows."""
    rule: str | None = None
    """The rule of the decision behind it; set for the agent's turns."""
    wanted_person: bool = False
    """Whether the message that it replies to wanted a person; set for the agent's turns."""
    subjects: tuple[str, ...] = ()
    """What a clarifying question asked about: one subject, or two to choose from; () where it was open or none."""
    asked_about: tuple[UUID, ...] = ()
    """The stored answers behind `subjects`, in the same order; () where it asked about something else."""
    sources: frozenset[UUID] = frozenset()
    """Canonical answers and passages that this turn quoted."""
    layer: Layer = Layer.public
    """How private its content is."""


def asked_what_for(turns: tuple[Turn, ...]) -> bool:
    """Whether the asker wanted the creator, and the agent has just asked what for."""
    return bool(turns) and turns[-1].path is Path.clarify and turns[-1].wanted_person


def last_question(turns: tuple[Turn, ...]) -> str:
    """The question that the agent replied to last; '' where there is none."""
    return next((turn.question.strip() for turn in reversed(turns) if turn.role is Role.agent and turn.question), "")
