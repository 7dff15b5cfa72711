"""How much longer a message takes by a channel than over HTTP: from a service's webhook to the reply that leaves, beside POST and response.

    python benchmarks/channel_latency.py [--rounds 100] [--at-once 1] [--per-second 0]

Starts a server and a PostgreSQL in a temporary folder, and the Telegram of the tests in a process of its own. Each round sends four
messages, one after another: of somebody new and of somebody known, by Telegram and over HTTP, about the same things. With `--at-once`,
that many rounds run side by side; with `--per-second`, other people ask over HTTP at that rate all the while. Printed: p50 and p95 of
each, the difference, and, of messages sent alone at the end, the transactions and the CPU time of the server and the database that one
costs. Target: at most 50 ms more.
"""

import argparse
import itertools
import multiprocessing
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil
import psycopg
from sqlalchemy import make_url

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from served import Person, database, served, sign_up
from stock import messages, stock

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.servers.messaging import Answer, serving
from support.servers.telegram_server import TelegramServer

PATHS = "ACD"
ANSWERS = 200
WARM_UP = 10
COUNTED = 100
REST_S = 8.0
TARGET_MS = 50
WAIT_S = 30.0
WAYS = ("Telegram, new", "HTTP, new", "Telegram, known", "HTTP, known")


class TimedTelegram(TelegramServer):
    """Tells when each message arrived, as (chat, seconds), and the secret of the webhook, as ('', secret)."""

    def __init__(self, pipe: "Connection[tuple[str, float | str], Any]") -> None:
        super().__init__()
        self.pipe = pipe

    def answer(self, path: str, headers: Any, parameters: dict[str, Any]) -> Answer:
        arrived = time.monotonic()
        answer = super().answer(path, headers, parameters)
        if path.endswith("/sendMessage"):
            self.pipe.send((str(parameters["chat_id"]), arrived))
        elif path.endswith("/setWebhook"):
            self.pipe.send(("", self.webhook["secret_token"]))
        return answer


def serve_telegram(pipe: "Connection[tuple[str, float | str], Any]", stop: Any) -> None:
    with serving(TimedTelegram(pipe)) as telegram:
        pipe.send(("", telegram.api_base))
        stop.wait()


class Telegram:
    """The service in its own process, as the people use it."""

    def __init__(self, told: "Connection[Any, tuple[str, float | str]]") -> None:
        self._told = told
        self.api_base = str(told.recv()[1])
        self._arrived: dict[str, float] = {}
        self._news = threading.Condition()
        self._numbers = itertools.count(5_000)
        self.author = TelegramServer()
        """Writes and signs updates; nobody calls it."""
        self._lock = threading.Lock()

    def listen(self) -> None:
        """Once the channel is connected."""
        _, secret = self._told.recv()
        self.author.webhook = {"secret_token": secret}
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        while True:
            try:
                chat, at = self._told.recv()
            except (EOFError, OSError):
                return
            with self._news:
                self._arrived[chat] = float(at)
                self._news.notify_all()

    def new_person(self) -> int:
        return next(self._numbers)

    def ask(self, server: Person, channel: str, person: int, text: str) -> float:
        """Seconds until the reply arrived."""
        with self._lock:
            posted = self.author.message_update(text, person, person)
        with self._news:
            self._arrived.pop(str(person), None)
        began = time.monotonic()
        server.deliver(f"/channels/{channel}/inbound", posted.headers, posted.body)
        with self._news:
            if not self._news.wait_for(lambda: str(person) in self._arrived, WAIT_S):
                raise SystemExit(f"no reply to {text!r} arrived within {WAIT_S:g} s")
            return self._arrived[str(person)] - began


@contextmanager
def telegram() -> Iterator[Telegram]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    stop = context.Event()
    process = context.Process(target=serve_telegram, args=(there, stop))
    process.start()
    try:
        yield Telegram(here)
    finally:
        stop.set()
        process.join()


