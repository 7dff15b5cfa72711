"""A question about another thing of the same kind than every stored one: "cancel the painting class" to a bank that answers for
pottery and for yoga."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from uuid import UUID

from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.matching.wording.frames import MAX_CHARACTERS, MAX_WORDS
from orchestrator.domain.matching.wording.words import is_same_word, read_wording
from orchestrator.domain.message.reading import Reading

MAX_THING_WORDS = 2
"""Words that name the thing, at most: "oil painting"."""
MIN_COMMON_WORDS = 2
"""Words around the thing that all of the questions have in common, at least."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the only difference between two questions stands."""

    before: int
    """Common words before it."""
    after: int
    """Common words after it."""


def find_siblings(question: Reading, hits: Sequence[CanonicalHit], language: str) -> frozenset[UUID]:
    """The answers whose question is the message but for one thing, where two or more answers each name another thing there.

    So the place is known to change the answer, and nobody has answered for the thing that the message names. `language` is the
    ISO 639-1 code of the message. Empty for a message that is one of the phrasings itself, and for long ones.
    """
    asked = _words(question.text, language)
    if not asked:
        return frozenset()
    things: dict[_Place, dict[UUID, set[tuple[str, ...]]]] = {}
    for hit in hits:
        found = _difference(asked, _words(hit.question_pattern, language))
        if found is not None:
            place, thing = found
            things.setdefault(place, {}).setdefault(hit.id, set()).add(thing)
    several = [answers for answers in things.values() if _name_different_things(answers)]
    return frozenset(answer for answers in several for answer in answers)


def _words(text: str, language: str) -> tuple[str, ...]:
    if len(text) > MAX_CHARACTERS:
        return ()
    words = read_wording(text, language).words
    return words if len(words) <= MAX_WORDS else ()


def _difference(asked: tuple[str, ...], stored: tuple[str, ...]) -> tuple[_Place, tuple[str, ...]] | None:
    """The place of the only difference, and the thing that the stored question names there."""
    shorter = min(len(asked), len(stored))
    before = _common(asked, stored, shorter)
    after = _common(asked[::-1], stored[::-1], shorter - before)
    named, thing = asked[before : len(asked) - after], stored[before : len(stored) - after]
    if before + after < MIN_COMMON_WORDS or not (0 < len(named) <= MAX_THING_WORDS and 0 < len(thing) <= MAX_THING_WORDS):
        return None
    return _Place(before, after), thing


def _common(one: tuple[str, ...], other: tuple[str, ...], most: int) -> int:
    pairs = zip(one[:most], other[:most], strict=True)
    return sum(1 for _ in takewhile(lambda pair: is_same_word(*pair), pairs))


def _name_different_things(answers: dict[UUID, set[tuple[str, ...]]]) -> bool:
    return len(answers) > 1 and len(set().union(*answers.values())) > 1
