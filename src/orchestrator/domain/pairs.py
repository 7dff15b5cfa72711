"""Whether two questions ask the same: what a similar sentence may still differ in. Cheap, and quick to say no."""

import re

from orchestrator.domain.calibration import Calibration
from orchestrator.domain.words import split_compounds, tokens

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


def ask_the_same(one: str, other: str, cosine: float, calibration: Calibration, threshold: float) -> bool:
    """Whether one answer serves both: a match at least as probable as `threshold` (in [0, 1]), and no difference seen."""
    return calibration.canonical.probability(cosine) >= threshold and not differences(one, other)


def _is_negated(text: str) -> bool:
    return not NEGATIONS.isdisjoint(tokens(text))


def _asked_for(text: str) -> str | None:
    return next((ASKED_FOR[word] for word in split_compounds(tokens(text)) if word in ASKED_FOR), None)
