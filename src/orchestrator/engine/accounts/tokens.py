"""API tokens."""

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
    secret: str
    token: ApiToken


async def create_token(services: Services, person: UUID, name: str) -> NewToken:
    secret = new_secret("tok")
    async with services.database.transaction(Scope(person)) as tx:
        token = await tx.accounts.insert_token(new_id(), person, check_text("name", name, MAX_NAME_CHARACTERS), hash_secret(secret))
    return NewToken(secret, token)


async def list_tokens(services: Services, person: UUID) -> list[ApiToken]:
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.accounts.list_tokens()


async def delete_token(services: Services, person: UUID, token_id: UUID) -> None:
    async with services.database.transaction(Scope(person)) as tx:
        if not await tx.accounts.delete_token(token_id):
            raise NotFound("token_not_found", "There is no such token of yours.")
