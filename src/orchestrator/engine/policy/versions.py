"""The versions of a creator's policy: list them with their changes, and restore one."""

from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import NotFound
from orchestrator.domain.policy.changes import SettingChange, read_changes
from orchestrator.domain.policy.policy import Policy
from orchestrator.engine.accounts.agents.ownership import no_such_avee, require_role
from orchestrator.engine.policy.configure import check_chat_model, check_owners_rules, update_trust
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.policy import PolicyVersion


@dataclass(frozen=True, slots=True)
class Version:
    """A saved version of a policy with its changes."""

    stored: PolicyVersion
    changes: tuple[SettingChange, ...]
    """Compared with the version before it; () for the first version."""


async def list_versions(services: Services, person: UUID, avee_id: UUID, before: int | None, limit: int) -> list[Version]:
    """Newest first; only versions below `before`, where one is given. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        # One version more is loaded, to compute the changes of the last version that is returned.
        stored = await tx.policies.list_versions(avee_id, before, limit + 1)
    changes = [read_changes(older.policy, newer.policy) for newer, older in pairwise(stored)]
    return [Version(version, changed) for version, changed in zip(stored, [*changes, ()], strict=False)][:limit]


async def restore(services: Services, person: UUID, avee_id: UUID, version: int, expected_version: int | None) -> Policy:
    """Saves the policy of an older version as the next version.

    Raises NotFound `version_not_found` or `avee_not_found`, Stale `policy_changed` where `expected_version` is not the
    newest, Invalid `unknown_chat_model` where the older version names a model that is no longer offered.
    """
    async with services.database.transaction(Scope(person)) as tx:
        avee = await require_role(tx, avee_id, TeamRole.editor)
        newest = await tx.policies.load_policy(avee_id)
        if newest is None:
            raise no_such_avee()
        found = await tx.policies.list_versions(avee_id, version + 1, 1)
        if not found or found[0].version != version:
            raise NotFound("version_not_found", f"These rules have no version {version}; the newest is {newest.version}.")
        policy = found[0].policy
        check_chat_model(services, policy.chat_model)
        check_owners_rules(avee.role, newest, policy)
        saved = await tx.policies.save_policy(
            avee_id, policy, expected_version if expected_version is not None else newest.version, restored_version=version
        )
        if saved is None:
            raise no_such_avee()
        await update_trust(services, tx, avee_id, newest, saved)
    return saved
