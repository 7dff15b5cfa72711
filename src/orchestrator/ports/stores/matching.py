"""Canonical answers, their phrasings and their examples as the store keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.matching.hits import Bank, CanonicalHit
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.routing import PastDecision


@dataclass(frozen=True, slots=True)
class CanonicalAnswer:
    id: UUID
    avee_id: UUID
    escalation_id: UUID | None
    question_pattern: str
    answer_content: str
    layer: Layer
    state: str
    version: int
    times_reused: int
    times_right: int
    """How often this version was called right or helpful, by its creator or an asker."""
    times_wrong: int
    """How often wrong, or no answer to the question: it needs a surer match for it."""
    expires_at: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class NewAnswer:
    id: UUID
    question_pattern: str
    answer_content: str
    layer: Layer
    expires_at: datetime | None
    embedding: list[float]


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """What the bank has of a question and its answer, word for word."""

    id: UUID
    is_current: bool
    """False where the answer with these words was corrected or retired since."""


@dataclass(frozen=True, slots=True)
class AnswerVersion:
    version: int
    question_pattern: str
    answer_content: str
    layer: Layer
    created_at: datetime
    people_served: int


@dataclass(frozen=True, slots=True)
class Pick:
    """A creator's tick or cross on a past message: whether an answer is for it."""

    decision_id: UUID
    serves: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A pick as it is stored."""

    decision_id: UUID
    question: str
    serves: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Another wording of an answered question."""

    id: UUID
    question: str
    origin: str
    """Who confirmed it: the creator on a 'card', by one answer to a 'group', or by a tick ('picked'), or a chat 'model'."""
    is_used: bool
    """A model's are not while its creator does not want them."""
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NearMessage:
    """A past message near to an answer, with what would be found for it today."""

    past: PastDecision
    cosine: float
    """Of the message and the answer's nearest wording, in [-1, 1]."""
    answers: tuple[CanonicalHit, ...]
    bank: Bank
    """Both as in `SearchResult`."""


class Answers(Protocol):
    async def find_known(self, avee_id: UUID, texts: Sequence[tuple[str, str]]) -> dict[tuple[str, str], KnownAnswer]:
        """Of these (pattern, answer), those that an own avee has or had."""
        ...

    async def insert_answers(self, avee_id: UUID, answers: Sequence[NewAnswer]) -> list[tuple[UUID, bool]]:
        """For each answer the id it is stored under and whether it is new; the same pattern and answer twice is one."""
        ...

    async def set_layer(self, avee_id: UUID, answer_id: UUID, layer: Layer, is_named: bool, expires_at: datetime | None) -> None:
        """The layer and the expiry of an answer that is there already; a layer that was not named only makes it more private, and no
        expiry leaves its own."""
        ...

    async def load_answer(self, avee_id: UUID, answer_id: UUID) -> CanonicalAnswer | None: ...
    async def list_answers(self, avee_id: UUID, page: Page, state: str | None) -> list[CanonicalAnswer]: ...
    async def update_answer(self, avee_id: UUID, answer: NewAnswer, version: int) -> CanonicalAnswer | None:
        """In its next version; None where it is retired, or no longer in the version that is given."""
        ...

    async def retire_answer(self, avee_id: UUID, answer_id: UUID) -> bool: ...
    async def build_vector_index(self, large: int) -> bool:
        """Gives what an avee may be searched for an index of its own where that is `large` rows of one kind and layer or more and has
        none, the smallest first and only that one, and takes it away where it no longer is; whether one was built. New answers and
        passages wait until the transaction ends, askers do not."""

    async def count_reuses(self) -> None:
        """Adds to the counts what was left to be counted later."""


class Boundaries(Protocol):
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
        """An own avee's messages of the last `days` times 24 hours nearest to any wording of the answer, best first, none below the
        cosine `least`, each with the answers that are found for it today.

        `written` is an answer that is not stored yet, and `picks` what its creator ticked and crossed so far.
        """
        ...

    async def save_examples(self, avee_id: UUID, answer_id: UUID, picks: Sequence[Pick]) -> int:
        """How many were stored: those of an own active answer whose messages are there still. A second word on a message replaces the first."""
        ...

    async def forget_examples(self, avee_id: UUID, answer_id: UUID, decisions: Sequence[UUID]) -> int:
        """Undoes them, with the wordings they made; how many there were."""
        ...

    async def list_examples(self, avee_id: UUID, answer_id: UUID) -> list[Example]:
        """Newest first."""
        ...

    async def list_phrasings(self, avee_id: UUID, answer_id: UUID) -> list[Phrasing]:
        """Beside the answer's own question; newest first."""
        ...

    async def delete_phrasing(self, avee_id: UUID, answer_id: UUID, wording_id: UUID) -> bool:
        """With the tick that made it, where one did."""
        ...
