"""Cards, labels and trust as the store keeps them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from orchestrator.domain.routing.outcome import Source
from orchestrator.domain.trust.cards import Subject
from orchestrator.domain.trust.ladder import DocumentsTrustState
from orchestrator.domain.trust.proofs import Label
from orchestrator.domain.trust.snapshot import TrustSnapshot
from orchestrator.domain.trust.state import TrustState
from orchestrator.domain.trust.unanswered import ClosedCards
from orchestrator.ports.stores.escalation import GivenAnswer
from orchestrator.ports.stores.matching import AnswerVersion
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True)
class TrustCard:
    """A question to the creator: is this answer right for this message?"""

    id: UUID
    avee_id: UUID
    subject: str
    """'reuse' of a stored answer, or an answer from 'documents'."""
    kind: str
    """'audit' where the answer was served, 'suggestion' where it was not."""
    answer_id: UUID | None
    """None where it is from documents; with it all that is the stored answer's is None."""
    answer_version: int | None
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    question: str
    """What was asked, with what it follows."""
    score: float
    """Probability that the answer is right, as it was seen then, in [0, 1]."""
    verdict: str | None
    """'right', 'wrong' or 'unsure'; None while it waits."""
    created_at: datetime
    question_pattern: str | None
    answer_content: str
    """The stored answer as it is now, or what was said from documents."""
    sources: tuple[Source, ...]
    """That it stood on, for an answer from documents."""
    layer: str | None
    current_version: int | None
    answer_state: str | None
    is_expired: bool
    """Whether it was left open for too long: it is not asked any more, and a word on it is refused."""


@dataclass(frozen=True, slots=True)
class ModelMatch:
    """A match just below what was served, and a chat model's word on it."""

    id: UUID
    avee_id: UUID
    answer_id: UUID
    answer_version: int
    message_id: UUID
    question: str
    """What was asked, with what it follows."""
    score: float
    """Probability that the answer is right, as it was seen then, in [0, 1]."""
    verdict: str | None
    """'confirmed', 'denied', 'unclear' or 'left'; None until the model said something."""
    model: str | None
    judged_at: datetime | None
    created_at: datetime
    question_pattern: str
    answer_content: str
    current_version: int
    answer_state: str
    is_kept: bool
    """Whether the answer is found by this wording now."""


@dataclass(frozen=True, slots=True)
class StoredTrust:
    """Where trust stands, kept for the messages to come."""

    reuse: TrustState
    """Of stored answers that are reused."""
    documents: DocumentsTrustState
    """Of automatic answers from documents."""
    matches_per_day: float
    """Messages that may draw a card, as in `load_matches_per_day`, >= 0."""
    scorer: str
    """What scored the labels of `reuse`; labels of another scorer do not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFeedback:
    """What its asker says of a decision."""

    id: UUID
    avee_id: UUID
    decision_id: UUID
    user_id: UUID
    """The asker."""
    verdict: str
    """'helpful', 'not_my_question' or 'wrong'."""
    comment: str | None
    answer_id: UUID | None
    """The canonical answer that was given; None where it was none."""
    answer_version: int | None


class Feedback(Protocol):
    async def save_feedback(self, feedback: NewFeedback) -> None:
        """A person's second word on a decision replaces the first, and leaves its comment where it has none."""
        ...

    async def find_given(self, avee_id: UUID, message_id: UUID) -> GivenAnswer | None:
        """What the creator answered last to an own message; None where nothing."""
        ...

    async def list_versions(self, avee_id: UUID, answer_id: UUID) -> list[AnswerVersion]:
        """Newest first."""
        ...


class Trust(Protocol):
    async def list_cards(self, avee_id: UUID, before: UUID | None, limit: int) -> list[TrustCard]:
        """An own avee's that are open: what is likeliest wrong first."""
        ...

    async def count_waiting(self, avee_id: UUID) -> int: ...
    async def lock_card(self, avee_id: UUID, card_id: UUID) -> TrustCard | None:
        """An own avee's card, with its avee's trust locked to the end of the transaction; None for another's."""
        ...

    async def judge(self, avee_id: UUID, card_id: UUID, verdict: str) -> None: ...
    async def may_be_given(self, avee_id: UUID, card_id: UUID) -> bool:
        """Whether the card's answer is still within its asker's layer, and its message was not answered otherwise."""
        ...

    async def add_card_phrasing(self, avee_id: UUID, card_id: UUID) -> None:
        """Keeps the card's question as another wording of its answer's; not where it says nothing new, or there are many already."""
        ...

    async def lock_model_match(self, avee_id: UUID, match_id: UUID) -> ModelMatch | None:
        """An own avee's match below what was served, locked to the end of the transaction; None for another's."""
        ...

    async def list_model_matches(self, avee_id: UUID, page: Page) -> list[ModelMatch]:
        """Those on which a model said a word, newest first."""
        ...

    async def count_model_words(self, avee_id: UUID, within: timedelta) -> int: ...
    async def save_model_word(self, avee_id: UUID, match_id: UUID, verdict: str, model: str | None) -> None: ...
    async def add_model_phrasing(self, avee_id: UUID, match_id: UUID) -> None:
        """As `add_card_phrasing`, of the same id as the match, and marked as a model's."""
        ...

    async def drop_model_phrasing(self, avee_id: UUID, message_id: UUID, answer_id: UUID) -> None:
        """Takes away the wording that a model confirmed of this message for this answer, where there is one."""
        ...

    async def add_group_phrasing(self, avee_id: UUID, answer_id: UUID, escalation_id: UUID) -> None:
        """The same of a question that was answered together with the answer's own."""
        ...

    async def load_labels(self, avee_id: UUID, subject: Subject, scorer: str) -> list[Label]:
        """Of scores by this scorer, oldest word first."""
        ...

    async def count_answered(self, avee_id: UUID, subject: Subject, scorer: str) -> ClosedCards:
        """Of the cards that were drawn and are closed, by a word or by their time."""
        ...

    async def load_matches_per_day(self, avee_id: UUID, floor: float) -> float:
        """How many messages a day matched a stored answer by at least `floor` or were answered from documents, over the last week."""
        ...

    async def load_snapshot(self, avee_id: UUID) -> TrustSnapshot | None:
        """What one message needs of it, no card counted; None before the creator's first verdict."""
        ...

    async def save_trust_state(self, avee_id: UUID, state: StoredTrust) -> None: ...
