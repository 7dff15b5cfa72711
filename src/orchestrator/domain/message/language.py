"""The language that a message is answered in: chosen by the message, steadied by the asker's messages before it.

How likely each language is comes from a library, through `Languages`. Here stands what is made of it.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from orchestrator.domain.message.manners.clauses import read_manners, split_clauses
from orchestrator.domain.message.words import TOKEN, UNSPACED, fold

ENGLISH = "en"
UNKNOWN_LANGUAGE = ""
"""The code where the language cannot be told."""
MAX_CHARACTERS = 1_000
"""Only so much of a text is read; its beginning shows its language."""

ANSWERED = frozenset("en de nl sv da nb fr es it pt pl sr ru kk tr id zh ja ar".split())
"""The languages that the agent's own sentences exist in."""
_ENGLISH_WEIGHT = 1.5
_OTHER_WEIGHT = 0.25
"""How much likelier a language is before anything is read, where each one of ANSWERED has 1. Measured with
`benchmarks/languages.py`: English is taken for another language half as often, at a loss of 0.2 % elsewhere."""
_THREAD_WEIGHT = 4.0
"""How much likelier it is that a message is in the language of the conversation than in another one."""
_LEAST_SHARES = {0: 1.0, 1: 0.6, 2: 0.45}
_LEAST_SHARE = 0.3
_LEAST_OF_MANNERS = 0.45
"""Share in [0, 1], by the number of words, from which the likeliest language counts as known."""
_LEAST_TO_SWITCH = {2: 0.6}
_TO_SWITCH = 0.4
"""The same where the conversation is in another language. One word never switches it: it may be borrowed, or a name."""
_MAX_MANNERS = 120
"""Characters of the longest text that is looked at for being manners and nothing else."""

Weights = tuple[tuple[str, float], ...]
"""(ISO 639-1 code, weight > 0)."""


class Languages(Protocol):
    """What a library knows of languages. Pure: the same question gets the same answer."""

    def __hash__(self) -> int:
        """Readings are cached by it."""

    def likelihoods(self, text: str) -> Weights:
        """How well the text fits each language that the library knows, in [0, 1]; () where it knows none."""

    def common_words(self, language: str) -> frozenset[str]:
        """The commonest words of a language, which say nothing about a subject; none where they are not known."""

    def boundaries(self, text: str) -> frozenset[int] | None:
        """The positions in a text at which a word begins or ends; None where that is not known."""


@lru_cache(maxsize=4_000)
def read_language(text: str, known: Languages) -> str:
    """The ISO 639-1 code of the language; UNKNOWN_LANGUAGE for a name, a number or a word of many languages."""
    language, share = _likeliest(_weigh(text, known))
    least = _LEAST_OF_MANNERS if _manners_languages(text) else _LEAST_SHARES.get(_count_words(text, known), _LEAST_SHARE)
    return language if share >= least else UNKNOWN_LANGUAGE


def language_of(texts: Iterable[str], known: Languages) -> str:
    """The language to reply in to the last of an asker's messages, oldest first.

    A message in another language switches it where it is long and clear enough; one word, a greeting or thanks never does.
    """
    language = UNKNOWN_LANGUAGE
    for text in texts:
        language = _go_on(text, language, known)
    return language


@lru_cache(maxsize=4_000)
def _go_on(text: str, before: str, known: Languages) -> str:
    """The language of the conversation after the text, where it was `before`."""
    if not before:
        return read_language(text, known)
    words = _count_words(text, known)
    if words < 2 or _manners_languages(text):
        return before
    weights = _weigh(text, known)
    language, share = _likeliest(tuple((each, weight * (_THREAD_WEIGHT if each == before else 1.0)) for each, weight in weights))
    return language if share >= _LEAST_TO_SWITCH.get(words, _TO_SWITCH) else before


@lru_cache(maxsize=4_000)
def _weigh(text: str, known: Languages) -> Weights:
    """What the library says, with how common each language is here. Manners are in one of the languages that have them."""
    said = " ".join(piece for piece in text[:MAX_CHARACTERS].split() if "://" not in piece and "@" not in piece)
    polite = _manners_languages(text)
    return tuple(
        (language, likelihood * _weight_of(language))
        for language, likelihood in known.likelihoods(said)
        if not polite or language in polite
    )


def _weight_of(language: str) -> float:
    if language == ENGLISH:
        return _ENGLISH_WEIGHT
    return 1.0 if language in ANSWERED else _OTHER_WEIGHT


def _likeliest(weights: Weights) -> tuple[str, float]:
    """(language, its share of all weights)."""
    total = sum(weight for _, weight in weights)
    if not total:
        return UNKNOWN_LANGUAGE, 0.0
    language, weight = max(weights, key=lambda pair: pair[1])
    return language, weight / total


@lru_cache(maxsize=4_000)
def _manners_languages(text: str) -> frozenset[str]:
    """The languages in which the whole text is greeting, thanks or other manners; none where it says anything else."""
    if len(text) > _MAX_MANNERS:
        return frozenset()
    clauses = [clause.words for clause in split_clauses(text, 0, len(text)) if clause.words]
    manners = [read_manners(words, frozenset()) for words in clauses]
    return frozenset(lexicon.language for found in manners if found for lexicon in found.languages) if all(manners) else frozenset()


def _count_words(text: str, known: Languages) -> int:
    """Words of the beginning of the text; in a script without spaces they are counted by the library's boundaries."""
    text = text[:MAX_CHARACTERS]
    places = sorted(known.boundaries(text) or ()) if UNSPACED.search(text) else ()
    if not places:
        return len(TOKEN.findall(text))
    return sum(any(map(str.isalpha, text[begin:end])) for begin, end in pairwise(places))


def is_common_word(word: str, language: str, known: Languages) -> bool:
    """Whether it is one of the commonest words of the language. `word` is folded."""
    return word in _common_words(language, known)


@lru_cache(maxsize=64)
def _common_words(language: str, known: Languages) -> frozenset[str]:
    return frozenset(map(fold, known.common_words(language)))
