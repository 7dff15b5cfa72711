"""The creator's daily summary: which questions it names first, and how many people an answer to them would help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

HEADLINE = 3
"""So many questions make the headline: those that most people wait for."""
LISTED = 10
"""Questions that a summary lists at most."""


@dataclass(frozen=True, slots=True)
class WaitingGroup:
    """Questions that ask the same and wait for one answer."""

    id: UUID
    """The question that came first."""
    agent: str
    """The agent's display name."""
    question: str
    people: int
    """Different people who asked it, >= 1."""
    since: datetime
    """When the first of them was passed on."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What a summary says."""

    answers: int
    """Answers in the headline, in [1, HEADLINE]."""
    people: int
    """People whom these answers reach."""
    listed: tuple[WaitingGroup, ...]
    more: int
    """Questions that wait besides those listed, >= 0."""


def read_digest(waiting: Sequence[WaitingGroup]) -> Digest | None:
    """The summary, most wanted answers first; None where nothing waits."""
    ordered = sorted(waiting, key=lambda each: (-each.people, each.since, each.id))
    head = ordered[:HEADLINE]
    if not head:
        return None
    return Digest(len(head), sum(each.people for each in head), tuple(ordered[:LISTED]), max(0, len(ordered) - LISTED))
