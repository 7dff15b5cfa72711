"""The stores of an agent's team: its people, invitations into it, and what they do about a question together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole


@dataclass(frozen=True, slots=True)
class Teammate:
    """Somebody in the team of an agent, its owner included."""

    user_id: UUID
    handle: str
    display_name: str
    avatar: str | None
    role: TeamRole
    since: datetime
    version: int
    """Counts the changes of the role, from 1."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An open invitation into the team, as its owner sees it."""

    id: UUID
    email: str
    role: TeamRole
    """`owner` hands the agent over."""
    created_at: datetime
    expires_at: datetime
    mail_status: str
    """'waiting', 'sent', 'failed' or 'dropped'."""


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation with what its link and its mail need."""

    id: UUID
    email: str
    role: TeamRole
    secret_hash: bytes
    mail_id: UUID
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class FoundInvitation:
    """What whoever has the link of an invitation may know of it."""

    avee_id: UUID
    id: UUID
    agent: str
    """The agent's display name."""
    handle: str
    role: TeamRole
    invited_by: str
    """The owner's display name."""
    is_used: bool
    is_expired: bool


@dataclass(frozen=True, slots=True)
class InvitationMail:
    """What the mail of an invitation says."""

    id: UUID
    agent: str
    role: TeamRole
    invited_by: str


@dataclass(frozen=True, slots=True)
class Note:
    """What one of the team wrote about a question, for the team alone."""

    id: UUID
    content: str
    created_at: datetime
    author: str | None
    """The display name; None where that account is gone."""
    is_own: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """The answer that the team is working on."""

    answer: str
    version: int
    """Counts the saves, from 1."""
    edited_at: datetime
    editor: str | None
    """The display name of who saved it last; None where that account is gone."""
    proposed_at: datetime | None
    """Since when a signature to exactly this text is asked for; None where none is."""
    proposed_by: UUID | None
    proposer: str | None


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody else of the team who has a question open just now."""

    user_id: UUID
    display_name: str
    is_writing: bool


class Teams(Protocol):
    """Teams of the person's agents. Methods that concern everybody say so."""

    async def list_team(self, avee_id: UUID) -> list[Teammate]:
        """The owner first, then by handle."""
        ...

    async def save_role(self, avee_id: UUID, user_id: UUID, role: TeamRole, expected: int | None) -> bool:
        """False where nobody in the team has that version; None stands for any."""
        ...

    async def remove(self, avee_id: UUID, user_id: UUID) -> bool:
        """False where the person is not in the team, or may not remove them."""
        ...

    async def list_invitations(self, avee_id: UUID) -> list[Invitation]:
        """Open ones, newest first."""
        ...

    async def count_invited(self) -> int:
        """Invitations of the last hour into all teams of the person. Whoever counts the same waits until the transaction ends."""
        ...

    async def insert_invitation(self, avee_id: UUID, new: NewInvitation) -> None:
        """Replaces an open one for the same address."""
        ...

    async def delete_invitation(self, avee_id: UUID, invitation_id: UUID) -> bool: ...
    async def load_invitation_mail(self, mail_id: UUID) -> InvitationMail | None:
        """None where the invitation was withdrawn, replaced, used, or has expired."""
        ...

    async def find_invitation(self, secret_hash: bytes) -> FoundInvitation | None:
        """Anybody's."""
        ...

    async def accept_invitation(self, secret_hash: bytes) -> tuple[UUID, TeamRole] | None:
        """The agent, and the role that the person has from now on. None where the invitation cannot be accepted (any more)."""
        ...


class Teamwork(Protocol):
    """What a team does about a question. The person must be in the team."""

    async def assign(self, avee_id: UUID, escalation_id: UUID, user_id: UUID | None) -> bool:
        """False where that person could not answer it. None takes the assignment back."""
        ...

    async def list_notes(self, avee_id: UUID, escalation_id: UUID) -> list[Note]:
        """Oldest first."""
        ...

    async def add_note(self, avee_id: UUID, escalation_id: UUID, note_id: UUID, content: str) -> None: ...
    async def delete_note(self, avee_id: UUID, note_id: UUID) -> bool: ...
    async def load_draft(self, avee_id: UUID, escalation_id: UUID) -> Draft | None: ...
    async def save_draft(self, avee_id: UUID, escalation_id: UUID, answer: str, expected: int | None, is_proposed: bool) -> bool:
        """False where `expected` is not the current version; 0 is that of no draft, None stands for any."""
        ...

    async def delete_drafts(self, avee_id: UUID, escalation_ids: Sequence[UUID]) -> None: ...
    async def note_opening(self, avee_id: UUID, escalation_id: UUID, is_writing: bool) -> None:
        """Notes that the person has the question open just now."""
        ...

    async def end_opening(self, avee_id: UUID, escalation_id: UUID) -> None: ...
    async def list_openings(self, avee_id: UUID, escalation_id: UUID) -> list[Opening]:
        """Those of others, as of the last minute."""
        ...
