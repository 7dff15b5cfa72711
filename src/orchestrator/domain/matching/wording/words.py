"""The words of a question that count, in their plainest form, each with the article or possessive before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from orchestrator.domain.matching.wording.english import ANY_FORM, plain_english
from orchestrator.domain.matching.wording.frames import MAX_CHARACTERS, MAX_WORDS
from orchestrator.domain.matching.wording.languages import plain_text, plain_words, split_elided
from orchestrator.domain.message.inflections import lemmas
from orchestrator.domain.message.manners.core import read_core
from orchestrator.domain.message.words import TOKEN, fold, tokens

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


@lru_cache(maxsize=20_000)
def read_wording(text: str, language: str) -> PlainQuestion:
    """The words that count, in their order; those of the text itself where nothing else is left of it."""
    core = _with_name(read_core(text), text)
    if len(core) > MAX_CHARACTERS:
        return _as_it_stands(fold(core).split())
    found = split_elided(_told_apart(plain_text(core, language), language), language)
    if len(found) > MAX_WORDS:
        return _as_it_stands(found)
    if language == "en":
        return _with_determiners(plain_english([word for word in found if word not in _POLITE_ENGLISH] or found))
    line = f" {' '.join(found)} "
    for phrase in _POLITE_PHRASES.get(language, ()):
        line = line.replace(f" {phrase} ", " ")
    counting = [word for word in line.split() if word not in _IDLE.get(language, ())] or found
    return _as_it_stands(plain_words(counting, language, core), _written(core, language))


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


def _clash(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a word of one differs from a word of the other in its accents only, and both writers set accents."""
    if not one or not other or one == other:
        return False
    return not set(map(fold, one - other)).isdisjoint(map(fold, other - one))


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


def ask_the_same(one: PlainQuestion, other: PlainQuestion) -> bool:
    """Whether both have the same words in the same order, but for articles, a possessive left out, plurals and marked forms."""
    if len(one.words) != len(other.words) or not one.words or _clash(one.written, other.written):
        return False
    if len(one.words) > MAX_WORDS:
        return one.words == other.words
    return all(map(is_same_word, one.words, other.words)) and _may_stand_for(one.determiners, other.determiners)


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
