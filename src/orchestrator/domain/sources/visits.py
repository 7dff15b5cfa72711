"""What the answer of a website to a visit means, and when a source is looked at next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MOST_GONE = 2
"""Looks in a row that find a page gone, after which its document is retired: one may be a mistake of the website."""
LONGEST_PAUSE_S = 10.0
"""A website may ask for longer pauses between visits; a person would not wait for them."""
RETRY_AFTER = timedelta(hours=1)
"""When a look is repeated that ended because the website did not answer."""
LONGEST_RETRY = timedelta(days=1)
MOST_REDIRECTS = 5
MOST_FAILURES = 3
"""Pages in a row that cannot be fetched, after which the look ends: the website has trouble."""
PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", ""})


class Visit(StrEnum):
    """The meaning of an answer."""

    read = "read"
    unchanged = "unchanged"
    moved = "moved"
    gone = "gone"
    failed = "failed"
    """This page alone: its document stays."""
    stop = "stop"
    """The website wants no visits now: the look ends, and everything stays."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a website answered."""

    status: int
    location: str = ""
    content_type: str = ""


def read_visit(answer: Answer) -> Visit:
    """By the status alone, as RFC 9110 defines it."""
    if answer.status in (301, 302, 303, 307, 308) and answer.location:
        return Visit.moved
    if answer.status == 304:
        return Visit.unchanged
    if answer.status in (404, 410):
        return Visit.gone
    if answer.status in (429, 503):
        return Visit.stop
    return Visit.read if answer.status == 200 else Visit.failed


def is_page(content_type: str) -> bool:
    """Whether a Content-Type is that of a web page."""
    return content_type.split(";", 1)[0].strip().lower() in PAGE_TYPES


def plan_next_look(now: datetime, every_hours: int | None, asked_wait_s: float = 0.0, has_failed: bool = False) -> datetime | None:
    """When to look again; None for never. After a failure in an hour, or later where the website asked for it, but no later
    than in a day."""
    if has_failed and every_hours is not None:
        waited = max(RETRY_AFTER, timedelta(seconds=min(asked_wait_s, LONGEST_RETRY.total_seconds())))
        return now + min(waited, timedelta(hours=every_hours))
    return None if every_hours is None else now + timedelta(hours=every_hours)
