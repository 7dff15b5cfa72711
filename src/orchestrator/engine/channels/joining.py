"""Somebody of a service opens the link that the agent sent them, signed in to an account here: the account takes over their threads."""

from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.engine.accounts.signing_in.secrets import hash_secret
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.channels import ChannelCode


async def show_code(services: Services, person: UUID, secret: str) -> ChannelCode:
    """Who would be joined, before it is confirmed. Raises NotFound `link_unknown`."""
    async with services.database.transaction(Scope(person)) as tx:
        code = await tx.channels.read_code(hash_secret(secret))
    if code is None:
        raise _unknown()
    return code


async def join(services: Services, person: UUID, secret: str) -> None:
    """What was asked there, and what is asked there later, is the account's; the link is used up. Raises NotFound `link_unknown`."""
    async with services.database.transaction(Scope(person)) as tx:
        if not await tx.channels.join(hash_secret(secret)):
            raise _unknown()


def _unknown() -> NotFound:
    return NotFound("link_unknown", "This link is not known here, was used, or has expired. Write /link in the chat for a new one.")
