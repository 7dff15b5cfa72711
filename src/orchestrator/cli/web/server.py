"""One web process: the server that answers requests, and what it tells about itself."""

import asyncio
import gc
import logging
import math
import socket
from collections.abc import Callable
from contextlib import suppress
from enum import Enum

import httpx
import uvicorn
from fastapi import FastAPI

from orchestrator.bootstrap.web import make_app
from orchestrator.cli import logs
from orchestrator.http.operation.counting import share_counts
from orchestrator.settings import Settings

METRICS = "metrics"
"""The folder of a home in which its processes count."""
COLLECT_AFTER = 10_000
"""New objects after which Python collects garbage."""
ASK_AGAIN_S = 1.0
"""Between two questions whether the process is ready."""
BEAT_S = 2.0
"""Between two signs of life to the supervisor."""

log = logging.getLogger(__name__)


class News(bytes, Enum):
    """What a web process tells its supervisor: one byte each."""

    started = b"s"
    """It listens."""
    ready = b"r"
    """/ready answered 200."""
    alive = b"a"
    """Its event loop runs."""


def make_web() -> FastAPI:
    """The application of one web process, with garbage collection tuned for short pauses.

    Objects that exist after the start live as long as the process, so the collector is told to skip them; scanning them
    took a tenth of a second, during which no request was served. Most objects of a message are freed without the
    collector, so it also runs less often.
    """
    share_counts(Settings().home / METRICS)
    logs.install()
    app = make_app()
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 20)
    return app


class Server(uvicorn.Server):
    """A web server that tells when it listens, and when /ready answers 200."""

    def __init__(self, tell: Callable[[News], None], grace_s: float) -> None:
        """Requests have `grace_s` to end when the server is told to stop."""
        super().__init__(
            uvicorn.Config(
                "orchestrator.cli.web.server:make_web",
                factory=True,
                log_level="warning",
                # Its records go through the handler of `logs`, which hides secrets.
                log_config=None,
                access_log=False,
                # The application reads them itself, from the proxies that TRUSTED_PROXIES names.
                proxy_headers=False,
                timeout_graceful_shutdown=max(1, math.ceil(grace_s)),
            )
        )
        self._tell = tell
        self._asking: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._tell(News.started)
            self._asking = asyncio.create_task(self._ask_until_ready())

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._asking is not None:
            self._asking.cancel()
        await super().shutdown(sockets)

    async def _ask_until_ready(self) -> None:
        """Asks this very process, because another one may answer at the shared address."""
        said = ""
        transport = httpx.ASGITransport(self.config.loaded_app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            while (answer := await client.get("/ready")).status_code != 200:
                if answer.text != said:
                    log.warning("listening, but not ready: %s", answer.text)
                    said = answer.text
                await asyncio.sleep(ASK_AGAIN_S)
        self._tell(News.ready)


def run_child(listening: list[socket.socket], supervisor: socket.socket) -> None:
    """The web process of a supervisor. It ends when the other end of `supervisor` is closed."""
    supervisor.setblocking(False)
    _Child(supervisor).run(listening)


class _Child(Server):
    def __init__(self, supervisor: socket.socket) -> None:
        super().__init__(self._send, Settings().shutdown_grace_s)
        self._supervisor = supervisor

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().add_reader(self._supervisor, self._end_with_supervisor)
        await super().startup(sockets)
        self._beat()

    def _beat(self) -> None:
        self._send(News.alive)
        asyncio.get_running_loop().call_later(BEAT_S, self._beat)

    def _send(self, news: News) -> None:
        # A supervisor that does not read, or is gone, must not hold the event loop.
        with suppress(OSError):
            self._supervisor.send(news.value)

    def _end_with_supervisor(self) -> None:
        with suppress(BlockingIOError):
            if not self._supervisor.recv(1):
                asyncio.get_running_loop().remove_reader(self._supervisor)
                log.warning("the supervisor is gone, this web process ends")
                self.should_exit = True
