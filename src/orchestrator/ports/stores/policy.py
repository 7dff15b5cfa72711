"""Policies and their versions as the store keeps them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orchestrator.domain.policy.policy import Policy


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    version: int
    """From 1; that of `policy`."""
    policy: Policy
    created_at: datetime
    restored_version: int | None
    """The older version that it brought back."""
    saved_by: UUID | None
    """None where the person is gone."""
    saved_by_handle: str | None
    saved_by_name: str | None


class Policies(Protocol):
    async def load_policy(self, avee_id: UUID) -> Policy | None: ...
    async def save_policy(
        self, avee_id: UUID, policy: Policy, expected_version: int | None, restored_version: int | None = None
    ) -> Policy | None:
        """Stored under the next version. Raises Stale `policy_changed` where another version is the newest."""
        ...

    async def list_versions(self, avee_id: UUID, before: int | None, limit: int) -> list[PolicyVersion]:
        """An own avee's, newest first; below the version `before`, where one is given."""
        ...
