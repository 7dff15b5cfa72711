"""Passages that the search found near a message."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PassageHit:
    id: UUID
    document_id: UUID
    title: str
    heading: str
    content: str
    cosine: float
    """Raw cosine similarity of message and passage, in [-1, 1]."""
    text_rank: float = 0.0
    """PostgreSQL's ts_rank_cd of the passage for the message's words, >= 0; 0 where no word matched."""
    position: int = -1
    """Its place among the document's passages, from 0; -1 where it is not known."""
