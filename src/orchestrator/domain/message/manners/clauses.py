"""The clauses of a text, and whether a clause is manners: every word of it is known as such in one language, or is a name."""

import re
from dataclasses import dataclass
from functools import lru_cache

from orchestrator.domain.message.manners.lexicon import (
    BY_FIRST_WORD,
    ENGLISH_LEXICON,
    TITLES,
    UNSPACED_LEXICONS,
    Kind,
    Lexicon,
    UnspacedLexicon,
)
from orchestrator.domain.message.words import TOKEN, UNSPACED, fold

MAX_WORDS = 30
"""Words of the longest clause that is looked at; a longer one is no manners."""
MAX_END_CHARACTERS = 1_500
"""Of each end of a long text, what is looked at."""
MAX_NAME_WORDS = 3
MAX_PHRASE_WORDS = 8
MAX_UNKNOWN = 2
"""Words of a sentence of thanks or praise that may be unknown."""
MAX_UNSPACED = 60
"""Characters of the longest such clause in a script without spaces."""
ASKING = "?？؟"
ENDING = ".!?…。！？؟।"

# Faces, thumbs, hearts and hands: they are not what a question is about, as other pictures may be.
FACES = "\U0001f600-\U0001f64f\U0001f44b-\U0001f44f\U0001f91a-\U0001f91f\U0001f970\U0001f972-\U0001f97a❤♥💛💚💙💜🧡💕💖✨"

# A dot ends a clause before a space only ("3.5", "example.org"), a comma not within figures.
_SEPARATOR = re.compile(
    r"[^\S\n]{0,9}\n\s*|(?:[!?…。！？؟।]+[!?.…。！？؟।]*|\.+(?=\s|$|[^\w\s])|,(?=\D|$)|[、，；،]|[;:](?=\s|$)|：|(?<=\s)[-–—]+(?=\s)|—"
    f"|[{FACES}\ufe0f]+"
    r")(?:[^\S\n]{0,9}\n\s*)?"
)
_NATIONS = ("an", "ese", "ish", "ch", "ic")
"""Ends of words such as German, Japanese and Danish: 'I'm German' is a fact, 'I'm Tom' is not."""


