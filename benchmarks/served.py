"""A running product for benchmarks: a server with its own PostgreSQL in a folder, and people who use it over HTTP."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
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
    "MAX_CONVERSATIONS_PER_DAY": "1000000",
}


@contextmanager
def database(home: Path) -> Iterator[EmbeddedServer]:
    """A migrated, empty database. DATABASE_URL and ORCHESTRATOR_HOME name it from then on."""
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
    """(host:port, process id) of a server on the database in DATABASE_URL, without rate limits."""
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
    """A person with their own connection: a plain socket, because an HTTP library takes longer than some measured
    responses."""

    address: str
    token: str = ""

    def __post_init__(self) -> None:
        self._socket: socket.socket | None = None

    def call(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        payload = b"" if body is None else json.dumps(body).encode()
        authorization = f"Authorization: Bearer {self.token}\r\n" if self.token else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: {self.address}\r\n{authorization}Content-Type: application/json\r\nContent-Length: {len(payload)}\r\n\r\n"
        return self._send(head.encode() + payload)

    def deliver(self, path: str, headers: Mapping[str, str], body: bytes) -> None:
        """Posts a body as it is, as a service does; an answer that is not 200 ends the program."""
        sent = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"POST {path} HTTP/1.1\r\nHost: {self.address}\r\n{sent}Content-Length: {len(body)}\r\n\r\n"
        status, answer = self._send(head.encode() + body)
        if status != 200:
            raise SystemExit(f"POST {path}: {status} {answer}")

    def _send(self, request: bytes) -> tuple[int, Any]:
        try:
            return self._exchange(request)
        except (ConnectionResetError, BrokenPipeError):
            # The server has closed the idle connection.
            self._socket = None
            return self._exchange(request)

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
        response = self._read.read(length)
        return int(first.split()[1]), json.loads(response) if response else None

    def request(self, method: str, path: str, body: Any = None) -> Any:
        """The body of a response below 300; any other ends the program."""
        status, response = self.call(method, path, body)
        if status >= 300:
            raise SystemExit(f"{method} {path}: {status} {response}")
        return response

    def start_conversation(self, avee: str) -> str:
        """The id of a new conversation."""
        conversation: str = self.request("POST", "/conversations", {"avee_id": avee})["id"]
        return conversation

    def ask(self, conversation: str, message: str, **fields: str) -> tuple[int, Any]:
        return self.call("POST", "/orchestrator/message", {"conversation_id": conversation, "message": message, **fields})


def sign_up(address: str, handle: str) -> Person:
    body = {"email": f"{handle}@example.org", "password": "a long passphrase", "handle": handle, "display_name": handle}
    Person(address).request("POST", "/accounts", body)
    token = Person(address).request("POST", "/sessions", {"email": body["email"], "password": body["password"]})["token"]
    return Person(address, token)
