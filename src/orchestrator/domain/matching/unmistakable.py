"""Whether a message is a known phrasing but for what can change nothing: the first day's only ground to serve an answer.

What may differ is a closed list (`wording`): articles, a plural, a contraction, "how can I" for "how do I". Whatever is not in
that list makes two questions different here. So a gap in it costs a question back and never a wrong answer: opposites,
particles, prefixes, directions and units need no list.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

from orchestrator.domain.matching.hits import CanonicalHit, Dispute
from orchestrator.domain.matching.wording.frames import MAX_CHARACTERS
from orchestrator.domain.matching.wording.words import ask_the_same, read_wording
from orchestrator.domain.message.manners.core import read_core
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.safety.word_forms import NO_WORD_FORMS, WordForms

UNMISTAKABLE = 0.995
"""Probability that an answer is right for its own phrasing: above every threshold of the grid, so that a proof of any of them
covers what is served by its words."""
_SIGN_KINDS = ("Sm", "Sc", "So", "Sk")
_SIGNS = "#%&@*/\\§+<=>|~^$"
_MINUS = re.compile(r"(?:^|\s)[-\u2212](?=\d)")


def is_unmistakable(question: Reading, pattern: Reading, language: str, known: WordForms = NO_WORD_FORMS) -> bool:
    """Whether both say the same word for word, in the same order, but for articles, courtesies, plurals, openings that ask the same,
    one phrase that stands elsewhere, and one word that is spelt otherwise.

    `language` is the ISO 639-1 code of the question, and `known` has its dictionary. Manners around either of them count for nothing.
    Total.
    """
    if max(len(question.text), len(pattern.text)) > MAX_CHARACTERS:
        return bool(question.words) and question.text == pattern.text
    if not question.words:
        return False
    if not ask_the_same(read_wording(question.text, language), read_wording(pattern.text, language), language, known):
        return False
    return _read_signs(read_core(question.text)) == _read_signs(read_core(pattern.text))


@lru_cache(maxsize=20_000)
def _read_signs(text: str) -> tuple[str, ...]:
    """Signs that belong to what is named, in their order: those of "C++", "C#", "-5 °C", "50 %"."""
    signs = [char for char in text if char in _SIGNS or (not char.isascii() and unicodedata.category(char) in _SIGN_KINDS)]
    return (*signs, *("-" for _ in _MINUS.findall(text)))


def _is_phrasing(question: Reading, pattern: str, language: str, known: WordForms) -> bool:
    """`is_unmistakable`, without reading a long pattern."""
    if max(len(question.text), len(pattern)) > MAX_CHARACTERS:
        return bool(question.words) and question.text == pattern
    return is_unmistakable(question, read_text(pattern), language, known)


@dataclass(frozen=True, slots=True)
class InOwnWords:
    """The answers of which a message is a phrasing."""

    answer: UUID | None = None
    """The one answer; None where the message is a phrasing of none, or of several that say different things."""
    disputed: frozenset[UUID] = frozenset()
    """Answers that its words ask for as much as for another one: the words cannot decide between them."""


def find_unmistakable(question: Reading, hits: Sequence[CanonicalHit], language: str, known: WordForms = NO_WORD_FORMS) -> InOwnWords:
    """The answers of which the message is a phrasing. Several with the same text are one: the first of them."""
    found = [hit for hit in hits if _is_phrasing(question, hit.question_pattern, language, known)]
    if not found:
        return InOwnWords()
    if len({hit.id for hit in found}) > 1 and not say_the_same(hit.answer_content for hit in found):
        return InOwnWords(disputed=frozenset(hit.id for hit in found))
    undisputed = next((hit.id for hit in found if hit.dispute is Dispute.none), None)
    return InOwnWords(undisputed) if undisputed else InOwnWords(disputed=frozenset(hit.id for hit in found))


def say_the_same(answers: Iterable[str]) -> bool:
    """Whether answers have the same text, but for white space. An empty text says nothing."""
    texts = {" ".join(answer.split()) for answer in answers}
    return len(texts) == 1 and texts != {""}


def as_scored(hit: CanonicalHit, probability: float, own: InOwnWords) -> tuple[CanonicalHit, float]:
    """(hit, probability) of an answer, by its nearest phrasing, after the words were read.

    Of the answer that the words ask for: no edit, and as good as certain. Of one that they ask for as much as for another,
    which the creator has not told apart: disputed.
    """
    if hit.id in own.disputed:
        return replace(hit, dispute=Dispute.open if hit.dispute is Dispute.none else hit.dispute), probability
    if hit.id != own.answer:
        return hit, probability
    return replace(hit, is_unmistakable=True, is_edited=False, dispute=Dispute.none), max(probability, UNMISTAKABLE)
