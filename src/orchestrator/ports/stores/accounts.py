"""The stores of accounts and agents, with their rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier


@dataclass(frozen=True, slots=True)
class Profile:
    """The public profile of a person."""

    id: UUID
    handle: str
    display_name: str
    avatar: str | None


@dataclass(frozen=True, slots=True)
class User:
    """A person's own account."""

    id: UUID
    email: str
    handle: str
    display_name: str
    avatar: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a sign-in is checked against."""

    user_id: UUID
    password_hash: str


@dataclass(frozen=True, slots=True)
class Person:
    """An authenticated person, and the session or token that authenticated them."""

    user_id: UUID
    secret_id: UUID
    """The id of the session or token."""
    kind: str
    """'session' or 'token'."""


@dataclass(frozen=True, slots=True)
class ApiToken:
    """An API token without its secret."""

    id: UUID
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Avee:
    """An agent as its owner sees it."""

    id: UUID
    owner_id: UUID
    handle: str
    display_name: str
    persona: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class PublicAvee:
    """The public profile of an agent; it never contains the persona."""

    id: UUID
    handle: str
    display_name: str
    owner_id: UUID
    creator_name: str
    creator_handle: str
    creator_avatar: str | None


@dataclass(frozen=True, slots=True)
class Member:
    """A person to whom the creator granted a tier and a layer."""

    user_id: UUID
    handle: str
    display_name: str
    avatar: str | None
    tier: Tier
    layer: Layer


class Accounts(Protocol):
    """Accounts, sessions and API tokens. Methods without a user id are about the transaction's person."""

    async def insert_user(self, user_id: UUID, email: str, handle: str, display_name: str, password_hash: str) -> User:
        """Raises Conflict `email_taken` or `handle_taken`."""
        ...

    async def find_credentials(self, email: str) -> Credentials | None: ...
    async def load_me(self) -> User | None: ...
    async def rename_me(self, display_name: str) -> User | None: ...

    async def set_password(self, password_hash: str, kept_session: UUID) -> None:
        """Sets the person's password hash and ends all their sessions except `kept_session`."""
        ...

    async def load_profile_by_handle(self, handle: str) -> Profile | None: ...
    async def insert_session(self, session_id: UUID, user_id: UUID, secret_hash: bytes, expires_at: datetime) -> None: ...
    async def delete_session(self, session_id: UUID) -> None: ...
    async def insert_token(self, token_id: UUID, user_id: UUID, name: str, secret_hash: bytes) -> ApiToken: ...
    async def list_tokens(self) -> list[ApiToken]: ...
    async def delete_token(self, token_id: UUID) -> bool: ...


class Avees(Protocol):
    """Agents and their members. Except for `find_public`, only agents that the person owns are found."""

    async def insert_avee(self, avee_id: UUID, owner_id: UUID, handle: str, display_name: str, persona: str) -> Avee:
        """Raises Conflict `handle_taken`."""
        ...

    async def load_avee(self, avee_id: UUID) -> Avee | None:
        """None where the person does not own such an agent."""
        ...

    async def list_avees(self) -> list[Avee]: ...
    async def find_public(self, handle: str | None = None, avee_id: UUID | None = None) -> PublicAvee | None: ...
    async def update_avee(self, avee_id: UUID, handle: str | None, display_name: str | None, persona: str | None) -> Avee | None:
        """Changes the fields that are not None. Raises Conflict `handle_taken`."""
        ...

    async def delete_avee(self, avee_id: UUID) -> bool: ...
    async def list_members(self, avee_id: UUID) -> list[Member]: ...
    async def save_member(self, avee_id: UUID, user_id: UUID, tier: Tier, layer: Layer) -> Member:
        """Raises Conflict `user_unknown`."""
        ...
