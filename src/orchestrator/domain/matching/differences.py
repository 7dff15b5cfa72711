"""Differences between two questions whose words are close: a number, a name, a negation, an opposite, what is asked for."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from orchestrator.domain.matching.frames import negates
from orchestrator.domain.message.inflections import lemmas
from orchestrator.domain.message.opposites import opposed
from orchestrator.domain.message.vocabulary import EMPTY_WORDS, informative_words
from orchestrator.domain.message.words import TOKEN, fold, split_compounds, tokens

ALIKE = 0.5
"""Share of common informative words from which two texts count as alike but for what differs."""

FEW = 4
"""Words that differ between a text and an edit of it, at most."""

FEW_KEPT = 2
"""Words that they share, at least."""

PHRASINGS = 8
"""Phrasings of an answer that are held against each other, at most."""

CONDITIONS = frozenset("if unless without except after before only when while until during despite instead else someone weekends".split())

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred thousand million dozen twice".split()
)
"""Beside figures. Not "one", which mostly stands for a thing."""

# Question words that ask for different things; 'what' and 'which' ask for either.
ASKED_FOR = {"why": "reason", "how": "manner", "when": "time", "where": "place", "who": "person", "whom": "person"}


class Differs(StrEnum):
    """A kind of difference between two texts that are near to each other, where it may change what the right answer is."""

    negation = "negation"
    number = "number"
    name = "name"
    """A name stands in one and not in the other, or another one does."""
    opposite = "opposite"
    """A word of one is the opposite of a word of the other."""
    condition = "condition"
    """One holds only if, before, without ... something, or is narrower, and the other does not say so."""
    asked_for = "asked_for"
    """A reason, a manner, a time, a place or a person: not the same of them."""


def differences(one: str, other: str) -> frozenset[Differs]:
    """What sets two questions apart although their words are close: number, negation, or what is asked for; none for nothing seen."""
    here, there = read_text(one), read_text(other)
    found = set()
    if here.numbers != there.numbers:
        found.add(Differs.number)
    if here.is_negated != there.is_negated:
        found.add(Differs.negation)
    if here.asked_for and there.asked_for and here.asked_for != there.asked_for:
        found.add(Differs.asked_for)
    return frozenset(found)


@lru_cache(maxsize=20_000)
def word_differences(one: str, other: str) -> frozenset[Differs]:
    """As `differences`, with names and opposites; conditions are each caller's, as they need not be one word."""
    here, there = read_text(one), read_text(other)
    found = set(differences(one, other))
    if (here.names - there.said) or (there.names - here.said):
        found.add(Differs.name)
    if opposed(here.words, there.said) or opposed(there.words, here.said):
        found.add(Differs.opposite)
    return frozenset(found)


@lru_cache(maxsize=20_000)
def edits(one: str, other: str) -> frozenset[Differs]:
    """What a few edited words turn; none where the texts are the same or differ by more than an edit."""
    here, there = read_text(one), read_text(other)
    # By how often each word stands: a second negation or condition is one, too.
    added, dropped = Counter(here.words) - Counter(there.words), Counter(there.words) - Counter(here.words)
    changed = added.total() + dropped.total()
    if not changed or changed > FEW or len(here.said & there.said) < FEW_KEPT:
        return frozenset()
    found = set(word_differences(one, other)) - {Differs.asked_for}
    if any(map(negates, {*added, *dropped})):
        found.add(Differs.negation)
    is_narrower = not dropped and changed > 1 and any(word in here.informative for word in added)
    if is_narrower or not CONDITIONS.isdisjoint({*added, *dropped}):
        found.add(Differs.condition)
    return frozenset(found)


@lru_cache(maxsize=20_000)
def close_differences(one: str, other: str) -> frozenset[Differs]:
    """What sets two texts apart that share most of their informative words; none where they say the same, or share less."""
    here, there = read_text(one), read_text(other)
    if here.said == there.said or _alike(here, there) < ALIKE:
        return frozenset()
    return word_differences(one, other)


def nearest_edits(question: str, patterns: Sequence[str]) -> frozenset[Differs]:
    """What turns the answer between a question and that of the patterns that it is worded most like."""
    said = read_text(question).said
    return edits(question, min(patterns, key=lambda pattern: len(read_text(pattern).said ^ said)))


def variety(phrasings: Sequence[str]) -> frozenset[Differs]:
    """What the phrasings of one answer differ in themselves: it does not change that answer."""
    found: frozenset[Differs] = frozenset()
    for one, other in pairwise(phrasings[:PHRASINGS]):
        here, there = read_text(one), read_text(other)
        is_narrower = set(here.informative) < set(there.informative) or set(there.informative) < set(here.informative)
        found |= word_differences(one, other)
        if is_narrower or not CONDITIONS.isdisjoint(here.said ^ there.said):
            found |= {Differs.condition}
    return found


def _alike(here: "Text", there: "Text") -> float:
    common = sum(not lemmas(word).isdisjoint(there.forms) for word in here.informative)
    return common / max(1, len(here.informative) + len(there.informative) - common)


@dataclass(frozen=True, slots=True)
class Text:
    words: tuple[str, ...]
    said: frozenset[str]
    informative: tuple[str, ...]
    forms: frozenset[str]
    names: frozenset[str]
    numbers: tuple[str, ...]
    is_negated: bool
    asked_for: str | None
    """What its first question word asks for."""


@lru_cache(maxsize=4_000)
def read_text(text: str) -> Text:
    """Kept, as the same phrasings are found again and again."""
    spoken = tokens(text)
    words = tuple(split_compounds(spoken))
    names = [fold(word) for word in TOKEN.findall(text)[1:] if word[0].isupper()]
    return Text(
        words=words,
        said=frozenset(words),
        informative=tuple(dict.fromkeys(informative_words(text))),
        forms=frozenset().union(*map(lemmas, words)),
        names=frozenset(split_compounds([name for name in names if name not in EMPTY_WORDS])),
        numbers=tuple(sorted([*NUMBER.findall(text), *(word for word in spoken if word in NUMBER_WORDS)])),
        is_negated=any(map(negates, spoken)),
        asked_for=next((ASKED_FOR[word] for word in words if word in ASKED_FOR), None),
    )


def read_differences(one: str, other: str) -> tuple[Differs, ...]:
    """Every kind of difference that can change the answer, in the order of `Differs`; () where the words tell of none."""
    found = set(word_differences(one, other))
    # 'When' that asks for a time is no condition.
    if (read_text(one).said ^ read_text(other).said) & CONDITIONS - ({"when"} if Differs.asked_for in found else set()):
        found.add(Differs.condition)
    return tuple(each for each in Differs if each in found)
