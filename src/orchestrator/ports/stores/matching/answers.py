"""The store of canonical answers, with its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.ports.stores.paging import Page


class Standing(StrEnum):
    """What became of the passage that an answer is quoted from."""

    present = "present"
    changed = "changed"
    """The passage no longer says it: its document was read anew."""
    gone = "gone"
    """Its document was replaced or deleted."""


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """The passage that an answer is quoted from, as it was called when it was marked."""

    passage_id: UUID
    document_id: UUID
    document_title: str
    heading: str
    """'' for none."""
    standing: Standing
    least_layer: Layer
    """The most open layer that the answer may have: that of the passage; once it is gone, the answer's own."""


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
    is_own_wording: bool
    """Whether the creator worded the question; else it is in an asker's words."""
    published: bool
    """Whether it is on the agent's public page."""
    slug: str | None
    """The last part of its public address; None until it is published first."""
    quoted_from: QuotedPassage | None = None
    """None where the text was written."""


@dataclass(frozen=True, slots=True)
class Showing:
    """Whether and where an answer is public."""

    is_own_wording: bool
    published: bool
    slug: str | None


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
class TaughtAnswer:
    """An answer that was taught from a past message."""

    answer: NewAnswer
    is_own_wording: bool
    """Whether the question is in other words than the asker's, which no other asker sees."""
    asked_by: UUID
    passage_id: UUID | None
    """The passage that it is quoted from; None where it was written."""


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


class Answers(Protocol):
    """Canonical answers of the person's own agents, and the upkeep of vector indexes and reuse counts."""

    async def find_known(self, avee_id: UUID, texts: Sequence[tuple[str, str]]) -> dict[tuple[str, str], KnownAnswer]:
        """The stored answers with these (pattern, answer) texts, also those that were corrected or retired."""
        ...

    async def insert_answers(self, avee_id: UUID, answers: Sequence[NewAnswer]) -> list[tuple[UUID, bool]]:
        """(id, whether it is new) for each answer, in order; the same pattern and answer is stored once."""
        ...

    async def insert_taught(self, avee_id: UUID, taught: TaughtAnswer) -> tuple[UUID, bool] | None:
        """(id, whether it is new); the same active pattern and answer is stored once. Whoever may answer may do this.

        None where the passage is gone, or its layer became more private than the answer's.
        """
        ...

    async def set_layer(self, avee_id: UUID, answer_id: UUID, layer: Layer, is_named: bool, expires_at: datetime | None) -> None:
        """Changes layer and expiry of a stored answer.

        A layer that was not stated (`is_named` False) is applied only if it is more private. None keeps the expiry.
        """
        ...

    async def load_answer(self, avee_id: UUID, answer_id: UUID) -> CanonicalAnswer | None: ...
    async def list_answers(
        self, avee_id: UUID, page: Page, state: str | None, published: bool | None = None, standing: Standing | None = None
    ) -> list[CanonicalAnswer]:
        """Newest first; None lists answers in every state, and public ones as well as others. With `standing`, only those quoted from
        passages of which that holds."""
        ...

    async def list_slugs(self, avee_id: UUID, beginning: str) -> frozenset[str]:
        """The slugs of the agent's answers that begin like this."""
        ...

    async def update_answer(self, avee_id: UUID, answer: NewAnswer, showing: Showing, version: int) -> CanonicalAnswer | None:
        """Stores the next version and returns it; None where the answer is retired or `version` is not its current one.

        Raises Conflict `answer_exists`, and `slug_taken` where another answer got the slug meanwhile.
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
