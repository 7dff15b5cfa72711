"""The store of policies and their versions, with its rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.policy.policy import Policy


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """A saved version of a policy."""

    version: int
    """From 1; equal to the version in `policy`."""
    policy: Policy
    created_at: datetime
    restored_version: int | None
    """The older version that was restored; None where none was."""
    saved_by: UUID | None
    """None where the person's account was deleted."""
    saved_by_handle: str | None
    saved_by_name: str | None


class Policies(Protocol):
    """Policies of the person's own agents."""

    async def load_policy(self, avee_id: UUID) -> Policy | None: ...
    async def save_policy(
        self, avee_id: UUID, policy: Policy, expected_version: int | None, restored_version: int | None = None
    ) -> Policy | None:
        """Saves a policy as the next version; None where the person does not own the agent.

        Raises Stale `policy_changed` where `expected_version` is not the newest.
        """
        ...

    async def list_versions(self, avee_id: UUID, before: int | None, limit: int) -> list[PolicyVersion]:
        """Newest first; only versions below `before`, where one is given."""
        ...
