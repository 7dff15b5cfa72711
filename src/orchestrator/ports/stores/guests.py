"""The store of guests: people who ask one agent without an account."""

from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Admission(StrEnum):
    """Whether an agent took a new guest."""

    admitted = "admitted"
    closed = "closed"
    """Its creator takes no guests."""
    unknown = "unknown"
    """There is no such agent."""


class Guests(Protocol):
    """Guests. Methods without an id are about the transaction's person."""

    async def add_guest(self, handle: str) -> Admission:
        """Makes the person, who does not exist yet, a guest of the agent with this handle."""
        ...

    async def leave_address(self, address: str) -> None:
        """Gives the guest an address. It is unconfirmed unless it is the one that they had."""
        ...

    async def promise_guest(self, session_id: UUID) -> None:
        """Notes that the account takes over the threads of the guest with this session once its address is confirmed."""
        ...

    async def take_guest(self, session_id: UUID | None) -> bool:
        """Gives the account everything of the guest with this session, or of the one promised to it; the guest then ends.

        False where there is none.
        """
        ...

    async def find_forgotten(self, days: int, limit: int) -> list[UUID]:
        """Of all people, guests who were not seen for so many days and wait for nothing."""
        ...

    async def erase_guest(self, days: int) -> bool:
        """Erases the guest with everything of theirs but nameless counts; False where they came back meanwhile."""
        ...
