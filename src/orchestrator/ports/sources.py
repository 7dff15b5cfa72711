"""Sources outside the program: fetching what is at an address, and reading pages, feeds and exports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from orchestrator.domain.sources.kinds import DocumentSourceKind

USER_AGENT = "Orchestrator"
"""The name that robots.txt is read for."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer to one request. Redirects are not followed."""

    status: int
    """HTTP status."""
    body: bytes = b""
    """Of an answer with status 200; unpacked where it was sent compressed."""
    content_type: str = ""
    location: str = ""
    """Of a redirect, as it came."""
    etag: str = ""
    last_modified: str = ""
    retry_after_s: float = 0.0
    """Seconds that the website asked to wait; 0 for none."""


class WebFetcher(Protocol):
    """Fetches from public addresses, within limits of time and size."""

    @property
    def pause_s(self) -> float:
        """Seconds between two requests to one website where it asks for no other pause, >= 0."""
        ...

    async def fetch(self, address: str, person: UUID, etag: str = "", last_modified: str = "") -> Fetched:
        """One GET, conditional where one of the last two is given.

        Raises Invalid `target_not_allowed` for a private address, TooLarge `page_too_large`, and Unavailable where there is no
        answer in time.
        """
        ...


@dataclass(frozen=True, slots=True)
class ReadRobots:
    """What a website's robots.txt says to this program."""

    allows: bool
    """Whether the address that was asked about may be fetched."""
    pause_s: float
    """Seconds between two visits that it asks for; 0 for none."""
    sitemaps: Sequence[str] = ()
    """In its order, of the same host, at most 20."""


@dataclass(frozen=True, slots=True)
class ReadSitemap:
    """A sitemap, or an index of sitemaps."""

    pages: Sequence[str] = ()
    """Of the same host, and allowed by robots.txt; without doubles."""
    sitemaps: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A web page."""

    title: str
    text: str
    """Markdown of the main text; '' where there is none."""
    links: Sequence[str] = ()
    """Of the same host, and allowed by robots.txt; without doubles, at most 500."""


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One document of a feed or an export."""

    key: str
    """What it is known by in the next version of the feed or export, at most 2,000 bytes."""
    title: str
    text: str
    """Markdown, not empty."""
    name: str
    """The file name or address that the document gets."""


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question with the creator's answer to it."""

    key: str
    question: str
    answer: str
    asker: str = ""
    """Name of whoever asked, to be left out of the question; '' where it is unknown."""


@dataclass(frozen=True, slots=True)
class ReadExport:
    """What a feed or an export holds."""

    items: Sequence[ReadItem] = ()
    questions: Sequence[ReadQuestion] = ()
    is_whole: bool = False
    """Whether what is missing from it has been deleted, as in an export and unlike in a feed."""
    answerers: Sequence[str] = ()
    """Who wrote answers in it, most often first, where nobody of `answered_by` did."""


class SourceReader(Protocol):
    """Reads what a stranger's server or program wrote, within limits of time and memory.

    Each method raises Invalid `unreadable_document` or `slow_document`, TooLarge `too_large_document`, and Unavailable
    `reading_interrupted` where another try may succeed.
    """

    async def read_robots(self, address: str, robots: bytes) -> ReadRobots: ...
    async def read_sitemap(self, address: str, data: bytes, robots: bytes) -> ReadSitemap: ...
    async def read_page(self, address: str, data: bytes, robots: bytes) -> ReadPage: ...
    async def read_export(self, kind: DocumentSourceKind, name: str, data: bytes, answered_by: Sequence[str]) -> ReadExport:
        """Also a feed, whose name is its address."""
        ...
