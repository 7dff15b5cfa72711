"""The web process: the HTTP application with a worker and live events in the same process."""

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
from orchestrator.engine.routing.listening import finish_streams
from orchestrator.http.accounts.schemas import DemoOut
from orchestrator.http.app import build_app
from orchestrator.http.edge.edge import Edge
from orchestrator.http.edge.proxies import read_networks
from orchestrator.http.rates import RateRules, Rates
from orchestrator.settings import Settings

FINISH_STREAMS_S = 5.0
"""How long a shutdown waits for messages that are still being routed; a job routes the rest."""


def make_app(passwords: PasswordHashing | None = None) -> FastAPI:
    """The application of a web process, which also runs jobs. DATABASE_URL must name a prepared database.

    `passwords` is that of `running`. Raises Invalid `no_database_url`.
    """
    settings = Settings()
    if settings.database_url is None:
        raise Invalid("no_database_url", "The web process needs DATABASE_URL; start it by `orchestrator serve`.")
    url = settings.database_url.get_secret_value()

    rates = make_rates(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with running(settings, url, passwords) as program:
            app.state.services = program.services
            # Loads a local model. If an embedding endpoint is down, messages are stored until it is back, and /ready
            # says so.
            with suppress(Unavailable):
                await program.services.embedder.embed(["ready"])
            tasks = [asyncio.create_task(program.queue.work()), asyncio.create_task(program.live.run())]
            _close_on_signals(program.live)
            yield
            program.live.close()
            await finish_streams(FINISH_STREAMS_S)
            await end_tasks(tasks)
            await rates.close()

    demo = DemoOut.model_validate_json(settings.demo) if settings.demo else None
    return build_app(lifespan, demo, rates=rates, edge=make_edge(settings))


def make_edge(settings: Settings) -> Edge:
    """Raises Invalid `invalid_trusted_proxies`."""
    token = settings.metrics_token
    return Edge(
        public_url=settings.public_url or None,
        trusted_proxies=read_networks(settings.trusted_proxies),
        metrics_token=token.get_secret_value() if token else None,
    )


def make_rates(settings: Settings) -> Rates:
    """The rate limits of the settings, counted in Redis if one is configured."""
    rules = RateRules(
        settings.rate_messages_per_user,
        settings.rate_messages_per_address,
        settings.rate_sign_ins_per_address,
        settings.rate_sign_ups_per_address,
    )
    return Rates(rules, settings.redis_url.get_secret_value() if settings.redis_url else None)


async def end_tasks(tasks: Collection["asyncio.Task[None]"], patience_s: float = GRACE_S + 2) -> None:
    """Cancels the tasks, repeatedly until all have ended.

    Python 3.11 can lose a cancellation that arrives at the very end of a wait with a time limit.
    """
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=patience_s)
    await asyncio.gather(*tasks, return_exceptions=True)


def _close_on_signals(live: LiveEventHub) -> None:
    """Closes the endless event streams at SIGINT or SIGTERM, before the web server waits for its requests to finish.

    The web server restores the signal handlers when it ends, so ours do not remain.
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
