"""What the store counts for metrics."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.ports.stores.paging import Json


class Measures(Protocol):
    async def load_counts(self, avee_id: UUID, days: int) -> Json | None:
        """All that an own avee's metrics over the last `days` times 24 hours are made of; None for another's.

        Its `messages` may be the ones kept less than ten minutes ago, and the window ends then.
        """
        ...

    async def keep_counts(self, avee_id: UUID, days: int, counted_at: datetime, messages: Json) -> None:
        """Keeps the `messages` of such counts, for whoever looks at the same again."""
        ...

    async def load_creator_minutes(self, avee_id: UUID, days: int) -> tuple[int, float]:
        """(questions handled, minutes the creator spent on them) of an own avee in the last `days` times 24 hours."""
        ...

    async def note_opened(self, avee_id: UUID, escalation_id: UUID) -> None:
        """The creator begins to work on a question that waits; only the first time is kept."""
        ...
