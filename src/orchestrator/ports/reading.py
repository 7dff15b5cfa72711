"""Reading a creator's files: from bytes to Markdown, and from Markdown to passages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

READER_VERSION = 3
"""Rises when the text of files is read differently, so that the same file, added again, is read anew."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document, small enough to search and quote."""

    content: str
    """The text that is quoted to askers: at most about 900 characters, never empty."""
    heading: str
    """The headings above it joined by ' > ', or ''. Embedded and searched together with the content."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The text of a file."""

    title: str
    """From the document (its author's title, its main heading, its metadata), else from the file's name."""
    text: str
    """Markdown, never empty, without NUL characters: only what a reader of the file sees."""
    warning: str = ""
    """A sentence for the creator on what could not be read, as scanned pages; '' where all was read."""
    passages: Sequence[Passage] = ()
    """In reading order, cut at headings, lists, code blocks and paragraphs. No text is lost, and none is repeated but the
    header row of a table that had to be cut."""


class DocumentReader(Protocol):
    """Extracts the text of files and cuts it into passages, within limits of time and memory."""

    async def read(self, name: str, data: bytes) -> ReadDocument:
        """Reads one file by its name and content. Cancelling it stops the reading at once.

        Raises Invalid `unreadable_document` (broken, encrypted or of an unknown type), `empty_document` or
        `slow_document`, TooLarge `too_large_document`, and Unavailable `reading_interrupted` where another try may
        succeed.
        """
        ...
