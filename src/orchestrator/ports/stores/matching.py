"""The stores of canonical answers and of their phrasings and examples, with their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.matching.hits import Bank, CanonicalHit
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.routing.log import PastDecision


@dataclass(frozen=True, slots=True)
class CanonicalAnswer:
    """A canonical answer in its current version."""

    id: UUID
    avee_id: UUID
    escalation_id: UUID | None
    """The question that it answered first; None where it was added or imported."""
    question_pattern: str
    answer_content: str
    layer: Layer
    state: str
    """'active' or 'retired'."""
    version: int
    """From 1."""
    times_reused: int
    times_right: int
    """How often the creator or an asker called this version right or helpful."""
    times_wrong: int
    """How often they called it wrong or not an answer to their question.

    Each time raises the score that a match needs.
    """
    expires_at: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer to be stored, with its vector."""

    id: UUID
    question_pattern: str
    answer_content: str
    layer: Layer
    expires_at: datetime | None
    embedding: list[float]
    """Unit vector of `question_pattern`."""


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """A stored answer with a given question and text, word for word."""

    id: UUID
    is_current: bool
    """False where the answer was corrected or retired, so that this text is no longer served."""


@dataclass(frozen=True, slots=True)
class AnswerVersion:
    """One version of a canonical answer."""

    version: int
    question_pattern: str
    answer_content: str
    layer: Layer
    created_at: datetime
    people_served: int
    """Different people who were given this version, >= 0."""


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


class Answers(Protocol):
    """Canonical answers of the person's own agents, and the upkeep of vector indexes and reuse counts."""

    async def find_known(self, avee_id: UUID, texts: Sequence[tuple[str, str]]) -> dict[tuple[str, str], KnownAnswer]:
        """The stored answers with these (pattern, answer) texts, also those that were corrected or retired."""
        ...

    async def insert_answers(self, avee_id: UUID, answers: Sequence[NewAnswer]) -> list[tuple[UUID, bool]]:
        """(id, whether it is new) for each answer, in order; the same pattern and answer is stored once."""
        ...

    async def set_layer(self, avee_id: UUID, answer_id: UUID, layer: Layer, is_named: bool, expires_at: datetime | None) -> None:
        """Changes layer and expiry of a stored answer.

        A layer that was not stated (`is_named` False) is applied only if it is more private. None keeps the expiry.
        """
        ...

    async def load_answer(self, avee_id: UUID, answer_id: UUID) -> CanonicalAnswer | None: ...
    async def list_answers(self, avee_id: UUID, page: Page, state: str | None) -> list[CanonicalAnswer]:
        """Newest first; None lists answers in every state."""
        ...

    async def update_answer(self, avee_id: UUID, answer: NewAnswer, version: int) -> CanonicalAnswer | None:
        """Stores the next version and returns it; None where the answer is retired or `version` is not its current one.

        Raises Conflict `answer_exists`.
        """
        ...

    async def retire_answer(self, avee_id: UUID, answer_id: UUID, expected_version: int | None) -> bool:
        """False where there is no such active answer of this version; None stands for any."""
        ...

    async def build_vector_index(self, large: int) -> bool:
        """Builds at most one missing vector index, and drops unneeded ones; returns whether it built one.

        An agent's search vectors of one kind and layer need an index from `large` rows on; the smallest comes first.
        Until the transaction ends, new answers and passages wait; searches do not.
        """
        ...

    async def count_reuses(self) -> None:
        """Adds the reuses recorded since the last call to the answers' `times_reused`."""
        ...


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
