"""The words of a question that count, in their plainest form, each with the article or possessive before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from orchestrator.domain.matching.wording.english import ANY_FORM, plain_english
from orchestrator.domain.matching.wording.frames import MAX_CHARACTERS, MAX_WORDS
from orchestrator.domain.matching.wording.languages import plain_text, plain_words, split_elided
from orchestrator.domain.matching.wording.order import phrases_of
from orchestrator.domain.matching.wording.spelling import is_bare, is_joined, is_mistyped
from orchestrator.domain.message.inflections import lemmas
from orchestrator.domain.message.manners.core import read_core
from orchestrator.domain.message.words import TOKEN, fold, tokens
from orchestrator.domain.safety.word_forms import NO_WORD_FORMS, WordForms

ARTICLES = {
    "en": "a an the",
    "nl": "de het een",
    "sv": "en ett",
    "da": "en et",
    "nb": "en et ei",
    "fr": "le la les un une des",
    "es": "el la los las un una unos unas",
    "it": "il lo la i gli le un uno una",
    "pt": "o a os as um uma uns umas",
}
"""Definite and indefinite articles by language, folded (Universal Dependencies, feature PronType=Art). German is left out, as its
articles tell who does what to whom; the other languages of the replies have none that are words of their own."""

COURTESIES = {
    "en": "please pls plz kindly",
    "de": "bitte",
    "nl": "alsjeblieft alstublieft aub",
    "fr": "svp stp",
    "tr": "lutfen acaba",
    "pl": "prosze",
    "ru": "пожалуйста",
}
"""Words that ask politely, by language, folded. At the ends of a message, manners are set aside before."""

_MINE = {
    "es": "mi mis", "fr": "mon ma mes", "it": "mio mia miei mie", "pt": "meu minha meus minhas", "nl": "mijn m'n",
    "pl": "moj moja moje moich moim moimi mojego mojej moja swoj swoja swoje swojego swojej",
}  # fmt: skip
"""The asker's possessives, which may be left out as 'my' may."""
_HAVING = frozenset("hay hai tem macie y avez is vendez vendes vendi vendem".split())
"""The first word of 'do you have …': 'do you have my shoes' is not 'do you have shoes'."""
_NUMBERS = {
    language: {word: str(number) for number, word in enumerate(words.split(), start=2) if word != "-"}
    for language, words in {
        "de": "zwei drei vier fuenf sechs sieben acht neun zehn elf zwoelf",
        "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf",
        "fr": "deux trois quatre cinq six sept huit - dix onze douze",
        "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
        "it": "due tre quattro cinque - sette otto nove dieci undici dodici",
        "pt": "dois tres quatro cinco seis sete oito nove dez onze doze",
        "tr": "iki uc dort bes alti yedi sekiz dokuz on onbir oniki",
        "pl": "dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec - -",
    }.items()
}
"""Number words, folded, but for those that are another word: 'neuf' is new, 'sei' you are."""

_IDLE = {
    language: frozenset(f"{ARTICLES.get(language, '')} {COURTESIES.get(language, '')}".split()) for language in {*ARTICLES, *COURTESIES}
}
_POLITE_PHRASES = {
    "fr": ("s il vous plait", "s il te plait"),
    "es": ("por favor",),
    "it": ("per favore", "per piacere"),
    "pt": ("por favor",),
    "ar": ("من فضلك", "لو سمحت"),
}
_POLITE_ENGLISH = frozenset(COURTESIES["en"].split())
_ACCENTED = frozenset(("fr", "es", "it", "pt"))
"""Languages where an accent tells another word from an article, or one form of a verb from another."""
_ENDING_ACCENTS = "áéóàèò"
_POSSESSIVES = {"my": "my", "our": "my", "your": "your"}
_DETERMINERS = {**_POSSESSIVES, "the": "the", "a": "a", "an": "a"}
_COUNTING = frozenset(("few", "little", "lot", "bit", "couple"))
"""'A few' is some, 'few' is hardly any."""


