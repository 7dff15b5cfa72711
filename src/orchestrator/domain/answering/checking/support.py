"""Whether a text supports a sentence, judged by words, numbers, names, addresses and negation. No model is asked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from orchestrator.domain.answering.checking.statements import NUMBER_WORDS, Statement, mixes_up, read_statements
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.message.inflections import forms_of, lemmas
from orchestrator.domain.message.vocabulary import informative_words
from orchestrator.domain.message.words import fold, split_compounds, tokens

SUPPORTED_AT = 0.65
"""Share of a sentence's informative words that the reference text must hold for the sentence to be supported."""
UNSURE_FROM = 0.3
"""Share of the words from which the text may say the sentence in other words; a comparison of meanings can tell."""
ALIGNED_AT = 0.5
"""Share of the words from which a sentence of the text is about the same thing, and says the same or the opposite."""
MOSTLY_CAPITALS = 0.34
"""Share of words with a capital above which capitals do not mark names, as in German or in headlines."""

NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
# The lengths are limits of the names: no scheme has over 30 letters, a label of a host has at most 63 (RFC 1035).
ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]{0,30}://|www\.|mailto:|javascript:|data:)[^\s<>()\[\]]+|(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.-]+|(?<![\w-])[\w-]{1,63}+(?:\.[\w-]{1,63}+){0,8}\.(?:com|org|net|io|dev|example|info)\b(?:/[^\s<>()\[\]]*)?", re.IGNORECASE)  # fmt: skip
NEGATION = frozenset(
    """not no never none nobody nothing neither nor without cannot nicht kein keine keinen keiner keinem nie niemals ohne pas jamais
    aucun aucune sans nunca ningun ninguna sin tampoco mai nessun nessuna senza nao nunca sem niet geen nooit zonder inte ingen aldrig
    ikke aldri""".split()
)
YES_AND_NO = frozenset("yes no yeah yep nope ja nein oui non si sim nao da tak nej".split())
CAPITAL = re.compile(r"(?<![\w'’-])[^\W\d_][\w'’-]*")


class Support(Enum):
    """Whether the words of a text support a sentence."""

    supported = "supported"
    unsure = "unsure"
    """The text may say it in other words. A comparison of embeddings or a model check can tell."""
    doubtful = "doubtful"
    """The text hardly says it, unless in another language. Only a model check can tell."""
    unsupported = "unsupported"


