"""Afterthoughts: "Or is it not needed?" doubts the question before it and asks about nothing of its own."""

import re

from orchestrator.domain.message.parts.wording import PART_LEXICONS
from orchestrator.domain.message.words import TOKEN, fold

MAX_WORDS = 8
"""A longer sentence says more than a doubt."""
MIN_WORDS_BEFORE = 2
"""Words of the question that is doubted."""
_LAST_CHARACTERS = 200
"""Of a text, in which an afterthought may stand."""
_BEFORE = re.compile(r"[?？؟.!…]+\s+|,\s+|\n+|\s[-–—]\s")


def without_afterthought(text: str) -> str:
    """The text up to the doubt at its end; the text itself where there is none. What names a thing of its own is no doubt."""
    tail = max(0, len(text) - _LAST_CHARACTERS)
    for found in list(_BEFORE.finditer(text, tail))[::-1]:
        after = text[found.end() :].lstrip("¿ ")
        if len(TOKEN.findall(text, 0, found.start())) < MIN_WORDS_BEFORE or not _is_doubt(after):
            continue
        kept = text[: found.end()].rstrip(" ,–—-\n")
        return kept if kept[-1:] in "?？؟.!…" else f"{kept}?"
    return text


def _is_doubt(text: str) -> bool:
    words = [fold(word) for word in TOKEN.findall(text[:_LAST_CHARACTERS])]
    words = [part for word in words for part in word.split("-")]
    if not 1 < len(words) <= MAX_WORDS:
        return False
    return any(words[0] in each.alternatives and each.doubts.issuperset(words[1:]) for each in PART_LEXICONS.values())
