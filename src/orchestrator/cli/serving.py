"""serve, worker, migrate."""

import asyncio
import gc
import os
import signal
import socket
import sys
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from orchestrator.bootstrap.database import Urls, database_urls, prepare, require_owner
from orchestrator.bootstrap.program import running
from orchestrator.bootstrap.web import make_app
from orchestrator.cli.demo.filling import fill_if_empty, read_sign_ins
from orchestrator.cli.programs import fail, out
from orchestrator.domain.errors import OrchestratorError
from orchestrator.settings import Settings

SHUTDOWN_S = 10
OBJECTS = 10_000
"""Made and kept since the last collection, at which there is the next."""


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", envvar="PORT")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Web processes.")] = 1,
    demo: Annotated[bool, typer.Option(help="Fill an empty database with the demo first.")] = False,
) -> None:
    """Serves the product: starts the embedded PostgreSQL unless DATABASE_URL is set, migrates it, runs jobs."""
    settings = Settings()
    # The web server hands a signal on once it has shut down; as an exit, not a death, the database is stopped too.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    try:
        with database_urls(settings) as urls:
            prepare(settings, urls)
            if demo:
                fill_if_empty(settings, urls.runtime)
                os.environ["ORCHESTRATOR_DEMO"] = read_sign_ins()
            _hand_down(urls)
            _run_web(host, port, workers)
    except OrchestratorError as error:
        fail(error)
    except KeyboardInterrupt:
        out.print("Stopped.")


def worker(concurrency: Annotated[int, typer.Option(min=1, help="Jobs at once.")] = 4) -> None:
    """Runs jobs only; any number of these may run beside the servers."""
    settings = Settings()

    async def work(url: str) -> None:
        async with running(settings, url) as program:
            task = asyncio.create_task(program.queue.work(concurrency))
            for each in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(each, task.cancel)
            out.print("Working. Stop with Ctrl-C.")
            await asyncio.gather(task, return_exceptions=True)

    try:
        with database_urls(settings) as urls:
            prepare(settings, urls)
            asyncio.run(work(urls.runtime))
    except OrchestratorError as error:
        fail(error)


def migrate() -> None:
    """Brings the database up to date; needs DATABASE_OWNER_URL where DATABASE_URL is set."""
    settings = Settings()
    try:
        with database_urls(settings) as urls:
            require_owner(urls)
            prepare(settings, urls)
    except OrchestratorError as error:
        fail(error)
    out.print("The database is up to date.")


def _hand_down(urls: Urls) -> None:
    """The web processes read their settings from the environment, as this program did."""
    os.environ["DATABASE_URL"] = urls.runtime


class _Server(uvicorn.Server):
    """Says where to go once it listens, as the last line of its start."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            _say_where(self.config.host, self.servers[0].sockets[0].getsockname()[1])


def make_web() -> FastAPI:
    """The web process. What was made so far stays until its end, so that no collection looks through it: a look
    through everything held up everybody for a tenth of a second. What a message makes is mostly gone by itself when
    it is answered, so they are rarer, too."""
    app = make_app()
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS, 20, 20)
    return app


def _run_web(host: str, port: int, workers: int) -> None:
    config = uvicorn.Config(
        "orchestrator.cli.serving:make_web",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=SHUTDOWN_S,
    )
    if workers == 1:
        _Server(config).run()
        return
    listening = config.bind_socket()
    _say_where(host, listening.getsockname()[1])
    Multiprocess(config, [listening]).run()


def _say_where(host: str, port: int) -> None:
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    out.print(f"Orchestrator is ready at http://{shown}:{port}", highlight=False)