@dataclass(frozen=True, slots=True)
class ReferenceText:
    """A text that may support sentences, read once for many comparisons."""

    text: str
    forms: frozenset[str] = field(repr=False)
    """Its folded words and their lemmas."""
    numbers: frozenset[str]
    """See `read_numbers`."""
    sentences: tuple["ReferenceSentence", ...] = field(repr=False)
    statements: tuple[Statement, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReferenceSentence:
    """One sentence of a reference text."""

    forms: frozenset[str]
    numbers: frozenset[str]
    is_negated: bool


def read_reference(texts: Iterable[str]) -> ReferenceText:
    """The texts as one reference text."""
    whole = "\n".join(texts)
    parts = re.split(r"(?<=[.!?。！？;])\s+|\n+", whole)
    parts = [part for part in parts if part.strip()]
    sentences = tuple(map(_read_sentence, parts))
    forms = frozenset[str]().union(*(sentence.forms for sentence in sentences))
    numbers = frozenset[str]().union(*(sentence.numbers for sentence in sentences))
    return ReferenceText(whole, forms, numbers, sentences, read_statements(parts))


def _read_sentence(text: str) -> ReferenceSentence:
    words = tokens(text)
    # 'One' counts as a number only here: in a sentence to be checked it is rarely one.
    numbers = _numbers(text, words) | ({"1"} if "one" in words else frozenset())
    return ReferenceSentence(forms_of(split_compounds(words)), numbers, _has_negation(words))


def passage_text(hit: PassageHit) -> str:
    """The passage with its title and headings, as sentences are compared with it."""
    return f"{hit.title}\n{hit.heading}\n{hit.content}"


def check_sentence(sentence: str, reference: ReferenceText, names: frozenset[str] = frozenset()) -> Support:
    """Whether the words of the text support the sentence. `names` are folded names that may be used although the text
    lacks them.

    A number or address that the text lacks, one that it says of something else, or the negation of a sentence of it, is
    never supported. Another name that
    it lacks makes the sentence doubtful at best.
    """
    aligned = _aligned(sentence, reference)
    if not read_numbers(sentence) <= _numbers_near(aligned, reference) or foreign_addresses(sentence, reference.text):
        return Support.unsupported
    # All sentences of the text about the same thing say the opposite.
    if aligned and is_negated(sentence) not in {reference.sentences[at].is_negated for at in aligned}:
        return Support.unsupported
    if mixes_up(sentence, reference.statements, names):
        return Support.unsupported
    share = supported_share(sentence, reference)
    if any(not _is_in(name, reference.forms) and name not in names for name in read_names(sentence)):
        return Support.doubtful
    if share >= SUPPORTED_AT:
        return Support.supported
    return Support.unsure if share >= UNSURE_FROM else Support.doubtful


def supported_share(sentence: str, reference: ReferenceText) -> float:
    """Share of the sentence's informative words that the text holds in any inflection, in [0, 1]; 0 where the sentence
    has none."""
    words = _subjects(sentence)
    return sum(_is_in(word, reference.forms) for word in words) / len(words) if words else 0.0


def claims_nothing(sentence: str) -> bool:
    """Whether the sentence makes no statement ('Here is how:'): no informative word, no number, no yes or no, no
    negation."""
    words = tokens(sentence)
    return not (_subjects(sentence) or _numbers(sentence, words) or not YES_AND_NO.isdisjoint(words) or _has_negation(words))


def is_negated(text: str) -> bool:
    """Whether the text has a negation, in any of the languages of NEGATION."""
    return _has_negation(tokens(text))


def _has_negation(words: Sequence[str]) -> bool:
    return any(word in NEGATION or word.endswith("n't") for word in words)


def read_numbers(text: str) -> frozenset[str]:
    """The numbers of a text as figures without thousands separators.

    English number words from two to twelve count as numbers.
    """
    return _numbers(text, tokens(text))


def _numbers(text: str, words: Sequence[str]) -> frozenset[str]:
    figures = {found.replace(",", "").rstrip(".:") for found in NUMBER.findall(fold(text))}
    return frozenset(figures | {NUMBER_WORDS[word] for word in words if word in NUMBER_WORDS})


def read_names(sentence: str) -> tuple[str, ...]:
    """Folded words with a capital, except the first word; () where capitals do not mark names."""
    words = CAPITAL.findall(sentence)[1:]
    capital = [word for word in words if word[0].isupper() and word != "I" and not word.startswith(("I'", "I’"))]
    if len(words) > 2 and len(capital) > MOSTLY_CAPITALS * len(words):
        return ()
    return tuple(part for word in capital for part in split_compounds(tokens(word)))


def foreign_addresses(sentence: str, text: str) -> tuple[str, ...]:
    """Links, hosts and mail addresses of the sentence that the text does not hold."""
    addresses = (address.rstrip(".,;:!?*_'\"") for address in ADDRESS.findall(sentence))
    return tuple(address for address in addresses if address not in text)


def _aligned(sentence: str, reference: ReferenceText) -> tuple[int, ...]:
    """Positions of the text's sentences that are about the same thing."""
    words = _subjects(sentence)
    if not words:
        return ()
    return tuple(
        at for at, other in enumerate(reference.sentences) if sum(_is_in(word, other.forms) for word in words) >= ALIGNED_AT * len(words)
    )


def _numbers_near(aligned: tuple[int, ...], reference: ReferenceText) -> frozenset[str]:
    """The numbers in the aligned sentences and their neighbours, or in the whole text where no sentence is aligned.

    A number that the text says about something else does not support the sentence.
    """
    if not aligned:
        return reference.numbers
    near = {at + offset for at in aligned for offset in (-1, 0, 1)}
    return frozenset().union(*(other.numbers for at, other in enumerate(reference.sentences) if at in near))


@lru_cache(maxsize=64)
def _subjects(sentence: str) -> frozenset[str]:
    """The distinct informative words. Cached, as a sentence is compared with several passages, one after the other."""
    return frozenset(informative_words(sentence))


def _is_in(word: str, forms: frozenset[str]) -> bool:
    return word in forms or not lemmas(word).isdisjoint(forms)


def runs(words: Sequence[str], length: int) -> frozenset[tuple[str, ...]]:
    """All runs of `length` neighbouring words."""
    return frozenset(tuple(words[at : at + length]) for at in range(len(words) - length + 1))
