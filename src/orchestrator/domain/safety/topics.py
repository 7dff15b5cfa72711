"""Blocked topics: whether a text holds a topic, with each word of the topic in any inflection.

English words are compared by their lemmas; those of other languages also by the stems that `WordForms` knows, in the
language of the text and in that of the topic. In a script without spaces a topic counts where it begins and ends with a
word. A sign that belongs to a name, as in C++ or .NET, is part of the word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from orchestrator.domain.message.inflections import lemmas
from orchestrator.domain.message.language import ENGLISH, UNKNOWN_LANGUAGE, read_language
from orchestrator.domain.message.reading import Reading
from orchestrator.domain.message.word_forms import WordForms
from orchestrator.domain.message.words import HANGUL, TOKEN, UNSPACED, fold, plain_letters, split_compounds

MIN_STEM = 3
"""Letters of a stem in Latin script; shorter ones are shared by words that have nothing in common."""
MAX_PREFIX = 100
"""Letters of a Korean word that are looked at; a topic has no more."""
MIN_HEAD = 4
"""Characters of a topic in Thai, Lao, Khmer or Burmese from which it may be the first part of a longer word."""
SHORT_NAME = 2
"""Letters of a name that is another name with a sign: C is not C++. Of a longer one both count."""

# A word with the signs before, within and after it that may belong to a name.
_WITH_SIGNS = re.compile(r"(?<![^\W_])\.?[^\W_]+(?:[&.][^\W_]+)*+(?:\+\+?|#)?(?![^\W_])")
_SIGN = re.compile(r"[+#&.]")
_HEAD_FIRST = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_UNSPACED_RUN = re.compile(f"{UNSPACED.pattern}++")


def touches(text: Reading, topic: str, known: WordForms) -> bool:
    """Whether the text holds the topic (a word or phrase), with each word in any inflection, as whole words."""
    phrase, message = _read_topic(topic), _read_message(text, known)
    if phrase.is_unspaced:
        return message.holds_run(phrase.folded)
    languages = _languages(text.text, topic)
    return any(message.holds(words, languages) for words in {phrase.words, phrase.joined} if words)


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a topic."""

    folded: str
    plain: str
    """In lower case, with its accents: stemmers need them."""
    offset: int
    """Its place among the words of the topic, from 0."""


@dataclass(frozen=True, slots=True)
class _Topic:
    folded: str
    is_unspaced: bool
    """Whether it is written in a script without spaces between words."""
    words: tuple[_Word, ...]
    """Its words; hyphenated ones are split."""
    joined: tuple[_Word, ...]
    """Its words; hyphenated ones are joined, so that 'e-mail' equals 'email'."""


# The few topics of a creator are compared with every message, so they stay cached.
@lru_cache(maxsize=2_000)
def _read_topic(topic: str) -> _Topic:
    plain = _spaced(topic.strip())
    sequence = _Sequence.read(plain)
    words = tuple(_Word(fold(word), word, at) for at, word in _with_names(sequence))
    joined = tuple(_Word(fold(word), word, at) for at, word in enumerate(_joined(plain)))
    has_names = any(_SIGN.search(word.plain) for word in words)
    return _Topic(fold(topic.strip()), UNSPACED.search(topic) is not None, words, words if has_names else joined)


@dataclass(frozen=True, slots=True)
class _Sequence:
    """The words of a text in their order, hyphenated ones split, and the names with signs among them."""

    words: tuple[str, ...]
    names: tuple[tuple[int, str], ...]
    """(position of the first word that belongs to it, name with its signs)."""
    hidden: frozenset[int]
    """Positions of words that are only a part of such a name."""

    @staticmethod
    def read(plain: str) -> "_Sequence":
        words: list[str] = []
        starts: dict[int, int] = {}
        for found in TOKEN.finditer(plain):
            starts[found.start()] = len(words)
            words += split_compounds([found.group()])
        names, hidden = list[tuple[int, str]](), set[int]()
        for found in _WITH_SIGNS.finditer(plain):
            name = found.group()
            at = starts.get(found.start() + name.startswith("."))
            if at is None or _SIGN.search(name) is None:
                continue
            names.append((at, name))
            parts = len(re.findall(r"[^\W_]+", name)) if "&" in name else 1
            if max(map(len, re.split(r"[+#&.]+", name))) <= SHORT_NAME or name.startswith("."):
                hidden.update(range(at, min(at + parts, len(words))))
        return _Sequence(tuple(words), tuple(names), frozenset(hidden))


def _with_names(sequence: _Sequence) -> Iterator[tuple[int, str]]:
    """(place, word) of the words, with a name in place of the words that it consists of."""
    skip_to = 0
    names = dict(sequence.names)
    for at, word in enumerate(sequence.words):
        if at in names:
            yield at, names[at]
            skip_to = at + len(TOKEN.findall(names[at]))
        elif at >= skip_to:
            yield at, word


def _spaced(text: str) -> str:
    """The text as `plain_letters`, with spaces around each run of a script that has none."""
    plain = plain_letters(text)
    return plain if plain.isascii() else _UNSPACED_RUN.sub(r" \g<0> ", plain)


def _joined(plain: str) -> tuple[str, ...]:
    return tuple(word.replace("-", "") for word in TOKEN.findall(plain))


