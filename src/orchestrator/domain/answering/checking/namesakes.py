"""Numbered names: "Luma 3", "E-6", "week 2". What a text says of another number of the same name says nothing of the one
that was asked about."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from orchestrator.domain.answering.checking.statements import Figure, Statement, mixes_up
from orchestrator.domain.answering.checking.support import ReferenceText
from orchestrator.domain.message.inflections import found_in
from orchestrator.domain.message.vocabulary import EMPTY_WORDS, informative_words
from orchestrator.domain.message.words import fold

LONGEST_READ = 4_000  # characters of a question or a sentence
MOST_NAMED = 20
"""Numbered names of one text that are compared."""

_LISTED = r"(?:\s?(?:,|/|–|-|&|and|or|to|und|oder|bis|et|ou|y|o|e|en|of|och|eller|og)\s?\d{1,6}(?:\.\d{1,4})?(?![\w,.]\w)){0,8}"
_NUMBERED = re.compile(
    rf"(?<![\w-])([^\W\d_][\w'’]{{0,30}}?)( |-|)(\d{{1,6}}(?:\.\d{{1,4}})?[a-z]?(?![\w%°])(?![,.]\d){_LISTED})", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?[a-z]?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_RANGE = re.compile(r"(\d+)\s?(?:–|-|to|bis)\s?(\d+)")

ORDINALS = frozenset(
    """week weeks day days step steps level levels lesson lessons chapter chapters part parts unit units module modules version versions model
    models type types class classes grade grades phase phases stage stages round rounds section sections page pages room rooms line lines
    zone zones season seasons episode episodes volume volumes series category tier group woche tag schritt stufe lektion kapitel teil modell
    klasse phase semaine jour etape niveau lecon chapitre partie modele semana dia paso nivel leccion capitulo parte modelo settimana giorno
    passo livello lezione""".split()
)
"""Words that number their kind without a capital, folded."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A name with the numbers that a text gives it."""

    name: str
    """Folded."""
    numbers: frozenset[str]
    """As written, in lower case; of a range of whole numbers, each of them up to a hundred."""
    is_certain: bool
    """Whether it is a name by itself: a code as "X200", a word of ORDINALS, or a word with a capital that does not come from
    the beginning of a sentence. Any other may be a verb ("Feed 3 litres")."""


def read_numbered(text: str, lower: frozenset[str] | None = None) -> tuple[Numbered, ...]:
    """The numbered names of a text, each once.

    `lower` are the words that stand in lower case around it: a word with a capital at the beginning of a sentence that is
    not among them is a name. Without them, such a word is not certain to be one.
    """
    found: dict[str, Numbered] = {}
    for match in _NUMBERED.finditer(text[:LONGEST_READ]):
        name = fold(match[1])
        if name in EMPTY_WORDS or len(found) == MOST_NAMED:
            continue
        is_certain = match[2] != " " or name in ORDINALS or (match[1][0].isupper() and _is_name(text, match.start(), name, lower))
        name = name.removesuffix("s") if name in ORDINALS else name
        before = found.get(name)
        numbers = _numbers(match[3]) | (before.numbers if before else frozenset())
        found[name] = Numbered(name, numbers, is_certain or (before is not None and before.is_certain))
    return tuple(found.values())


@lru_cache(maxsize=500)
def lower_words(text: str) -> frozenset[str]:
    """The folded words that the text writes without a capital."""
    return frozenset(fold(word) for word in _WORD.findall(text) if word[0].islower())


def says_another(asked: Iterable[Numbered], said: Iterable[Numbered]) -> bool:
    """Whether a text with the numbered names `said` speaks of another number of a name than the one that was asked about,
    and not of that one."""
    of_name = {each.name: each for each in said}
    return any(
        (other := of_name.get(each.name)) is not None and (each.is_certain or other.is_certain) and other.numbers.isdisjoint(each.numbers)
        for each in asked
    )


def says_asked(asked: Iterable[Numbered], said: Iterable[Numbered]) -> bool:
    """Whether the text speaks of a numbered name that was asked about."""
    of_name = {each.name: each.numbers for each in said}
    return any(not of_name.get(each.name, frozenset()).isdisjoint(each.numbers) for each in asked)


def says_of_namesake(asked: Sequence[Numbered], sentence: str, said: Iterable[Numbered], references: Iterable[ReferenceText]) -> bool:
    """Whether a sentence that does not name what was asked about ("It weighs 1 kg") is said of a namesake in the references
    that support it, as far as each of them tells the two apart."""
    named = {each.name for each in said}
    unnamed = [each for each in asked if each.name not in named]
    return any(_is_of_namesake(each, number, sentence, text) for text in references for each in unnamed for number in each.numbers)


def _is_of_namesake(asked: Numbered, number: str, sentence: str, text: ReferenceText) -> bool:
    numbers = {other for statement in text.statements for other in _numbers_of(asked.name, statement)}
    if number in numbers:
        return mixes_up(f"{asked.name.capitalize()} {number}: {sentence}", text.statements)
    words = frozenset(informative_words(sentence))
    alike = [statement for statement in text.statements if words and 2 * len(found_in(words, statement.forms)) >= len(words)]
    return bool(numbers and alike) and all(_numbers_of(asked.name, statement) for statement in alike)


def _numbers_of(name: str, statement: Statement) -> frozenset[str]:
    """The numbers that the statement gives the name."""
    return frozenset(value.number for value in statement.named if isinstance(value, Figure) and value.before == name)


def _is_name(text: str, start: int, name: str, lower: frozenset[str] | None) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" *_(“\"'„»«")
    begins = not before or before[-1] in ".!?:;\n|>-"
    return not begins or (lower is not None and name not in lower)


def _numbers(listed: str) -> frozenset[str]:
    numbers = {number.lower() for number in _NUMBER.findall(listed)}
    for first, last in _RANGE.findall(listed):
        if int(first) < int(last) <= int(first) + 100:
            numbers.update(map(str, range(int(first), int(last) + 1)))
    return frozenset(numbers)
