"""The store of sources, of what was seen of them, and of the answers that they propose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.sources.kinds import DocumentSourceKind
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True)
class Source:
    """A source without the file that is still to be read."""

    id: UUID
    avee_id: UUID
    kind: DocumentSourceKind
    address: str
    """Of a website or feed; the name of a file."""
    layer: Layer
    every_hours: int | None
    """Hours between two looks, 1 to 168; None looks only when somebody says so."""
    max_pages: int
    max_depth: int
    answered_by: Sequence[str]
    state: str
    """'waiting', 'looking', 'ready' or 'failed'."""
    failure: str | None
    failure_code: str | None
    look: int
    """Looks begun so far, >= 0."""
    added: int
    """Documents added by the newest look; likewise the next three."""
    changed: int
    retired: int
    proposed: int
    etag: str | None
    last_modified: str | None
    looked_at: datetime | None
    """When the newest look ended; None before the first one has."""
    next_look_at: datetime | None
    version: int
    created_at: datetime
    items: int
    """Pages, posts or files that are known and not gone."""
    waiting: int
    """How many of them the newest look has not reached."""
    failed: int
    """How many could not be read."""


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to be stored."""

    id: UUID
    avee_id: UUID
    kind: DocumentSourceKind
    address: str
    layer: Layer
    every_hours: int | None
    max_pages: int
    max_depth: int
    answered_by: Sequence[str]
    upload: bytes | None


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """What can be changed of a source."""

    layer: Layer
    every_hours: int | None
    max_pages: int
    max_depth: int
    answered_by: Sequence[str]


@dataclass(frozen=True, slots=True)
class SourceItem:
    """A page, post or file of a source."""

    id: UUID
    avee_id: UUID
    source_id: UUID
    key: str
    title: str
    depth: int
    look: int
    """The look by which it was seen last."""
    state: str
    """'waiting', 'read', 'failed' or 'gone'."""
    failure: str | None
    content_hash: bytes | None
    document_id: UUID | None
    etag: str | None
    last_modified: str | None
    times_gone: int
    looked_at: datetime | None
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class SeenItem:
    """What a look saw of an item."""

    state: str
    title: str
    failure: str | None = None
    content_hash: bytes | None = None
    document_id: UUID | None = None
    etag: str | None = None
    last_modified: str | None = None
    times_gone: int = 0
    has_changed: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a look counts."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    proposed: int = 0


@dataclass(frozen=True, slots=True)
class NewProposal:
    """An old question with its answer, to be proposed."""

    id: UUID
    key: str
    question_pattern: str
    answer_content: str
    left_out: int
    content_hash: bytes


@dataclass(frozen=True, slots=True)
class ProposedAnswer:
    """An old question with its answer, as the creator is shown it."""

    id: UUID
    avee_id: UUID
    source_id: UUID
    source_address: str
    question_pattern: str
    answer_content: str
    layer: Layer
    left_out: int
    """Pieces of the question that looked like personal data and were left out."""
    state: str
    """'proposed', 'accepted' or 'dismissed'."""
    answer_id: UUID | None
    """The canonical answer made of it; where it is proposed again, the one that rests on what the source said before."""
    answer_now: str | None
    """What that answer says."""
    created_at: datetime


class Sources(Protocol):
    """Sources of an agent."""

    async def insert_source(self, new: NewSource) -> Source: ...
    async def list_sources(self, avee_id: UUID) -> list[Source]:
        """Newest first; an agent has few."""
        ...

    async def load_source(self, avee_id: UUID, source_id: UUID) -> Source | None: ...
    async def find_source(self, avee_id: UUID, kind: DocumentSourceKind, address: str) -> Source | None: ...
    async def change_source(self, avee_id: UUID, source_id: UUID, settings: SourceSettings, expected_version: int | None) -> bool:
        """False where a newer version exists."""
        ...

    async def delete_source(self, avee_id: UUID, source_id: UUID, expected_version: int | None) -> bool: ...
    async def put_upload(self, avee_id: UUID, source_id: UUID, upload: bytes) -> None: ...
    async def load_upload(self, avee_id: UUID, source_id: UUID) -> bytes | None: ...
    async def ask_for_look(self, avee_id: UUID, source_id: UUID) -> None:
        """Makes the source 'waiting' unless it is being looked at, and due."""
        ...

    async def begin_look(self, avee_id: UUID, source_id: UUID) -> Source | None:
        """Begins a look, or goes on with one that was interrupted; None where there is no such source."""
        ...

    async def end_look(
        self, source: Source, failure: str | None, code: str | None, next_look_at: datetime | None, etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:  # fmt: skip
        """Makes the source 'ready', or 'failed' with the reason. A file that was read is dropped."""
        ...

    async def count_found(self, source: Source, found: Found) -> None:
        """Adds to what the newest look found."""
        ...

    async def add_items(self, source: Source, keys: Sequence[str], depth: int) -> int:
        """Adds items that are not known yet, up to the limit of the source; returns how many."""
        ...

    async def load_item(self, avee_id: UUID, source_id: UUID, key: str) -> SourceItem | None: ...
    async def next_item(self, source: Source) -> SourceItem | None:
        """One that the newest look has not reached; None where there is none left."""
        ...

    async def save_item(self, item: SourceItem, look: int, seen: SeenItem) -> bool:
        """False where the item is gone, because the source was removed."""
        ...

    async def pass_over(self, source: Source) -> None:
        """Notes of all items that the newest look has not reached that it has nothing to say of them."""
        ...

    async def list_items(self, avee_id: UUID, source_id: UUID, page: Page) -> list[SourceItem]: ...
    async def list_documents(self, avee_id: UUID, source_id: UUID) -> list[UUID]:
        """The documents made of a source."""
        ...

    async def find_due(self, limit: int) -> list[dict[str, str]]:
        """`person`, `avee_id` and `source_id` of all people's sources whose time has come and that no job looks at."""
        ...

    async def propose(self, source: Source, proposals: Sequence[NewProposal]) -> int:
        """Stores what is new or says something else than before; returns how many. What was dismissed stays dismissed."""
        ...

    async def list_proposals(self, avee_id: UUID, page: Page, state: str | None) -> list[ProposedAnswer]: ...
    async def load_proposal(self, avee_id: UUID, proposal_id: UUID) -> ProposedAnswer | None: ...
    async def settle_proposal(self, avee_id: UUID, proposal_id: UUID, state: str, answer_id: UUID | None) -> bool:
        """Makes a proposed answer 'accepted' or 'dismissed'; False where it is not proposed."""
        ...
