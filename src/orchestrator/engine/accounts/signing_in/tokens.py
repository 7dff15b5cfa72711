"""API tokens: create, list, delete."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from orchestrator.domain.accounts.token_scope import TokenScope
from orchestrator.domain.errors import Invalid, NotFound
from orchestrator.domain.names import check_name
from orchestrator.engine.accounts.room import require_room
from orchestrator.engine.accounts.signing_in.secrets import hash_secret, new_secret
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.accounts import ApiToken, Counted

USUAL_DAYS, MAX_DAYS = 365, 730


@dataclass(frozen=True, slots=True)
class NewToken:
    """A new API token with its secret."""

    secret: str
    """Shown once; only its hash is stored."""
    token: ApiToken


async def create_token(
    services: Services, person: UUID, name: str, scope: TokenScope = TokenScope.manage, days: int = USUAL_DAYS
) -> NewToken:  # fmt: skip
    """Creates a token that acts as the person within its scope, for 1 to MAX_DAYS days.

    Raises Invalid for an empty or over-long name, Invalid `invalid_days`, Conflict `too_many_tokens`.
    """
    if not 1 <= days <= MAX_DAYS:
        raise Invalid("invalid_days", f"A token is valid for 1 to {MAX_DAYS} days.", field="expires_in_days")
    name = check_name("name", name)
    secret, expires_at = new_secret("tok"), services.clock.now() + timedelta(days=days)
    async with services.database.transaction(Scope(person)) as tx:
        await require_room(tx, Counted.tokens, services.person_limits.tokens)
        token = await tx.accounts.insert_token(new_id(), person, name, hash_secret(secret), scope, expires_at)
    return NewToken(secret, token)


async def list_tokens(services: Services, person: UUID) -> list[ApiToken]:
    """The person's own tokens, without their secrets; also those that ended in the last 30 days."""
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.accounts.list_tokens()


async def delete_token(services: Services, person: UUID, token_id: UUID) -> None:
    """Makes a token of the person's own invalid. Raises NotFound `token_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        if not await tx.accounts.delete_token(token_id):
            raise NotFound("token_not_found", "You have no such token.")
