"""Whether a message is a known phrasing but for what can change nothing: the first day's only ground to serve an answer.

What may differ is short and closed: articles, a plural, a contraction, "how can I" for "how do I". Whatever is not in that
list makes two questions different here. So a gap in it costs a question back and never a wrong answer: opposites,
particles, prefixes, directions and units need no list.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from uuid import UUID

from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.message.inflections import lemmas
from orchestrator.domain.message.manners.core import read_core
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.message.words import split_compounds, tokens

UNMISTAKABLE = 0.995
"""Probability that an answer is right for its own phrasing: above every threshold of the grid, so that a proof of any of them
covers what is served by its words."""
MAX_WORDS = 60
"""Longer questions tell a story. Equal ones are still unmistakable, others are never compared word by word."""

ARTICLES = {
    "en": "a an the",
    "nl": "de het een",
    "sv": "en ett",
    "da": "en et",
    "nb": "en et ei",
    "fr": "le la les un une des",
    "es": "el la los las un una unos unas",
    "it": "il lo la gli le un uno una",
    "pt": "o a os as um uma uns umas",
}
"""Definite and indefinite articles by language, folded (Universal Dependencies, feature PronType=Art). German is left out, as its
articles tell who does what to whom; the other languages of the replies have none that are words of their own."""

_SHORT_FORMS = (
    (re.compile(r"^(?:can't|cannot|cant)$"), "can not"),
    (re.compile(r"^(?:won't|wont)$"), "will not"),
    (re.compile(r"^(.+)n't$"), r"\1 not"),
    (re.compile(r"^(what|how|where|when|who|that|there|it|he|she)'s$"), r"\1 is"),
    (re.compile(r"^(what|how|where|when|who)s$"), r"\1 is"),
    (re.compile(r"^(.+)'re$"), r"\1 are"),
    (re.compile(r"^(.+)'ve$"), r"\1 have"),
    (re.compile(r"^(.+)'ll$"), r"\1 will"),
    (re.compile(r"^i'm$"), "i am"),
    (re.compile(r"^(.+)'d$"), r"\1 would"),
)
"""English contractions, written out."""

COURTESIES = {
    "en": "please pls plz kindly",
    "de": "bitte",
    "nl": "alsjeblieft alstublieft aub",
    "fr": "svp stp",
    "tr": "lutfen",
    "pl": "prosze",
    "ru": "пожалуйста",
}
"""Words that ask politely, by language, folded. At the ends of a message, manners are set aside before."""

_IDLE = {
    language: frozenset(f"{ARTICLES.get(language, '')} {COURTESIES.get(language, '')}".split()) for language in {*ARTICLES, *COURTESIES}
}

_ANYBODY = "(?:i|we|you|one)"
_FRAMES = (
    (re.compile(r"^(?:(?:can|could|would|will) you )?tell me (?=(?:how|what|when|where|why|who|which) )"), ""),
    (re.compile(rf"^how (?:(?:(?:do|does|can|could|should|would|must|shall) )?{_ANYBODY}|to) (?=\S)"), "how to "),
    (re.compile(r"^(?:can|could|may) (?:i|we|one) (?=\S)"), "may i "),
)
"""English openings that ask the same whoever asks. "Can you" is left out: it may ask the creator to do it."""

_SIGN_KINDS = ("Sm", "Sc", "So", "Sk")
_SIGNS = "#%&@*/\\§+<=>|~^$"
_MINUS = re.compile(r"(?:^|\s)[-\u2212](?=\d)")


def is_unmistakable(question: Reading, pattern: Reading, language: str) -> bool:
    """Whether both say the same word for word, in the same order, but for articles, courtesies, plurals and plain openings.

    `language` is the ISO 639-1 code of the question. Manners around either of them count for nothing. Total.
    """
    if not question.words or _read_signs(read_core(question.text)) != _read_signs(read_core(pattern.text)):
        return False
    asked, known = _wording(question.text, language), _wording(pattern.text, language)
    if asked == known:
        return bool(asked)
    if len(asked) != len(known) or len(asked) > MAX_WORDS:
        return False
    return all(_is_same(one, other) for one, other in zip(asked, known, strict=True))


@lru_cache(maxsize=20_000)
def _wording(text: str, language: str) -> tuple[str, ...]:
    """The words that count, in their order; those of the text itself where nothing else is left of it."""
    found = split_compounds(tokens(read_core(text)))
    counting = [word for word in found if word not in _IDLE.get(language, ())] or found
    return tuple(_in_full(counting) if language == "en" else counting)


def _in_full(words: Sequence[str]) -> list[str]:
    """English words with contractions written out, and one opening for those that ask the same."""
    line = " ".join(map(_written_out, words))
    for frame, plain in _FRAMES:
        line = frame.sub(plain, line, count=1)
    return line.split()


def _written_out(word: str) -> str:
    for short, full in _SHORT_FORMS:
        if short.match(word):
            return short.sub(full, word)
    return word


def _is_same(one: str, other: str) -> bool:
    """Whether the words are equal, or the plural of each other, or 'is' and 'are'."""
    if one == other or {one, other} == {"is", "are"}:
        return True
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer.endswith("s") and not shorter.endswith("s") and shorter in lemmas(longer)


@lru_cache(maxsize=20_000)
def _read_signs(text: str) -> tuple[str, ...]:
    """Signs that belong to what is named, in their order: those of "C++", "C#", "-5 °C", "50 %"."""
    signs = [char for char in text if char in _SIGNS or (not char.isascii() and unicodedata.category(char) in _SIGN_KINDS)]
    return (*signs, *("-" for _ in _MINUS.findall(text)))


def find_unmistakable(question: Reading, hits: Sequence[CanonicalHit], language: str) -> UUID | None:
    """The one answer of which the message is a phrasing; None where it is a phrasing of none or of two."""
    found = {hit.id for hit in hits if is_unmistakable(question, read_text(hit.question_pattern), language)}
    return found.pop() if len(found) == 1 else None


def as_scored(hit: CanonicalHit, probability: float, unmistakable: UUID | None) -> tuple[CanonicalHit, float]:
    """(hit, probability) where the message is a phrasing of the answer `unmistakable`: no edit, and as good as certain."""
    if hit.id != unmistakable:
        return hit, probability
    return replace(hit, is_unmistakable=True, is_edited=False), max(probability, UNMISTAKABLE)
