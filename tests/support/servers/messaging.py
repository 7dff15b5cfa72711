"""What the loopback servers of messaging services have in common: they keep what was sent, and misbehave on demand."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class Posted:
    """What the service posts to the address of a channel."""

    headers: Mapping[str, str]
    """With names in lower case."""
    body: bytes


@dataclass
class Sent:
    """A message of the bot, as it is at the service now."""

    id: str
    """As in the id of the service itself."""
    place: str
    """The chat or channel."""
    text: str
    buttons: list[tuple[str, str]] = field(default_factory=list)
    """Label and value."""
    reply_to: str = ""
    thread: str = ""
    """The topic, or the first message of the thread."""
    edits: int = 0
    raw: dict[str, Any] = field(default_factory=dict)
    """The parameters of the call that sent or changed it last."""


@dataclass(frozen=True)
class Answer:
    status: int
    content: Any
    """JSON, or bytes as they are."""
    headers: Mapping[str, str] = field(default_factory=dict)


class MessagingServer(ThreadingHTTPServer):
    """Listens on 127.0.0.1, in a thread of its own: usable from tests with and without an event loop.

    Its faults may be switched on and off at any time.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.calls: list[tuple[str, dict[str, Any]]] = []
        """Each call's method and parameters, in order."""
        self.sent: list[Sent] = []
        """The messages that were sent and not deleted, in order."""
        self.pause_s: int | None = None
        """Answers 429 with this pause to everything."""
        self.is_out = False
        """Answers 500 to everything."""
        self.hangs = False
        """Takes a call and says nothing."""
        self.garbage: Answer | None = None
        """Answers with this to everything."""
        self.refuses = ""
        """Refuses messages and edits, for this reason in the service's own words."""
        self.gone: set[str] = set()
        """Chats or channels that take no messages: somebody blocked the bot, or removed it."""
        self.arrived = threading.Semaphore(0)
        self.ending = threading.Event()
        self.lock = threading.Lock()

    @property
    def api_base(self) -> str:
        """For the setting of the service's base address."""
        return f"http://127.0.0.1:{self.server_port}"

    def wait(self, timeout_s: float = 60) -> Sent:
        """Waits for one more message than was waited for before, and returns the newest."""
        assert self.arrived.acquire(timeout=timeout_s), "no message arrived"
        return self.sent[-1]

    def called(self, method: str) -> list[dict[str, Any]]:
        return [parameters for name, parameters in self.calls if name == method]

    def answer(self, path: str, headers: Mapping[str, str], parameters: dict[str, Any]) -> Answer:
        """What the service says to one call; of each service its own."""
        raise NotImplementedError

    def keep(self, message: Sent) -> None:
        self.sent.append(message)
        self.arrived.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Disconnecting clients are expected, so nothing is printed."""


class _Handler(BaseHTTPRequestHandler):
    server: MessagingServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        is_json = "json" in self.headers.get("content-type", "")
        parameters = json.loads(body) if is_json and body else dict(parse_qsl(body.decode(), keep_blank_values=True))
        if self.server.hangs:
            self.server.ending.wait(60)
            self.close_connection = True
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        with self.server.lock:
            said = self.server.garbage or self.server.answer(self.path, headers, parameters)
        content = said.content if isinstance(said.content, bytes) else json.dumps(said.content).encode()
        self.send_response(said.status)
        for name, value in {"content-type": "application/json", **said.headers, "content-length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: Any) -> None:
        """Silent."""


S = TypeVar("S", bound=MessagingServer)


@contextmanager
def serving(server: S) -> Iterator[S]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.ending.set()
        server.shutdown()
        thread.join()
        server.server_close()
