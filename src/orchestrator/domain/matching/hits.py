"""Stored answers that the search found near a message."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AnswerCentroid:
    """All phrasings of one stored answer together, its pattern and its aliases, by their mean vector."""

    phrasings: int
    """How many, >= 1."""
    cosine: float
    """Inner product of the message and that mean, in [-1, 1]: the mean of their cosines."""
    common: float
    """Inner product of that mean and the bank's, in [-1, 1]."""
    spread: float
    """Its squared length, in [0, 1]: 1 where all phrasings say the same."""


@dataclass(frozen=True, slots=True)
class CanonicalHit:
    id: UUID
    question_pattern: str
    answer_content: str
    cosine: float
    """Raw cosine similarity of message and question pattern, in [-1, 1]."""
    answered_at: datetime
    expires_at: datetime | None = None
    version: int = 1
    times_right: int = 0
    """How often this version was called right, by its creator or an asker."""
    times_wrong: int = 0
    """How often wrong, or no answer to the question."""
    common: float = 0.0
    """Inner product of the question pattern and the bank's mean vector, in [-1, 1]."""
    centroid: AnswerCentroid | None = None
    """The answer's phrasings together; None where this is taken for the only one."""
    is_edited: bool = False
    """Whether the message is one of its phrasings but for a few words that may turn the answer; the second look tells."""
    counter: float = -1.0
    """Cosine of the message and the nearest message that the creator said this answer is not for; -1 where there is none."""


@dataclass(frozen=True, slots=True)
class Bank:
    """All answers within the asker's layer, as far as a single match is seen against them."""

    answers: int = 0
    """How many phrasings the mean is over, >= 0."""
    common: float = 0.0
    """Inner product of the message and their mean vector, in [-1, 1]."""
    spread: float = 0.0
    """Squared length of that mean, in [0, 1]: 1 where all say the same."""


EMPTY_BANK = Bank()
