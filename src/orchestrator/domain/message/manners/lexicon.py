"""The wording of each language, ready to be looked up. Built once, when it is imported."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import Enum, auto

from orchestrator.domain.message.manners import germanic, others, romance, slavic
from orchestrator.domain.message.manners.others import UnspacedWording
from orchestrator.domain.message.manners.wording import Wording
from orchestrator.domain.message.words import fold, fold_all, tokens


class Kind(Enum):
    """What a phrase of manners does."""

    greeting = auto()
    thanks = auto()
    closing = auto()
    head = auto()
    courtesy = auto()
    introduction = auto()


_FIELDS = {
    Kind.head: "heads",
    Kind.introduction: "introductions",
    Kind.closing: "closings",
    Kind.thanks: "thanks",
    Kind.greeting: "greetings",
    Kind.courtesy: "courtesies",
}
"""In this order: where a phrase is of two kinds, such as 'ciao', both count."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, folded."""

    language: str
    """ISO 639-1 code."""
    phrases: dict[tuple[str, ...], frozenset[Kind]]
    longest: int
    """Words of the longest phrase."""
    titles: frozenset[str]
    soft: frozenset[str]
    asks: frozenset[str]
    joints: frozenset[str]
    also: frozenset[str]
    corrections: frozenset[tuple[str, ...]]
    origins: frozenset[str]


@dataclass(frozen=True, slots=True)
class UnspacedLexicon:
    """The strings of one language without spaces, folded, longest first."""

    phrases: tuple[str, ...]
    soft: tuple[str, ...]
    honorifics: tuple[str, ...]


def _build(wording: Wording) -> Lexicon:
    phrases: dict[tuple[str, ...], frozenset[Kind]] = {}
    for kind, field in _FIELDS.items():
        for phrase in getattr(wording, field).split(","):
            words = tuple(tokens(phrase))
            if words:
                phrases[words] = phrases.get(words, frozenset()) | {kind}
    words_of = {each.name: frozenset(fold_all(getattr(wording, each.name).split())) for each in fields(Wording)}
    return Lexicon(
        language=wording.language,
        phrases=phrases,
        longest=max(map(len, phrases)),
        titles=words_of["titles"],
        soft=words_of["soft"],
        asks=words_of["asks"],
        joints=words_of["joints"],
        also=words_of["also"],
        corrections=frozenset(tuple(tokens(phrase)) for phrase in wording.corrections.split(",")),
        origins=words_of["origins"],
    )


def _build_unspaced(wording: UnspacedWording) -> UnspacedLexicon:
    parts = (wording.phrases, wording.soft, wording.honorifics)
    return UnspacedLexicon(*(tuple(sorted(map(fold, part.split()), key=len, reverse=True)) for part in parts))


def _wordings() -> Iterator[Wording]:
    for family in (germanic, romance, slavic, others):
        yield from (value for value in vars(family).values() if isinstance(value, Wording))


LEXICONS = tuple(map(_build, _wordings()))
UNSPACED_LEXICONS = tuple(map(_build_unspaced, (others.JAPANESE, others.CHINESE)))
ENGLISH_LEXICON = _build(germanic.ENGLISH)
TITLES = frozenset[str]().union(*(lexicon.titles for lexicon in LEXICONS))
ASKS = frozenset[str]().union(*(lexicon.asks for lexicon in LEXICONS))
JOINTS = frozenset[str]().union(*(lexicon.joints for lexicon in LEXICONS))
ORIGINS = frozenset[str]().union(*(lexicon.origins for lexicon in LEXICONS))
ALSO = frozenset[str]().union(*(lexicon.also for lexicon in LEXICONS))
CORRECTIONS = frozenset[tuple[str, ...]]().union(*(lexicon.corrections for lexicon in LEXICONS))
ALSO_BEFORE = {word: frozenset[str]().union(*(lexicon.also for lexicon in LEXICONS if word in lexicon.asks)) for word in ASKS}
"""Which words join a question that begins with this word, in the languages that have it."""


HELLOS = frozenset(
    fold_all(
        "hi hello hey hiya heya howdy hallo hoi hola salut bonjour coucou ciao buongiorno salve olá oi hej hei cześć merhaba selam привет привіт "
        "здравствуйте zdravo halo hai ahoj сәлем مرحبا".split()
    )
)
"""Words that greet and do nothing else, not even before another word."""


def _by_first_word() -> dict[str, tuple[Lexicon, ...]]:
    found: dict[str, tuple[Lexicon, ...]] = {}
    for lexicon in LEXICONS:
        for word in {phrase[0] for phrase in lexicon.phrases} | lexicon.soft:
            found[word] = (*found.get(word, ()), lexicon)
    return found


BY_FIRST_WORD = _by_first_word()
"""The languages in which a clause of manners may begin with the word."""
