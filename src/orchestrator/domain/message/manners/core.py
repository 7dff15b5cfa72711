"""The core of a message: what is asked, without the manners around it. It is what is searched for and compared."""

import re
from functools import lru_cache

from orchestrator.domain.message.follow_ups import POINTING
from orchestrator.domain.message.inflections import found_in
from orchestrator.domain.message.manners.afterthoughts import without_afterthought
from orchestrator.domain.message.manners.clauses import (
    ENDING,
    FACES,
    MAX_WORDS,
    Clause,
    Manners,
    Word,
    is_unspaced,
    is_unspaced_manners,
    opening_phrase,
    read_manners,
    read_roughly,
    split_ends,
)
from orchestrator.domain.message.manners.lexicon import ASKS, HELLOS, JOINTS, ORIGINS, Kind, Lexicon
from orchestrator.domain.message.manners.quoted import find_own_lines
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.message.vocabulary import informative_words

MAX_ROUNDS = 8
"""What stands around manners that were set aside may be manners too; more often than this nobody wraps a question."""
NO_NAMES = frozenset[str]()

_AT_END = frozenset({Kind.thanks, Kind.closing, Kind.courtesy, Kind.greeting})
"""What a comma may join to the end of a question. Praise must be a sentence of its own there: 'the great one'."""
_SIGNED = frozenset({Kind.thanks, Kind.closing})
_CLOSING = frozenset({Kind.closing})
_NO_PREFIX = frozenset({Kind.introduction, Kind.closing})
"""Before a question, without a separator between them, these may be part of it."""
_NAME = Manners(frozenset({Kind.greeting}), None)
"""After these the writer's name may stand in a clause of its own."""
MAX_SIGNATURE_WORDS = 4
_SAYING = frozenset("say write sign mean means send sage sagt dire decir dire dizer zeggen".split())
_BEFORE_ASKING = frozenset("por con com bei ab zu à a de da przy при vid ved mit von in at for with from on".split())
"""Words that stand before the word that asks and belong to it: 'hola por qué …'."""
MAX_PREFIX_WORDS = 16
"""Manners without a separator before the question are no longer."""
MAX_SUFFIX_WORDS = 9
"""Nor are those after it."""
_HELLO = frozenset({Kind.greeting, Kind.thanks})
_SHORT = frozenset("x xx xxx thx tnx ty tysm".split())
"""What nobody asks about, whatever stands before it."""
_KISSES = frozenset({"x", "xx", "xxx"})

_FACE = f"(?:\\s|[{FACES}\ufe0f]|[:;=]-?[)(DPp]|<3)"
_FACES = re.compile(f"{_FACE}{{1,12}}$")
_FIRST_FACES = re.compile(f"{_FACE}{{1,12}}(?=\\S)")
_LAST_CHARACTERS = 24
_PLACES = frozenset("here there hier dort ici aquí aqui qui tu tutaj здесь тут burada her där här".split())
"""After an introduction that tells a place, a question with one of these needs it."""


@lru_cache(maxsize=4_000)
def read_core(text: str, names: frozenset[str] = NO_NAMES) -> str:
    """The text without greetings, thanks, praise, apologies, introductions, sign-offs and quoted mail around it, and without a
    doubt after it ("Or is it not needed?").

    One piece of the text; the whole text where it is nothing but manners. What is not surely manners stays. `names` are
    folded words that the agent and the creator may be called by. Idempotent.
    """
    for _ in range(MAX_ROUNDS):
        core = _strip(text, names)
        if core == text:
            break
        text = core
    return text


def with_manners(question: str, text: str, names: frozenset[str] = NO_NAMES) -> str:
    """The question as it was written: its last part, the core of `text`, replaced by `text` itself."""
    core = read_core(text, names)
    return question[: len(question) - len(core)] + text if question.endswith(core) else question


def _strip(text: str, names: frozenset[str]) -> str:
    """The text without its outermost manners; the text itself where nothing else is said."""
    start, end = find_own_lines(text)
    if start == end:
        return text
    # "Can you help me with this?" is about the mail below it.
    if (start, end) != (0, len(text)) and not informative_words(text[start:end]):
        start, end = 0, len(text)
    start, end = _Core(text, names).between(start, end)
    if (start, end) == (0, len(text)) or not _says_anything(text, start, end):
        return without_afterthought(text)
    return text[start:end].strip()


def _says_anything(text: str, start: int, end: int) -> bool:
    return any(sign.isalnum() for sign in text[start:end])


