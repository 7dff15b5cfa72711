"""Statements: what a text says about one thing. They tell whether a sentence joins a number or a name of the text with
something that the text says of another number or name ("Luma 3 weighs 1 kg", where Luma 2 does).

A statement is a sentence, or the part of one that repeats the pattern of the part before: "Luma 2 weighs 1 kg, Luma 3
2 kg" has two. No list of words of subjects is used, so that it works in any language with words and figures.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from orchestrator.domain.message.inflections import forms_of, lemmas
from orchestrator.domain.message.vocabulary import informative_among
from orchestrator.domain.message.words import fold

NUMBER_WORDS = {word: str(n) for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
MAX_VALUES = 40
"""Numbers and names of one statement that are compared; a real sentence has fewer."""

LEAST_CHARACTERS = 8
"""Of a line that says something of something; a shorter one is a mark of a list or a word by itself."""
MAX_SENTENCES = 500
"""Of a text; the passages of one answer have about 200. What is beyond is not compared."""
MAX_PLACES = 200
"""Numbers and names of one sentence that are read; a row of a table has a few dozen."""
MAX_LISTED = 12
"""Values at the beginning of a statement that tell whether they are a list."""
MAX_TAKEN_OVER = 100
"""Words of a statement that the next one may go on with. A longer one is no sentence."""

PRONOUNS = frozenset("it its they their he his she her this these er sie es il elle ils elles hij zij ze det han hon".split())
"""Words that stand for the subject of the sentence before, in English and the languages nearest to it."""

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the words beside it."""

    number: str
    """As figures without thousands separators."""
    before: str
    """The folded word just before it, as "luma" in "Luma 3"; '' where that names nothing."""
    after: str
    """The folded word just after it, as "kg" in "2 kg"; '' where that names nothing."""

    def is_like(self, other: "Figure") -> bool:
        """Whether both count or name the same kind of thing."""
        if not (self.before or self.after or other.before or other.after):
            return True
        return _same(self.after, other.after) or _same(self.before, other.before)


@dataclass(frozen=True, slots=True)
class Name:
    """A word with a capital."""

    word: str
    """Folded."""


