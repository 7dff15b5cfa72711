"""The store of cards, labels, model checks and trust, with its rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from orchestrator.domain.routing.outcome import Source
from orchestrator.domain.trust.cards import Subject
from orchestrator.domain.trust.ladder import DocumentsTrustState
from orchestrator.domain.trust.own_start import OwnStart
from orchestrator.domain.trust.proofs import Label
from orchestrator.domain.trust.snapshot import TrustSnapshot
from orchestrator.domain.trust.state import TrustState
from orchestrator.domain.trust.unanswered import ClosedCards
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True)
class TrustCard:
    """A question to the creator: is this answer right for this message?"""

    id: UUID
    avee_id: UUID
    subject: str
    """'reuse' of a stored answer, or an answer from 'documents'."""
    kind: str
    """'audit' where the answer was served, 'suggestion' where it was not, 'confirmed' where an asker said that it is meant."""
    answer_id: UUID | None
    """None for an answer from documents; the other fields of a stored answer are None then too."""
    answer_version: int | None
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    question: str
    """What was asked, with what it follows."""
    score: float
    """Probability that the answer is right, computed when the card was created, in [0, 1]."""
    verdict: str | None
    """'right', 'wrong' or 'unsure'; None while it waits."""
    created_at: datetime
    question_pattern: str | None
    answer_content: str
    """The stored answer in its current version, or the automatic answer from documents."""
    sources: tuple[Source, ...]
    """The sources of an answer from documents; () for a stored answer."""
    layer: str | None
    current_version: int | None
    answer_state: str | None
    is_expired: bool
    """Whether the card was open for too long: it is not listed any more and accepts no verdict."""


@dataclass(frozen=True, slots=True)
class ModelMatch:
    """A borderline match, and the result of its model check."""

    id: UUID
    avee_id: UUID
    answer_id: UUID
    answer_version: int
    message_id: UUID
    question: str
    """What was asked, with what it follows."""
    score: float
    """Probability that the answer is right, computed when the message was routed, in [0, 1]."""
    verdict: str | None
    """'confirmed', 'denied', 'unclear' or 'left' (not asked); None before the check."""
    model: str | None
    judged_at: datetime | None
    created_at: datetime
    question_pattern: str
    answer_content: str
    current_version: int
    answer_state: str
    is_kept: bool
    """Whether the match is a phrasing of the answer now."""


@dataclass(frozen=True, slots=True)
class StoredTrust:
    """Trust to be saved for the next messages."""

    reuse: TrustState
    """Trust in the reuse of stored answers."""
    documents: DocumentsTrustState
    """Trust in automatic answers from documents."""
    matches_per_day: float
    """Messages per day that may create a card, from `load_matches_per_day`, >= 0."""
    scorer: str
    """The scorer of the labels of `reuse`."""
    own: OwnStart
    """Where the creator's own scores let testing begin; `reuse` was computed with it."""


class Trust(Protocol):
    """Cards, labels, model checks and trust of the person's own agents."""

    async def list_cards(self, avee_id: UUID, before: UUID | None, limit: int) -> list[TrustCard]:
        """Open cards, the answer that is most likely wrong first."""
        ...

    async def count_judged(self, avee_id: UUID, hours: int) -> int:
        """The number of cards that got a verdict in the last `hours`."""
        ...

    async def count_waiting(self, avee_id: UUID) -> int:
        """The number of open cards."""
        ...

    async def lock_card(self, avee_id: UUID, card_id: UUID) -> TrustCard | None:
        """A card; the agent's trust is locked until the transaction ends.

        None where the person does not own the agent.
        """
        ...

    async def save_verdict(self, avee_id: UUID, card_id: UUID, verdict: str) -> None:
        """Closes a card with the creator's verdict."""
        ...

    async def may_be_given(self, avee_id: UUID, card_id: UUID) -> bool:
        """Whether the asker's layer still admits the card's answer and nothing else has answered the message."""
        ...

    async def add_card_phrasing(self, avee_id: UUID, card_id: UUID) -> None:
        """Adds the card's question as a phrasing of its answer, unless it is a duplicate or there are many already."""
        ...

    async def accept_askers_phrasing(self, avee_id: UUID, card_id: UUID) -> bool:
        """Switches the phrasing on that askers confirmed and the card is about; False where there is none."""
        ...

    async def drop_askers_phrasing(self, avee_id: UUID, card_id: UUID) -> None:
        """Deletes the phrasing that askers confirmed and the card is about, unless the creator has accepted it."""
        ...

    async def lock_model_match(self, avee_id: UUID, match_id: UUID) -> ModelMatch | None:
        """A borderline match, locked until the transaction ends; None where the person does not own the agent."""
        ...

    async def list_model_matches(self, avee_id: UUID, page: Page) -> list[ModelMatch]:
        """Matches that a model was asked about, newest first."""
        ...

    async def count_model_checks(self, avee_id: UUID, within: timedelta) -> int:
        """The number of matches that a model was asked about within this time before now."""
        ...

    async def save_model_check(self, avee_id: UUID, match_id: UUID, verdict: str, model: str | None) -> None:
        """Saves the result of a model check; `model` is None where the model was not asked."""
        ...

    async def add_model_phrasing(self, avee_id: UUID, match_id: UUID) -> None:
        """Adds a match as a phrasing with the match's id, marked as confirmed by a model.

        Conditions as `add_card_phrasing`.
        """
        ...

    async def drop_model_phrasing(self, avee_id: UUID, message_id: UUID, answer_id: UUID) -> None:
        """Deletes the phrasing that a model confirmed for this message and answer, where there is one."""
        ...

    async def add_group_phrasing(self, avee_id: UUID, answer_id: UUID, escalation_id: UUID) -> None:
        """Adds the question of another group member as a phrasing of the answer. Conditions as `add_card_phrasing`."""
        ...

    async def load_labels(self, avee_id: UUID, subject: Subject, scorer: str) -> list[Label]:
        """The labels on scores of this scorer, oldest verdict first."""
        ...

    async def count_answered(self, avee_id: UUID, subject: Subject, scorer: str) -> ClosedCards:
        """Counts of the closed cards: with a verdict, or expired."""
        ...

    async def load_matches_per_day(self, avee_id: UUID, floor: float) -> float:
        """Messages per day, over the last week, that may have created a card.

        They matched a stored answer with a score of at least `floor`, or were answered from documents.
        """
        ...

    async def load_scores(self, avee_id: UUID, scorer: str) -> list[float]:
        """The scores of the newest matches of the last week since this scorer drew its first card, at most 500, in [0, 1]."""
        ...

    async def load_own_start(self, avee_id: UUID, scorer: str) -> OwnStart:
        """The start that was saved for this scorer; NOT_YET where there is none."""
        ...

    async def load_snapshot(self, avee_id: UUID) -> TrustSnapshot | None:
        """The saved trust as one message needs it, without today's cards; None before the creator's first verdict."""
        ...

    async def save_trust_state(self, avee_id: UUID, state: StoredTrust) -> None: ...
