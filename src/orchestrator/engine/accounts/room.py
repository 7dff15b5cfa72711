"""Whether a person has room for one more agent, token, member or conversation."""

from enum import StrEnum
from uuid import UUID

from orchestrator.domain.errors import Conflict, Limited
from orchestrator.ports.database import Transaction
from orchestrator.ports.stores.accounts import Counted

RETRY_AFTER_S = 3_600


class _Names(StrEnum):
    agents = "agents"
    tokens = "API tokens"
    members = "members"


async def require_room(tx: Transaction, what: Counted, limit: int, avee_id: UUID | None = None) -> None:
    """Requires that the transaction may add one more; others who add at the same time wait until it ends.

    Raises Conflict `too_many_agents`, `too_many_tokens` or `too_many_members`, which stand until one is removed, and
    Limited `too_many_conversations`, which passes.
    """
    if await tx.accounts.count_own(what, avee_id) < limit:
        return
    if what is Counted.conversations:
        raise Limited(
            "too_many_conversations",
            f"You started {limit} conversations with this agent in 24 hours; continue one of them.",
            limit=limit, retry_after_s=RETRY_AFTER_S,
        )  # fmt: skip
    raise Conflict(f"too_many_{what}", f"You have {limit} {_Names[what]}, which is the most; remove one first.", limit=limit)
