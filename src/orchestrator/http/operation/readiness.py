"""Asking the parts of the program whether they answer, with a deadline: for `/ready`."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from orchestrator.domain.errors import Unavailable
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope

DEADLINE_S = 3.0
"""A part that has not answered by then is not ready."""
STATEMENT_S = 2.0
NO_ANSWER = "no_answer"

Check = Callable[[Services], Awaitable[str]]


class Readiness:
    """The checks of one process. Each runs once at a time: a part that hangs is not asked again by each probe."""

    def __init__(self) -> None:
        self._running: dict[Check, asyncio.Task[str]] = {}

    async def ask(self, services: Services) -> dict[str, str]:
        """The state of each part by its name. Takes at most DEADLINE_S."""
        checks = {"database": _ask_database, "embedder": _ask_embedder, "chat": _ask_chat}
        tasks = {name: self._start(check, services) for name, check in checks.items()}
        await asyncio.wait(tasks.values(), timeout=DEADLINE_S)
        return {name: task.result() if task.done() else NO_ANSWER for name, task in tasks.items()}

    def _start(self, check: Check, services: Services) -> "asyncio.Task[str]":
        running = self._running.get(check)
        if running is None or running.done():
            running = self._running[check] = asyncio.ensure_future(check(services))
        return running


async def _ask_database(services: Services) -> str:
    try:
        async with services.database.transaction(Scope(), STATEMENT_S) as tx:
            await tx.avees.find_public(handle="")
    except Unavailable as error:
        return error.code
    return "ok"


async def _ask_embedder(services: Services) -> str:
    try:
        # A new text each time, because the vectors of known texts are cached.
        await services.embedder.embed([f"ready at {time.time_ns()}"])
    except Unavailable as error:
        return error.code
    return "ok"


async def _ask_chat(services: Services) -> str:
    return "not_configured" if services.chat is None else (await services.chat.check()).value
