"""How two questions differ that are near to each other: by kinds, for a creator who draws the line between them. Pure."""

from enum import StrEnum

from orchestrator.domain.answerability import opposed
from orchestrator.domain.twists import CONDITIONS, differences, read_text


class Differs(StrEnum):
    negation = "negation"
    number = "number"
    name = "name"
    """A name stands in one and not in the other, or another one does."""
    opposite = "opposite"
    """A word of one is the opposite of a word of the other."""
    condition = "condition"
    """One holds only if, before, without ... something, and the other does not say so."""
    asked_for = "asked_for"
    """A reason, a manner, a time, a place or a person: not the same of them."""


_OF_TWISTS = {"numbers": Differs.number, "negation": Differs.negation, "question word": Differs.asked_for}


def read_differences(one: str, other: str) -> tuple[Differs, ...]:
    """Every kind of difference that can change the answer, in the order of `Differs`; () where the words tell of none."""
    here, there = read_text(one), read_text(other)
    found = {_OF_TWISTS[each] for each in differences(one, other)}
    if (here.names - there.said) or (there.names - here.said):
        found.add(Differs.name)
    if opposed(here.words, there.said) or opposed(there.words, here.said):
        found.add(Differs.opposite)
    # 'When' that asks for a time is no condition.
    if (here.said ^ there.said) & CONDITIONS - ({"when"} if Differs.asked_for in found else set()):
        found.add(Differs.condition)
    return tuple(each for each in Differs if each in found)
