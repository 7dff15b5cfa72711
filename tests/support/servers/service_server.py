"""What the loopback servers of chat services have in common: a thread that serves, and the ways to misbehave."""

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: status, JSON, and seconds of a pause for the header Retry-After."""

    status: int
    content: Any = field(default_factory=dict)
    retry_after: str = ""


@dataclass
class Service:
    """A service on the loopback. `serving` runs it in a thread of its own, so that it may be used from sync and async tests alike."""

    url: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of every call, in order."""
    is_out: bool = False
    """Whether each call gets 503."""
    pauses: list[float] = field(default_factory=list)
    """Seconds of a pause for each of the next calls, which get 429."""
    answers: list[Said] = field(default_factory=list)
    """What the next calls get, whatever they ask."""
    raw: bytes = b""
    """What each call gets as the body of its answer, if not empty."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    news: threading.Condition = field(default_factory=threading.Condition)

    def reply(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Said:
        """The service itself; each service has its own."""
        raise NotImplementedError

    def say_pause(self, pause_s: float) -> Said:
        return Said(429, {}, f"{pause_s:g}")

    def handle(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Said:
        with self.lock:
            self.asked.append((method, path))
            if self.is_out:
                said = Said(503)
            elif self.pauses:
                said = self.say_pause(self.pauses.pop(0))
            elif self.answers:
                said = self.answers.pop(0)
            else:
                said = self.reply(method, path, headers, body)
        with self.news:
            self.news.notify_all()
        return said

    def wait_for(self, count: int, of: list[Any], timeout_s: float = 60) -> None:
        """Returns when the list, one of this service's, has `count` entries."""
        with self.news:
            assert self.news.wait_for(lambda: len(of) >= count, timeout_s), f"only {len(of)} of {count} came"


@contextlib.contextmanager
def serving(service: Service) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            said = service.handle(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            content = service.raw or json.dumps(said.content).encode()
            self.send_response(said.status)
            if said.retry_after:
                self.send_header("retry-after", said.retry_after)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(content)

        do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

        def log_message(self, *arguments: Any) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        service.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
