"""A question about another thing of the same kind than every stored one: "cancel the painting class" to a bank that answers for
pottery and for yoga."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from uuid import UUID

from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.matching.wording.frames import MAX_CHARACTERS, MAX_WORDS
from orchestrator.domain.matching.wording.words import is_same_word, read_wording
from orchestrator.domain.message.reading import Reading, read_text

MAX_THING_WORDS = 2
"""Words that name the thing, at most: "oil painting"."""
MIN_COMMON_WORDS = 2
"""Words around the thing that all of the questions have in common, at least."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Difference:
    """The only difference between the message and a stored question."""

    before: int
    """Common words before it."""
    after: int
    """Common words after it."""
    named: Words
    """What the message names there."""
    stored: Words
    """What the stored question names there."""


def find_siblings(question: Reading, hits: Sequence[CanonicalHit], language: str) -> frozenset[UUID]:
    """The answers whose nearest phrasing is the message but for one thing, where two or more answers each name another thing.

    So this place is known to change the answer, and nobody has answered for the thing that the message names. An answer with
    two things in this place is given for either, and so perhaps for a third; and one that has the message's word in any of
    its phrasings is known by it. `hits` are the nearest first; `language` is the ISO 639-1 code of the message. Empty for
    long messages.
    """
    asked = _words(question.text, language)
    if not asked:
        return frozenset()
    phrasings: dict[UUID, list[Words]] = {}
    for hit in hits:
        phrasings.setdefault(hit.id, []).append(_words(hit.question_pattern, language))
    nearest = {answer: _difference(asked, own[0]) for answer, own in phrasings.items()}
    apart = {answer: each for answer, each in nearest.items() if each is not None and _is_alone(asked, each, phrasings[answer])}
    return frozenset(
        answer
        for answer, one in apart.items()
        if any((one.before, one.after) == (other.before, other.after) and one.stored != other.stored for other in apart.values())
    )


def _words(text: str, language: str) -> Words:
    if len(text) > MAX_CHARACTERS:
        return ()
    words = read_wording(text, language).words
    return words if len(words) <= MAX_WORDS else ()


def _difference(asked: Words, stored: Words) -> _Difference | None:
    """The difference, where there is one only, of words that say something."""
    shorter = min(len(asked), len(stored))
    before = _common(asked, stored, shorter)
    after = _common(asked[::-1], stored[::-1], shorter - before)
    found = _Difference(before, after, asked[before : len(asked) - after], stored[before : len(stored) - after])
    if before + after < MIN_COMMON_WORDS or not (_is_thing(found.named) and _is_thing(found.stored)):
        return None
    return found


def _common(one: Words, other: Words, most: int) -> int:
    pairs = zip(one[:most], other[:most], strict=True)
    return sum(1 for _ in takewhile(lambda pair: is_same_word(*pair), pairs))


def _is_thing(words: Words) -> bool:
    """Whether these are a few words, all of which say something by themselves."""
    return 0 < len(words) <= MAX_THING_WORDS and set(words) <= set(read_text(" ".join(words)).informative)


def _is_alone(asked: Words, own: _Difference, phrasings: Iterable[Words]) -> bool:
    """Whether no other phrasing of the answer names another thing in this place, or has a word that the message names there."""
    for phrasing in phrasings:
        other = _difference(asked, phrasing)
        is_another = other is not None and (other.before, other.after) == (own.before, own.after) and other.stored != own.stored
        if is_another or any(is_same_word(word, named) for word in phrasing for named in own.named):
            return False
    return True
