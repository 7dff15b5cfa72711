"""What kind of thing a question asks for, whatever its subject, and whether it speaks of a failure."""

from enum import StrEnum
from functools import lru_cache

from orchestrator.domain.message.opposites import negates
from orchestrator.domain.message.reading import Reading

PARTLY_AGREEING = 0.7
"""Agreement of two different question types that are both open: how to do a thing, whether it can be done, a wish to do
it."""


class QuestionType(StrEnum):
    """What kind of thing a question asks for."""

    reason = "reason"
    time = "time"
    place = "place"
    person = "person"
    quantity = "quantity"
    manner = "manner"
    thing = "thing"
    yes_or_no = "yes_or_no"
    statement = "statement"
    """The sentence does not have the form of a question."""


SPECIFIC_TYPES = frozenset({QuestionType.reason, QuestionType.time, QuestionType.place, QuestionType.person, QuestionType.quantity})
"""A question of one of these types is not answered by an answer to another type. Other types often ask the same."""
_TYPE_OF_WORD = {
    "why": QuestionType.reason, "how": QuestionType.manner, "when": QuestionType.time, "where": QuestionType.place, "who": QuestionType.person, "whom": QuestionType.person,
    "whose": QuestionType.person, "what": QuestionType.thing, "which": QuestionType.thing, "how's": QuestionType.manner, "what's": QuestionType.thing, "where's": QuestionType.place,
    "when's": QuestionType.time, "who's": QuestionType.person,
}  # fmt: skip
_MEASURES = frozenset("much many long often far old soon big fast".split())
"""After "how", these words ask for a quantity."""
_AUXILIARIES = frozenset("can could do does did is are was were will would should may must have has am shall might".split())
_FAILURES = frozenset(
    "unable fail failed fails failing wrong error problem problems issue issues trouble declined decline refused rejected missing lost "
    "stolen broken stuck".split()
)


@lru_cache(maxsize=20_000)
def read_question_type(text: Reading) -> QuestionType:
    """The type by the first question word, or else by an auxiliary at the start.

    Knows English; other languages are mostly statements.
    """
    words = text.tokens
    for place, word in enumerate(words):
        if word in _TYPE_OF_WORD:
            is_measured = word == "how" and place + 1 < len(words) and words[place + 1] in _MEASURES
            return QuestionType.quantity if is_measured else _TYPE_OF_WORD[word]
    return QuestionType.yes_or_no if words and words[0] in _AUXILIARIES else QuestionType.statement


@lru_cache(maxsize=20_000)
def tells_of_failure(text: Reading) -> bool:
    """Whether the text is negated or names a failure, as in "cannot log in" or "payment declined"."""
    return any(word in _FAILURES or negates(word) for word in text.tokens)


def agreement(first: QuestionType, second: QuestionType) -> float:
    """How well two types agree, in [0, 1]: 1 for equal ones, 0 where they differ and one of them is specific."""
    if first is second:
        return 1.0
    return 0.0 if first in SPECIFIC_TYPES or second in SPECIFIC_TYPES else PARTLY_AGREEING
