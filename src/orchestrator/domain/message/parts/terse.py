"""Terse lists: several questions as nouns alone, "price, duration, what to bring?"."""

import re

from orchestrator.domain.message.manners.lexicon import ALSO, JOINTS
from orchestrator.domain.message.parts.wording import CLAUSAL
from orchestrator.domain.message.vocabulary import informative_words
from orchestrator.domain.message.words import UNSPACED, tokens

MAX_CHARACTERS = 240
"""A longer text is no terse list."""
MAX_WORDS = 6
"""Of an item that a semicolon or a line's end closes."""
MAX_WORDS_BETWEEN_COMMAS = 4
MIN_ITEMS_BETWEEN_COMMAS = 3
"""Two items may be one thing and its place: "Bern, Switzerland?"."""
MAX_LINES = 8

_ENDS = re.compile(r"[;\n]")
_COMMAS = re.compile(r"[,،]")
_MARKS = "?？؟"
_OTHER_SIGNS = re.compile(r"[:.!…\"“”()]|\d[.,]\d")


def read_terse_items(text: str) -> list[tuple[int, int]]:
    """Where the items of a text that is nothing but a terse list stand; [] where it is none. Each keeps the sign after it."""
    said = text.rstrip()
    if len(said) > MAX_CHARACTERS or not said or said[-1] not in _MARKS or UNSPACED.search(said):
        return []
    if _ENDS.search(said):
        items = _split(text, _ENDS)
        is_list = 2 <= len(items) <= MAX_LINES and all(_is_noun_phrase(text[start:end], MAX_WORDS) for start, end in items)
        return items if is_list else []
    if any(mark in said[:-1] for mark in _MARKS):
        return []
    items = _split(text, _COMMAS)
    is_list = len(items) >= MIN_ITEMS_BETWEEN_COMMAS and all(_is_item(text[start:end]) for start, end in items)
    return items if is_list else []


def _split(text: str, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    ends = [*(match.end() for match in separator.finditer(text)), len(text)]
    spans = zip([0, *ends], ends, strict=False)
    return [(start, end) for start, end in spans if tokens(text[start:end])]


def _is_item(item: str) -> bool:
    words = tokens(item)
    return _is_noun_phrase(item, MAX_WORDS_BETWEEN_COMMAS) and words[0] not in ALSO | JOINTS


def _is_noun_phrase(item: str, most: int) -> bool:
    """Whether a few words name a subject and make no sentence. "What to bring" counts: it has no subject and no verb of its own."""
    words = tokens(item)
    return (
        0 < len(words) <= most
        and not CLAUSAL & set(words)
        and not _OTHER_SIGNS.search(item.strip(" \n?？؟;,"))
        and bool(informative_words(item))
    )
