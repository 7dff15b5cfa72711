"""Live events: streams of a person's events that can be resumed from a position after a disconnection."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Event:
    """A change that concerns a person."""

    id: int
    """Rises in the order of writing, not of committing: use it to recognise a repetition, not to resume."""
    kind: str
    """Such as 'message.added' or 'escalation.answered'."""
    payload: Mapping[str, str]
    """Ids only, by name such as `avee_id`."""
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Batch:
    """Events after a position, oldest first. A batch without events only shows that the stream is alive."""

    events: Sequence[Event]
    position: str
    """The position after all of `events`: resume from here. Opaque, at most 1,000 characters."""
    is_reset: bool = False
    """Events were lost, or the position was unknown: the client must load everything again."""


class Stream(Protocol):
    """One open stream. It counts against the limit on streams until it is closed."""

    def batches(self) -> AsyncIterator[Batch]:
        """The first batch at once, then one whenever events happen and at every heartbeat.

        Ends when LiveEvents closes, or the session or token that opened it ends.
        """
        ...

    def close(self) -> None:
        """Ends the stream; safe to call more than once."""
        ...


class LiveEvents(Protocol):
    """Opens streams of live events."""

    def open(self, person: UUID, position: str | None, secret_id: UUID | None = None) -> Stream:
        """Opens a stream of the person's events, from an earlier batch's position or, where it is None, from now on.

        The stream ends with the session or token `secret_id`; without one, it ends with LiveEvents alone.
        Raises Limited `too_many_streams`.
        """
        ...

    def close(self) -> None:
        """Ends every stream shortly after; safe to call from any thread and more than once."""
        ...
