"""Whether passages bear a sentence: its words, numbers, names, addresses and whether it denies. Pure; knows no model."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.message.inflections import lemmas
from orchestrator.domain.message.vocabulary import informative_words
from orchestrator.domain.message.words import fold, split_compounds, tokens

SUPPORTED_AT = 0.65
"""Share of a sentence's informative words that its passages must hold."""
UNSURE_FROM = 0.3
"""From here on a sentence may be the same in other words: something that reads meaning may be asked."""
ALIGNED_AT = 0.5
"""A passage's sentence with this share of the words says the same or the opposite."""
MOSTLY_CAPITALS = 0.34
"""Where more of the words begin with a capital, a capital tells no name (German, headlines)."""

NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|javascript:|data:)[^\s<>()\[\]]+|[\w.+-]+@[\w-]+\.[\w.-]+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|example|info)\b(?:/[^\s<>()\[\]]*)?", re.IGNORECASE)  # fmt: skip
NUMBER_WORDS = {word: str(n) for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
NEGATION = frozenset(
    """not no never none nobody nothing neither nor without cannot nicht kein keine keinen keiner keinem nie niemals ohne pas jamais
    aucun aucune sans nunca ningun ninguna sin tampoco mai nessun nessuna senza nao nunca sem niet geen nooit zonder inte ingen aldrig
    ikke aldri""".split()
)
ANSWERING = frozenset("yes no yeah yep nope ja nein oui non si sim nao da tak nej".split())
CAPITAL = re.compile(r"(?<![\w'’-])[^\W\d_][\w'’-]*")


class Verdict(Enum):
    supported = "supported"
    unsure = "unsure"
    """May be the same in other words: something that compares meanings can tell."""
    doubtful = "doubtful"
    """Hardly the same, unless in another language: only something that reads both can tell."""
    unsupported = "unsupported"


@dataclass(frozen=True, slots=True)
class Bearing:
    """A text that sentences are compared with, read once."""

    text: str
    forms: frozenset[str] = field(repr=False)
    """Its folded words and what they are inflections of."""
    numbers: frozenset[str]
    sentences: tuple["Said", ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of such a text."""

    forms: frozenset[str]
    numbers: frozenset[str]
    denies: bool


def read_bearing(texts: Iterable[str]) -> Bearing:
    whole = "\n".join(texts)
    parts = re.split(r"(?<=[.!?。！？;])\s+|\n+", whole)
    said = tuple(Said(_forms(part), _borne_numbers(part), denies(part)) for part in parts if part.strip())
    return Bearing(whole, _forms(whole), _borne_numbers(whole), said)


def passage_text(hit: PassageHit) -> str:
    return f"{hit.title}\n{hit.heading}\n{hit.content}"


def check_sentence(sentence: str, bearing: Bearing, names: frozenset[str] = frozenset()) -> Verdict:
    """Whether the texts of `bearing` say it. `names` are folded words that anyone may be called by here.

    A number or address that is not there, or a denial of what is, is never supported, whatever the words; a name makes doubtful.
    """
    aligned = _aligned(sentence, bearing)
    if not read_numbers(sentence) <= _numbers_near(aligned, bearing) or foreign_addresses(sentence, bearing.text):
        return Verdict.unsupported
    # Every sentence of theirs that speaks of the same says the opposite.
    if aligned and denies(sentence) not in {bearing.sentences[at].denies for at in aligned}:
        return Verdict.unsupported
    share = share_said(sentence, bearing)
    if any(not _is_in(name, bearing.forms) and name not in names for name in read_names(sentence)):
        return Verdict.doubtful
    if share >= SUPPORTED_AT:
        return Verdict.supported
    return Verdict.unsure if share >= UNSURE_FROM else Verdict.doubtful


def share_said(sentence: str, bearing: Bearing) -> float:
    """Share of the sentence's informative words that stand in the texts in any inflection, in [0, 1]; 0 where it has none."""
    words = set(informative_words(sentence))
    return sum(_is_in(word, bearing.forms) for word in words) / len(words) if words else 0.0


def claims_nothing(sentence: str) -> bool:
    """Whether a sentence only leads on ('Here is how:'): no subject, number or name, no yes and no no."""
    said = set(tokens(sentence))
    return not informative_words(sentence) and not read_numbers(sentence) and not said & (ANSWERING | NEGATION) and not denies(sentence)


def denies(text: str) -> bool:
    return any(word in NEGATION or word.endswith("n't") for word in tokens(text))


def read_numbers(text: str) -> frozenset[str]:
    """Numbers as figures, with no signs inside but a decimal point; small English number words too."""
    figures = {found.replace(",", "").rstrip(".:") for found in NUMBER.findall(fold(text))}
    return frozenset(figures | {NUMBER_WORDS[word] for word in tokens(text) if word in NUMBER_WORDS})


def read_names(sentence: str) -> tuple[str, ...]:
    """Folded words with a capital inside the sentence; () where capitals tell nothing."""
    words = CAPITAL.findall(sentence)[1:]
    capital = [word for word in words if word[0].isupper() and word != "I" and not word.startswith(("I'", "I’"))]
    if len(words) > 2 and len(capital) > MOSTLY_CAPITALS * len(words):
        return ()
    return tuple(part for word in capital for part in split_compounds(tokens(word)))


def foreign_addresses(sentence: str, text: str) -> tuple[str, ...]:
    """Links, hosts and mail addresses that the text does not hold."""
    return tuple(found for found in (each.rstrip(".,;:!?*_'\"") for each in ADDRESS.findall(sentence)) if found not in text)


def _aligned(sentence: str, bearing: Bearing) -> tuple[int, ...]:
    """Positions of the sentences that speak of the same."""
    words = set(informative_words(sentence))
    enough = ALIGNED_AT * len(words)
    return tuple(at for at, said in enumerate(bearing.sentences) if words and sum(_is_in(word, said.forms) for word in words) >= enough)


def _numbers_near(aligned: tuple[int, ...], bearing: Bearing) -> frozenset[str]:
    """The numbers of those sentences and their neighbours: a number said of something else bears nothing. All, where none is aligned."""
    if not aligned:
        return bearing.numbers
    near = {at + step for at in aligned for step in (-1, 0, 1)}
    return frozenset().union(*(said.numbers for at, said in enumerate(bearing.sentences) if at in near))


def _borne_numbers(text: str) -> frozenset[str]:
    # 'one' is rarely a count where it is claimed, and often one where it is borne.
    return read_numbers(text) | ({"1"} if "one" in tokens(text) else frozenset())


def _forms(text: str) -> frozenset[str]:
    words = set(split_compounds(tokens(text)))
    return frozenset(words.union(*map(lemmas, words))) if words else frozenset()


def _is_in(word: str, forms: frozenset[str]) -> bool:
    return word in forms or not lemmas(word).isdisjoint(forms)


def runs(words: Sequence[str], length: int) -> frozenset[tuple[str, ...]]:
    """Every run of `length` neighbouring words."""
    return frozenset(tuple(words[at : at + length]) for at in range(len(words) - length + 1))
