"""What became of one attempt to send something."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """The result of the last message to a receiver."""

    error: str | None
    """None where it was taken."""
    is_slow: bool = False
    """Whether it took longer than SLOW_AFTER; its next messages then wait in the queue of slow receivers."""
    paused_until: datetime | None = None
    """The end of a pause that the receiver asked for."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed delivery."""

    error: str
    """One sentence for the owner, without secrets."""
    is_final: bool
    """Whether the delivery is given up."""
    retry_at: datetime
    """When it is tried again, unless the failure is final."""