_LAST = 8
"""Characters at the end of a text in which a kiss is looked for."""
_KISS = re.compile(r"\bx\W{0,5}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlainQuestion:
    """A question as it is compared: its words, and what stands before each."""

    words: tuple[str, ...]
    determiners: tuple[str, ...]
    """For each word the article or English possessive before it: "", "a", "the", "my" or "your"."""
    written: frozenset[str] = frozenset()
    """The words with their accents, where the writer sets any."""
    exact: frozenset[str] = frozenset()
    """Words that are never taken for mistyped: names in the middle of a sentence, and those that were written with accents."""
    kept: tuple[int, ...] = ()
    """Places of the words that keep their order."""
    phrases: tuple[tuple[int, ...], ...] = ()
    """Places of each preposition and its word, which may stand elsewhere."""
    initials: str = ""
    """The first letters of the words, sorted: they must agree where only the order differs."""


@lru_cache(maxsize=20_000)
def read_wording(text: str, language: str) -> PlainQuestion:
    """The words that count, in their order; those of the text itself where nothing else is left of it."""
    core = _with_name(read_core(text), text)
    if len(core) > MAX_CHARACTERS:
        return _as_it_stands(fold(core).split())
    found = split_elided(_told_apart(plain_text(core, language), language), language)
    if len(found) > MAX_WORDS:
        return _as_it_stands(found)
    found = _with_units(found)
    if language == "en":
        return _with_order(
            _with_determiners(plain_english([word for word in found if word not in _POLITE_ENGLISH] or found)), core, language
        )
    line = f" {' '.join(found)} "
    for phrase in _POLITE_PHRASES.get(language, ()):
        line = line.replace(f" {phrase} ", " ")
    counting = [word for word in line.split() if word not in _IDLE.get(language, ())] or found
    numbers = _NUMBERS.get(language, {})
    plain = plain_words([numbers.get(word, word) for word in counting], language, core)
    return _with_order(_without_mine(plain, language, _written(core, language)), core, language)


def _without_mine(words: Sequence[str], language: str, written: frozenset[str]) -> PlainQuestion:
    mine = frozenset(() if words[:1] and words[0] in _HAVING else _MINE.get(language, "").split())
    places = [at for at, word in enumerate(words) if word not in mine or at + 1 == len(words)]
    before = ["my" if at and at - 1 not in places else "" for at in places]
    return PlainQuestion(tuple(words[at] for at in places), tuple(before), written)


def _with_order(read: PlainQuestion, core: str, language: str) -> PlainQuestion:
    kept, phrases = phrases_of(read.words, language, TOKEN.findall(core.lower()))
    initials = "".join(sorted("i" if word == "are" else word.removeprefix(ANY_FORM)[:1] for word in read.words))
    return replace(read, exact=_exact(core, language), kept=kept, phrases=phrases, initials=initials)


def _exact(core: str, language: str) -> frozenset[str]:
    """Folded words with a capital that no sentence's beginning explains (German nouns have one), and words with accents."""
    words = TOKEN.findall(core)
    named = [] if language == "de" else [word for word in words[1:] if word[0].isupper()]
    return frozenset(map(fold, [*named, *(word for word in words if not word.isascii())]))


def _with_units(words: Sequence[str]) -> list[str]:
    """'1kg' as '1 kg', and 'of' left out after a unit: '1 kg of flour' is '1 kg flour'."""
    apart = [part for word in words for part in _AMOUNT.sub(r"\1 \2", word).split()]
    return [
        word for at, word in enumerate(apart)
        if not (word == "of" and at > 1 and apart[at - 1] in _UNITS and apart[at - 2][0].isdigit())
    ]  # fmt: skip


_UNITS = frozenset("kg g mg lb lbs oz l ml cl cm mm m km mi ft h min gb mb kb tb kw kwh w v mph kmh cups".split())
_AMOUNT = re.compile(rf"^(\d+(?:\.\d+)?)({'|'.join(sorted(_UNITS))})$")


def _as_it_stands(words: Sequence[str], written: frozenset[str] = frozenset()) -> PlainQuestion:
    return PlainQuestion(tuple(words), ("",) * len(words), written)


def _with_name(core: str, text: str) -> str:
    """The core with a final "x" that may be a kiss or a name's last letter: "Windows X" is not "Windows"."""
    return f"{core} x" if _KISS.search(text[-_LAST:]) and not _KISS.search(core[-_LAST:]) else core


def _told_apart(text: str, language: str) -> list[str]:
    """The folded words; those that are another word without their accent keep a mark: 'él' is no 'el', 'cambió' no 'cambio'."""
    folded = tokens(text)
    if language not in _ACCENTED:
        return folded
    written, articles = TOKEN.findall(text.lower()), ARTICLES[language].split()
    if len(folded) != len(written):
        return folded
    return [
        word + "_" if raw != word and (word in articles or (len(word) > 3 and raw[-1] in _ENDING_ACCENTS)) else word
        for word, raw in zip(folded, written, strict=True)
    ]


def _written(text: str, language: str) -> frozenset[str]:
    """The words as they are written, where the writer uses letters beyond ASCII and the script has spaces."""
    if text.isascii() or language in ("en", "ja", "ar"):
        return frozenset()
    return frozenset(TOKEN.findall(text.lower()))


def _clash(one: PlainQuestion, other: PlainQuestion, language: str, known: WordForms) -> bool:
    """Whether a word of one differs from a word of the other in its accents only, both writers set accents, and both are words."""
    if not one.written or not other.written or one.written == other.written:
        return False
    mine, theirs = ({fold(word): word for word in a.written - b.written} for a, b in ((one, other), (other, one)))
    both = mine.keys() & theirs.keys()
    return any(not is_bare(mine[word], language, known) and not is_bare(theirs[word], language, known) for word in both)


def _with_determiners(words: Sequence[str]) -> PlainQuestion:
    kept: list[str] = []
    before: list[str] = []
    found = ""
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        if word in _DETERMINERS and following and following not in _COUNTING:
            found = found or _DETERMINERS[word]
            continue
        kept.append(word)
        before.append(found)
        found = ""
    return PlainQuestion(tuple(kept), tuple(before))


def ask_the_same(one: PlainQuestion, other: PlainQuestion, language: str = "", known: WordForms = NO_WORD_FORMS) -> bool:
    """Whether both have the same words in the same order, but for articles, a possessive left out, plurals, marked forms, one phrase
    that stands elsewhere, and one word that is spelt otherwise."""
    if not one.words or not other.words:
        return False
    if len(one.words) != len(other.words):
        return is_joined(one.words, other.words) and _owners(one) == _owners(other) and not _clash(one, other, language, known)
    if len(one.words) > MAX_WORDS:
        return one.words == other.words
    if one.initials != other.initials:
        return False
    unlike = [(a, b) for a, b in zip(one.words, other.words, strict=True) if not is_same_word(a, b)]
    if len(unlike) <= 1 and all(_is_typed(a, b, one, other, language, known) for a, b in unlike):
        return _may_stand_for(one.determiners, other.determiners) and not _clash(one, other, language, known)
    places = _reordered(one, other)
    if places is None or not _is_one_move(places) or _clash(one, other, language, known):
        return False
    return _may_stand_for(one.determiners, [other.determiners[at] for at in places])


def _is_typed(a: str, b: str, one: PlainQuestion, other: PlainQuestion, language: str, known: WordForms) -> bool:
    """Whether the words differ by a typing error. Names do not, nor words that lost an accent when they were folded."""
    return a not in one.exact and b not in other.exact and is_mistyped(a, b, language, known)


def _owners(read: PlainQuestion) -> tuple[str, ...]:
    return tuple(each for each in read.determiners if each in ("my", "your"))


def _reordered(one: PlainQuestion, other: PlainQuestion) -> list[int] | None:
    """For each word of one the place of the same word in the other, where phrases alone stand elsewhere; None where more differs."""
    if not one.phrases or len(one.phrases) != len(other.phrases):
        return None
    found = dict(zip(one.kept, other.kept, strict=True))
    left = list(other.phrases)
    for phrase in one.phrases:
        same = next(
            (each for each in left if all(is_same_word(one.words[a], other.words[b]) for a, b in zip(phrase, each, strict=True))), None
        )
        if same is None:
            return None
        left.remove(same)
        found |= zip(phrase, same, strict=True)
    return (
        [found[at] for at in range(len(one.words))] if all(is_same_word(one.words[a], other.words[b]) for a, b in found.items()) else None
    )


def _is_one_move(places: Sequence[int]) -> bool:
    """Whether one run of words alone has moved. Where two have, each may now belong to the other's: 'from A in X to B in Y'."""
    return sum(after != before + 1 for before, after in pairwise((-1, *places, len(places)))) <= _BREAKS_OF_ONE_MOVE


_BREAKS_OF_ONE_MOVE = 3


def _may_stand_for(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one side at most leaves possessives out: 'my photos on your site' is not 'your photos on my site'."""
    left_out = [(a, b) for a, b in zip(one, other, strict=True) if a != b and {a, b} & {"my", "your"}]
    if not all((a, b) in _LEAVING_OUT or (b, a) in _LEAVING_OUT for a, b in left_out):
        return False
    return not (any(a in ("my", "your") for a, _ in left_out) and any(b in ("my", "your") for _, b in left_out))


_LEAVING_OUT = frozenset((("my", ""), ("my", "the"), ("your", "the")))
"""What is mine is mostly plain. 'Your book' may be 'the book', and is never 'a book' or 'books'."""


def is_same_word(one: str, other: str) -> bool:
    """Whether the words are equal, the plural of each other, 'is' and 'are', or forms of one word where one of them is marked."""
    if one == other or {one, other} in ({"is", "are"}, {"do", "does"}):
        return True
    if one.startswith(ANY_FORM) or other.startswith(ANY_FORM):
        first, second = one.removeprefix(ANY_FORM), other.removeprefix(ANY_FORM)
        return first == second or second in lemmas(first) or first in lemmas(second)
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer.endswith("s") and not shorter.endswith("s") and shorter in lemmas(longer)
