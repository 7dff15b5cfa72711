"""The store of pairs of answers that answer one question with different texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.matching.conflicts import Conflict, NearWording
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True)
class Uncompared:
    """An answer whose questions were not compared with the others yet."""

    answer_id: UUID
    marked_at: datetime
    """When it was changed last."""
    question_pattern: str
    answer_content: str


@dataclass(frozen=True, slots=True)
class ConflictingAnswer:
    """One answer of a pair, in its current version."""

    id: UUID
    question_pattern: str
    answer_content: str
    layer: Layer
    version: int
    times_reused: int
    updated_at: datetime
    shared: tuple[str, ...]
    """Its phrasings with the same words as one of the other answer; () where the two are only alike."""


@dataclass(frozen=True, slots=True)
class AnswerConflict:
    """Two answers to what is, or may be, one question."""

    id: UUID
    avee_id: UUID
    is_certain: bool
    """Whether a phrasing of each has the same words."""
    likeness: float
    """Probability that both ask the same, in [0, 1]."""
    settled_at: datetime | None
    """When the creator said that they answer different questions; None until then."""
    created_at: datetime
    version: int
    """Grows with each change of the pair or of one of its answers."""
    first: ConflictingAnswer
    """The older answer."""
    second: ConflictingAnswer


@dataclass(frozen=True, slots=True)
class ConflictCounts:
    """Unsettled pairs of an agent."""

    certain: int
    likely: int


class Conflicts(Protocol):
    """Pairs of answers of the person's own agents, and the job that finds them."""

    async def find_uncompared(self, limit: int) -> list[tuple[UUID, UUID]]:
        """(owner, agent id) of agents with uncompared answers, among the first `limit` such answers of all."""
        ...

    async def list_uncompared(self, avee_id: UUID, limit: int) -> list[Uncompared]: ...

    async def load_near(self, avee_id: UUID, answer_id: UUID, least: float) -> list[NearWording]:
        """Phrasings of other active answers at least at the cosine `least` to one of this answer's; [] where it has expired."""
        ...

    async def save_compared(self, avee_id: UUID, answer: Uncompared, found: Sequence[Conflict]) -> None:
        """Stores the answer's pairs, deletes its unsettled ones that were not found again, and notes it as compared.

        A pair that was settled while it was only alike is open again when both have the same words. Nothing is stored where
        the answer was changed meanwhile: it is compared again.
        """
        ...

    async def drop_expired(self) -> None:
        """Deletes unsettled pairs with an answer that has expired, of all agents."""
        ...

    async def list_conflicts(self, avee_id: UUID, page: Page, is_settled: bool) -> list[AnswerConflict]:
        """Newest first."""
        ...

    async def count_open(self, avee_id: UUID) -> ConflictCounts: ...

    async def lock_conflict(self, avee_id: UUID, conflict_id: UUID) -> AnswerConflict | None:
        """The pair; it and its answers do not change until the transaction ends."""
        ...

    async def set_settled(self, avee_id: UUID, conflict_id: UUID, is_settled: bool) -> None:
        """Stores that the two answer different questions, or takes that back."""
        ...
