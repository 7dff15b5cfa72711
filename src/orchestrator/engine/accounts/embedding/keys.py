"""The key by which a creator's own site signs who its users are: made, replaced, shown once, taken away."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import NotFound
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.accounts.signing_in.secrets import new_secret
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made."""

    key: str
    """Shown once."""
    created_at: datetime


async def make_key(services: Services, person: UUID, avee_id: UUID) -> NewKey:
    """Makes a key, in the place of the one before: who is signed in by that is signed out.

    Raises NotFound `avee_not_found`, Forbidden `role_too_low`.
    """
    key = new_secret("idk")
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
        return NewKey(key, await tx.embedding.save_key(avee_id, key))


async def show_key(services: Services, person: UUID, avee_id: UUID) -> datetime | None:
    """When the key was made; None where there is none. Raises as `make_key`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
        return await tx.embedding.load_key_made_at(avee_id)


async def delete_key(services: Services, person: UUID, avee_id: UUID) -> None:
    """Takes the key away; who is signed in by it is signed out. Raises as `make_key`, and NotFound `identity_key_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.editor)
        if not await tx.embedding.delete_key(avee_id):
            raise NotFound("identity_key_not_found", "The agent has no key for its creator's site.")
