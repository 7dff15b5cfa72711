"""The store that counts what metrics are computed from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.analytics.counts import Counts


@dataclass(frozen=True, slots=True)
class LoadedCounts:
    """Counts of a window, with the means to store the count of messages."""

    counts: Counts
    is_kept: bool
    """Whether the count of messages was read from storage.

    It is at most ten minutes old, and the window ends with it.
    """
    messages_json: str
    """The count of messages, to be passed to `keep_counts`; opaque."""


class Measures(Protocol):
    """Counts for the metrics of an agent."""

    async def load_counts(self, avee_id: UUID, days: int, zone: str) -> LoadedCounts | None:
        """The counts of the last `days` times 24 hours; None where the person does not own the agent.

        `zone` is a time zone such as Europe/Oslo: the days are its dates.
        """
        ...

    async def keep_counts(self, avee_id: UUID, days: int, counted_at: datetime, messages_json: str) -> None:
        """Stores the count of messages, so that the next request for the same window reads it."""
        ...

    async def load_creator_minutes(self, avee_id: UUID, days: int) -> tuple[int, float]:
        """(questions answered or declined, minutes spent on them by the creator) in the last `days` times 24 hours."""
        ...

    async def note_opened(self, avee_id: UUID, escalation_id: UUID) -> None:
        """Records when somebody who may answer opened a waiting question for the first time; later calls change nothing."""
        ...
