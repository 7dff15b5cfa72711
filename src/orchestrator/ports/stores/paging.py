"""Pages of lists."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Page:
    """At most `limit` rows, newest first, with ids below `before`; None begins with the newest."""

    limit: int = 50
    before: UUID | None = None
