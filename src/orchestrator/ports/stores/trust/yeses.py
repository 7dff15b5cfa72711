"""The store of what askers said to "Do you mean ...?", for the creator's own agents."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from orchestrator.domain.matching.confirmed import Reply


@dataclass(frozen=True, slots=True)
class PutToday:
    """What was put before the creator in the last 24 hours, >= 0 each."""

    confirmed: int
    """Cards about confirmed wordings."""
    learnt: int
    """Wordings that were kept as phrasings, whether or not they still are."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """Which replies are read, and which of them count."""

    limit: int
    """The newest so many replies are read."""
    days: int
    """An account is known after so many days, or where the creator gave it a tier. Also the time in which `most` counts."""
    most: int
    """Of each person so many yeses count in `days`."""


class Yeses(Protocol):
    """Replies of askers, read by the agent's owner."""

    async def list_replies(self, avee_id: UUID, answer_id: UUID, weighing: Weighing) -> list[Reply]:
        """Replies about the current version of an answer, oldest first. The agent's trust is locked until the transaction ends.

        [] where the person does not own the agent.
        """
        ...

    async def list_other_phrasings(self, avee_id: UUID, reply_id: UUID) -> list[str]:
        """Phrasings of other answers that are nearest to the question of a reply."""
        ...

    async def count_put_today(self, avee_id: UUID) -> PutToday: ...

    async def put_wording(self, avee_id: UUID, reply_id: UUID, scorer: str, learns: bool) -> UUID | None:
        """Puts a reply's question before the creator on a card, and keeps it as a phrasing that is off where it `learns`.

        Returns the card's id; None where the answer knows the wording already.
        """
        ...
