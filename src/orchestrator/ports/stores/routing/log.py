"""The store of the decision log, with its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.routing.log.evidence import Evidence
from orchestrator.ports.stores.paging import Page


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A stored decision with the message it was made for."""

    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    reply_message_id: UUID | None
    """None where the agent was silent."""
    message_content: str
    decision_path: str
    confidence_score: int
    """In ten-thousandths, 0 to 10,000, as are the next two."""
    novelty_score: int
    complexity_score: int
    similarity: float
    """In [0, 1]."""
    rule: str
    reason: str
    similar_answer_id: UUID | None
    escalation_id: UUID | None
    policy_version: int
    evidence: Evidence
    timings: Mapping[str, float]
    """Milliseconds since the message came in, by step."""
    created_at: datetime
    verdict: str | None
    """The asker's verdict on the answer: 'helpful', 'not_my_question' or 'wrong'."""
    comment: str | None
    """The asker's words beside the verdict."""


@dataclass(frozen=True, slots=True)
class DecisionFilter:
    """Which decisions of the log are listed. A field that is None does not filter."""

    path: str | None = None
    rule: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Only decisions before this time."""
    said: str | None = None
    """Text that the message must contain; case is ignored."""
    verdict: str | None = None
    tier: str | None = None
    """The asker's tier when they wrote."""


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision with the part of its evidence that is needed to make it again."""

    id: UUID
    user_id: UUID
    message_content: str
    decision_path: str
    rule: str
    similar_answer_id: UUID | None
    evidence: Evidence
    """Without the fields that making a decision again does not read."""
    created_at: datetime
    abuse_rules_enabled: bool
    """By the policy that the decision was made under."""


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One page of the decision log, newest first."""

    records: list[DecisionRecord]
    stopped_at: UUID | None = None
    """The oldest decision that was examined, where the search stopped before the page was full. Else None."""


class Log(Protocol):
    """The decision log."""

    async def list_decisions(self, avee_id: UUID | None, decision_filter: DecisionFilter, page: Page) -> DecisionPage:
        """Decisions of an own agent; with None as `avee_id`, decisions on the person's own messages."""
        ...

    async def load_decision(self, decision_id: UUID) -> DecisionRecord | None: ...
    async def load_past(self, avee_id: UUID, days: int, limit: int) -> list[PastDecision]:
        """The decisions of an own agent in the last `days` times 24 hours, newest first."""
        ...

    async def count_past(self, avee_id: UUID, days: int) -> int:
        """The number of decisions that `load_past` would return without a limit."""
        ...

    async def count_asked(self, avee_id: UUID, days: int) -> int:
        """The number of decisions of the window that `Boundaries.find_near` compares."""
        ...
