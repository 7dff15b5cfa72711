"""Shared by the commands: running on a prepared database, exit codes, finding agents and users."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import NoReturn, TypeVar
from uuid import UUID

from rich.console import Console
from rich.markup import escape

from orchestrator.bootstrap.database import database_urls, prepare
from orchestrator.bootstrap.program import running
from orchestrator.domain.errors import Kind, NotFound, OrchestratorError
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import PublicAvee
from orchestrator.settings import Settings

T = TypeVar("T")
EXIT_CODES = {Kind.invalid: 2, Kind.not_found: 3, Kind.forbidden: 4, Kind.unauthenticated: 4, Kind.conflict: 5, Kind.unavailable: 6}

out = Console()
err = Console(stderr=True)


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


def fail(error: OrchestratorError) -> NoReturn:
    """Prints the error and ends the program with the exit code of its kind."""
    err.print(f"[red]{error.code}[/red]: {escape(error.detail)}", highlight=False, soft_wrap=True)
    raise SystemExit(EXIT_CODES.get(error.kind, 1))


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
