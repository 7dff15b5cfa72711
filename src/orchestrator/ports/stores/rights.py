"""The store of everybody's rights over their data: reading all of it, erasing it, and the logs of changes."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from orchestrator.domain.json_value import JsonValue
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True)
class ExportBatch:
    """Some rows of one kind, for the copy of a person's data."""

    folder: str
    """'' for what is the person's own, else the handle of an agent of theirs."""
    name: str
    """Of the kind, such as 'messages'; it follows the batches before it of the same name."""
    rows: Sequence[Mapping[str, JsonValue]]
    """By column; none where there is nothing of that kind."""


@dataclass(frozen=True, slots=True)
class OwnAgent:
    """An agent whose fate a person must name before they are erased."""

    id: UUID
    handle: str
    display_name: str


@dataclass(frozen=True, slots=True)
class Erased:
    """What erasing a person came to."""

    remaining: Sequence[OwnAgent] = ()
    """Agents that were not named; nothing was erased then."""
    address: str | None = None
    """Where the last mail goes; None where the address was never confirmed."""
    language: str = "en"
    """ISO 639-1, of that mail."""
    mails: Sequence[UUID] = ()
    """Ids of mails that may lie in files."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of a log of changes."""

    id: UUID
    kind: str
    """Such as 'rules.changed'."""
    at: datetime
    avee_id: UUID | None
    """None for what concerns the account."""
    person_id: UUID | None
    """None for the program itself, and for a person who was erased."""
    person_handle: str | None
    person_name: str | None
    subject_id: UUID | None
    """The thing that changed."""
    subject_person: UUID | None
    """The person whom the change is about."""
    subject_handle: str | None
    subject_name: str | None
    via: str
    """'session' or 'token'; '' for the program itself."""
    network: str
    """The shortened network address; '' where there is none."""
    before: Any
    """A JSON object with the fields that changed, or None."""
    after: Any


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are listed; None for all."""

    kind: str | None = None
    person: UUID | None = None


class Rights(Protocol):
    """A person's rights; methods without a user id are about the transaction's person."""

    def read_everything(self) -> AsyncIterator[ExportBatch]:
        """All that is the person's, in batches of bounded size; to be read within the transaction."""
        ...

    async def note_export(self, most: int) -> bool:
        """Notes that the person takes a copy; False where they took `most` in the last hour."""
        ...

    async def erase_me(self, agents: Collection[UUID]) -> Erased | None:
        """Erases the person and the agents that they name; None where there is no such person.

        Raises Unavailable `erasing_collided` where two transactions waited for each other; another try helps.
        """
        ...

    async def erase_conversation(self, conversation_id: UUID) -> bool:
        """Erases a conversation that the person started; False where there is none. Raises as `erase_me`."""
        ...

    async def list_agent_audit(self, avee_id: UUID, page: Page, chosen: AuditFilter) -> list[AuditEntry]: ...

    async def list_my_audit(self, page: Page, chosen: AuditFilter) -> list[AuditEntry]:
        """What concerns the person's account, and what they did with agents."""
        ...

    async def delete_old_messages(self, limit: int) -> int:
        """Deletes up to `limit` messages that are older than their agents keep them; returns how many."""
        ...

    async def purge_audit(self) -> None:
        """Deletes entries that are older than logs are kept."""
        ...
