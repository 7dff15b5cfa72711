"""Cards: questions to the creator whether an answer is right for a message."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Subject(StrEnum):
    """The kind of answer that a card asks about."""

    reuse = "reuse"
    """A stored answer, path C."""
    documents = "documents"
    """An answer from the creator's documents, path A."""


class CardKind(StrEnum):
    audit = "audit"
    """The answer was served: was it right?"""
    suggestion = "suggestion"
    """The answer was not served: would it have been right?"""
    confirmed = "confirmed"
    """An asker said that the answer's question is what they mean: is it? Not drawn by chance, so its verdict is no label."""


@dataclass(frozen=True, slots=True)
class Card:
    """A question to the creator: is this answer right for this message?"""

    kind: CardKind
    answer_id: UUID | None
    """The stored answer; None for an answer from documents."""
    answer_version: int | None
    """Version of the stored answer, >= 1; None for an answer from documents."""
    score: float
    """Probability that the answer is right, in [0, 1]. For a stored answer, the effective score; see `scores`."""
    floor: float
    """In [0, 1]: every message that scored at least this had the same chance of a card."""
    subject: Subject = Subject.reuse
