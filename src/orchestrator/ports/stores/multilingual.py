"""The store of the second embedding model's vectors: the questions of stored answers, in whatever language."""

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