class Bench:
    """An agent with its channel, and those who ask it."""

    def __init__(self, address: str, service: Telegram) -> None:
        self.address, self.service = address, service
        creator = sign_up(address, "creator")
        self.avee = stock(creator, "bees", ANSWERS)
        version = creator.request("GET", f"/orchestrator/config/{self.avee}")["version"]
        creator.request("PUT", f"/orchestrator/config/{self.avee}", {"version": version, "guest_messages_per_day": 10_000})
        settings = {"bot_token": service.author.token}
        self.channel = creator.request("POST", f"/avees/{self.avee}/channels", {"kind": "telegram", "settings": settings})["id"]
        service.listen()
        self.took: dict[str, list[float]] = defaultdict(list)
        self._texts = {path: messages(path, ANSWERS) for path in PATHS}
        self._lock = threading.Lock()
        self._sent = itertools.count()

    def text(self) -> str:
        """The next message. Each of a round has its path and a text of its own, so that no vector comes from a cache."""
        with self._lock:
            return next(self._texts[PATHS[next(self._sent) // len(WAYS) % len(PATHS)]])

    def guest(self) -> tuple[Person, str]:
        """Somebody new, with a conversation."""
        token = Person(self.address).request("POST", "/guests", {"handle": "bees"})["token"]
        guest = Person(self.address, token)
        return guest, guest.start_conversation(self.avee)

    def ask(self, guest: Person, conversation: str) -> float:
        text, began = self.text(), time.monotonic()
        status, answer = guest.ask(conversation, text)
        if status != 200:
            raise SystemExit(f"{status} {answer}")
        return time.monotonic() - began

    def lane(self) -> Callable[[], None]:
        """One round, to be run again and again."""
        post, (known_guest, talk), known = Person(self.address), self.guest(), self.service.new_person()
        self.service.ask(post, self.channel, known, self.text())
        self.ask(known_guest, talk)

        def round_() -> None:
            guest, conversation = self.guest()
            took = (
                self.service.ask(post, self.channel, self.service.new_person(), self.text()),
                self.ask(guest, conversation),
                self.service.ask(post, self.channel, known, self.text()),
                self.ask(known_guest, talk),
            )
            with self._lock:
                for way, each in zip(WAYS, took, strict=True):
                    self.took[way].append(each * 1_000)

        return round_

    def measure(self, rounds: int, at_once: int) -> None:
        lanes = [self.lane() for _ in range(at_once)]
        for _ in range(WARM_UP):
            lanes[0]()
        self.took.clear()

        def run(lane: Callable[[], None]) -> None:
            for _ in range(rounds // at_once):
                lane()

        with ThreadPoolExecutor(at_once) as pool:
            list(pool.map(run, lanes))

    @contextmanager
    def others(self, per_second: float) -> Iterator[None]:
        """People who ask over HTTP meanwhile."""
        over, guests = threading.Event(), threading.local()

        def send() -> None:
            if not hasattr(guests, "one"):
                guests.one = self.guest()
            self.ask(*guests.one)

        def load() -> None:
            with ThreadPoolExecutor(16) as pool:
                while not over.wait(1 / per_second):
                    pool.submit(send)

        thread = threading.Thread(target=load)
        if per_second:
            thread.start()
        yield
        over.set()
        if per_second:
            thread.join()


def cost(server: EmbeddedServer, process: int, act: Callable[[], object]) -> tuple[float, float, float]:
    """(transactions, milliseconds of the server's CPU, of the database's) of one `act`; what both do without it is taken off."""
    owner = make_url(server.owner_url).set(drivername="postgresql", username="postgres").render_as_string(hide_password=False)
    with psycopg.connect(owner, autocommit=True) as connection:
        postmaster = psutil.Process(connection.info.backend_pid).parent()
        assert postmaster is not None

        def now() -> tuple[float, float, float, float]:
            time.sleep(1.5)  # PostgreSQL's own counts arrive within a second
            counted = connection.execute("SELECT sum(xact_commit + xact_rollback) FROM pg_stat_database").fetchone()
            assert counted is not None
            return time.monotonic(), float(counted[0]), cpu_s(psutil.Process(process)), cpu_s(postmaster)

        time.sleep(REST_S)  # until the jobs of what was asked before are done
        before = now()
        time.sleep(REST_S)
        idle = now()
        for _ in range(COUNTED):
            act()
        after = now()
    resting = [(b - a) / (idle[0] - before[0]) for a, b in zip(before[1:], idle[1:], strict=True)]
    taken = [b - a - rest * (after[0] - idle[0]) for a, b, rest in zip(idle[1:], after[1:], resting, strict=True)]
    return taken[0] / COUNTED, taken[1] * 1_000 / COUNTED, taken[2] * 1_000 / COUNTED


def cpu_s(process: psutil.Process) -> float:
    """Of a process and all its descendants; those of the ones that ended are the parent's."""
    total = 0.0
    for each in (process, *process.children(recursive=True)):
        times = each.cpu_times()
        total += times.user + times.system + times.children_user + times.children_system
    return total


def report(took: dict[str, list[float]]) -> None:
    print(f"{'':18} {'p50 ms':>8} {'p95 ms':>8} {'messages':>9}")
    figures = {way: (statistics.median(took[way]), statistics.quantiles(took[way], n=20)[-1]) for way in WAYS}
    for way, (p50, p95) in figures.items():
        print(f"{way:18} {p50:8.1f} {p95:8.1f} {len(took[way]):9}")
    for who in ("new", "known"):
        more = [a - b for a, b in zip(figures[f"Telegram, {who}"], figures[f"HTTP, {who}"], strict=True)]
        verdict = "met" if max(more) <= TARGET_MS else "missed"
        print(f"{'more, ' + who:18} {more[0]:8.1f} {more[1]:8.1f}   at most {TARGET_MS}: {verdict}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--at-once", type=int, default=1)
    parser.add_argument("--per-second", type=float, default=0)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home,
        database(Path(home)) as server,
        telegram() as service,
        served(
            BURST_WAIT_S="0", TELEGRAM_API_BASE=service.api_base, RATE_GUESTS_PER_ADDRESS="",
        ) as (address, process),
    ):  # fmt: skip
        bench = Bench(address, service)
        with bench.others(options.per_second):
            bench.measure(options.rounds, options.at_once)
        report(bench.took)
        post, person, (guest, talk) = Person(address), service.new_person(), bench.guest()
        acts: dict[str, Callable[[], float]] = {
            "Telegram, known": lambda: service.ask(post, bench.channel, person, bench.text()),
            "HTTP, known": lambda: bench.ask(guest, talk),
        }
        for way, act in acts.items():
            act()
            transactions, of_server, of_database = cost(server, process, act)
            print(
                f"{way:18} {transactions:5.1f} transactions, CPU {of_server:5.1f} ms of the server and {of_database:5.1f} ms of the database"
            )


if __name__ == "__main__":
    main()
