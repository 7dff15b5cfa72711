"""Where a list goes on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """Where to go on and how much: newest first, rows with ids below `before`."""

    limit: int = 50
    before: UUID | None = None
