"""Accounts and agents as the store keeps them, and the parts of a transaction that reach them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier


@dataclass(frozen=True, slots=True)
class Profile:
    """What anyone may know of a person."""

    id: UUID
    handle: str
    display_name: str
    avatar: str | None


@dataclass(frozen=True, slots=True)
class User:
    id: UUID
    email: str
    handle: str
    display_name: str
    avatar: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Credentials:
    user_id: UUID
    password_hash: str


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever signed in, and by which secret."""

    user_id: UUID
    secret_id: UUID
    kind: str
    """'session' or 'token'."""


@dataclass(frozen=True, slots=True)
class ApiToken:
    id: UUID
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Avee:
    id: UUID
    owner_id: UUID
    handle: str
    display_name: str
    persona: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class PublicAvee:
    """What anyone may know of an avee; never its persona."""

    id: UUID
    handle: str
    display_name: str
    owner_id: UUID
    creator_name: str
    creator_handle: str
    creator_avatar: str | None


@dataclass(frozen=True, slots=True)
class Member:
    user_id: UUID
    handle: str
    display_name: str
    avatar: str | None
    tier: Tier
    layer: Layer


class Accounts(Protocol):
    async def insert_user(self, user_id: UUID, email: str, handle: str, display_name: str, password_hash: str) -> User:
        """Raises Conflict `email_taken` or `handle_taken`."""
        ...

    async def find_credentials(self, email: str) -> Credentials | None: ...
    async def load_me(self) -> User | None: ...
    async def rename_me(self, display_name: str) -> User | None: ...

    async def set_password(self, password_hash: str, kept_session: UUID) -> None:
        """Of the transaction's person; their other sessions end."""
        ...

    async def load_profile_by_handle(self, handle: str) -> Profile | None: ...
    async def insert_session(self, session_id: UUID, user_id: UUID, secret_hash: bytes, expires_at: datetime) -> None: ...
    async def delete_session(self, session_id: UUID) -> None: ...
    async def insert_token(self, token_id: UUID, user_id: UUID, name: str, secret_hash: bytes) -> ApiToken: ...
    async def list_tokens(self) -> list[ApiToken]: ...
    async def delete_token(self, token_id: UUID) -> bool: ...


class Avees(Protocol):
    async def insert_avee(self, avee_id: UUID, owner_id: UUID, handle: str, display_name: str, persona: str) -> Avee:
        """Raises Conflict `handle_taken`."""
        ...

    async def load_avee(self, avee_id: UUID) -> Avee | None:
        """An own avee."""
        ...

    async def list_avees(self) -> list[Avee]: ...
    async def find_public(self, handle: str | None = None, avee_id: UUID | None = None) -> PublicAvee | None: ...
    async def update_avee(self, avee_id: UUID, handle: str | None, display_name: str | None, persona: str | None) -> Avee | None: ...
    async def delete_avee(self, avee_id: UUID) -> bool: ...
    async def list_members(self, avee_id: UUID) -> list[Member]: ...
    async def save_member(self, avee_id: UUID, user_id: UUID, tier: Tier, layer: Layer) -> Member: ...
