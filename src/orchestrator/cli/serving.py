"""The commands `serve`, `worker` and `migrate`."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer

from orchestrator.bootstrap.database import Urls, database_urls, prepare, require_owner
from orchestrator.bootstrap.program import running
from orchestrator.bootstrap.stopping import SIGNALS, Stop
from orchestrator.cli.console import fail, out
from orchestrator.cli.demo.filling import fill_if_empty, read_sign_ins
from orchestrator.cli.web.addresses import SERVED_AT, bind, url_of
from orchestrator.cli.web.server import METRICS, News, Server
from orchestrator.cli.web.supervising import Supervisor
from orchestrator.domain.errors import OrchestratorError
from orchestrator.http.operation.counting import share_counts
from orchestrator.settings import Settings


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.", envvar="PORT")] = 8000,
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
        # Before anything else is started, because nothing can be served where the address is taken.
        listening = bind(host, port)
        with database_urls(settings) as urls:
            prepare(settings, urls)
            if demo:
                fill_if_empty(settings, urls.runtime)
                os.environ["ORCHESTRATOR_DEMO"] = read_sign_ins()
            _export(urls)
            os.environ.setdefault("ORCHESTRATOR_SERVED_AT", url_of(host, listening))
            with _announced(settings.home, url_of(host, listening)):
                _run_web(host, listening, workers, settings.shutdown_grace_s)
    except OrchestratorError as error:
        fail(error)
    except KeyboardInterrupt:
        out.print("Stopped.")


@contextmanager
def _announced(home: Path, url: str) -> Iterator[None]:
    """Leaves the address in the home while it is served, for the commands that ask a running server."""
    note = home / SERVED_AT
    with suppress(OSError):
        note.write_text(url)
    try:
        yield
    finally:
        with suppress(OSError):
            if note.read_text() == url:
                note.unlink()


def worker(concurrency: Annotated[int, typer.Option(min=1, help="Jobs that run at the same time.")] = 4) -> None:
    """Run jobs only. Any number of workers may run beside the servers."""
    settings = Settings()

    async def work(url: str) -> None:
        async with running(settings, url) as program:
            task, stop, loop = (
                asyncio.create_task(program.queue.work(concurrency)),
                Stop(settings.shutdown_grace_s),
                asyncio.get_running_loop(),
            )

            def end() -> None:
                stop.tell()
                task.cancel()

            for number in SIGNALS:
                loop.add_signal_handler(number, end)
            out.print("Working. Stop with Ctrl-C.")
            await asyncio.gather(task, return_exceptions=True)

    try:
        with database_urls(settings) as urls:
            prepare(settings, urls)
            share_counts(settings.home / METRICS)
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


def _run_web(host: str, listening: list[socket.socket], workers: int, grace_s: float) -> None:
    def say_ready() -> None:
        out.print(f"Orchestrator is ready at {url_of(host, listening)}", highlight=False, soft_wrap=True)

    if workers > 1:
        Supervisor(listening, workers, say_ready, grace_s).run()
        return
    Server(lambda news: say_ready() if news is News.ready else None, grace_s).run(listening)
