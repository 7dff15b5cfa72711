"""Live events: what a follower is told, and where it stands, so that it can go on after a cut."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Event:
    id: int
    """Rises in the order of writing, not of committing: for telling a repetition, not for resuming."""
    kind: str
    """Such as 'message.added' or 'escalation.answered'."""
    payload: Mapping[str, str]
    """Ids only, by name such as `avee_id`."""
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Batch:
    """What happened since the follower's last position, oldest first; no events is a sign of life."""

    events: Sequence[Event]
    position: str
    """Where the follower stands after all of `events`; opaque, at most 1,000 letters."""
    is_reset: bool = False
    """Too much was missed, or the position is none of ours: load everything anew."""


class Stream(Protocol):
    """One follower. Close it, or its seat stays taken."""

    def batches(self) -> AsyncIterator[Batch]:
        """The first at once, then one whenever something happened and at least every heartbeat. Ends when the house closes."""
        ...

    def close(self) -> None: ...


class LiveEvents(Protocol):
    def open(self, person: UUID, position: str | None) -> Stream:
        """Follows a person's events from a position handed out before, or from now on.

        Raises Limited `too_many_streams`.
        """
        ...

    def close(self) -> None:
        """Ends every stream soon; safe to call from any thread and more than once."""
        ...
