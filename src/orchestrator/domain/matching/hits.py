"""Stored answers that the search found near a message, and the mean vectors that they are compared with."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Dispute(StrEnum):
    """Whether the words of a phrasing also ask for another answer that the asker may see, and that says something else."""

    none = ""
    open = "open"
    """They do, and the creator has not said yet which of the two answers holds: neither is given, nor asked about."""
    apart = "apart"
    """They do, and the creator has said that the two answer different questions: the asker says which one is meant."""


@dataclass(frozen=True, slots=True)
class AnswerCentroid:
    """The mean vector of all phrasings of one stored answer, its question pattern included."""

    phrasings: int
    """Number of phrasings, >= 1."""
    cosine: float
    """Inner product of the message and this mean, in [-1, 1]: the mean of the message's cosines to the phrasings."""
    common: float
    """Inner product of this mean and the bank's mean, in [-1, 1]."""
    spread: float
    """Squared length of this mean, in [0, 1]: 1 where all phrasings say the same."""


@dataclass(frozen=True, slots=True)
class QuotedPlace:
    """The passage that an answer is quoted from, where the asker may open it."""

    passage_id: UUID
    document_id: UUID
    title: str
    """The document's."""
    heading: str
    """'' for none."""


@dataclass(frozen=True, slots=True)
class CanonicalHit:
    """One phrasing of a stored answer that the search found, with the answer.

    Hits with the same id belong to one answer.
    """

    id: UUID
    """Of the answer."""
    question_pattern: str
    """The phrasing that was found."""
    answer_content: str
    cosine: float
    """Raw cosine similarity of message and question pattern, in [-1, 1]."""
    answered_at: datetime
    expires_at: datetime | None = None
    version: int = 1
    times_right: int = 0
    """How often this version was called right, by its creator or an asker; >= 0."""
    times_wrong: int = 0
    """How often it was called wrong, or no answer to the question; >= 0."""
    common: float = 0.0
    """Inner product of the question pattern and the bank's mean vector, in [-1, 1]."""
    centroid: AnswerCentroid | None = None
    """Mean of the answer's phrasings; None where this phrasing counts as the only one."""
    is_edited: bool = False
    """Whether the message is a phrasing of the answer but for a few words that can change the answer. Set by the second
    look."""
    is_unmistakable: bool = False
    """Whether the message is one of the answer's phrasings, word for word (see `unmistakable`). Set by the second look."""
    is_uncalibrated: bool = False
    """Whether the message is in a language that the second look was never fitted on. Set by the second look."""
    is_sibling: bool = False
    """Whether the message names another thing where this answer and others each name their own (see `siblings`). Set with the
    probabilities."""
    counter: float = -1.0
    """Cosine of the message and the nearest message that the creator excluded from this answer; -1 where none is
    excluded."""
    meaning: float = -1.0
    """Cosine of message and question by the second embedding model, in [-1, 1]; -1 where it was not asked."""
    language: str = ""
    """ISO 639-1 code of the question's language; '' where it is not known or cannot be told."""
    shown_question: str = ""
    """The creator's own wording of the answer's question, which every asker may see who may see the answer; '' where the
    question is in an asker's words, which nobody else sees."""
    dispute: Dispute = Dispute.none
    """Of this phrasing; open for each phrasing of an answer whose own question pattern is disputed."""
    quoted_from: QuotedPlace | None = None
    """None where the answer was written, and where the passage no longer says it."""


@dataclass(frozen=True, slots=True)
class Bank:
    """The mean vector of all answers within the asker's layer.

    It says what any message to this agent has in common with them.
    """

    answers: int = 0
    """Number of phrasings that the mean is taken over, >= 0."""
    common: float = 0.0
    """Inner product of the message and this mean, in [-1, 1]."""
    spread: float = 0.0
    """Squared length of this mean, in [0, 1]: 1 where all answers say the same."""


EMPTY_BANK = Bank()
