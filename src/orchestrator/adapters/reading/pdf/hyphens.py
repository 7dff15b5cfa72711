"""Joining words that were broken at the end of a line, and keeping the hyphen of those that have one."""

import re
from collections import Counter
from functools import lru_cache

import stopwordsiso

_SAMPLE = 5_000  # characters by which the language is read
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+)[-\u2010\xad][ \t]*\n[ \t]*([^\W\d_]+)")
_SOFT = re.compile(r"\xad[ \t]*\n[ \t]*")
_DICTIONARIES = frozenset({"en", "es", "fr", "pt", "de", "it", "nl", "ru", "lv", "eu"})
_COMPOUNDING = frozenset({"de", "nl", "sv", "da", "no", "fi", "hu"})
"""Languages that write compounds as one word: their parts are words too, so being words proves nothing there."""
_LANGUAGES = ("en", *sorted((_DICTIONARIES | _COMPOUNDING) - {"en"}))


def join_hyphens(text: str) -> str:
    """Decides each break by the text itself: by how it writes the word elsewhere. Failing that, by a dictionary of the
    text's language: a word with a hyphen is one whose parts are words and whose whole is none."""
    if "-\n" not in text and "\u2010\n" not in text and "\xad" not in text:
        return text
    text = _SOFT.sub("", text).replace("\xad", "")
    language = _read_language(text)
    elsewhere = Counter(word.casefold() for word in _WORD.findall(_BROKEN.sub(" ", text)))

    def join(found: re.Match[str]) -> str:
        first, second = found[1], found[2]
        is_kept = _keeps_hyphen(first, second, elsewhere, language)
        return f"{first}-{second}" if is_kept else f"{first}{second}"

    return _BROKEN.sub(join, text)


def _read_language(text: str) -> str:
    """The one of _LANGUAGES whose commonest words the text has most of; English where it has none.

    The library that reads the language of messages unpacks its model into a file, which a process that reads documents
    may not write; and a page of text needs no more than this.
    """
    words = Counter(_WORD.findall(text[:_SAMPLE].casefold()))
    return max(_LANGUAGES, key=lambda language: sum(words[word] for word in words.keys() & stopwordsiso.stopwords(language)))


def _keeps_hyphen(first: str, second: str, elsewhere: Counter[str], language: str) -> bool:
    whole, parts = f"{first}{second}".casefold(), f"{first}-{second}".casefold()
    if elsewhere[whole] != elsewhere[parts]:
        return elsewhere[parts] > elsewhere[whole]
    if second[0].isupper():
        return not first.isupper()
    known = _load_words(language)
    if whole in known or language in _COMPOUNDING:
        return False
    return first.casefold() in known and second.casefold() in known


@lru_cache(maxsize=4)
def _load_words(language: str) -> frozenset[str]:
    """The words of pyspellchecker's dictionary of the language, of English where there is none of it."""
    from spellchecker import SpellChecker  # slow to load, rarely needed

    return frozenset(SpellChecker(language=language if language in _DICTIONARIES else "en", distance=1).word_frequency.keys())
