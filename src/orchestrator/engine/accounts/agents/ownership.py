"""Requiring that the person has a role in an agent's team. The database decides the same again, row by row."""

from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Forbidden, NotFound
from orchestrator.domain.policy.policy import Policy
from orchestrator.ports.database import Transaction
from orchestrator.ports.stores.accounts import Avee


async def require_role(tx: Transaction, avee_id: UUID, least: TeamRole) -> Avee:
    """The agent, in whose team the person has at least this role.

    Raises NotFound `avee_not_found`, also for an agent of others, and Forbidden `role_too_low`.
    """
    avee = await tx.avees.load_avee(avee_id)
    if avee is None:
        raise no_such_avee()
    check_role(avee.role, least)
    return avee


def check_role(role: TeamRole | None, least: TeamRole) -> None:
    """Raises Forbidden `role_too_low`."""
    if role is None or not role.includes(least):
        raise Forbidden("role_too_low", f"This needs the role “{least}” in the agent's team; ask its owner.", role=role, needed=least.value)


def check_signature(policy: Policy | None, role: TeamRole | None) -> None:
    """Raises Forbidden `signature_needed` where an editor or the owner has to send what somebody with this role writes."""
    if policy is not None and policy.second_signature and not (role and role.includes(TeamRole.editor)):
        raise Forbidden("signature_needed", "The owner wants a second signature: propose your answer, and an editor sends it.")


def no_such_avee() -> NotFound:
    """The error for an agent that does not exist or in whose team the person is not."""
    return NotFound("avee_not_found", "You have no such agent.")