@dataclass(frozen=True, slots=True)
class Word:
    folded: str
    start: int
    end: int
    """Place in the text."""
    is_capital: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of the text between two separators."""

    start: int
    end: int
    """Without the separator."""
    stop: int
    """With the separator."""
    separator: str
    words: tuple[Word, ...]

    @property
    def asks(self) -> bool:
        return any(sign in self.separator for sign in ASKING)

    @property
    def ends_sentence(self) -> bool:
        return "\n" in self.separator or any(sign in self.separator for sign in ENDING)


def split_clauses(text: str, start: int, end: int) -> list[Clause]:
    """The clauses of a part of the text, in order; together they cover it."""
    found, begin = list[Clause](), start
    for match in _SEPARATOR.finditer(text, start, end):
        clause = _clause(text, begin, match.start(), match.end())
        if match.group() == "." and clause.words and _is_abbreviated(clause.words[-1]):
            continue
        found.append(clause)
        begin = match.end()
    if begin < end:
        found.append(_clause(text, begin, end, end))
    return found


def _is_abbreviated(word: Word) -> bool:
    """Whether a dot after it ends nothing: 'Dr. Weber', 'O. Farrell'."""
    return word.folded in TITLES or (word.is_capital and word.end - word.start == 1 and word.folded != "i")


def split_ends(text: str, start: int, end: int) -> list[Clause]:
    """As `split_clauses`; of a long part only both ends are split, as nobody is polite for longer."""
    if end - start <= 2 * MAX_END_CHARACTERS:
        return split_clauses(text, start, end)
    first = split_clauses(text, start, start + MAX_END_CHARACTERS)
    last = split_clauses(text, end - MAX_END_CHARACTERS, end)
    return [*first[:-1], _clause(text, first[-1].start, last[0].end, last[0].stop), *last[1:]]


def _clause(text: str, start: int, end: int, stop: int) -> Clause:
    found = []
    for match in TOKEN.finditer(text, start, end):
        found.append(Word(fold(match.group()), match.start(), match.end(), match.group()[0].isupper()))
        if len(found) > MAX_WORDS:
            break
    return Clause(start, end, stop, text[end:stop], tuple(found))


@dataclass(frozen=True, slots=True)
class Manners:
    """What a run of words is, as manners."""

    kinds: frozenset[Kind]
    last: Kind | None
    """Kind of the last phrase where nothing but a name follows it."""
    is_origin_told: bool = False
    """Whether it says where the writer is from."""
    unknown: frozenset[str] = frozenset()
    """Folded words that are not known as manners; none but in `read_roughly`."""
    languages: tuple[Lexicon, ...] = ()
    """In which it is manners."""


def read_manners(words: tuple[Word, ...], names: frozenset[str], is_closed: bool = True) -> Manners | None:
    """What the words are as manners; None where any of them may be part of a question or a fact.

    `is_closed` says that a separator follows, so that an unknown word after a greeting is a name: 'hi mara,'.
    """
    if not words or len(words) > MAX_WORDS:
        return None
    if all(word.folded in names for word in words):
        return Manners(frozenset({Kind.greeting}), Kind.greeting) if is_closed else None
    scans = (_Scan(lexicon, words, names, is_closed).run() for lexicon in BY_FIRST_WORD.get(words[0].folded, ()))
    found = [manners for manners in scans if manners is not None]
    if not found:
        return None
    return Manners(
        # 'ciao' ends a German mail and begins an Italian one.
        kinds=frozenset[Kind]().union(*(manners.kinds for manners in found)),
        last=next((manners.last for manners in found if manners.last is Kind.greeting), found[0].last),
        is_origin_told=any(manners.is_origin_told for manners in found),
        languages=tuple(language for manners in found for language in manners.languages),
    )


def opening_phrase(words: tuple[Word, ...]) -> tuple[int, frozenset[Kind]] | None:
    """(number of words, kinds) of the longest phrase of manners that the words begin with; None where there is none."""
    for length in range(min(len(words), MAX_PHRASE_WORDS), 0, -1):
        phrase = tuple(word.folded for word in words[:length])
        found = [kinds for lexicon in BY_FIRST_WORD.get(phrase[0], ()) if (kinds := lexicon.phrases.get(phrase))]
        if found:
            return length, frozenset[Kind]().union(*found)
    return None


def read_roughly(words: tuple[Word, ...], names: frozenset[str]) -> Manners | None:
    """As `read_manners`, for English thanks and praise that holds up to MAX_UNKNOWN more words, none of them a name.

    'Thanks for the lovely booklet!' is manners only where the question does not need it, which is the caller's to see.
    """
    if not words or len(words) > MAX_WORDS:
        return None
    manners = _Scan(ENGLISH_LEXICON, words, names, True, MAX_UNKNOWN).run()
    return manners if manners is not None and manners.kinds & {Kind.thanks, Kind.head} else None


class _Scan:
    """Reads the words from left to right, each as part of a phrase, as a soft word, or as a name."""

    def __init__(self, lexicon: Lexicon, words: tuple[Word, ...], names: frozenset[str], is_closed: bool, spare: int = 0) -> None:
        self._lexicon, self._words, self._names, self._is_closed = lexicon, words, names, is_closed
        self._spare, self._unknown = spare, set[str]()
        self._kinds = set[Kind]()
        self._last: Kind | None = None
        self._is_origin_told = False

    def run(self) -> Manners | None:
        at, words = 0, self._words
        while at < len(words):
            taken = self._phrase(at) or self._name(at) or self._soft(at) or self._unknown_word(at)
            if not taken:
                return None
            at += taken
        return (
            Manners(frozenset(self._kinds), self._last, self._is_origin_told, frozenset(self._unknown), (self._lexicon,))
            if self._kinds
            else None
        )

    def _phrase(self, at: int) -> int:
        lexicon, words = self._lexicon, self._words
        for length in range(min(lexicon.longest, len(words) - at), 0, -1):
            kinds = lexicon.phrases.get(tuple(word.folded for word in words[at : at + length]))
            if kinds and self._takes(kinds, at, length):
                return length
        return 0

    def _takes(self, kinds: frozenset[Kind], at: int, length: int) -> bool:
        whole = length == len(self._words)
        if (
            Kind.courtesy in kinds
            and not whole
            and len(kinds) == 1
            and (at or self._words[at].folded in self._lexicon.asks)
            and at + length < len(self._words)
        ):
            return False
        # 'Best' opens the end of a message; 'the best' is praise. A word that begins a question is no phrase by itself.
        usable = kinds - ({Kind.closing} if at and self._last is None else frozenset()) - {Kind.introduction}
        if usable:
            self._kinds |= usable
            self._last = next((kind for kind in (Kind.thanks, Kind.closing, Kind.greeting) if kind in usable), None)
            return True
        return Kind.introduction in kinds and self._introduces(at + length)

    def _introduces(self, at: int) -> bool:
        if not self._is_name(at) or (self._words[at].folded.endswith(_NATIONS) and self._words[at].folded not in self._names):
            return False
        self._kinds.add(Kind.introduction)
        self._last = Kind.introduction
        return True

    def _name(self, at: int) -> int:
        """Words of a name that starts here, with the titles before it and the place after it."""
        if self._last is None:
            return 0
        length = 0
        while at + length < len(self._words) and self._words[at + length].folded in self._lexicon.titles:
            length += 1
        titles = length
        while length - titles < MAX_NAME_WORDS and self._is_name(at + length):
            length += 1
        if length == 0 and self._is_lone_name(at):
            length = 1
        if (length and self._last is Kind.introduction) or (not length and self._last is Kind.closing):
            length += self._origin(at + length)
        if length:
            self._last = self._last if self._last is not Kind.introduction else None
        return length

    def _is_name(self, at: int) -> bool:
        if at >= len(self._words):
            return False
        word = self._words[at]
        if word.folded in self._names:
            return True
        return word.is_capital and word.folded not in self._lexicon.asks and word.folded not in self._lexicon.soft

    def _is_lone_name(self, at: int) -> bool:
        """Whether it is the one unknown word after a greeting, before a separator: 'hi mara,'."""
        word = self._words[at].folded
        is_last = at == len(self._words) - 1
        return (
            is_last
            and self._is_closed
            and self._last is Kind.greeting
            and word not in self._lexicon.soft
            and word not in self._lexicon.asks
        )

    def _origin(self, at: int) -> int:
        words = self._words
        if at + 1 >= len(words) or words[at].folded not in self._lexicon.origins:
            return 0
        # 'from rainy Bergen'
        length = 2 if words[at + 1].is_capital else 3
        if at + length > len(words) or not words[at + length - 1].is_capital:
            return 0
        self._is_origin_told = True
        while length < 2 + MAX_NAME_WORDS and at + length < len(words) and words[at + length].is_capital:
            length += 1
        return length

    def _soft(self, at: int) -> int:
        word = self._words[at].folded
        if word not in self._lexicon.soft or (at == 0 and word in self._lexicon.asks):
            return 0
        self._last = None
        return 1

    def _unknown_word(self, at: int) -> int:
        word = self._words[at]
        if (
            len(self._unknown) >= self._spare
            or word.is_capital
            or not word.folded.isalpha()
            or (at == 0 and word.folded in self._lexicon.asks)
        ):
            return 0
        self._unknown.add(word.folded)
        self._last = None
        return 1


@lru_cache(maxsize=500)
def is_unspaced_manners(clause: str, names: frozenset[str]) -> bool:
    """Whether a clause in a script without spaces is nothing but manners, with a name where an honorific follows it."""
    folded = fold(clause[: MAX_UNSPACED + 1])
    return len(folded) <= MAX_UNSPACED and any(_is_covered(lexicon, folded, names) for lexicon in UNSPACED_LEXICONS)


def _is_covered(lexicon: UnspacedLexicon, clause: str, names: frozenset[str]) -> bool:
    named = next((at for each in lexicon.honorifics if (at := clause.find(each)) > 0 and at <= 12), 0)
    honorific = next((each for each in lexicon.honorifics if named and clause.startswith(each, named)), "")
    rest, is_named = (clause[named + len(honorific) :], True) if named and not UNSPACED.search(clause[:1]) else (clause, False)
    left = _without(rest, lexicon.phrases)
    if left == rest and not is_named:
        return False
    left = _without(left, lexicon.soft)
    return not any(sign.isalnum() for sign in left if sign not in names)


def _without(text: str, strings: tuple[str, ...]) -> str:
    for string in strings:
        text = text.replace(string, " ")
    return text


def is_unspaced(text: str) -> bool:
    return UNSPACED.search(text) is not None
