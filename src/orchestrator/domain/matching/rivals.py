"""Two stored answers that a message fits equally well: the question that separates them, and the answer that was chosen."""

from dataclasses import dataclass

from orchestrator.domain.matching.answers import nearest_phrasings
from orchestrator.domain.matching.curves import Curve
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.message.inflections import same_word
from orchestrator.domain.message.reading import Reading, read_text
from orchestrator.domain.message.turns import Role, Turn
from orchestrator.domain.paths import Path
from orchestrator.domain.texts import first_sentence

COMPETING = 0.75
"""Share of the best answer's probability from which another one is as good a reading of the message."""
LEAST = 0.2
"""Probability below which neither is a reading of it."""
CHOICE_LETTERS = 80


@dataclass(frozen=True, slots=True)
class _Read:
    hit: CanonicalHit
    words: frozenset[str]


def read_rivals(question: Reading, is_follow_up: bool, answers: tuple[CanonicalHit, ...], curve: Curve) -> tuple[CanonicalHit, ...]:
    """The two best answers where nothing in the message separates them, best first; () else.

    Every informative word of the message stands in both patterns, and each pattern says something that neither the message nor
    the other one does. A message that answers a question back has none: it is not asked again.
    """
    if is_follow_up:
        return ()
    said = frozenset(question.informative)
    chances = sorted(((curve.probability(hit.cosine), hit) for hit in nearest_phrasings(answers)), key=lambda each: -each[0])
    if not said or len(chances) < 2 or chances[0][0] < LEAST or chances[1][0] < COMPETING * chances[0][0]:
        return ()
    first, second = (_Read(hit, frozenset(read_text(hit.question_pattern).informative)) for _, hit in chances[:2])
    separate = bool(_beyond(first.words, said | second.words)) and bool(_beyond(second.words, said | first.words))
    is_between = separate and not _beyond(said, first.words) and not _beyond(said, second.words)
    return (first.hit, second.hit) if is_between and choice_of(first.hit) != choice_of(second.hit) else ()


def choice_of(hit: CanonicalHit) -> str:
    """What an asker is shown to choose the answer by: its own first words, as its pattern may be another asker's."""
    return first_sentence(hit.answer_content, CHOICE_LETTERS)


def chosen_answer(text: str, turns: tuple[Turn, ...], answers: tuple[CanonicalHit, ...]) -> CanonicalHit | None:
    """The answer that this message picks word for word, where the turn before it asked which one is meant."""
    before = turns[-1] if turns else None
    if before is None or before.role is not Role.agent or before.path is not Path.clarify:
        return None
    return next((hit for hit in answers if choice_of(hit) == text.strip()), None)


def _beyond(words: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if not any(same_word(word, other) for other in others))
