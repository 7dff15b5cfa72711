"""Cards: questions to the creator whether an answer was right for a message."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Subject(StrEnum):
    """What a card is about."""

    reuse = "reuse"
    """A stored answer, path C."""
    documents = "documents"
    """An answer from the creator's documents, path A."""


class CardKind(StrEnum):
    audit = "audit"
    """The answer was served: was it right?"""
    suggestion = "suggestion"
    """It was not: would it have been right?"""


@dataclass(frozen=True, slots=True)
class Card:
    """A question to the creator: is this answer right for this message?"""

    kind: CardKind
    answer_id: UUID | None
    """The stored answer; None where it is from documents."""
    answer_version: int | None
    score: float
    """Probability that it is right, in [0, 1]; a stored answer's as what was said of it before leaves it."""
    floor: float
    """Every message that scored at least this had the same chance of a card."""
    subject: Subject = Subject.reuse
