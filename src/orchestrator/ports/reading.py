"""Reading a creator's files: bytes in, Markdown out, then the passages it is cut into."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ReadDocument:
    title: str
    """From the document itself (its first heading or its metadata), else from its file name."""
    text: str
    """Markdown, never empty, without NUL characters."""


@dataclass(frozen=True, slots=True)
class Passage:
    content: str
    """What is quoted to an asker: at most about 900 characters, never empty."""
    heading: str
    """The headings above it joined by ' > ', or ''. Embedded and searched together with the content."""


class DocumentReader(Protocol):
    def read(self, name: str, data: bytes) -> ReadDocument:
        """Reads one file by its name and content. Blocks: call it off the event loop.

        Raises Invalid `unreadable_document` (broken, encrypted or of an unknown type) or `empty_document`.
        """
        ...

    def split(self, text: str) -> Sequence[Passage]:
        """Passages in reading order, cut along headings, lists, code blocks and paragraphs; no text is lost or doubled."""
        ...