class _Message:
    """A text, prepared to be compared with many topics: where each form of a word stands, as the bits of a number.

    A phrase is held where the bits of its words, each moved back by the word's place, have one in common. That takes
    one step a word, however often the words are repeated.
    """

    def __init__(self, reading: Reading, known: WordForms) -> None:
        plain = _spaced(reading.text)
        self._sequence = _Sequence.read(plain)
        self._split = self._sequence.words
        self._joined = _joined(plain)
        self._known = known
        self._stems: dict[str, tuple[Mapping[str, int], Mapping[str, int]]] = {}
        self._prefixes: dict[str, int] | None = None
        self._text = fold(reading.text)
        self._boundaries: frozenset[int] | None = None
        hidden, names = self._sequence.hidden, self._sequence.names
        split = [(at, form) for at, word in enumerate(self._split) if at not in hidden for form in lemmas(fold(word))]
        self._forms = (
            _bits([*split, *((at, fold(name)) for at, name in names)]),
            _bits((at, form) for at, word in enumerate(self._joined) for form in lemmas(fold(word))) if not names else {},
        )

    def holds(self, words: Sequence[_Word], languages: Sequence[str]) -> bool:
        """Whether the words follow each other, each in any inflection."""
        return any(self._holds_in(which, words, languages) for which in (0, 1))

    def _holds_in(self, which: int, words: Sequence[_Word], languages: Sequence[str]) -> bool:
        places = -1
        for word in words:
            places &= self._places(which, word, languages) >> word.offset
            if not places:
                return False
        return True

    def _places(self, which: int, word: _Word, languages: Sequence[str]) -> int:
        found = 0
        for form in lemmas(word.folded):
            found |= self._forms[which].get(form, 0)
        if HANGUL.search(word.folded) is not None:
            found |= self._korean().get(word.folded, 0) if which == 0 else 0
        if languages and not _SIGN.search(word.plain):
            found |= _any_of(self._same_stem(which, word, language) for language in languages)
        return found

    def _same_stem(self, which: int, word: _Word, language: str) -> int:
        if language not in self._stems:
            self._stems[language] = (
                self._read_stems(self._split, language, self._sequence.hidden),
                self._read_stems(self._joined, language),
            )
        return _any_of(self._stems[language][which].get(stem, 0) for stem in _stems_of(word.plain, language, self._known))

    def _read_stems(self, words: tuple[str, ...], language: str, hidden: frozenset[int] = frozenset()) -> dict[str, int]:
        found = _stems(words, language, self._known)
        return _bits((at, stem) for at, stems in enumerate(found) if at not in hidden for stem in stems)

    def _korean(self) -> dict[str, int]:
        """The beginnings of Korean words: their particles are written together with them."""
        if self._prefixes is None:
            words = [(at, fold(word)) for at, word in enumerate(self._split) if HANGUL.search(word) is not None]
            self._prefixes = _bits((at, word[:end]) for at, word in words for end in range(1, min(len(word), MAX_PREFIX) + 1))
        return self._prefixes

    def holds_run(self, topic: str) -> bool:
        """Whether the topic, in a script without spaces, stands in the text as whole words."""
        at = self._text.find(topic) if any(map(str.isalnum, topic)) else -1
        if at < 0:
            return False
        if self._boundaries is None:
            self._boundaries = self._known.boundaries(self._text) or frozenset(range(len(self._text) + 1))
        # In these scripts what describes a word follows it and is often one word with it: "insurance health".
        may_go_on = len(topic) >= MIN_HEAD and _HEAD_FIRST.match(topic) is not None
        while at >= 0 and not (at in self._boundaries and (may_go_on or at + len(topic) in self._boundaries)):
            at = self._text.find(topic, at + 1)
        return at >= 0


@lru_cache(maxsize=16)
def _read_message(text: Reading, known: WordForms) -> _Message:
    return _Message(text, known)


def _languages(text: str, topic: str) -> tuple[str, ...]:
    """The languages whose stems are compared: of the text and of the topic, as far as they show it.

    Not English, whose lemmas say more than its stems: 'organ' and 'organization' have one stem.
    """
    return tuple({read_language(text), read_language(topic)} - {ENGLISH, UNKNOWN_LANGUAGE})


@lru_cache(maxsize=20_000)
def _stems_of(word: str, language: str, known: WordForms) -> frozenset[str]:
    return _stems((word,), language, known)[0]


def _stems(words: tuple[str, ...], language: str, known: WordForms) -> tuple[frozenset[str], ...]:
    """The stems of the words with their accents and of the words without, as many people type; all without accents."""
    with_accents = known.stems(words, language)
    without = known.stems(tuple(map(fold, words)), language)
    return tuple(
        frozenset(stem for stem in map(fold, {*one, *other}) if len(stem) >= MIN_STEM or not stem.isascii())
        for one, other in zip(with_accents, without, strict=True)
    )


def _bits(places: Iterable[tuple[int, str]]) -> dict[str, int]:
    """{form: number with the bit of each position set at which the form stands}."""
    positions: dict[str, list[int]] = {}
    for at, form in places:
        positions.setdefault(form, []).append(at)
    return {form: _with_bits(at) for form, at in positions.items()}


def _with_bits(positions: Sequence[int]) -> int:
    bits = bytearray(positions[-1] // 8 + 1)
    for at in positions:
        bits[at // 8] |= 1 << at % 8
    return int.from_bytes(bits, "little")


def _any_of(places: Iterable[int]) -> int:
    found = 0
    for each in places:
        found |= each
    return found
