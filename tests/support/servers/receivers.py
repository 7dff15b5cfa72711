"""Receivers of notifications on the loopback: a real HTTP server and a real mail server that keep what they receive."""

import contextlib
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

from support.servers.ports import free_port


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class HttpReceiver:
    """Answers with `statuses` in order and then repeats the last one; a 302 redirects to `location`, and where `retry_after` is set, it asks
    for a pause."""

    url: str = ""
    statuses: list[int] = field(default_factory=lambda: [200])
    location: str = ""
    retry_after: str = ""
    got: list[Request] = field(default_factory=list)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def answer(self) -> int:
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]

    def wait(self, timeout_s: float = 60) -> Request:
        """Waits for the next request, beginning with the first, and returns it."""
        assert self.arrived.acquire(timeout=timeout_s), "nothing arrived"
        return self.got[-1]


@contextlib.contextmanager
def http_receiver(*statuses: int, location: str = "", retry_after: str = "") -> Iterator[HttpReceiver]:
    receiver = HttpReceiver(statuses=list(statuses) or [200], location=location, retry_after=retry_after)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            receiver.got.append(Request(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            status = receiver.answer()
            self.send_response(status)
            if receiver.location:
                self.send_header("location", receiver.location)
            if receiver.retry_after:
                self.send_header("retry-after", receiver.retry_after)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"{}")
            receiver.arrived.release()

        do_PUT = do_GET = do_POST

        def log_message(self, *arguments: Any) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Mailbox:
    port: int = 0
    refuses: bool = False
    got: list[tuple[list[str], Message]] = field(default_factory=list)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuses:
            return "550 we do not want this"
        self.got.append((list(envelope.rcpt_tos), message_from_bytes(envelope.content, policy=default)))
        self.arrived.release()
        return "250 OK"

    def wait(self, timeout_s: float = 60) -> Message:
        assert self.arrived.acquire(timeout=timeout_s), "no mail arrived"
        return self.got[-1][1]

    def address(self, person: str = "ada@example.org") -> str:
        return f"mailto://127.0.0.1:{self.port}?smtp=127.0.0.1&from=orchestrator@example.org&to={person}&mode=insecure"


@contextlib.contextmanager
def mailbox(refuses: bool = False) -> Iterator[Mailbox]:
    box = Mailbox(free_port(), refuses)
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def text_of(message: Message) -> str:
    """A mail's plain text."""
    part = next(each for each in message.walk() if each.get_content_type() == "text/plain")
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


@contextlib.contextmanager
def dripping_receiver(every_s: float = 0.2, begins_with: bytes = b"HTTP/1.1 200 OK\r\nx-drip: ") -> Iterator[str]:
    """The address (host:port) of a receiver that answers with `begins_with` and then with one more byte each `every_s`
    seconds, for as long as the sender listens. With an `every_s` of 0 it sends without a pause."""
    ended = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            drop = b"x" if every_s else b"x" * 65_536
            with contextlib.suppress(OSError):
                self.request.sendall(begins_with)
                while not ended.wait(every_s):
                    self.request.sendall(drop)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            ended.set()
            server.shutdown()
            thread.join()
