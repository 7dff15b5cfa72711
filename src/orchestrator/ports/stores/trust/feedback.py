"""The store of askers' feedback, with its rows."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from orchestrator.ports.stores.escalation import GivenAnswer
from orchestrator.ports.stores.matching.answers import AnswerVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFeedback:
    """The asker's feedback on a decision."""

    id: UUID
    avee_id: UUID
    decision_id: UUID
    user_id: UUID
    """The asker."""
    verdict: str
    """'helpful', 'not_my_question' or 'wrong'."""
    comment: str | None
    answer_id: UUID | None
    """The canonical answer that was given; None where the reply was no canonical answer."""
    answer_version: int | None
    source_id: UUID | None = None
    """The passage or answer, shown beside an offer or a refusal, that the verdict is about; None where it is about an answer."""


class Feedback(Protocol):
    """Askers' feedback, and what it refers to."""

    async def save_feedback(self, feedback: NewFeedback) -> None:
        """Saves feedback. It replaces the person's earlier feedback on the decision; None keeps an earlier comment."""
        ...

    async def find_given(self, avee_id: UUID, message_id: UUID) -> GivenAnswer | None:
        """The creator's last answer to a message of the person's own; None where there is none."""
        ...

    async def count_offered(self, avee_id: UUID, message_id: UUID) -> int:
        """How many questions of a message the creator was offered for, >= 0."""
        ...

    async def list_versions(self, avee_id: UUID, answer_id: UUID) -> list[AnswerVersion]:
        """Newest first."""
        ...
