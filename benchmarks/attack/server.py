"""A server under attack: started on a home of its own, and watched while others attack it. Used by each script of this
folder.

    with served(port) as server:
        with watching(server) as watch:
            attack(server)
        report([watch.figures("what was tried", second_person_s=waited)])
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

COMMAND = (sys.executable, "-W", "ignore", "-c", "from orchestrator.cli.main import main; main()")
START_S = 180.0
ANSWER_S = 60.0
"""Longest wait for one response. An attack that holds the server for longer counts as this much."""
PROBE_EVERY_S = 0.02
PASSWORD = "a long passphrase"


@dataclass(frozen=True)
class Figures:
    """What one attack did to the server."""

    attack: str
    held_s: float
    """The longest time in which /health did not answer, in seconds: the event loop was held for about so long."""
    second_person_s: float | None
    """How long another person waited for an answer meanwhile, in seconds. None where nobody else asked."""
    memory_mb: float
    """The largest resident memory of the server and its own processes, without the database, in MB."""
    note: str = ""
    """What else came of it, such as the statuses that the attacker got."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    url: str
    process_id: int
    home: Path

    def sign_up(self, handle: str) -> "Person":
        """A new person who is signed in."""
        person = {"email": f"{handle}@example.org", "password": PASSWORD, "handle": handle, "display_name": handle.title()}
        with httpx.Client(base_url=self.url, timeout=ANSWER_S) as client:
            client.post("/accounts", json=person).raise_for_status()
            credentials = {"email": person["email"], "password": PASSWORD}
            token: str = client.post("/sessions", json=credentials).raise_for_status().json()["token"]
        return Person(self.url, token)


class Person:
    """Somebody with a token and connections of their own. May be used by several threads at once."""

    def __init__(self, url: str, token: str) -> None:
        limits = httpx.Limits(max_connections=200)
        self.client = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=ANSWER_S, limits=limits)

    def request(self, method: str, path: str, body: Any = None) -> Any:
        """The body of a response below 300. Raises httpx.HTTPStatusError on any other. What is edited is overwritten."""
        headers = {"If-Match": "*"} if method == "PUT" else {}
        response = self.client.request(method, path, json=body, headers=headers).raise_for_status()
        return response.json() if response.content else None

    def make_agent(self, handle: str) -> str:
        """The id of a new agent of this person."""
        agent: str = self.request("POST", "/avees", {"handle": handle, "display_name": handle.title()})["id"]
        return agent

    def start_conversation(self, agent: str) -> str:
        """The id of a new conversation."""
        conversation: str = self.request("POST", "/conversations", {"avee_id": agent})["id"]
        return conversation

    def ask(self, conversation: str, text: str) -> tuple[int, float]:
        """(status, seconds that the answer took); status 0 where none came within ANSWER_S."""
        started = time.perf_counter()
        try:
            body = {"conversation_id": conversation, "message": text}
            status = self.client.post("/orchestrator/message", json=body).status_code
        except httpx.HTTPError:
            status = 0
        return status, time.perf_counter() - started


@contextmanager
def served(port: int, source: Path | None = None, **environment: str) -> Iterator[Server]:
    """A server with an embedded database in a temporary home, stopped at the end.

    `source` is the folder of another version's packages (its `src`), to attack that one instead. `environment` are
    settings beside those of this process.
    """
    with tempfile.TemporaryDirectory(prefix="attacked-") as folder:
        settings = os.environ | {"ORCHESTRATOR_HOME": folder} | environment
        settings.pop("DATABASE_URL", None)
        if source is not None:
            settings["PYTHONPATH"] = str(source)
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port)], env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        url = f"http://127.0.0.1:{port}"
        try:
            _wait_until_ready(url, process)
            yield Server(url, process.pid, Path(folder))
        finally:
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_S
    while process.poll() is None and time.monotonic() < until:
        try:
            if httpx.get(f"{url}/ready", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise SystemExit("The server did not start.")


@dataclass
class Watch:
    """What was seen of the server so far."""

    held_s: float = 0.0
    memory_mb: float = 0.0
    over: threading.Event = field(default_factory=threading.Event)

    def figures(self, attack: str, second_person_s: float | None = None, note: str = "") -> Figures:
        return Figures(attack, self.held_s, second_person_s, self.memory_mb, note)


@contextmanager
def watching(server: Server) -> Iterator[Watch]:
    """Asks /health all the time and reads the memory, until the block ends."""
    watch = Watch()
    threads = [threading.Thread(target=task, args=(server, watch)) for task in (_watch_health, _watch_memory)]
    for thread in threads:
        thread.start()
    try:
        yield watch
    finally:
        watch.over.set()
        for thread in threads:
            thread.join()


def _watch_health(server: Server, watch: Watch) -> None:
    with httpx.Client(base_url=server.url, timeout=ANSWER_S) as client:
        while not watch.over.wait(PROBE_EVERY_S):
            started = time.perf_counter()
            # Where no answer comes, the time says it; a server that is gone shows in the attack itself.
            with suppress(httpx.HTTPError):
                client.get("/health")
            watch.held_s = max(watch.held_s, time.perf_counter() - started)


def _watch_memory(server: Server, watch: Watch) -> None:
    while not watch.over.wait(PROBE_EVERY_S):
        watch.memory_mb = max(watch.memory_mb, memory_mb(server.process_id))


def memory_mb(process_id: int) -> float:
    """Resident memory of the process and of the processes that it started, without those of PostgreSQL."""
    try:
        process = psutil.Process(process_id)
        family = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0.0
    return sum(map(_resident, family)) / 1e6


def _resident(process: psutil.Process) -> int:
    try:
        return 0 if process.name().startswith("postgres") else int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def read_options(about: str | None, port: int) -> argparse.Namespace:
    """The options of every script here: port, source, json."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=port, help="port of the attacked server")
    parser.add_argument("--source", type=Path, help="folder `src` of another version, to attack that one")
    parser.add_argument("--json", action="store_true", help="one JSON object a line instead of a table")
    return parser.parse_args()


def report(figures: Iterable[Figures], as_json: bool = False) -> None:
    """Prints the figures as a table, or one JSON object a line for whoever puts several tables together."""
    rows = list(figures)
    if as_json:
        for row in rows:
            print(json.dumps(asdict(row)), flush=True)
        return
    print(f"{'attack':<58} {'held':>8} {'2nd person':>11} {'memory':>9}  note")
    for row in rows:
        waited = "-" if row.second_person_s is None else f"{row.second_person_s:.2f} s"
        print(f"{row.attack:<58} {row.held_s:>6.2f} s {waited:>11} {row.memory_mb:>6.0f} MB  {row.note}")
