"""Shared by the commands: running on a prepared database, finding agents and users."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from orchestrator.bootstrap.database import database_urls, prepare
from orchestrator.bootstrap.program import running
from orchestrator.cli.console import fail
from orchestrator.domain.errors import NotFound, OrchestratorError
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import PublicAvee
from orchestrator.settings import Settings

T = TypeVar("T")


def on_database(work: Callable[[Services], Awaitable[T]]) -> T:
    """Runs `work` on the prepared database of the settings; an error ends the program with its exit code.

    Exit codes: 2 bad input, 3 not found, 4 not allowed, 5 conflict, 6 a service does not answer, 1 anything else.
    """
    settings = Settings()

    async def run(url: str) -> T:
        async with running(settings, url) as program:
            return await work(program.patient)

    try:
        with database_urls(settings) as urls:
            prepare(settings, urls)
            return asyncio.run(run(urls.runtime))
    except OrchestratorError as error:
        fail(error)


async def find_avee(services: Services, handle: str) -> PublicAvee:
    """The agent with this handle, with or without @. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope()) as tx:
        avee = await tx.avees.find_public(handle=handle.removeprefix("@"))
    if avee is None:
        raise NotFound("avee_not_found", f"There is no agent with the handle {handle!r}.")
    return avee


async def find_user(services: Services, email: str) -> UUID:
    """The id of the account with this address. Raises NotFound `user_not_found`."""
    async with services.database.transaction(Scope()) as tx:
        credentials = await tx.accounts.find_credentials(email)
    if credentials is None:
        raise NotFound("user_not_found", f"There is no account with the address {email!r}.")
    return credentials.user_id
