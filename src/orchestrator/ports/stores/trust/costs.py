"""The store that counts what reuse has cost."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from orchestrator.domain.trust.costs import ReuseRecord
from orchestrator.ports.stores.routing.log import PastDecision


@dataclass(frozen=True, slots=True)
class JudgedDecision:
    """A past decision whose best stored answer the creator judged on a card."""

    past: PastDecision
    is_right: bool


@dataclass(frozen=True, slots=True)
class ReuseRecords:
    """What became of the messages that a stored answer may fit."""

    recent: ReuseRecord
    all_time: ReuseRecord


class Costs(Protocol):
    """What reuse has cost, of the person's own agents. Others see none of it."""

    async def count_reuse(self, avee_id: UUID, days: int, limit: int) -> ReuseRecords:
        """The records of the last `days` times 24 hours and of all time. Each kind of row is counted from its newest `limit`."""
        ...

    async def load_judged(self, avee_id: UUID, days: int, limit: int) -> list[JudgedDecision]:
        """Decisions of the last `days` times 24 hours with a right or wrong card on a stored answer, newest card first."""
        ...