class _Core:
    """Sets aside the manners at both ends of one text."""

    def __init__(self, text: str, names: frozenset[str]) -> None:
        self._text, self._names = text, names

    def between(self, start: int, end: int) -> tuple[int, int]:
        """(start, end) of what is left between the two places."""
        clauses = split_ends(self._text, start, end)
        first, is_origin_told = self._leading(clauses)
        if first == len(clauses):
            return end, end
        last = self._trailing(clauses, first)
        if is_origin_told and _PLACES & {word.folded for clause in clauses[first:last] for word in clause.words}:
            first = 0
        begin = self._after_joint(clauses, first) if first else start
        begin = self._within_first(clauses[first], begin)
        stop = end if last == len(clauses) else self._end_of(clauses[last - 1])
        return begin, self._within_last(clauses[last - 1], begin, stop)

    def _leading(self, clauses: list[Clause]) -> tuple[int, bool]:
        """(number of clauses of manners at the beginning, whether they tell where the writer is from)."""
        count, is_origin_told = 0, False
        before: Manners | None = None
        for clause in clauses:
            if not self._is_empty(clause):
                manners = self._read_leading(clause, before, is_last=clause is clauses[-1])
                manners = manners or self._read_roughly(clause, clauses[count + 1 :])
                if manners is None:
                    break
                is_origin_told, before = is_origin_told or manners.is_origin_told, manners
            count += 1
        return count, is_origin_told

    def _read_leading(self, clause: Clause, before: Manners | None, is_last: bool) -> Manners | None:
        """As `_read`; also the name of a person after 'Hi,', and the writer's after 'Thanks,' at the end of the text."""
        manners = self._read(clause)
        if manners is not None:
            return manners if manners.kinds != _CLOSING or is_last else None
        if before is None or clause.asks or not self._may_be_signature(clause):
            return None
        is_addressed = before.last is Kind.greeting and len(clause.words) <= 2 and ":" not in clause.separator
        return _NAME if is_addressed or (is_last and before.kinds & _SIGNED) else None

    def _read_roughly(self, clause: Clause, rest: list[Clause]) -> Manners | None:
        """A sentence of thanks or praise with a few words of its own, where the rest is a question that does not need it."""
        if not clause.ends_sentence or clause.asks or not rest:
            return None
        manners = read_roughly(clause.words, self._names)
        if manners is None:
            return None
        question = read_text(self._text[rest[0].start : rest[-1].stop])
        said = frozenset(informative_words(self._text[clause.start : clause.end])) | manners.unknown
        needs_it = bool(POINTING & question.vocabulary) or bool(found_in(said, question.forms))
        return None if needs_it or not question.informative else manners

    def _trailing(self, clauses: list[Clause], first: int) -> int:
        """The number of clauses up to the end of the core."""
        last = len(clauses)
        while last - 1 > first:
            taken = self._taken_at_end(clauses, last, first)
            if not taken:
                break
            last -= taken
        return last

    def _taken_at_end(self, clauses: list[Clause], last: int, first: int) -> int:
        clause, before = clauses[last - 1], clauses[last - 2]
        if self._is_empty(clause):
            return 1
        manners = self._read(clause)
        if manners is not None and (before.ends_sentence or manners.kinds & _AT_END):
            return 1
        if self._may_be_signature(clause):
            signed = self._read(before) if last - 2 > first else None
            if signed is not None and signed.kinds & _SIGNED:
                return 2
            if self._thanks_from(before, before.start, before.end) is not None:
                return 1
            if before.separator.strip() in ("—", "-", "–") and last - 2 > first and self._is_empty(before):
                return 1
        return 0

    def _may_be_signature(self, clause: Clause) -> bool:
        """Whether it is a name, with kisses perhaps, or with a place: 'Tom x', 'Tom from Leeds'."""
        words = clause.words
        if not 0 < len(words) <= MAX_SIGNATURE_WORDS or clause.asks:
            return False
        small = ORIGINS | _KISSES | self._names
        return words[0].is_capital and all(word.is_capital or word.folded in small for word in words)

    def _read(self, clause: Clause) -> Manners | None:
        if is_unspaced(self._text[clause.start : clause.end]):
            is_polite = is_unspaced_manners(self._text[clause.start : clause.end], self._names)
            return Manners(frozenset({Kind.greeting}), None) if is_polite else None
        manners = read_manners(clause.words, self._names)
        if manners is not None and clause.asks and Kind.courtesy not in manners.kinds:
            return None
        return manners

    def _is_empty(self, clause: Clause) -> bool:
        """Whether it has no words: pictures, signs, or nothing. A question mark alone belongs to what is before it."""
        return not clause.words and not _says_anything(self._text, clause.start, clause.end)

    def _after_joint(self, clauses: list[Clause], first: int) -> int:
        """Where the core begins: after a word such as 'but' that joins it to the manners before it."""
        clause, before = clauses[first], clauses[first - 1]
        if len(clause.words) > 1 and not before.ends_sentence and clause.words[0].folded in self._joints(before):
            return clause.words[1].start
        return clause.start

    def _joints(self, before: Clause) -> frozenset[str]:
        manners = self._read(before)
        return frozenset[str]().union(*(lexicon.joints for lexicon in manners.languages)) if manners else frozenset()

    def _within_first(self, clause: Clause, begin: int) -> int:
        """Where the question begins in a clause that begins with manners and no separator: 'hi how do I …'."""
        faces = _FIRST_FACES.match(self._text, begin, begin + _LAST_CHARACTERS)
        begin = faces.end() if faces else begin
        words = tuple(word for word in clause.words if word.start >= begin)
        for at in range(1, min(len(words), MAX_PREFIX_WORDS)):
            if words[at].folded not in ASKS and words[at].folded not in JOINTS:
                continue
            manners = read_manners(words[:at], self._names, is_closed=False)
            if manners is None or manners.kinds <= _NO_PREFIX or (clause.ends_sentence and not clause.asks and not manners.kinds <= _HELLO):
                continue
            if any(words[at].folded in lexicon.joints for lexicon in manners.languages) and at + 1 < len(words):
                return words[at + 1].start
            if self._may_ask(words[at].folded, manners.languages):
                return words[at - 1 if words[at - 1].folded in _BEFORE_ASKING else at].start
        return self._after_hello(words, begin)

    def _after_hello(self, words: tuple[Word, ...], begin: int) -> int:
        """Where it goes on after a lone 'hi'. 'Hello Kitty' is a name."""
        if (
            len(words) < 3
            or words[0].folded not in HELLOS
            or words[1].folded in ORIGINS
            or (words[1].is_capital and words[1].end - words[1].start > 1)
        ):
            return begin
        return words[1].start

    def _may_ask(self, word: str, languages: tuple[Lexicon, ...]) -> bool:
        """Whether it begins a question. After a greeting by name alone, in any language."""
        return not languages or any(word in lexicon.asks for lexicon in languages)

    def _within_last(self, clause: Clause, begin: int, stop: int) -> int:
        """Where the question ends in a clause that ends with thanks and no separator: '… feed bees thanks'."""
        tail = self._text[max(begin, stop - _LAST_CHARACTERS) : stop]
        faces = _FACES.search(tail)
        if faces and faces.group().strip():
            stop -= len(faces.group())
        found = None if clause.asks else self._thanks_from(clause, begin, stop)
        return stop if found is None else found

    def _thanks_from(self, clause: Clause, begin: int, stop: int) -> int | None:
        """The end of the word before thanks or a sign-off that end the clause; None where it does not end so."""
        if len(clause.words) > MAX_WORDS:
            return None
        words = tuple(word for word in clause.words if begin <= word.start and word.end <= stop)
        for at in range(max(2, len(words) - MAX_SUFFIX_WORDS), len(words)):
            opening = opening_phrase(words[at:])
            if opening is None:
                continue
            manners = read_manners(words[at:], self._names, is_closed=False)
            if manners is not None and _may_end(opening, words[at], words[at - 1], manners.languages):
                return words[at - 1].end
        return None

    def _end_of(self, clause: Clause) -> int:
        """With the signs that end a sentence, without a comma or a line's end."""
        signs = next((at for at, sign in enumerate(clause.separator) if sign not in ENDING), len(clause.separator))
        return clause.end + signs


def _may_end(opening: tuple[int, frozenset[Kind]], word: Word, before: Word, languages: tuple[Lexicon, ...]) -> bool:
    """Whether manners that open with this phrase end a question, and are no part of it: 'how do I say thanks'."""
    length, kinds = opening
    if word.folded in _SHORT:
        return True
    if word.is_capital and not before.is_capital:
        return bool(kinds & _SIGNED) or length > 1
    is_joined = before.folded in _SAYING or any(before.folded in lexicon.soft or before.folded in lexicon.asks for lexicon in languages)
    return Kind.thanks in kinds and not is_joined
