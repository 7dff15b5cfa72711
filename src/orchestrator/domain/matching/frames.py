"""How a question is put, whatever its subject: what kind of thing it asks for, and whether it tells of something that failed."""

from enum import StrEnum
from functools import lru_cache

from orchestrator.domain.message.opposites import negates
from orchestrator.domain.message.reading import Reading

ELSE_ASKED = 0.7
"""How well two frames agree that are not the same and bind neither: how to do a thing, whether it can be done, that one wants it."""


class QuestionType(StrEnum):
    reason = "reason"
    time = "time"
    place = "place"
    person = "person"
    quantity = "quantity"
    manner = "manner"
    thing = "thing"
    yes_or_no = "yes_or_no"
    statement = "statement"
    """Nothing is asked in so many words."""


BINDING = frozenset({QuestionType.reason, QuestionType.time, QuestionType.place, QuestionType.person, QuestionType.quantity})
"""Whoever asks for one of these is not answered by another; the others say one thing in turn."""
_ASKED = {
    "why": QuestionType.reason, "how": QuestionType.manner, "when": QuestionType.time, "where": QuestionType.place, "who": QuestionType.person, "whom": QuestionType.person,
    "whose": QuestionType.person, "what": QuestionType.thing, "which": QuestionType.thing, "how's": QuestionType.manner, "what's": QuestionType.thing, "where's": QuestionType.place,
    "when's": QuestionType.time, "who's": QuestionType.person,
}  # fmt: skip
_MEASURED = frozenset("much many long often far old soon big fast".split())
"""Behind "how" they ask for a quantity."""
_AUXILIARIES = frozenset("can could do does did is are was were will would should may must have has am shall might".split())
_FAILED = frozenset(
    "unable fail failed fails failing wrong error problem problems issue issues trouble declined decline refused rejected missing lost "
    "stolen broken stuck".split()
)


@lru_cache(maxsize=20_000)
def read_question_type(text: Reading) -> QuestionType:
    """By the first question word, else by an auxiliary at the start. English; other languages are mostly statements."""
    words = text.tokens
    for place, word in enumerate(words):
        if word in _ASKED:
            is_measured = word == "how" and place + 1 < len(words) and words[place + 1] in _MEASURED
            return QuestionType.quantity if is_measured else _ASKED[word]
    return QuestionType.yes_or_no if words and words[0] in _AUXILIARIES else QuestionType.statement


@lru_cache(maxsize=20_000)
def tells_of_failure(text: Reading) -> bool:
    """Whether it is negated or names a failure: "cannot log in", "payment declined"."""
    return any(word in _FAILED or negates(word) for word in text.tokens)


def agreement(one: QuestionType, other: QuestionType) -> float:
    """In [0, 1]: 1 for the same, 0 where one of two different ones is binding."""
    if one is other:
        return 1.0
    return 0.0 if one in BINDING or other in BINDING else ELSE_ASKED
