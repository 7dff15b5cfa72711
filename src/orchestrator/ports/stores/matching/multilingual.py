"""The store of the further embedding models' vectors of stored answers' questions: of the one for many languages, and of the
larger one for English."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MissingQuestion:
    """A question of an active answer that the second model has not embedded yet."""

    id: UUID
    """Of the answer or the phrasing."""
    question: str
    answer_content: str


@dataclass(frozen=True, slots=True)
class MultilingualVector:
    """A question with its vector."""

    question: MissingQuestion
    embedding: Sequence[float]
    """Unit vector."""
    language: str
    """ISO 639-1 code; '' where it cannot be told."""


class Multilingual(Protocol):
    """Questions and their vectors of the second embedding model."""

    async def find_missing(self, limit: int) -> list[tuple[UUID, UUID]]:
        """(owner, agent id) of agents with questions that have no vector, among the first `limit` such questions of all."""
        ...

    async def list_missing(self, avee_id: UUID, limit: int) -> list[MissingQuestion]:
        """Questions of an own agent that have no vector."""
        ...

    async def save(self, avee_id: UUID, vectors: Sequence[MultilingualVector]) -> None:
        """Stores the vectors, except of questions that were changed or deleted meanwhile."""
        ...

    async def find_missing_large(self, limit: int) -> list[tuple[UUID, UUID]]:
        """As `find_missing`, for the larger model."""
        ...

    async def list_missing_large(self, avee_id: UUID, limit: int) -> list[MissingQuestion]:
        """As `list_missing`, for the larger model."""
        ...

    async def save_large(self, avee_id: UUID, questions: Sequence[MissingQuestion], vectors: Sequence[Sequence[float]]) -> None:
        """As `save`, for the larger model: a unit vector for each question."""
        ...
