"""The store of live events, and of who has the app open."""

from typing import Protocol

from orchestrator.ports.live import Batch


class Events(Protocol):
    """Events that concern the person."""

    async def read(self, position: str | None) -> Batch:
        """The events after a position; without a position no events, only the current position."""
        ...

    async def note_presence(self) -> None:
        """Notes that the person has the app open now."""
        ...

    async def purge(self) -> None:
        """Deletes events of all people that are older than a week."""
        ...
