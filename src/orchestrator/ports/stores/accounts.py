"""The stores of accounts and agents, with their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.accounts.limits import PasswordLimits
from orchestrator.domain.accounts.persona import SpeaksAs
from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.accounts.token_scope import TokenScope


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
    version: int
    """Counts the changes, from 1."""
    email_confirmed_at: datetime | None = None
    """When the person showed that the address is theirs; None until then."""
    is_pending: bool = False
    """Whether the account waits for the link that was mailed to the address: nobody signs in to it or sees it before."""
    has_password: bool = True
    """Whether it can be signed in to with a password; else only by an identity elsewhere, until one is set."""
    guest_of: UUID | None = None
    """The agent that a guest may ask, who has no account; None for an account."""


@dataclass(frozen=True, slots=True)
class NewUser:
    """A new account."""

    id: UUID
    email: str
    handle: str
    display_name: str
    password_hash: str | None
    is_pending: bool


@dataclass(frozen=True, slots=True)
class UserChange:
    """The fields of an account to change; None leaves a field as it is."""

    display_name: str | None = None
    handle: str | None = None


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a sign-in is checked against."""

    user_id: UUID
    password_hash: str | None
    """None for an account without a password."""


@dataclass(frozen=True, slots=True)
class Person:
    """An authenticated person, and the session or token that authenticated them."""

    user_id: UUID
    secret_id: UUID
    """The id of the session or token."""
    kind: str
    """'session', 'token', or 'signed': a session of somebody whom the site of an agent's creator signed."""
    scope: TokenScope = TokenScope.manage
    """What a token may be used for; a session is for everything."""
    is_noted: bool = True
    """Whether this use of the session or token need not be noted."""
    guest_of: UUID | None = None
    """The one agent that a guest, or somebody with a signed identity, may ask; None for a person with an account."""


@dataclass(frozen=True, slots=True)
class PasswordTry:
    """A try of an account's password."""

    id: UUID
    email: str
    place: bytes
    """A hash, 32 bytes: of the device or session that the account knows, or else of the address."""
    address: bytes
    """A hash of the network address, 32 bytes."""
    is_known: bool
    """Whether the account knows the place."""


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser, without its secret."""

    id: UUID
    browser: str
    """What it says it is, such as 'Firefox on Linux'; '' where it says nothing that is known."""
    created_at: datetime
    last_used_at: datetime
    """Noted once an hour at most."""
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ApiToken:
    """An API token without its secret."""

    id: UUID
    name: str
    scope: TokenScope
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    """Noted once an hour at most; None until it is used."""


@dataclass(frozen=True, slots=True)
class AskingGuests:
    """Guests of an agent who asked it something. They have no names."""

    people: int
    questions: int
    """Without small talk."""


@dataclass(frozen=True, slots=True)
class Avee:
    """An agent as its team sees it."""

    id: UUID
    owner_id: UUID
    handle: str
    display_name: str
    persona: str
    greeting: str
    sign_off: str
    home: str
    speaks_as: SpeaksAs
    created_at: datetime
    updated_at: datetime
    version: int
    """Counts the changes, from 1."""
    role: TeamRole
    """That of the person who asks."""
    embed_origins: Sequence[str] = ()
    """The sites that may show the agent in a frame, as `check_origins` gives them."""
    embed_layer: Layer = Layer.public
    """The most private layer that such a site may sign for its users."""


@dataclass(frozen=True, slots=True)
class NewAvee:
    """A new agent, as its owner describes it. See `PersonaFields` for the last four."""

    handle: str
    display_name: str
    persona: str = ""
    greeting: str = ""
    sign_off: str = ""
    home: str = ""
    speaks_as: SpeaksAs = SpeaksAs.name


@dataclass(frozen=True, slots=True)
class AveeChange:
    """The fields of an agent to change; None leaves a field as it is."""

    handle: str | None = None
    display_name: str | None = None
    persona: str | None = None
    greeting: str | None = None
    sign_off: str | None = None
    home: str | None = None
    speaks_as: SpeaksAs | None = None
    embed_origins: Sequence[str] | None = None
    embed_layer: Layer | None = None


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
    takes_direct_messages: bool = True
    """Whether people may write to the creator past the agent."""
    takes_guests: bool = True
    """Whether people may ask it without an account."""
    retention_days: int = 0
    """Messages are deleted when they are older than this; 0 where they are kept."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person to whom the creator granted a tier and a layer."""

    user_id: UUID
    handle: str
    display_name: str
    avatar: str | None
    tier: Tier
    layer: Layer
    version: int
    """Counts the changes, from 1."""


class Counted(StrEnum):
    """What a person may have a limited number of."""

    agents = "agents"
    tokens = "tokens"
    """API tokens that are valid."""
    members = "members"
    """Members of one own agent."""
    conversations = "conversations"
    """Conversations with one agent that were started in the last 24 hours."""


