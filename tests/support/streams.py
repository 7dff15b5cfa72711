"""Following /events on a real web server: runs the product on a free port, and reads server-sent events."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

SOON_S = 10.0


@contextlib.contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Runs the application on a free port of the loopback until the block ends; yields its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=2, lifespan="on"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            deadline = time.monotonic() + 60
            while not server.started:
                assert thread.is_alive(), "the server did not start"
                assert time.monotonic() < deadline, "the server took too long to start"
                time.sleep(0.02)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(30)
            assert not thread.is_alive(), "the server did not stop"


@dataclass
class ReceivedEvent:
    """One event as received."""

    kind: str
    position: str | None
    data: str


@dataclass
class Follower:
    """An open stream. `received` holds the events so far; `position` is what a browser would send as Last-Event-ID."""

    lines: Iterator[str]
    received: list[ReceivedEvent] = field(default_factory=list)
    comments: int = 0
    position: str | None = None

    def next(self) -> ReceivedEvent:
        """The next event; comments are only counted."""
        fields: dict[str, str] = {}
        for line in self.lines:
            if line.startswith(":"):
                self.comments += 1
            elif line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif "event" in fields:
                self.position = fields.get("id", self.position)
                self.received.append(ReceivedEvent(fields["event"], fields.get("id"), fields["data"]))
                return self.received[-1]
            else:
                fields = {}
        raise AssertionError("the stream ended")

    def until(self, kind: str) -> ReceivedEvent:
        while (event := self.next()).kind != kind:
            pass
        return event


@contextlib.contextmanager
def following(address: str, token: str | None, position: str | None = None) -> Iterator[Follower]:
    headers: dict[str, Any] = {"Authorization": f"Bearer {token}", "Accept": "text/event-stream"}
    if position is not None:
        headers["Last-Event-ID"] = position
    with httpx.Client(timeout=SOON_S) as client, client.stream("GET", f"{address}/events", headers=headers) as response:
        assert response.status_code == 200, response.read()
        assert response.headers["content-type"].startswith("text/event-stream")
        yield Follower(iter(response.iter_lines()))
