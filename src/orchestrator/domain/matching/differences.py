"""Differences between two questions whose words are close: a number, a name, a negation, an opposite, what is asked for."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from orchestrator.domain.message.inflections import lemmas
from orchestrator.domain.message.opposites import negates, opposed
from orchestrator.domain.message.reading import Reading

ALIKE = 0.5
"""Share of common informative words from which two texts count as alike but for what differs."""

FEW = 4
"""Words that differ between a text and an edit of it, at most."""

FEW_KEPT = 2
"""Words that they share, at least."""

PHRASINGS = 8
"""Phrasings of an answer that are held against each other, at most."""

CONDITIONS = frozenset("if unless without except after before only when while until during despite instead else someone weekends".split())

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


def differences(here: Reading, there: Reading) -> frozenset[Differs]:
    """What sets two questions apart although their words are close: number, negation, or what is asked for; none for nothing seen."""
    found = set()
    if here.numbers != there.numbers:
        found.add(Differs.number)
    if here.is_negated != there.is_negated:
        found.add(Differs.negation)
    if _asked_for(here) and _asked_for(there) and _asked_for(here) != _asked_for(there):
        found.add(Differs.asked_for)
    return frozenset(found)


@lru_cache(maxsize=20_000)
def word_differences(here: Reading, there: Reading) -> frozenset[Differs]:
    """As `differences`, with names and opposites; conditions are each caller's, as they need not be one word."""
    found = set(differences(here, there))
    if (here.names - there.vocabulary) or (there.names - here.vocabulary):
        found.add(Differs.name)
    if opposed(here.words, there.vocabulary) or opposed(there.words, here.vocabulary):
        found.add(Differs.opposite)
    return frozenset(found)


@lru_cache(maxsize=20_000)
def edits(here: Reading, there: Reading) -> frozenset[Differs]:
    """What a few edited words turn; none where the texts are the same or differ by more than an edit."""
    # By how often each word stands: a second negation or condition is one, too.
    added, dropped = Counter(here.words) - Counter(there.words), Counter(there.words) - Counter(here.words)
    changed = added.total() + dropped.total()
    if not changed or changed > FEW or len(here.vocabulary & there.vocabulary) < FEW_KEPT:
        return frozenset()
    found = set(word_differences(here, there)) - {Differs.asked_for}
    if any(map(negates, {*added, *dropped})):
        found.add(Differs.negation)
    is_narrower = not dropped and changed > 1 and any(word in here.informative for word in added)
    if is_narrower or not CONDITIONS.isdisjoint({*added, *dropped}):
        found.add(Differs.condition)
    return frozenset(found)


@lru_cache(maxsize=20_000)
def close_differences(here: Reading, there: Reading) -> frozenset[Differs]:
    """What sets two texts apart that share most of their informative words; none where they say the same, or share less."""
    if here.vocabulary == there.vocabulary or _alike(here, there) < ALIKE:
        return frozenset()
    return word_differences(here, there)


def nearest_edits(question: Reading, patterns: Sequence[Reading]) -> frozenset[Differs]:
    """What turns the answer between a question and that of the patterns that it is worded most like."""
    return edits(question, min(patterns, key=lambda pattern: len(pattern.vocabulary ^ question.vocabulary)))


def variety(phrasings: Sequence[Reading]) -> frozenset[Differs]:
    """What the phrasings of one answer differ in themselves: it does not change that answer."""
    found: frozenset[Differs] = frozenset()
    for here, there in pairwise(phrasings[:PHRASINGS]):
        is_narrower = set(here.informative) < set(there.informative) or set(there.informative) < set(here.informative)
        found |= word_differences(here, there)
        if is_narrower or not CONDITIONS.isdisjoint(here.vocabulary ^ there.vocabulary):
            found |= {Differs.condition}
    return found


def _alike(here: Reading, there: Reading) -> float:
    common = sum(not lemmas(word).isdisjoint(there.forms) for word in here.informative)
    return common / max(1, len(here.informative) + len(there.informative) - common)


def _asked_for(text: Reading) -> str | None:
    """What its first question word asks for."""
    return next((ASKED_FOR[word] for word in text.words if word in ASKED_FOR), None)


def read_differences(here: Reading, there: Reading) -> tuple[Differs, ...]:
    """Every kind of difference that can change the answer, in the order of `Differs`; () where the words tell of none."""
    found = set(word_differences(here, there))
    # 'When' that asks for a time is no condition.
    if (here.vocabulary ^ there.vocabulary) & CONDITIONS - ({"when"} if Differs.asked_for in found else set()):
        found.add(Differs.condition)
    return tuple(each for each in Differs if each in found)
