"""Blocked topics: whether a text holds a topic, with each word of the topic in any inflection.

English words are compared by their lemmas; those of other languages also by the stems that `WordForms` knows, in the
language of the text and in that of the topic. In a script without spaces a topic counts where it begins and ends with a
word. A sign that belongs to a name, as in C++ or .NET, is part of the word.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from orchestrator.domain.message.inflections import lemmas
from orchestrator.domain.message.language import ENGLISH, UNKNOWN_LANGUAGE, read_language
from orchestrator.domain.message.reading import Reading
from orchestrator.domain.message.words import HANGUL, TOKEN, UNSPACED, fold, fold_all, plain_letters, split_compounds
from orchestrator.domain.safety.word_forms import WordForms

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
    languages = _languages(text.text, topic, known)
    return any(message.holds(words, languages) for words in {phrase.words, phrase.joined} if words)


def first_touched(text: Reading, topics: Iterable[str], known: WordForms) -> str | None:
    """The first of the topics that the text holds; None where it holds none."""
    return next((topic for topic in topics if touches(text, topic, known)), None)


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
    joined = tuple(_Word(fold(word), word, at) for at, word in enumerate(sequence.joined))
    has_names = any(_SIGN.search(word.plain) for word in words)
    return _Topic(fold(topic.strip()), UNSPACED.search(topic) is not None, words, words if has_names else joined)


@dataclass(frozen=True, slots=True)
class _Sequence:
    """The words of a text in their order, hyphenated ones split, and the names with signs among them."""

    words: tuple[str, ...]
    joined: tuple[str, ...]
    """The words with hyphenated ones joined."""
    names: tuple[tuple[int, str], ...]
    """(position of the first word that belongs to it, name with its signs)."""
    hidden: frozenset[int]
    """Positions of words that are only a part of such a name."""

    @staticmethod
    def read(plain: str) -> "_Sequence":
        words, joined = list[str](), list[str]()
        starts: dict[int, int] = {}
        for found in TOKEN.finditer(plain):
            word = found.group()
            starts[found.start()] = len(words)
            words += split_compounds([word]) if "-" in word or "'" in word else [word]
            joined.append(word.replace("-", ""))
        names, hidden = list[tuple[int, str]](), set[int]()
        for found in _WITH_SIGNS.finditer(plain) if _SIGN.search(plain) else ():
            name = found.group()
            if _SIGN.search(name) is None or (at := starts.get(found.start() + name.startswith("."))) is None:
                continue
            names.append((at, name))
            parts = len(re.findall(r"[^\W_]+", name)) if "&" in name else 1
            if max(map(len, re.split(r"[+#&.]+", name))) <= SHORT_NAME or name.startswith("."):
                hidden.update(range(at, min(at + parts, len(words))))
        return _Sequence(tuple(words), tuple(joined), tuple(names), frozenset(hidden))


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


class _Places:
    """Where each form of a word stands, as the bits of a number, which is made when somebody asks for the form."""

    def __init__(self, forms: Iterable[tuple[str, Sequence[int]]]) -> None:
        self._positions: dict[str, list[Sequence[int]]] = {}
        self._bits: dict[str, int] = {}
        for form, positions in forms:
            self._positions.setdefault(form, []).append(positions)

    def of(self, form: str) -> int:
        if form not in self._positions:
            return 0
        if form not in self._bits:
            self._bits[form] = _with_bits(list(chain.from_iterable(self._positions[form])))
        return self._bits[form]


class _Words:
    """The words of a text, each looked at once, however often it stands there."""

    def __init__(self, places: Iterable[tuple[int, str]], names: Iterable[tuple[int, str]], known: WordForms) -> None:
        positions: dict[str, list[int]] = {}
        for at, word in places:
            positions.setdefault(word, []).append(at)
        self._positions = list(positions.values())
        self._words = tuple(positions)
        self._folded = fold_all(self._words)
        self._known = known
        self._stems: dict[str, _Places] = {}
        self._forms = _Places(chain(self._lemmas(), ((fold(name), (at,)) for at, name in names)))

    def _lemmas(self) -> Iterator[tuple[str, Sequence[int]]]:
        return ((form, at) for word, at in zip(self._folded, self._positions, strict=True) for form in lemmas(word))

    def of_form(self, form: str) -> int:
        return self._forms.of(form)

    def of_stem(self, stem: str, language: str) -> int:
        if language not in self._stems:
            found = zip(_stems(self._words, self._folded, language, self._known), self._positions, strict=True)
            self._stems[language] = _Places((stem, at) for stems, at in found for stem in stems)
        return self._stems[language].of(stem)

    @cached_property
    def korean(self) -> _Places:
        """The beginnings of Korean words: their particles are written together with them."""
        words = ((word, at) for word, at in zip(self._folded, self._positions, strict=True) if HANGUL.search(word) is not None)
        return _Places((word[:end], at) for word, at in words for end in range(1, min(len(word), MAX_PREFIX) + 1))


class _Message:
    """A text, prepared to be compared with many topics: where each form of a word stands, as the bits of a number.

    A phrase is held where the bits of its words, each moved back by the word's place, have one in common. That takes
    one step a word, however often the words are repeated.
    """

    def __init__(self, reading: Reading, known: WordForms) -> None:
        sequence = _Sequence.read(_spaced(reading.text))
        self._known = known
        self._text = fold(reading.text)
        self._split = _Words(((at, word) for at, word in enumerate(sequence.words) if at not in sequence.hidden), sequence.names, known)
        self._joined = _Words(enumerate(sequence.joined), (), known) if sequence.joined != sequence.words else None
        self._has_names = bool(sequence.names)

    def holds(self, words: Sequence[_Word], languages: Sequence[str]) -> bool:
        """Whether the words follow each other, each in any inflection."""
        return self._holds_in(self._split, words, languages) or (
            self._joined is not None and self._holds_in(self._joined, words, languages)
        )

    def _holds_in(self, where: _Words, words: Sequence[_Word], languages: Sequence[str]) -> bool:
        places = -1
        for word in words:
            places &= self._places(where, word, languages) >> word.offset
            if not places:
                return False
        return True

    def _places(self, where: _Words, word: _Word, languages: Sequence[str]) -> int:
        # Where there are names with signs, only the split words know which of the words are parts of one.
        found = 0 if where is self._joined and self._has_names else _any_of(map(where.of_form, lemmas(word.folded)))
        if where is self._split and HANGUL.search(word.folded) is not None:
            found |= where.korean.of(word.folded)
        if languages and not _SIGN.search(word.plain):
            stems = ((stem, language) for language in languages for stem in _stems_of(word.plain, language, self._known))
            found |= _any_of(where.of_stem(stem, language) for stem, language in stems)
        return found

    @cached_property
    def _boundaries(self) -> frozenset[int]:
        return self._known.boundaries(self._text) or frozenset(range(len(self._text) + 1))

    def holds_run(self, topic: str) -> bool:
        """Whether the topic, in a script without spaces, stands in the text as whole words."""
        at = self._text.find(topic) if any(map(str.isalnum, topic)) else -1
        # In these scripts what describes a word follows it and is often one word with it: "insurance health".
        may_go_on = len(topic) >= MIN_HEAD and _HEAD_FIRST.match(topic) is not None
        while at >= 0 and not (at in self._boundaries and (may_go_on or at + len(topic) in self._boundaries)):
            at = self._text.find(topic, at + 1)
        return at >= 0


@lru_cache(maxsize=16)
def _read_message(text: Reading, known: WordForms) -> _Message:
    return _Message(text, known)


def _languages(text: str, topic: str, known: WordForms) -> tuple[str, ...]:
    """The languages whose stems are compared: of the text and of the topic, as far as they show it.

    Not English, whose lemmas say more than its stems: 'organ' and 'organization' have one stem.
    """
    return tuple({read_language(text, known), read_language(topic, known)} - {ENGLISH, UNKNOWN_LANGUAGE})


@lru_cache(maxsize=20_000)
def _stems_of(word: str, language: str, known: WordForms) -> frozenset[str]:
    return _stems((word,), (fold(word),), language, known)[0]


def _stems(words: Sequence[str], folded: Sequence[str], language: str, known: WordForms) -> list[frozenset[str]]:
    """The stems of the words with their accents and of the words without, as many people type; all without accents."""
    places = [*range(len(words)), *(at for at, word in enumerate(words) if folded[at] != word)]
    found = known.stems((*words, *(folded[at] for at in places[len(words) :])), language)
    flat = [(at, stem) for at, stems in zip(places, found, strict=True) for stem in stems]
    each = [set[str]() for _ in words]
    for (at, _), stem in zip(flat, fold_all([stem for _, stem in flat]), strict=True):
        if len(stem) >= MIN_STEM or not stem.isascii():
            each[at].add(stem)
    return list(map(frozenset, each))


def _with_bits(positions: Sequence[int]) -> int:
    bits = bytearray(max(positions) // 8 + 1)
    for at in positions:
        bits[at // 8] |= 1 << at % 8
    return int.from_bytes(bits, "little")


def _any_of(places: Iterable[int]) -> int:
    found = 0
    for each in places:
        found |= each
    return found