Value = Figure | Name


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, with what it takes over from the one before."""

    words: frozenset[str] = field(repr=False)
    """Folded words that name a subject."""
    forms: frozenset[str] = field(repr=False)
    """The words and their lemmas."""
    values: tuple[Value, ...]
    named: tuple[Value, ...]
    """Those of the values that say what it is about: names, and numbers with a name before them."""
    lists: tuple[frozenset[Value], ...]
    """For each value, it and those listed with it ("Anna and Ben")."""
    has_pronoun: bool

    def holds(self, value: Value) -> bool:
        if isinstance(value, Name):
            return _is_in(value.word, self.forms)
        return any(isinstance(own, Figure) and own.number == value.number and own.is_like(value) for own in self.values)


def read_statements(sentences: Iterable[str]) -> tuple[Statement, ...]:
    """The statements of a text, given as its sentences and lines.

    A sentence that names nothing, and has a pronoun or repeats no word of the one before, goes on with its subject ("It
    weighs 2 kg").
    """
    texts = [text for text in sentences if len(text) >= LEAST_CHARACTERS][:MAX_SENTENCES]
    lower = frozenset(word for text in texts for word in _TOKEN.findall(text) if word.islower())
    read: list[Statement] = []
    for text in texts:
        for statement in _read_sentence(text, lambda word: word.lower() not in lower):
            read.append(_continued(statement, read[-1]) if read else statement)
    return tuple(read)


def mixes_up(sentence: str, statements: Sequence[Statement], ignored: frozenset[str] = frozenset()) -> bool:
    """Whether the sentence gives a number or a name to something of which the statements say another one.

    It does where another statement, with a value of the same kind that the sentence lacks, shares all with the sentence
    that each statement with its value shares, and more. `ignored` are folded words that count as nothing shared.
    """
    names = {value.word for statement in statements for value in statement.values if isinstance(value, Name)}
    return any(_is_mixed(own, statements, ignored) for own in _read_sentence(sentence, lambda word: fold(word) in names, is_elliptic=False))


def _is_mixed(own: Statement, statements: Sequence[Statement], ignored: frozenset[str]) -> bool:
    values = own.values[:MAX_VALUES]
    shared = [_shared(own, values, other) - ignored for other in statements]
    return any(
        _has_other_unit(value, statements) or _is_moved(value, listed, own, statements, shared)
        for value, listed in zip(values, own.lists, strict=False)
    )


def _shared(own: Statement, values: Sequence[Value], other: Statement) -> frozenset[str | Value]:
    words = (word for word in own.words if _is_in(word, other.forms))
    return frozenset((*words, *(value for value in values if isinstance(value, Figure) and other.holds(value))))


def _is_moved(
    value: Value, listed: frozenset[Value], own: Statement, statements: Sequence[Statement], shared: Sequence[frozenset[str | Value]]
) -> bool:
    mine = listed | {other.word for other in listed if isinstance(other, Name)}
    shared = [found - mine for found in shared]
    homes = [found for found, statement in zip(shared, statements, strict=True) if statement.holds(value)]
    rivals = (
        found
        for found, statement in zip(shared, statements, strict=True)
        if not statement.holds(value) and _has_rival(value, own, statement)
    )
    return bool(homes) and any(all(home < rival for home in homes) for rival in rivals)


def _has_rival(value: Value, own: Statement, statement: Statement) -> bool:
    """Whether the statement has a value of the same kind, which the sentence lacks."""
    if isinstance(value, Name):
        return any(isinstance(other, Name) and not _is_in(other.word, own.forms) for other in statement.values)
    return any(isinstance(other, Figure) and other.is_like(value) and not own.holds(other) for other in statement.values)


def _has_other_unit(value: Value, statements: Sequence[Statement]) -> bool:
    """Whether the text has the number with other units only, and the unit with other numbers only: "2 euros" of "2 weeks
    and 14 euros"."""
    if isinstance(value, Name) or not value.after:
        return False
    figures = [own for statement in statements for own in statement.values if isinstance(own, Figure)]
    same = [own for own in figures if own.number == value.number]
    is_unit = any(_same(own.after, value.after) and own.number != value.number for own in figures)
    return is_unit and bool(same) and all(own.after and not own.is_like(value) for own in same)


@dataclass(frozen=True, slots=True)
class _Place:
    """A value and the positions of its tokens, from `start` to before `end`."""

    value: Value
    start: int
    end: int
    is_named: bool = False
    """Whether it is a number with a name before it."""

    def is_like(self, other: "_Place") -> bool:
        if isinstance(self.value, Figure) and isinstance(other.value, Figure):
            return self.value.is_like(other.value)
        return isinstance(self.value, Name) and isinstance(other.value, Name)


def _read_sentence(text: str, may_be_name: Callable[[str], bool], is_elliptic: bool = True) -> list[Statement]:
    """The statements of a sentence. Its first word is a name where `may_be_name`; its later parts may leave out what they
    share with the first where `is_elliptic`."""
    written = _TOKEN.findall(text)
    words = [fold(word) for word in written]
    places = _places(written, words, may_be_name)
    if not places:
        said = frozenset(informative_among(words))
        return [Statement(said, forms_of(said), (), (), (), not PRONOUNS.isdisjoint(words))]
    groups = _groups(places, words)
    read = []
    said = frozenset[str]()
    for at, group in enumerate(groups):
        start = groups[at - 1][-1].end if at else 0
        end = groups[at + 1][0].start if at + 1 < len(groups) else len(words)
        own = frozenset(informative_among(words[start:end])) - {word for word in words[start:end] if word[0].isdigit()}
        read.append(_statement(own | said, words, group, start, end))
        if not at and is_elliptic:  # "Anna teaches on Monday, Ben on Tuesday"
            said = own - {place.value.word if isinstance(place.value, Name) else place.value.before for place in group}
    return read


def _statement(said: frozenset[str], words: Sequence[str], group: Sequence[_Place], start: int, end: int) -> Statement:
    named = tuple(place.value for place in group if isinstance(place.value, Name) or place.is_named)
    has_pronoun = not PRONOUNS.isdisjoint(words[start:end])
    return Statement(said, forms_of(said), tuple(place.value for place in group), named, _lists(group, words), has_pronoun)


def _lists(group: Sequence[_Place], words: Sequence[str]) -> tuple[frozenset[Value], ...]:
    """The list that each value is part of: like values with no word between them that names a subject."""
    lists: list[list[_Place]] = []
    for place in group:
        is_listed = lists and place.is_like(lists[-1][-1]) and not informative_among(list(words[lists[-1][-1].end : place.start]))
        if is_listed:
            lists[-1].append(place)
        else:
            lists.append([place])
    together = [frozenset(place.value for place in listed) for listed in lists]
    return tuple(values for values, listed in zip(together, lists, strict=True) for _ in listed)


def _places(written: Sequence[str], words: Sequence[str], may_be_name: Callable[[str], bool]) -> list[_Place]:
    places: list[_Place] = []
    for at, word in enumerate(written):
        if len(places) == MAX_PLACES:
            break
        number = _number(words[at])
        if number:
            before, after = (_beside(words, at + step) for step in (-1, 1))
            is_named = bool(places) and places[-1].end == at and isinstance(places[-1].value, Name)
            if is_named:
                places.pop()
            places.append(_Place(Figure(number, before, after), at - is_named, at + 1, is_named))
        elif word[0].isupper() and (at > 0 or may_be_name(word)) and informative_among([words[at]]):
            places.append(_Place(Name(words[at]), at, at + 1))
    return places


def _groups(places: Sequence[_Place], words: Sequence[str]) -> list[list[_Place]]:
    """The values of a sentence by statement. A new one begins where the kind of the first value comes again."""
    groups: list[list[_Place]] = [[]]
    for at, place in enumerate(places):
        group = groups[-1]
        if len(group) > 1 and at + 1 < len(places) and place.is_like(group[0]) and _is_relation(group, place, words):
            groups.append(group := [])
        group.append(place)
    return groups


def _is_relation(group: Sequence[_Place], following: _Place, words: Sequence[str]) -> bool:
    """Whether the values are related, and not only listed ("Anna, Ben and Carl")."""
    gap = set(words[group[-1].end : following.start])
    return any(
        not first.is_like(second) or not set(words[first.end : second.start]) <= gap for first, second in pairwise(group[:MAX_LISTED])
    )


def _continued(statement: Statement, before: Statement) -> Statement:
    if len(before.words) > MAX_TAKEN_OVER:
        return statement
    repeats = any(_is_in(word, before.forms) for word in statement.words)
    if statement.named:
        about = {value.word if isinstance(value, Name) else value.before for value in before.named}
        words = before.words - about if statement.has_pronoun else frozenset[str]()
        if not words:
            return statement
        return replace(statement, words=statement.words | words, forms=statement.forms | forms_of(words))
    if repeats and not statement.has_pronoun:
        return statement
    words, values = statement.words | before.words, (*statement.values, *before.named)
    return Statement(words, statement.forms | before.forms, values, before.named, statement.lists, statement.has_pronoun)


def _number(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "").rstrip(".:")
    return NUMBER_WORDS.get(word, "")


def _beside(words: Sequence[str], at: int) -> str:
    if not 0 <= at < len(words) or _number(words[at]) or not informative_among([words[at]]):
        return ""
    return words[at]


def _same(word: str, other: str) -> bool:
    return bool(word) and bool(other) and (word == other or not lemmas(word).isdisjoint(lemmas(other)))


def _is_in(word: str, forms: frozenset[str]) -> bool:
    return word in forms or not lemmas(word).isdisjoint(forms)
