"""Requests and responses about teams."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import EmailStr, Field

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.http.wire import In, Out, ReadOnly, Secret, VersionIn

ROLES = (
    "viewer reads questions, conversations, knowledge and figures; answerer also answers; editor also changes knowledge and rules; "
    "the owner also changes the team."
)


class TeammateIn(In):
    user_id: UUID | None = Field(None, description="As GET gave it: that of the path.")
    version: VersionIn = None
    handle: ReadOnly = None
    display_name: ReadOnly = None
    avatar: ReadOnly = None
    since: ReadOnly = None
    role: TeamRole = Field(description=ROLES, examples=["answerer"])


class TeammateOut(Out):
    user_id: UUID
    handle: str
    display_name: str
    avatar: str | None
    role: TeamRole = Field(description=ROLES)
    since: datetime
    version: int


class InvitationIn(In):
    email: EmailStr = Field(max_length=254, examples=["ines@example.org"])
    role: TeamRole = Field(description=ROLES, examples=["answerer"])
    password: Secret | None = Field(
        None, description="Yours, for the role owner alone; not needed within five minutes after signing in to an account that has none."
    )


class InvitationOut(Out):
    id: UUID
    email: str
    role: TeamRole
    created_at: datetime
    expires_at: datetime
    mail_status: Literal["waiting", "sent", "failed", "dropped"] = Field(description="What became of the mail.")


class InvitedOut(Out):
    agent: str = Field(description="The agent's name.")
    handle: str = Field(description="The agent's handle.")
    role: TeamRole
    invited_by: str = Field(description="The owner's name.")


class JoinedOut(Out):
    avee_id: UUID
    agent: str
    handle: str
    role: TeamRole
