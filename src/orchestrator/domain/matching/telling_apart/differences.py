"""What sets two closely worded questions apart in meaning: a number, a name, a negation, an opposite, a condition, the
question word."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from orchestrator.domain.message.inflections import lemmas
from orchestrator.domain.message.opposites import negates, opposed
from orchestrator.domain.message.reading import Reading

CLOSE_SHARE = 0.5
"""Share of informative words that two texts must have in common to count as closely worded."""

MAX_EDITED_WORDS = 4
"""Words that may differ between a text and an edit of it, at most."""

MIN_COMMON_WORDS = 2
"""Words that a text and an edit of it must have in common, at least."""

MAX_PHRASINGS = 8
"""Phrasings of one answer that are compared with each other, at most."""

CONDITIONS = frozenset("if unless without except after before only when while until during despite instead else someone weekends".split())

# Question words that ask for different things. 'What' and 'which' are left out, as they may ask for any of these.
ASKED_FOR = {"why": "reason", "how": "manner", "when": "time", "where": "place", "who": "person", "whom": "person"}


class Differs(StrEnum):
    """A kind of difference between two closely worded texts that may change the right answer."""

    negation = "negation"
    number = "number"
    name = "name"
    """One text has a name that the other does not have."""
    opposite = "opposite"
    """One text has the opposite of a word of the other."""
    condition = "condition"
    """One text has a condition (if, before, without ...) or is otherwise narrower than the other."""
    asked_for = "asked_for"
    """The question words ask for different things: a reason, a manner, a time, a place, a person."""


def differences(first: Reading, second: Reading) -> frozenset[Differs]:
    """The differences in numbers, negation and question word; empty where there are none."""
    found = set()
    if first.numbers != second.numbers:
        found.add(Differs.number)
    if first.is_negated != second.is_negated:
        found.add(Differs.negation)
    if _asked_for(first) and _asked_for(second) and _asked_for(first) != _asked_for(second):
        found.add(Differs.asked_for)
    return frozenset(found)


@lru_cache(maxsize=20_000)
def word_differences(first: Reading, second: Reading) -> frozenset[Differs]:
    """The differences of `differences`, and those in names and opposites.

    Callers look for conditions, which may span several words.
    """
    found = set(differences(first, second))
    if (first.names - second.vocabulary) or (second.names - first.vocabulary):
        found.add(Differs.name)
    if opposed(first.words, second.vocabulary) or opposed(second.words, first.vocabulary):
        found.add(Differs.opposite)
    return frozenset(found)


@lru_cache(maxsize=20_000)
def edits(first: Reading, second: Reading) -> frozenset[Differs]:
    """The differences that a few edited words make; empty where the texts are the same or differ by more than an
    edit."""
    if abs(len(first.words) - len(second.words)) > MAX_EDITED_WORDS:
        return frozenset()
    # Words are counted, so that a second negation or condition is noticed too.
    added, dropped = Counter(first.words) - Counter(second.words), Counter(second.words) - Counter(first.words)
    changed = added.total() + dropped.total()
    if not changed or changed > MAX_EDITED_WORDS or len(first.vocabulary & second.vocabulary) < MIN_COMMON_WORDS:
        return frozenset()
    found = set(word_differences(first, second)) - {Differs.asked_for}
    if any(map(negates, {*added, *dropped})):
        found.add(Differs.negation)
    is_narrower = not dropped and changed > 1 and any(word in first.informative for word in added)
    if is_narrower or not CONDITIONS.isdisjoint({*added, *dropped}):
        found.add(Differs.condition)
    return frozenset(found)


@lru_cache(maxsize=20_000)
def close_differences(first: Reading, second: Reading) -> frozenset[Differs]:
    """The word differences of two closely worded texts; empty where they have the same words or too few in common."""
    if first.vocabulary == second.vocabulary or _common_share(first, second) < CLOSE_SHARE:
        return frozenset()
    return word_differences(first, second)


def nearest_edits(question: Reading, patterns: Sequence[Reading]) -> frozenset[Differs]:
    """The `edits` between the question and the pattern whose words are closest to it; `patterns` must not be empty."""
    return edits(question, min(patterns, key=lambda pattern: len(pattern.vocabulary ^ question.vocabulary)))


def variety(phrasings: Sequence[Reading]) -> frozenset[Differs]:
    """The differences between the phrasings of one answer. Such differences do not change that answer."""
    found: frozenset[Differs] = frozenset()
    for first, second in pairwise(phrasings[:MAX_PHRASINGS]):
        is_narrower = set(first.informative) < set(second.informative) or set(second.informative) < set(first.informative)
        found |= word_differences(first, second)
        if is_narrower or not CONDITIONS.isdisjoint(first.vocabulary ^ second.vocabulary):
            found |= {Differs.condition}
    return found


def _common_share(first: Reading, second: Reading) -> float:
    """Informative words in common, as a share of all informative words of both texts, in [0, 1]."""
    common = sum(not lemmas(word).isdisjoint(second.forms) for word in first.informative)
    return common / max(1, len(first.informative) + len(second.informative) - common)


def _asked_for(text: Reading) -> str | None:
    """The kind of thing that the first question word asks for; None without such a word."""
    return next((ASKED_FOR[word] for word in text.words if word in ASKED_FOR), None)


def read_differences(first: Reading, second: Reading) -> tuple[Differs, ...]:
    """Every kind of difference that the words show, in the order of `Differs`; () where they show none."""
    found = set(word_differences(first, second))
    # A 'when' that asks for a time is not a condition.
    if (first.vocabulary ^ second.vocabulary) & CONDITIONS - ({"when"} if Differs.asked_for in found else set()):
        found.add(Differs.condition)
    return tuple(kind for kind in Differs if kind in found)
