"""The commands `serve`, `worker` and `migrate`."""

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
COLLECT_AFTER = 10_000
"""New objects after which Python collects garbage."""


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", envvar="PORT")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Web processes.")] = 1,
    demo: Annotated[bool, typer.Option(help="First fill an empty database with the demo.")] = False,
) -> None:
    """Serve the product: start the embedded PostgreSQL unless DATABASE_URL is set, migrate the database, answer
    requests and run jobs."""
    settings = Settings()
    # After its shutdown the web server raises the signal again; as SystemExit it lets the block below stop the
    # database.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    try:
        with database_urls(settings) as urls:
            prepare(settings, urls)
            if demo:
                fill_if_empty(settings, urls.runtime)
                os.environ["ORCHESTRATOR_DEMO"] = read_sign_ins()
            _export(urls)
            _run_web(host, port, workers)
    except OrchestratorError as error:
        fail(error)
    except KeyboardInterrupt:
        out.print("Stopped.")


def worker(concurrency: Annotated[int, typer.Option(min=1, help="Jobs that run at the same time.")] = 4) -> None:
    """Run jobs only. Any number of workers may run beside the servers."""
    settings = Settings()

    async def work(url: str) -> None:
        async with running(settings, url) as program:
            task = asyncio.create_task(program.queue.work(concurrency))
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, task.cancel)
            out.print("Working. Stop with Ctrl-C.")
            await asyncio.gather(task, return_exceptions=True)

    try:
        with database_urls(settings) as urls:
            prepare(settings, urls)
            asyncio.run(work(urls.runtime))
    except OrchestratorError as error:
        fail(error)


def migrate() -> None:
    """Bring the database up to date. Needs DATABASE_OWNER_URL if DATABASE_URL is set."""
    settings = Settings()
    try:
        with database_urls(settings) as urls:
            require_owner(urls)
            prepare(settings, urls)
    except OrchestratorError as error:
        fail(error)
    out.print("The database is up to date.")


def _export(urls: Urls) -> None:
    """Sets DATABASE_URL, because the web processes read their settings from the environment."""
    os.environ["DATABASE_URL"] = urls.runtime


class _Server(uvicorn.Server):
    """A web server that prints its address when it listens."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            _print_address(self.config.host, self.servers[0].sockets[0].getsockname()[1])


def make_web() -> FastAPI:
    """The application of one web process, with garbage collection tuned for short pauses.

    Objects that exist after the start live as long as the process, so the collector is told to skip them; scanning them
    took a tenth of a second, during which no request was served. Most objects of a message are freed without the
    collector, so it also runs less often.
    """
    app = make_app()
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 20)
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
    _print_address(host, listening.getsockname()[1])
    Multiprocess(config, [listening]).run()


def _print_address(host: str, port: int) -> None:
    reachable_host = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    out.print(f"Orchestrator is ready at http://{reachable_host}:{port}", highlight=False)
