"""The web process."""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from types import FrameType
from typing import Any

from fastapi import FastAPI

from orchestrator.adapters.jobs.queue import GRACE_S
from orchestrator.adapters.postgres.live.listener import LiveEventHub
from orchestrator.bootstrap.program import running
from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.engine.password_hashing import PasswordHashing
from orchestrator.engine.routing.listening import finish_trips
from orchestrator.http.accounts.schemas import DemoOut
from orchestrator.http.app import build_app
from orchestrator.http.rates import RateRules, Rates
from orchestrator.settings import Settings

FINISH_TRIPS_S = 5.0
"""How long a shutdown waits for answers whose readers have left; the rest is routed by a job."""


def make_app(passwords: PasswordHashing | None = None) -> FastAPI:
    """The web process on a prepared database (DATABASE_URL is set by then), with a worker for jobs inside. `passwords` as `running`."""
    settings = Settings()
    if settings.database_url is None:
        raise Invalid("no_database_url", "The web process needs DATABASE_URL; start it by `orchestrator serve`.")
    url = settings.database_url.get_secret_value()

    rates = make_rates(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with running(settings, url, passwords) as program:
            app.state.services = program.services
            # Loads a local model. Where an endpoint is away, messages are kept until it is back, and /ready says so.
            with suppress(Unavailable):
                await program.services.embedder.embed(["ready"])
            tasks = [asyncio.create_task(program.queue.work()), asyncio.create_task(program.live.run())]
            _close_on_signals(program.live)
            yield
            program.live.close()
            await finish_trips(FINISH_TRIPS_S)
            await end_tasks(tasks)
            await rates.close()

    demo = DemoOut.model_validate_json(settings.demo) if settings.demo else None
    return build_app(lifespan, demo, rates=rates)


def make_rates(settings: Settings) -> Rates:
    rules = RateRules(
        settings.rate_messages_per_user,
        settings.rate_messages_per_address,
        settings.rate_sign_ins_per_address,
        settings.rate_sign_ins_per_email,
        settings.rate_sign_ups_per_address,
    )
    return Rates(rules, settings.redis_url.get_secret_value() if settings.redis_url else None)


async def end_tasks(tasks: Collection["asyncio.Task[None]"], patience_s: float = GRACE_S + 2) -> None:
    """Cancels until all have ended: Python 3.11 loses a cancellation that meets the very end of a wait with a time limit."""
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=patience_s)
    await asyncio.gather(*tasks, return_exceptions=True)


def _close_on_signals(live: LiveEventHub) -> None:
    """Streams of events have no end of their own: they get one before the web server waits for its requests to finish.

    The server hands its signals back when it is done, so nothing stays behind.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        before = signal.getsignal(number)

        def close(number: int, frame: FrameType | None, before: Any = before) -> None:
            live.close()
            if callable(before):
                before(number, frame)

        signal.signal(number, close)
