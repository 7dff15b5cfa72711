"""Requests and responses about everybody's rights."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field, SecretStr

from orchestrator.http.wire import In, Out, Secret

MOST_AGENTS = 1_000


class ErasureIn(In):
    password: Secret = Field(
        SecretStr(""),
        description="Your current password. An account without one signed in by its provider within the last five minutes instead; "
        "409 `sign_in_again` otherwise.",
        examples=["a long passphrase"],
    )
    delete_agents: list[UUID] = Field(
        [],
        max_length=MOST_AGENTS,
        description="The agents that you own; each is deleted with its knowledge and conversations. 409 `agents_remain` lists those "
        "that you left out, and nothing is erased then.",
    )


class NamedPersonOut(Out):
    id: UUID
    handle: str
    display_name: str


class AuditEntryOut(Out):
    """One change."""

    id: UUID
    kind: str = Field(description="What changed and how.", examples=["rules.changed"])
    at: datetime
    avee_id: UUID | None = Field(description="null for what concerns the account.")
    person: NamedPersonOut | None = Field(description="Who did it; null for the program itself, and for somebody who erased their account.")
    subject_id: UUID | None = Field(description="The thing that changed.")
    subject: NamedPersonOut | None = Field(description="The person whom the change is about.")
    via: str = Field(description="`session` or `token`; empty for the program itself.")
    network: str = Field(description="The first part of the network address; empty where there is none.", examples=["203.0.113.0/24"])
    before: dict[str, Any] | None = Field(description="What was there, of the fields that changed. Never a secret.")
    after: dict[str, Any] | None = Field(description="What is there now.")
