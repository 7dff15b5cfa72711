"""The store of what anybody may read: published answers, and their addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PublishedAnswer:
    """A published answer, as anybody sees it."""

    slug: str
    """The last part of its address."""
    question: str
    """In the creator's words."""
    answer: str
    """Markdown."""
    answered_at: datetime
    """Of its newest version."""
    modified_at: datetime
    """When anything that its page shows changed last."""


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """The address of a published answer."""

    avee_id: UUID
    handle: str
    slug: str
    modified_at: datetime


class Publications(Protocol):
    """Readable in nobody's name. An answer that is not published, private, retired or expired does not exist here."""

    async def list_published(self, avee_id: UUID, words: Sequence[str], skip: int, limit: int) -> list[PublishedAnswer]:
        """The answers of an agent that contain each of the words, newest publication first. The words are in lower case."""
        ...

    async def find_published(self, avee_id: UUID, slug: str) -> PublishedAnswer | None: ...

    async def list_pages(self, after: tuple[UUID, str], skip: int, limit: int) -> list[PublishedPage]:
        """The addresses after this one, over all agents, in the order of (avee_id, slug)."""
        ...

    async def count_pages(self) -> int: ...
