"""Stems by Snowball (PyStemmer), whose data is in the package."""

import re
import threading
from itertools import repeat

import Stemmer

from orchestrator.adapters.languages import LibraryLanguages
from orchestrator.adapters.words import dictionaries

_LATIN = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish",
    "fr": "french", "ga": "irish", "hu": "hungarian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "nl": "dutch", "pl": "polish", "pt": "portuguese", "ro": "romanian", "sr": "serbian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
# There is no Ukrainian stemmer. The Russian one removes the endings that both languages have.
_OTHER_SCRIPTS = {
    "ar": "arabic", "el": "greek", "fa": "persian", "hi": "hindi", "hy": "armenian", "ne": "nepali", "ru": "russian", "ta": "tamil",
    "uk": "russian",
}  # fmt: skip
_ALGORITHMS = _LATIN | _OTHER_SCRIPTS
_SCRIPTS = dict.fromkeys(_LATIN, re.compile("[a-z\u00c0-\u024f\u1e00-\u1eff]")) | {
    "sr": re.compile("[a-z\u00c0-\u024f\u0400-\u052f]"),
    **dict.fromkeys(("ar", "fa"), re.compile("[\u0600-\u06ff]")),
    **dict.fromkeys(("ru", "uk"), re.compile("[\u0400-\u052f]")),
    **dict.fromkeys(("hi", "ne"), re.compile("[\u0900-\u097f]")),
    "el": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "hy": re.compile("[\u0530-\u058f]"),
    "ta": re.compile("[\u0b80-\u0bff]"),
}
"""The letters of each language. A word of another script has no stem in it, and costs no time."""
_NO_STEMS = frozenset[str]()
_HEBREW_PREFIXES = frozenset("משהוכלב")
"""The letters that Hebrew writes together with the next word: from, that, the, and, as, to, in."""
_HEBREW_PLURALS = ("ים", "ות")
_MIN_HEBREW = 2
"""Letters that must remain of a Hebrew word."""


class LibraryWordForms(LibraryLanguages):
    """A `domain.safety.word_forms.WordForms`, for any thread."""

    def stems(self, words: tuple[str, ...], language: str) -> tuple[frozenset[str], ...]:
        if language not in _SCRIPTS:
            return (_NO_STEMS,) * len(words)
        own = [word for word in words if _SCRIPTS[language].search(word)]
        return tuple(map(dict(zip(own, _stems(own, language), strict=True)).get, words, repeat(_NO_STEMS)))

    def commonness(self, word: str, language: str) -> int | None:
        return dictionaries.commonness(word, language)


def _stems(words: list[str], language: str) -> list[frozenset[str]]:
    if language == "he":
        return list(map(_hebrew_stems, words))
    return [frozenset((stem,)) for stem in _stemmers.of(_ALGORITHMS[language]).stemWords(words)]


class _Stemmers(threading.local):
    """The stemmers of one thread: a stemmer has buffers that two threads may not share."""

    def __init__(self) -> None:
        self._by_algorithm: dict[str, Stemmer.Stemmer] = {}

    def of(self, algorithm: str) -> Stemmer.Stemmer:
        if algorithm not in self._by_algorithm:
            self._by_algorithm[algorithm] = Stemmer.Stemmer(algorithm)
        return self._by_algorithm[algorithm]


_stemmers = _Stemmers()


def _hebrew_stems(word: str) -> frozenset[str]:
    """The word with none, one or two of its first letters removed that may be prefixes, each also without a plural
    ending."""
    starts = [word]
    while len(starts) < 3 and starts[-1][:1] in _HEBREW_PREFIXES and len(starts[-1]) > _MIN_HEBREW:
        starts.append(starts[-1][1:])
    singular = [start.removesuffix(ending) for start in starts for ending in _HEBREW_PLURALS]
    return frozenset(form for form in [*starts, *singular] if len(form) >= _MIN_HEBREW)
