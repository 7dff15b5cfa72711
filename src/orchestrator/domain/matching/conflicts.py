"""Two stored answers to one question: which pairs there are. The creator settles them; nothing is served meanwhile."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.matching.looks.calibration import Calibration
from orchestrator.domain.matching.looks.multilingual import UNRELATED
from orchestrator.domain.matching.telling_apart.differences import word_differences
from orchestrator.domain.matching.unmistakable import is_unmistakable, say_the_same
from orchestrator.domain.message.language import ENGLISH, UNKNOWN_LANGUAGE
from orchestrator.domain.message.reading import read_text

MAX_LIKELY = 5
"""Other answers that perhaps answer the same question, at most, for one answer: the nearest ones."""


@dataclass(frozen=True, slots=True)
class NearWording:
    """A phrasing of another answer that lies near to one of an answer's own phrasings."""

    own_wording: UUID
    """The own phrasing; the answer's id stands for its question pattern."""
    own_question: str
    answer_id: UUID
    """The other answer."""
    wording: UUID
    """The other answer's phrasing, as `own_wording`."""
    question: str
    answer_content: str
    cosine: float
    """Of the two questions, in [-1, 1]."""
    meaning: float = -1.0
    """Their cosine by the second embedding model, in [-1, 1]; -1 where one of them has no such vector yet."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another answer that answers the same question with another text."""

    answer_id: UUID
    is_certain: bool
    """Whether both have a phrasing with the same words; else they are only alike."""
    likeness: float
    """Probability that both ask the same, in [0, 1]; 1 where it is certain."""
    own_wordings: tuple[UUID, ...] = ()
    """The own phrasings whose words the other answer has, too; () where it is not certain."""
    wordings: tuple[UUID, ...] = ()
    """The other answer's phrasings with these words."""


def read_conflicts(
    answer: str, near: Sequence[NearWording], language: str, calibration: Calibration, threshold: float
) -> tuple[Conflict, ...]:
    """The conflicts of the answer with this text, the certain ones first, then the likeliest.

    `near` has what a search finds near to each of its phrasings. `language` is the ISO 639-1 code of its question. Two
    questions whose words are not the same are perhaps the same from the probability `threshold` on, unless their words show
    a difference in meaning.
    """
    others: dict[UUID, list[NearWording]] = {}
    for each in near:
        if not say_the_same((answer, each.answer_content)):
            others.setdefault(each.answer_id, []).append(each)
    found = [_read_conflict(wordings, language, calibration) for wordings in others.values()]
    certain = [each for each in found if each.is_certain]
    likely = sorted((each for each in found if not each.is_certain and each.likeness >= threshold), key=lambda each: -each.likeness)
    return (*certain, *likely[:MAX_LIKELY])


def _read_conflict(near: Sequence[NearWording], language: str, calibration: Calibration) -> Conflict:
    shared = [each for each in near if _same_words(each, language)]
    if shared:
        own, other = _ids(each.own_wording for each in shared), _ids(each.wording for each in shared)
        return Conflict(near[0].answer_id, True, 1.0, own, other)
    return Conflict(near[0].answer_id, False, max(_likeness(each, language, calibration) for each in near))


def _same_words(near: NearWording, language: str) -> bool:
    return is_unmistakable(read_text(near.own_question), read_text(near.question), language)


def _likeness(near: NearWording, language: str, calibration: Calibration) -> float:
    """The first model reads English only; what it finds alike in another language is judged by the second."""
    if word_differences(read_text(near.own_question), read_text(near.question)):
        return 0.0
    if language in (ENGLISH, UNKNOWN_LANGUAGE):
        return calibration.canonical.probability(near.cosine)
    return calibration.multilingual.probability(near.meaning, UNRELATED) if calibration.multilingual else 0.0


def _ids(wordings: Iterable[UUID]) -> tuple[UUID, ...]:
    return tuple(sorted(set(wordings)))
