"""API tokens: create, list, delete."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.domain.texts import MAX_NAME_CHARACTERS, check_text
from orchestrator.engine.accounts.secrets import hash_secret, new_secret
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.accounts import ApiToken


@dataclass(frozen=True, slots=True)
class NewToken:
    """A new API token with its secret."""

    secret: str
    """Shown once; only its hash is stored."""
    token: ApiToken


async def create_token(services: Services, person: UUID, name: str) -> NewToken:
    """Creates a token that acts as the person. Raises Invalid for an empty or over-long name."""
    secret = new_secret("tok")
    async with services.database.transaction(Scope(person)) as tx:
        token = await tx.accounts.insert_token(new_id(), person, check_text("name", name, MAX_NAME_CHARACTERS), hash_secret(secret))
    return NewToken(secret, token)


async def list_tokens(services: Services, person: UUID) -> list[ApiToken]:
    """The person's own tokens, without their secrets."""
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.accounts.list_tokens()


async def delete_token(services: Services, person: UUID, token_id: UUID) -> None:
    """Makes a token of the person's own invalid. Raises NotFound `token_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        if not await tx.accounts.delete_token(token_id):
            raise NotFound("token_not_found", "You have no such token.")
