"""Documents and passages as the store keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True)
class Document:
    id: UUID
    avee_id: UUID
    layer: Layer
    title: str
    source: str
    """The file's name, or 'text' for content sent as JSON."""
    status: str
    """'pending', 'ready' or 'failed'."""
    failure: str | None
    passage_count: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class NewPassage:
    heading: str
    content: str
    embedding: list[float]
    language: str = ""
    """ISO 639-1 code of what it is written in; '' where that cannot be told."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage of a document, as one who may read it sees it."""

    id: UUID
    document_id: UUID
    document_title: str
    position: int
    """From 0, in the order of the document."""
    heading: str
    content: str
    layer: Layer


class Documents(Protocol):
    async def insert_document(
        self, document_id: UUID, avee_id: UUID, layer: Layer, title: str, source: str, data: bytes
    ) -> tuple[Document, bool]:
        """The document, and whether it is new: the same content twice is stored once (a failed one is tried again).

        `data` is kept until the document is finished.
        """
        ...

    async def load_document(self, avee_id: UUID, document_id: UUID) -> Document | None: ...
    async def load_upload(self, avee_id: UUID, document_id: UUID) -> bytes | None:
        """What was sent; None once the document is finished."""
        ...

    async def find_unread(self, older_than_s: float, limit: int) -> list[dict[str, str]]:
        """person, avee_id and document_id of documents that wait to be read and have no job, whosever they are."""
        ...

    async def save_text(self, avee_id: UUID, document_id: UUID, title: str, content: str) -> None: ...
    async def list_documents(self, avee_id: UUID, page: Page) -> list[Document]: ...
    async def save_passages(self, document: Document, first_position: int, passages: Sequence[NewPassage]) -> None:
        """Stores a run of a document's passages; the same positions again replace what was there."""
        ...

    async def finish_document(self, avee_id: UUID, document_id: UUID, passage_count: int, failure: str | None) -> None: ...
    async def delete_document(self, avee_id: UUID, document_id: UUID) -> bool: ...
    async def load_passage(self, avee_id: UUID, passage_id: UUID) -> StoredPassage | None: ...
    async def list_passages(self, avee_id: UUID, document_id: UUID, page: Page) -> list[StoredPassage]:
        """In the order of the document; `page.before` is the last one shown."""
        ...
