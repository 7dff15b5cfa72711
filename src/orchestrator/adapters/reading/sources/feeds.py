"""Feeds: RSS and Atom, by the library `feedparser`."""

import hashlib
from collections.abc import Iterator
from typing import Any

import feedparser

from orchestrator.adapters.reading.decoding import clean
from orchestrator.adapters.reading.pages.page import read_page
from orchestrator.adapters.reading.refusing import unreadable
from orchestrator.domain.sources.addresses import join
from orchestrator.ports.sources import ReadExport, ReadItem

MOST_ENTRIES = 500
_LONGEST_KEY = 2_000


def read_feed(address: str, data: bytes) -> ReadExport:
    """Its newest entries with the text that stands in the feed itself. Raises Invalid `unreadable_document`."""
    # Cleaning HTML and resolving addresses are left to our own reader, which leaves out what is not seen.
    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries and not feed.version:
        raise unreadable(address, "it is no feed in RSS or Atom")
    return ReadExport(tuple(_read_entries(address, feed.entries[:MOST_ENTRIES])))


def _read_entries(address: str, entries: list[Any]) -> Iterator[ReadItem]:
    seen = set[str]()
    for entry in entries:
        link = join(address, str(entry.get("link") or ""))
        title = clean(str(entry.get("title") or "")).strip()
        key = _short(str(entry.get("id") or "") or link or title)
        text = _read_text(entry)
        if key and text and key not in seen:
            seen.add(key)
            yield ReadItem(key, title, text, link or f"{address}#{hashlib.sha256(key.encode()).hexdigest()[:12]}")


def _read_text(entry: Any) -> str:
    """The whole text where the feed has it, else the summary."""
    contents = [str(each.get("value") or "") for each in entry.get("content") or ()]
    html = max([*contents, str(entry.get("summary") or "")], key=len)
    return read_page(clean(html)).markdown.strip() if html.strip() else ""


def _short(key: str) -> str:
    bare = clean(key).strip()
    return bare if len(bare.encode()) <= _LONGEST_KEY else hashlib.sha256(bare.encode()).hexdigest()
