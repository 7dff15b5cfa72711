"""What the store counts for metrics."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.analytics.counts import Counts


@dataclass(frozen=True, slots=True)
class LoadedCounts:
    counts: Counts
    is_kept: bool
    """Whether what was counted of messages was kept less than ten minutes ago; the window ends then."""
    messages_json: str
    """What was counted of messages, for `keep_counts`; opaque."""


class Measures(Protocol):
    async def load_counts(self, avee_id: UUID, days: int) -> LoadedCounts | None:
        """All that an own avee's metrics over the last `days` times 24 hours are made of; None for another's."""
        ...

    async def keep_counts(self, avee_id: UUID, days: int, counted_at: datetime, messages_json: str) -> None:
        """Keeps what was counted of messages, so that it is not counted again for whoever looks at the same window next."""
        ...

    async def load_creator_minutes(self, avee_id: UUID, days: int) -> tuple[int, float]:
        """(questions handled, minutes the creator spent on them) of an own avee in the last `days` times 24 hours."""
        ...

    async def note_opened(self, avee_id: UUID, escalation_id: UUID) -> None:
        """The creator begins to work on a question that waits; only the first time is kept."""
        ...
