"""The store of identities elsewhere, with its rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.ports.identities import Challenge, ExternalIdentity


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in by a provider that has begun."""

    provider: str
    challenge: Challenge
    return_to: str
    """A path of the app."""
    linking: UUID | None = None
    """The session of the person who links their account; None for signing in."""
    person: UUID | None = None
    """Who links their account."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody whom a provider vouches for and who has no account here yet."""

    identity: ExternalIdentity
    return_to: str
    """A path of the app."""


@dataclass(frozen=True, slots=True)
class Identity:
    """An account elsewhere that signs in to the person's own."""

    id: UUID
    provider: str
    """Its name when it was linked."""
    issuer: str
    email: str
    """As the provider gave it; '' for none."""
    created_at: datetime
    last_used_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """Whose account an identity signs in to."""

    user_id: UUID
    id: UUID
    is_pending: bool
    """Whether the account still waits for the link that was mailed to its address."""


@dataclass(frozen=True, slots=True)
class AccountByAddress:
    """The account with an address."""

    user_id: UUID
    is_confirmed: bool


class Identities(Protocol):
    """Identities of the transaction's person, and what is looked up before there is one."""

    async def insert_attempt(self, key: bytes, attempt: Attempt, lifetime_s: int) -> None: ...

    async def take_attempt(self, key: bytes) -> Attempt | None:
        """Each attempt is given out once, and not after its time."""
        ...

    async def insert_newcomer(self, key: bytes, newcomer: Newcomer, lifetime_s: int) -> None: ...
    async def find_newcomer(self, key: bytes) -> Newcomer | None: ...
    async def end_newcomer(self, key: bytes) -> None: ...
    async def find_known(self, issuer: str, subject: str) -> Known | None: ...
    async def find_account(self, email: str) -> AccountByAddress | None:
        """None also for an account that is pending."""
        ...

    async def insert(self, identity: ExternalIdentity) -> None:
        """Links it to the person's account. Raises Conflict `identity_taken`."""
        ...

    async def note_use(self, identity_id: UUID) -> None: ...
    async def list(self) -> list[Identity]:
        """The one linked first comes first."""
        ...

    async def delete(self, identity_id: UUID) -> bool: ...
    async def delete_all(self) -> None: ...
