"""The stores of people who ask one agent without an account: guests, and people whom the site of its creator signs."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from orchestrator.ports.identities import SignedIdentity


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


class Embedding(Protocol):
    """Agents on other sites: who may frame them, the key of the site, and the people whom it signs."""

    async def load_origins(self, avee_id: UUID) -> Sequence[str]:
        """For everybody. Empty also where there is no such agent."""
        ...

    async def find_key(self, avee_id: UUID) -> str | None:
        """The key that the site signs with, to check a signature; None without one."""
        ...

    async def load_key_made_at(self, avee_id: UUID) -> datetime | None:
        """None where there is no key, or none that the person may know of."""
        ...

    async def save_key(self, avee_id: UUID, key: str) -> datetime:
        """Makes this the agent's key, and signs out who was signed in by the one before. Returns when it was made."""
        ...

    async def delete_key(self, avee_id: UUID) -> bool:
        """Signs out who was signed in by it. False where there is none."""
        ...

    async def admit(self, avee_id: UUID, key: str, identity: SignedIdentity) -> UUID | None:
        """Goes on in the name of the person whom the site signed, with the tier and layer that it names; returns their id.

        The transaction's person, who does not exist yet, becomes them where the site signs them for the first time. None where
        this is not the agent's key any more.
        """
        ...
