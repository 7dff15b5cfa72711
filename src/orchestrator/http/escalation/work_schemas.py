"""Requests and responses about what a team does about a question."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from orchestrator.http.wire import In, Out, ReadOnly, VersionIn


class AssignIn(In):
    user_id: UUID | None = Field(
        description="Somebody of the team who may answer; null takes it back.", examples=["0190b5a0-0000-7000-8000-000000000003"]
    )


class NoteIn(In):
    text: str = Field(examples=["She asked the same in spring; see the answer about queens."])


class NoteOut(Out):
    id: UUID
    content: str
    created_at: datetime
    author: str | None = Field(description="The name; null where the account is gone.")
    is_own: bool


class DraftIn(In):
    answer: str = Field(examples=["Yes, from the second year on."])
    version: VersionIn = None
    propose: bool = Field(False, description="Whether an editor or the owner is to send exactly this text.")
    edited_at: ReadOnly = None
    editor: ReadOnly = None
    proposed_at: ReadOnly = None
    proposed_by: ReadOnly = None
    proposer: ReadOnly = None


class DraftOut(Out):
    answer: str
    version: int
    edited_at: datetime
    editor: str | None = Field(description="Who saved it last.")
    proposed_at: datetime | None = Field(description="Since when exactly this text waits for a signature; null where it does not.")
    proposed_by: UUID | None
    proposer: str | None


class OpeningIn(In):
    is_writing: bool = False


class OpeningOut(Out):
    user_id: UUID
    display_name: str
    is_writing: bool


class OpeningsOut(Out):
    openings: list[OpeningOut]


class WorkOut(OpeningsOut):
    notes: list[NoteOut]
    draft: DraftOut | None
