"""What sets two texts apart although their words are close: a number, a name, a negation, an opposite, what is asked for."""

import re
from dataclasses import dataclass
from functools import lru_cache

from orchestrator.domain.answerability import opposed
from orchestrator.domain.language import EMPTY_WORDS, informative_words
from orchestrator.domain.words import TOKEN, fold, lemmas, split_compounds, tokens

ALIKE = 0.5
"""Share of common informative words from which two texts count as alike but for what differs."""
FEW = 4
"""Words that differ between a text and an edit of it, at most."""
FEW_KEPT = 3
"""Words that they share, at least."""
CONDITIONS = frozenset("if unless without except after before only when while until during despite instead else someone weekends".split())
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NEGATIONS = frozenset(
    "no not never none nobody nothing without cannot can't don't doesn't didn't won't isn't aren't wasn't shouldn't".split()
)
# Question words that ask for different things; 'what' and 'which' ask for either.
ASKED_FOR = {"why": "reason", "how": "manner", "when": "time", "where": "place", "who": "person", "whom": "person"}


def differences(one: str, other: str) -> tuple[str, ...]:
    """What sets two questions apart although their words are close: 'numbers', 'negation', 'question word'; () for nothing seen."""
    found = []
    if sorted(NUMBER.findall(one)) != sorted(NUMBER.findall(other)):
        found.append("numbers")
    if _is_negated(one) != _is_negated(other):
        found.append("negation")
    asked, also_asked = _asked_for(one), _asked_for(other)
    if asked and also_asked and asked != also_asked:
        found.append("question word")
    return tuple(found)


def is_turned(one: str, other: str) -> bool:
    """Whether a few words were edited and turn the answer: a number, a name, a negation, an opposite, a condition put on top."""
    here, there = read_text(one), read_text(other)
    added, dropped = here.said - there.said, there.said - here.said
    if not (added or dropped) or len(added) + len(dropped) > FEW or len(here.said & there.said) < FEW_KEPT:
        return False
    is_narrower = not dropped and len(added) > 1 and not added.isdisjoint(CONDITIONS | frozenset(here.informative))
    return bool(
        is_narrower
        or {"numbers", "negation"} & set(differences(one, other))
        or (here.names & added)
        or (there.names & dropped)
        or opposed(here.words, there.said)
        or opposed(there.words, here.said)
        or not CONDITIONS.isdisjoint(added | dropped)
    )


def is_twisted(one: str, other: str) -> bool:
    """Whether two texts share most of their informative words and yet differ in what changes an answer."""
    here, there = _read_both(one, other)
    if here.said == there.said or _alike(here, there) < ALIKE:
        return False
    return bool(
        differences(one, other)
        or (here.names - there.said)
        or (there.names - here.said)
        or opposed(here.words, there.said)
        or opposed(there.words, here.said)
    )


def _read_both(one: str, other: str) -> "tuple[Text, Text]":
    return read_text(one), read_text(other)


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


@lru_cache(maxsize=4_000)
def read_text(text: str) -> Text:
    """Kept, as the same phrasings are found again and again."""
    words = tuple(split_compounds(tokens(text)))
    names = [fold(word) for word in TOKEN.findall(text)[1:] if word[0].isupper()]
    return Text(
        words=words,
        said=frozenset(words),
        informative=tuple(dict.fromkeys(informative_words(text))),
        forms=frozenset().union(*map(lemmas, words)),
        names=frozenset(split_compounds([name for name in names if name not in EMPTY_WORDS])),
    )


def _is_negated(text: str) -> bool:
    return not NEGATIONS.isdisjoint(tokens(text))


def _asked_for(text: str) -> str | None:
    return next((ASKED_FOR[word] for word in split_compounds(tokens(text)) if word in ASKED_FOR), None)
