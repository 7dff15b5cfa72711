"""The product as it is served, for benchmarks: a real server with a PostgreSQL of its own in a folder, and people who ask over HTTP."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.adapters.postgres.server import embedded, schema
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer

COMMAND = (sys.executable, "-W", "ignore", "-c", "from orchestrator.cli.main import main; main()")
UNLIMITED = {
    "RATE_MESSAGES_PER_USER": "",
    "RATE_MESSAGES_PER_ADDRESS": "",
    "RATE_SIGN_UPS_PER_ADDRESS": "",
    "RATE_SIGN_INS_PER_ADDRESS": "",
}


@contextmanager
def database(home: Path) -> Iterator[EmbeddedServer]:
    """Migrated and empty; the environment names it from then on."""
    os.environ["ORCHESTRATOR_HOME"] = str(home)
    server = embedded.start(home)
    try:
        schema.migrate(server.owner_url, server.runtime_url, LocalEmbedder.identity)
        os.environ["DATABASE_URL"] = server.runtime_url
        yield server
    finally:
        server.stop()


@contextmanager
def served(*options: str, **environment: str) -> Iterator[tuple[str, int]]:
    """(host:port, process) of a server on the database that the environment names, without rate limits."""
    address = f"127.0.0.1:{free_port()}"
    command = [*COMMAND, "serve", "--port", address.split(":")[1], *options]
    process = subprocess.Popen(command, env=os.environ | UNLIMITED | environment, stdout=subprocess.DEVNULL)
    try:
        wait_until_ready(address, process)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_ready(address: str, server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        try:
            connection = http.client.HTTPConnection(address, timeout=5)
            connection.request("GET", "/ready")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise SystemExit("the server did not start")


@dataclass
class Person:
    """Somebody with a connection of their own: a bare socket, as a client's library takes more than some of what is measured."""

    address: str
    token: str = ""

    def __post_init__(self) -> None:
        self._socket: socket.socket | None = None

    def call(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        sent = b"" if body is None else json.dumps(body).encode()
        signed = f"Authorization: Bearer {self.token}\r\n" if self.token else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: {self.address}\r\n{signed}Content-Type: application/json\r\nContent-Length: {len(sent)}\r\n\r\n"
        try:
            return self._exchange(head.encode() + sent)
        except (ConnectionResetError, BrokenPipeError):
            # A kept connection that the server closed meanwhile.
            self._socket = None
            return self._exchange(head.encode() + sent)

    def _exchange(self, request: bytes) -> tuple[int, Any]:
        if self._socket is None:
            host, _, port = self.address.partition(":")
            self._socket = socket.create_connection((host, int(port)), timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._read = self._socket.makefile("rb")
        self._socket.sendall(request)
        first, length = self._read.readline(), 0
        if not first:
            raise ConnectionResetError
        while line := self._read.readline().rstrip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        told = self._read.read(length)
        return int(first.split()[1]), json.loads(told) if told else None

    def done(self, method: str, path: str, body: Any = None) -> Any:
        status, told = self.call(method, path, body)
        if status >= 300:
            raise SystemExit(f"{method} {path}: {status} {told}")
        return told

    def talk(self, avee: str) -> str:
        """The id of a new conversation."""
        started: str = self.done("POST", "/conversations", {"avee_id": avee})["id"]
        return started

    def ask(self, conversation: str, message: str, **more: str) -> tuple[int, Any]:
        return self.call("POST", "/orchestrator/message", {"conversation_id": conversation, "message": message, **more})


def sign_up(address: str, handle: str) -> Person:
    body = {"email": f"{handle}@example.org", "password": "a long passphrase", "handle": handle, "display_name": handle}
    Person(address).done("POST", "/accounts", body)
    token = Person(address).done("POST", "/sessions", {"email": body["email"], "password": body["password"]})["token"]
    return Person(address, token)
