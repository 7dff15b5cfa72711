"""The store of answers' phrasings and examples, with its rows: how far each answer reaches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.matching.hits import Bank, CanonicalHit
from orchestrator.ports.stores.matching.answers import NewAnswer
from orchestrator.ports.stores.routing.log import PastDecision


@dataclass(frozen=True, slots=True)
class Pick:
    """A creator's mark on a past message: whether an answer serves it."""

    decision_id: UUID
    serves: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A stored mark on a past message."""

    decision_id: UUID
    question: str
    serves: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A known way to ask the question of a canonical answer, besides its question pattern."""

    id: UUID
    question: str
    origin: str
    """How it was confirmed: on a 'card', by one answer to a 'group', by a mark ('picked'), by a chat 'model', or by several
    'askers'."""
    is_used: bool
    """False for a model's phrasing while the policy does not allow model checks, and for one of askers before the creator's card."""
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NearMessage:
    """A past message near an answer, with the answers that a search finds for it today."""

    past: PastDecision
    cosine: float
    """Cosine similarity of the message and the answer's nearest phrasing, in [-1, 1]."""
    answers: tuple[CanonicalHit, ...]
    """As in `SearchResult`, best first."""
    bank: Bank
    """As in `SearchResult`."""


class Boundaries(Protocol):
    """Examples and phrasings of the answers of the person's own agents."""

    async def find_near(
        self,
        avee_id: UUID,
        answer_id: UUID,
        written: NewAnswer | None,
        picks: Sequence[Pick],
        days: int,
        least: float,
        limit: int,
        but_message: UUID | None,
    ) -> list[NearMessage]:
        """Past messages nearest to any phrasing of the answer, nearest first, with what a search finds for them today.

        Only messages of the last `days` times 24 hours, at least at the cosine `least`, without the message
        `but_message`. `written` is an answer that is not stored yet, and `picks` are its creator's marks so far.
        """
        ...

    async def save_examples(self, avee_id: UUID, answer_id: UUID, picks: Sequence[Pick]) -> int:
        """Stores marks and returns how many; a second mark on a message replaces the first.

        Nothing is stored for an answer that is not active or for a message that no longer exists.
        """
        ...

    async def forget_examples(self, avee_id: UUID, answer_id: UUID, decisions: Sequence[UUID]) -> int:
        """Deletes marks with the phrasings that they created; returns how many there were."""
        ...

    async def list_examples(self, avee_id: UUID, answer_id: UUID) -> list[Example]:
        """Newest first."""
        ...

    async def list_phrasings(self, avee_id: UUID, answer_id: UUID) -> list[Phrasing]:
        """Phrasings besides the answer's own question pattern, newest first."""
        ...

    async def delete_phrasing(self, avee_id: UUID, answer_id: UUID, phrasing_id: UUID) -> bool:
        """Deletes a phrasing, and the mark that created it, or closes the card about it; False where there is no such phrasing."""
        ...
