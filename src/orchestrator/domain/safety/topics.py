"""Blocked topics: whether a text holds a topic, with each word of the topic in any inflection."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from orchestrator.domain.message.inflections import lemmas, same_word
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.message.words import HANGUL, UNSPACED, fold


def touches(text: Reading, topic: str) -> bool:
    """Whether the text holds the topic (a word or phrase), with each word in any inflection, as whole words."""
    phrase, message = _read_topic(topic), _read_message(text)
    if phrase.is_unspaced:
        return bool(phrase.parts) and phrase.folded in message.folded
    # A fast check first: most topics have no word in common with a message.
    if not phrase.has_hangul and phrase.forms.isdisjoint(message.forms):
        return False
    return _holds(message.parts, phrase.parts) or _holds(message.joined, phrase.joined)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A message or a topic, prepared for the comparison."""

    folded: str
    is_unspaced: bool
    """Whether it is written in a script without spaces between words."""
    parts: tuple[str, ...]
    """Its words; hyphenated ones are split."""
    joined: tuple[str, ...]
    """Its words; hyphenated ones are joined."""
    forms: frozenset[str]
    """All lemmas of these words."""
    has_hangul: bool

    @staticmethod
    def read(reading: Reading) -> "_Phrase":
        text, parts, joined = reading.text, reading.words, tuple(_joined(reading.tokens))
        forms = frozenset[str]().union(*map(lemmas, {*parts, *joined}))
        return _Phrase(fold(text), UNSPACED.search(text) is not None, parts, joined, forms, HANGUL.search(text) is not None)


# The few topics of a creator are compared with every message, so they stay cached. Messages leave the cache soon.
@lru_cache(maxsize=2_000)
def _read_topic(topic: str) -> _Phrase:
    return _Phrase.read(read_text(topic.strip()))


@lru_cache(maxsize=16)
def _read_message(text: Reading) -> _Phrase:
    return _Phrase.read(text)


def _joined(words: Sequence[str]) -> list[str]:
    """The words without hyphens, so that 'e-mail' and 'email' are equal."""
    return [word.replace("-", "") for word in words]


def _holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether the words of the phrase follow each other in `words`, each in any inflection."""
    width = len(phrase)
    return width > 0 and any(all(map(_matches, phrase, words[at : at + width])) for at in range(len(words) - width + 1))


def _matches(topic_word: str, word: str) -> bool:
    # Korean endings are written together with the word.
    return same_word(topic_word, word) or (HANGUL.search(topic_word) is not None and word.startswith(topic_word))
