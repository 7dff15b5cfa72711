"""The store of documents and passages, with its rows."""

from collections.abc import Mapping, Sequence
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
    """'pending', 'held', 'ready' or 'failed'. A held document waits until its creator chooses."""
    failure: str | None
    """Why reading it failed, as a sentence for the creator; None unless the status is 'failed'."""
    warning: str | None
    """What could not be read, as a sentence for the creator; None where all was read."""
    passage_count: int
    """>= 0; 0 until it is read."""
    created_at: datetime
    updated_at: datetime
    failure_code: str | None = None
    """The same as `failure`, for programs."""
    if_exists: str | None = None
    """The creator's choice where another document has its name or title: 'replace', 'keep_both', or None for no choice."""
    replaces: UUID | None = None
    """The earlier version, which answers until this one is ready."""
    same_title_as: UUID | None = None
    """The document whose title it has; None unless it is held."""


@dataclass(frozen=True, slots=True)
class NewDocument:
    """An upload to be stored."""

    id: UUID
    avee_id: UUID
    layer: Layer
    title: str
    source: str
    data: bytes
    if_exists: str | None = None
    replaces: UUID | None = None


@dataclass(frozen=True, slots=True)
class BegunReading:
    """A document at the beginning of one try to read it."""

    document: Document
    upload: bytes | None
    """None where the document is finished or held."""
    tries: int
    """This try included, >= 1; tries that ended are not counted. 0 where there is nothing to read."""


@dataclass(frozen=True, slots=True)
class ReadPassages:
    """What is saved of a document that was read."""

    title: str
    text: str
    passages: Sequence["NewPassage"]
    warning: str = ""
    """What could not be read, as a sentence for the creator; '' where all was read."""


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage to be stored, with its vector."""

    heading: str
    content: str
    embedding: Sequence[float]
    """Unit vector of heading and content."""
    language: str = ""
    """ISO 639-1 code of the text's language; '' where it is unknown."""
    sentences: Sequence["NewSentence"] = ()
    """In order, see `domain.answering.sentences.read_sentences`."""


@dataclass(frozen=True, slots=True)
class NewSentence:
    """A sentence of a passage to be stored, with its vector."""

    text: str
    embedding: Sequence[float]
    """Unit vector."""


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

    async def insert_document(self, new: NewDocument) -> tuple[Document, bool]:
        """Stores an upload; returns the document and whether it must be read.

        Content that is already there is not stored again; a document that failed, or that an earlier reader read, becomes
        pending again. The data is stored until the document is finished. A new version is at least as private as the one
        it replaces.
        """
        ...

    async def load_by_content(self, avee_id: UUID, data: bytes) -> Document | None: ...
    async def find_versions(self, avee_id: UUID, source: str, title: str | None, data: bytes) -> list[Document]:
        """The newest versions of documents with this file name, and with this title where one is given; without the
        document of this very content. Newest first."""
        ...

    async def find_titled(self, avee_id: UUID, title: str, document_id: UUID | None = None) -> list[Document]:
        """Ready documents with this title in any case of letters, other than the given one. Newest first."""
        ...

    async def drop_newer_versions(self, document: Document) -> int:
        """Deletes all documents that are to replace this one; returns how many."""
        ...

    async def choose(self, avee_id: UUID, document_id: UUID, if_exists: str, replaces: UUID | None) -> Document | None:
        """Makes a held document pending again; None where there is no such held document."""
        ...

    async def release_held(self, avee_id: UUID, document_id: UUID) -> list[UUID]:
        """Makes the documents pending again that are held because of this one's title; returns their ids."""
        ...

    async def count_pending(self, most: int) -> int:
        """Pending documents of all of the person's agents, counted up to `most`."""
        ...

    async def load_document(self, avee_id: UUID, document_id: UUID) -> Document | None: ...
    async def begin_reading(self, avee_id: UUID, document_id: UUID) -> BegunReading | None:
        """Counts one more try; None where the document does not exist."""
        ...

    async def uncount_try(self, avee_id: UUID, document_id: UUID, most_interruptions: int | None = None) -> None:
        """Takes back a try that did not fail. With `most_interruptions`, it was stopped with the program, which is
        taken back so often."""
        ...

    async def hold(self, document: Document, title: str, same_title_as: UUID) -> None:
        """Makes a pending document wait for its creator's choice."""
        ...

    async def find_unread(self, older_than_s: float, limit: int) -> list[dict[str, str]]:
        """`person`, `avee_id` and `document_id` of all people's pending documents of that age without a job."""
        ...

    async def list_documents(self, avee_id: UUID, page: Page) -> list[Document]: ...
    async def set_replaced(self, document: Document, replaces: UUID) -> None: ...
    async def save_read(self, document: Document, read: ReadPassages) -> None:
        """Makes the document 'ready' with its passages and deletes the versions that it replaces, if it still exists.

        An answer quoted from one of those, or from this document before, is quoted from the passage that says the same now.
        """
        ...

    async def save_sentences(self, avee_id: UUID, sentences: Mapping[UUID, Sequence[NewSentence]]) -> None:
        """Replaces the sentences of these passages, in order; passages that no longer exist are skipped."""
        ...

    async def find_without_sentences(self, limit: int) -> list[tuple[UUID, UUID, UUID]]:
        """(person, agent, document) of all people's ready documents whose sentences are to be embedded."""
        ...

    async def mark_sentences(self, avee_id: UUID, document_id: UUID) -> None:
        """Notes that the sentences of the document are embedded."""
        ...

    async def fail_document(self, avee_id: UUID, document_id: UUID, failure: str, code: str) -> None:
        """Makes the document 'failed' and deletes the upload and the passages of an earlier reading."""
        ...

    async def delete_document(self, avee_id: UUID, document_id: UUID) -> bool: ...
    async def find_passages(self, avee_id: UUID, text: str, embedding: Sequence[float], limit: int) -> list[StoredPassage]:
        """Those nearest to the text, by meaning and by words, whatever their layer; best first. Nothing for whoever is not in the team."""
        ...

    async def load_passage(self, avee_id: UUID, passage_id: UUID) -> StoredPassage | None:
        """None where it does not exist or the scope's layer excludes it."""
        ...

    async def list_passages(self, avee_id: UUID, document_id: UUID, page: Page) -> list[StoredPassage]:
        """In the order of the document; `page.before` is the last passage of the page before."""
        ...
