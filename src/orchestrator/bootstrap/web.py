"""The web process: the HTTP application with a worker and live events in the same process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from fastapi import FastAPI

from orchestrator.adapters.jobs.ending import PUT_BACK_S, end_tasks
from orchestrator.adapters.jobs.queue import CATCH_UP_S
from orchestrator.adapters.reading.confined.pool import ReadingProcesses
from orchestrator.bootstrap.program import running
from orchestrator.bootstrap.stopping import Stop, on_signals
from orchestrator.domain.accounts.handles import RESERVED
from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.engine.password_hashing import PasswordHashing
from orchestrator.engine.routing.listening import finish_streams
from orchestrator.http.accounts.schemas import DemoOut
from orchestrator.http.app import build_app
from orchestrator.http.edge.edge import Edge
from orchestrator.http.edge.proxies import read_networks
from orchestrator.http.rates import RateRules, Rates
from orchestrator.http.reserved import read_reserved
from orchestrator.settings import Settings

FINISH_STREAMS_S = 5.0
"""How long a shutdown waits for messages that are still being routed; a job routes the rest."""


def make_app(passwords: PasswordHashing | None = None, readers: ReadingProcesses | None = None, catch_up_s: float = CATCH_UP_S) -> FastAPI:
    """The application of a web process, which also runs jobs. DATABASE_URL must name a prepared database.

    `passwords`, `readers` and `catch_up_s` are those of `running`. Raises Invalid `no_database_url`.
    """
    settings = Settings()
    if settings.database_url is None:
        raise Invalid("no_database_url", "The web process needs DATABASE_URL; start it by `orchestrator serve`.")
    url = settings.database_url.get_secret_value()

    rates = make_rates(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with running(settings, url, passwords, readers, catch_up_s) as program:
            reserved = RESERVED | read_reserved(app.state.api_routes)
            app.state.services = replace(program.services, reserved_handles=reserved)
            # Loads a local model. If an embedding endpoint is down, messages are stored until it is back, and /ready
            # says so.
            with suppress(Unavailable):
                await program.services.embedder.embed(["ready"])
            worker, live = asyncio.create_task(program.queue.work()), asyncio.create_task(program.live.run())
            stop, loop = Stop(settings.shutdown_grace_s), asyncio.get_running_loop()

            def stop_with_the_server() -> None:
                # The endless event streams and the jobs, before the web server waits for its requests to finish.
                program.live.close()
                loop.call_soon_threadsafe(worker.cancel)

            on_signals(stop, stop_with_the_server)
            yield
            program.live.close()
            await finish_streams(min(FINISH_STREAMS_S, stop.left_s))
            if stop.is_told:
                await asyncio.wait([worker], timeout=stop.left_s + PUT_BACK_S)
            await end_tasks([worker, live], settings.shutdown_grace_s + PUT_BACK_S)
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
        settings.rate_password_resets_per_address,
        settings.rate_guests_per_address,
        settings.rate_pages_per_address,
        settings.rate_unsigned_events_per_address,
    )
    return Rates(rules, settings.redis_url.get_secret_value() if settings.redis_url else None)
