"""The store of documents and passages, with its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True)
class Document:
    """A document without its text."""

    id: UUID
    avee_id: UUID
    layer: Layer
    title: str
    source: str
    """The file's name, or 'text' for content sent as JSON."""
    status: str
    """'pending', 'ready' or 'failed'."""
    failure: str | None
    """Why reading it failed, as a sentence for the creator; None unless the status is 'failed'."""
    warning: str | None
    """What could not be read, as a sentence for the creator; None where all was read."""
    passage_count: int
    """>= 0; 0 until it is read."""
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage to be stored, with its vector."""

    heading: str
    content: str
    embedding: list[float]
    """Unit vector of heading and content."""
    language: str = ""
    """ISO 639-1 code of the text's language; '' where it is unknown."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as a reader sees it, without its vector."""

    id: UUID
    document_id: UUID
    document_title: str
    position: int
    """Place in the document, from 0."""
    heading: str
    content: str
    layer: Layer


class Documents(Protocol):
    """Documents and passages of an agent."""

    async def insert_document(
        self, document_id: UUID, avee_id: UUID, layer: Layer, title: str, source: str, data: bytes
    ) -> tuple[Document, bool]:
        """Stores an upload; returns the document and whether it must be read.

        Content that is already there is not stored again; a document that failed, or that an earlier reader read, becomes
        pending again. `data` is stored until the document is finished.
        """
        ...

    async def load_document(self, avee_id: UUID, document_id: UUID) -> Document | None: ...
    async def load_upload(self, avee_id: UUID, document_id: UUID) -> bytes | None:
        """The uploaded bytes; None after the document was finished."""
        ...

    async def find_unread(self, older_than_s: float, limit: int) -> list[dict[str, str]]:
        """`person`, `avee_id` and `document_id` of all people's pending documents of that age without a job."""
        ...

    async def save_text(self, avee_id: UUID, document_id: UUID, title: str, content: str, warning: str = "") -> None: ...
    async def list_documents(self, avee_id: UUID, page: Page) -> list[Document]: ...
    async def save_passages(self, document: Document, first_position: int, passages: Sequence[NewPassage]) -> None:
        """Stores consecutive passages of a document from a position on, replacing passages at the same positions."""
        ...

    async def finish_document(self, avee_id: UUID, document_id: UUID, passage_count: int, failure: str | None) -> None:
        """Makes the document 'ready', or 'failed' where a failure is given, and deletes the upload and the passages of an
        earlier reading from the position `passage_count` on."""
        ...

    async def delete_document(self, avee_id: UUID, document_id: UUID) -> bool: ...
    async def load_passage(self, avee_id: UUID, passage_id: UUID) -> StoredPassage | None:
        """None where it does not exist or the scope's layer excludes it."""
        ...

    async def list_passages(self, avee_id: UUID, document_id: UUID, page: Page) -> list[StoredPassage]:
        """In the order of the document; `page.before` is the last passage of the page before."""
        ...
