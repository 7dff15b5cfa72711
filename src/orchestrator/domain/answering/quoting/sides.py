"""Questions with two sides: "What is the difference between X and Y?", "X or Y?", "Is X cheaper than Y?"."""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestrator.domain.message.inflections import found_in
from orchestrator.domain.message.reading import Reading
from orchestrator.domain.message.vocabulary import informative_among

MOST_WORDS = 3
"""Of one side that are compared."""
MOST_READ = 80
"""Words of a question that are read."""

_BETWEEN = {"between": {"and"}, "zwischen": {"und"}, "tussen": {"en"}, "mellan": {"och"}, "mellem": {"og"}, "mellom": {"og"},
            "entre": {"et", "y", "e"}, "tra": {"e"}}  # fmt: skip
_COMPARE = frozenset("compare compared comparing vergleiche vergelijk comparer comparar confronta".split())
_BESIDE = frozenset("and with to und mit et avec y e con com en met".split())
_OR = frozenset("or versus vs oder ou of eller".split())
_OR_IN_ENGLISH = frozenset("or versus vs".split())
_THAN = frozenset("than".split())
_ARTICLES = frozenset(
    """a an the my your our his her their der die das den dem ein eine einen einem de het een la le les un une el los las una il lo gli
    os as um uma en ett det""".split()
)
_ENGLISH = frozenset("the is are do does can what which how should i you a for with to in".split())


@dataclass(frozen=True, slots=True)
class Sides:
    """The folded words that tell the two sides of a question apart."""

    first: frozenset[str]
    second: frozenset[str]

    def held_by(self, forms: frozenset[str]) -> tuple[bool, bool]:
        """Which of the sides a text with these forms of words is about."""
        return bool(found_in(self.first, forms)), bool(found_in(self.second, forms))


def read_sides(question: Reading) -> Sides | None:
    """The two sides of the question; None where it has one. Knows English and the languages nearest to it."""
    words = question.words[:MOST_READ]
    at = _joint(words)
    if at is None:
        return None
    # Before "than" stands what is compared: "Is the Puffin cheaper than the Gull?"
    before, after = _run(words[: at - (words[at] in _THAN)][::-1]), _run(words[at + 1 :])
    first, second = before - after, after - before
    return Sides(first, second) if first and second else None


def _joint(words: Sequence[str]) -> int | None:
    """The place of the word between the sides."""
    for start, word in enumerate(words):
        joints = _BETWEEN.get(word) or (_BESIDE if word in _COMPARE else None)
        found = next((at for at in range(start + 2, len(words) - 1) if words[at] in joints), None) if joints else None
        if found is not None:
            return found
    between = _OR_IN_ENGLISH if not _ENGLISH.isdisjoint(words) else _OR  # "of" is "or" in Dutch
    return next((at for at in range(1, len(words) - 1) if words[at] in between or (words[at] in _THAN and at > 2)), None)


def _run(words: Sequence[str]) -> frozenset[str]:
    """The words beside the joint that name the side: up to the next word of grammar."""
    named: list[str] = []
    for word in words:
        if word in _ARTICLES and not named:
            continue
        if len(named) == MOST_WORDS or word in _BETWEEN or not (word.isdigit() or informative_among([word])):
            break
        named.append(word)
    return frozenset(named)
