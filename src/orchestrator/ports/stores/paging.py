"""Where a list goes on."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Page:
    """Where to go on and how much: newest first, rows with ids below `before`."""

    limit: int = 50
    before: UUID | None = None
