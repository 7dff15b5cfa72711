"""Blocked topics: whether a topic stands in a text, each of its words in any inflection."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from orchestrator.domain.message.inflections import lemmas, same_word
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.message.words import HANGUL, UNSPACED, fold


def touches(text: Reading, topic: str) -> bool:
    """Whether the topic (a word or phrase) stands in the text, each word in any inflection, never inside another word."""
    wanted, said = _read_topic(topic), _read_message(text)
    if wanted.is_unspaced:
        return bool(wanted.parts) and wanted.folded in said.folded
    # Most topics share no word with a message, and that is seen at once.
    if not wanted.has_hangul and wanted.forms.isdisjoint(said.forms):
        return False
    return _holds(said.parts, wanted.parts) or _holds(said.joined, wanted.joined)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A text as topics are looked for in it, or a topic as it is looked for."""

    folded: str
    is_unspaced: bool
    parts: tuple[str, ...]
    """Its words, hyphenated ones as their parts."""
    joined: tuple[str, ...]
    """Its words, hyphenated ones as one."""
    forms: frozenset[str]
    """Every lemma of those words."""
    has_hangul: bool

    @staticmethod
    def read(read: Reading) -> "_Phrase":
        text, parts, joined = read.text, read.words, tuple(_joined(read.tokens))
        forms = frozenset[str]().union(*map(lemmas, {*parts, *joined}))
        return _Phrase(fold(text), UNSPACED.search(text) is not None, parts, joined, forms, HANGUL.search(text) is not None)


# A creator's topics are few and are asked about with every message; of messages only those at hand are.
@lru_cache(maxsize=2_000)
def _read_topic(topic: str) -> _Phrase:
    return _Phrase.read(read_text(topic.strip()))


@lru_cache(maxsize=16)
def _read_message(text: Reading) -> _Phrase:
    return _Phrase.read(text)


def _joined(words: Sequence[str]) -> list[str]:
    """Hyphenated words as one, so that 'e-mail' and 'email' are one word."""
    return [word.replace("-", "") for word in words]


def _holds(said: Sequence[str], wanted: Sequence[str]) -> bool:
    width = len(wanted)
    return width > 0 and any(all(map(_is_said, wanted, said[at : at + width])) for at in range(len(said) - width + 1))


def _is_said(wanted: str, word: str) -> bool:
    return same_word(wanted, word) or (HANGUL.search(wanted) is not None and word.startswith(wanted))