class Accounts(Protocol):
    """Accounts, sessions and API tokens. Methods without a user id are about the transaction's person."""

    async def insert_user(self, user: NewUser) -> User:
        """Raises Conflict `handle_taken`, and `email_taken` unless the account is pending."""
        ...

    async def find_credentials(self, email: str) -> Credentials | None:
        """None also for an account that is pending."""
        ...

    async def find_pending(self, email: str) -> UUID | None:
        """The newest account with this address that is pending."""
        ...

    async def begin_password_try(self, attempt: PasswordTry, limits: PasswordLimits) -> timedelta | None:
        """Counts a try before its password is compared. Returns how long to wait where there were too many tries."""
        ...

    async def end_password_try(self, try_id: UUID, was_right: bool) -> None:
        """Ends the counting of a try that was right or was never compared."""
        ...

    async def find_known_device(self, email: str, secret_hashes: Sequence[bytes]) -> bytes | None:
        """The device among these that the account with this address knows."""
        ...

    async def insert_device(self, user_id: UUID, secret_hash: bytes, replaced: Sequence[bytes]) -> None:
        """Makes a device known to the person, instead of `replaced`; only the newest few stay known."""
        ...

    async def load_seconds_left(self, secret_id: UUID) -> float:
        """Seconds until the session or token of the person's own ends; 0 where it has ended."""
        ...

    async def load_session_age(self, session_id: UUID) -> float:
        """Seconds since the person signed in to a session of their own; infinite where it has ended."""
        ...

    async def note_use(self, person: Person) -> None:
        """Notes the use of the session or token."""
        ...

    async def count_own(self, what: Counted, avee_id: UUID | None) -> int:
        """The number that a limit is for. Whoever counts the same waits until this transaction ends."""
        ...

    async def load_me(self) -> User | None: ...

    async def confirm_email(self, address: str) -> None:
        """Notes that the person's address is their own, unless they have another one than `address` by now.

        A pending account can be signed in to from then on. Raises Conflict `email_taken` where another one has the address.
        """
        ...

    async def change_email(self, address: str) -> None:
        """Gives the person another address, which is confirmed. Raises Conflict `email_taken`."""
        ...

    async def change_me(self, change: UserChange, expected: int | None) -> User | None:
        """Changes the fields that are not None. Raises Conflict `handle_taken`, also for a handle that is kept for somebody else.

        None also where `expected` is not the current version; None stands for any.
        """
        ...

    async def list_handle_changes(self, avee_id: UUID | None = None) -> list[datetime]:
        """When the person, or their agent, gave up a handle in the last HANDLE_DAYS days; newest first."""
        ...

    async def find_moved(self, handle: str) -> str | None:
        """The current handle of the person who gave this one up."""
        ...

    async def save_avatar(self, avatar_id: UUID, image: bytes) -> User | None:
        """Replaces the person's picture."""
        ...

    async def delete_avatar(self) -> None: ...
    async def load_avatar(self, avatar_id: UUID) -> bytes | None:
        """Anybody's."""
        ...

    async def set_password(self, password_hash: str, kept_session: UUID | None) -> None:
        """Sets the person's password hash, ends all their sessions except `kept_session`, and forgets their devices."""
        ...

    async def load_profile_by_handle(self, handle: str) -> Profile | None: ...
    async def insert_session(self, session_id: UUID, user_id: UUID, secret_hash: bytes, expires_at: datetime, browser: str) -> None: ...
    async def list_sessions(self) -> list[Session]:
        """Those that have not ended, the one used last first."""
        ...

    async def delete_session(self, session_id: UUID) -> bool: ...
    async def end_other_sessions(self, kept: UUID) -> None: ...
    async def insert_token(
        self, token_id: UUID, user_id: UUID, name: str, secret_hash: bytes, scope: TokenScope, expires_at: datetime
    ) -> ApiToken:
        """Also deletes tokens of the person that ended more than 30 days ago."""
        ...

    async def list_tokens(self) -> list[ApiToken]: ...
    async def delete_token(self, token_id: UUID) -> bool: ...


class Avees(Protocol):
    """Agents and their members. Except for `find_public`, only agents in whose team the person is are found."""

    async def insert_avee(self, avee_id: UUID, owner_id: UUID, new: NewAvee) -> Avee:
        """Raises Conflict `handle_taken`."""
        ...

    async def load_avee(self, avee_id: UUID) -> Avee | None:
        """None where the person is in the team of no such agent."""
        ...

    async def list_avees(self) -> list[Avee]: ...
    async def list_public(self, ids: Sequence[UUID]) -> list[PublicAvee]:
        """The public profiles of these agents, in any order."""
        ...

    async def find_public(self, handle: str | None = None, avee_id: UUID | None = None) -> PublicAvee | None: ...
    async def find_moved(self, handle: str) -> str | None:
        """The current handle of the agent that gave this one up."""
        ...

    async def update_avee(self, avee_id: UUID, change: AveeChange, expected: int | None) -> Avee | None:
        """Changes the fields that are not None. Raises Conflict `handle_taken`, also for a handle that is kept for another agent.

        None also where `expected` is not the current version; None stands for any.
        """
        ...

    async def delete_avee(self, avee_id: UUID) -> bool: ...
    async def list_members(self, avee_id: UUID) -> list[Member]: ...
    async def count_guests(self, avee_id: UUID) -> AskingGuests:
        """The guests that the agent has now; 0 for whoever is not in the team."""
        ...

    async def load_member_version(self, avee_id: UUID, user_id: UUID) -> int:
        """0 where the person is no member."""
        ...

    async def save_member(self, avee_id: UUID, user_id: UUID, tier: Tier, layer: Layer, expected: int | None) -> Member | None:
        """None where `expected` is not the current version; 0 is that of somebody who is no member, None stands for any.

        Raises Conflict `user_unknown`.
        """
        ...
