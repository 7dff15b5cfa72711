"""Minutes of mixed load on a real server: all paths, new answers, documents and open event streams; then everything is
recounted.

    python benchmarks/mixed_load.py [--minutes 10] [--per-second 20] [--workers 1] [--plot mixed_load.png]

A trial finds the rate: 80 % of what 32 askers reach who each wait for their answer, under the same other load. In the
measured part messages arrive at that rate without waiting for answers, which shows if the server falls behind. Printed
for each minute: messages, p50 and p95, resident memory of the web processes, database connections; none should grow
between the second and the last minute. Then all responses to the clients are compared with the database: nothing may be
lost or stored twice (see benchmarks/soak.py). Exit code 1 on any error.
"""

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg
from plots import load_plotting, save
from psycopg import sql
from served import Person, database, served, sign_up
from soak import VIOLATIONS
from sqlalchemy import make_url
from stock import messages, stock

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer

MIX = "AABCCCCCDF"
"""The paths of ten messages. Every second offer is accepted, and every second accepted question is answered."""
ASKERS, CREATORS, STREAMS = 64, 4, 16
ANSWERS = 500
INGEST_EVERY_S = 5.0
TRIAL_S, TRIAL_ASKERS = 60.0, 32
RECOUNTED_COLUMNS = (
    ("messages", "in_reply_to"), ("messages", "escalation_id"), ("orchestrator_decisions", "message_id"), ("escalation_queue", "message_id"),
    ("answer_deliveries", "message_id"), ("answer_deliveries", "answer_id"),
)  # fmt: skip


@dataclass
class Results:
    """What the clients measured and which responses they got."""

    took: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Milliseconds from the time at which a message was due, by minute."""
    paths: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    replies: dict[str, str] = field(default_factory=dict)
    """client_message_id -> the content of the reply."""
    accepted: set[str] = field(default_factory=set)
    answered: dict[str, str] = field(default_factory=dict)
    events: Counter[str] = field(default_factory=Counter)
    memory_mb: dict[int, float] = field(default_factory=dict)
    connections: dict[int, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Load:
    """The clients of one server, and what they recorded."""

    def __init__(self, address: str, server: EmbeddedServer, process: int, results: Results) -> None:
        self.address, self.process, self.results = address, process, results
        self.owner = make_url(server.owner_url).set(drivername="postgresql", username="postgres").render_as_string(hide_password=False)
        self.creators = [sign_up(address, f"creator{n}") for n in range(CREATORS)]
        self.avees = [stock(creator, f"bees{n}", ANSWERS) for n, creator in enumerate(self.creators)]
        self.tokens = [sign_up(address, f"asker{n}").token for n in range(ASKERS)]
        self.texts = {path: messages(path, ANSWERS) for path in set(MIX)}
        self.over = threading.Event()
        self.sent = 0
        self._thread = threading.local()

    def client(self, token: str) -> Person:
        """The connection of this thread, used as the person with this token."""
        if not hasattr(self._thread, "person"):
            self._thread.person = Person(self.address)
        person: Person = self._thread.person
        person.token = token
        return person

    def ask(self, due: float, began: float, path: str, text: str, number: int) -> None:
        try:
            client, avee = self.client(self.tokens[number % ASKERS]), self.avees[number % CREATORS]
            talk = client.start_conversation(avee)
            status, response = client.ask(talk, text, client_message_id=f"m{number}")
            took = (time.monotonic() - due) * 1000
            with self.results.lock:
                self.results.took[int((due - began) // 60)].append(took)
                if status != 200:
                    self.results.errors.append(f"{status} {response}")
                    return
                self.results.paths[response["path"]] += 1
                self.results.replies[f"m{number}"] = response["reply"]["content"] if response["reply"] else ""
            if response["escalation"] and number // len(MIX) % 2:
                self.accept(client, response["escalation"]["id"], number)
        except Exception as error:
            with self.results.lock:
                self.results.errors.append(f"{type(error).__name__}: {error}")

    def accept(self, client: Person, escalation: str, number: int) -> None:
        status, response = client.call("POST", f"/orchestrator/queue/{escalation}/accept")
        with self.results.lock:
            self.results.accepted.add(escalation) if status == 200 else self.results.errors.append(f"accept {status} {response}")
        if status == 200 and number // len(MIX) % 4 == 1:
            creator, answer = self.client(self.creators[number % CREATORS].token), f"Answer to number {number}."
            status, response = creator.call("POST", f"/orchestrator/queue/{escalation}/answer", {"answer": answer})
            with self.results.lock:
                if status == 200:
                    self.results.answered[escalation] = answer
                else:
                    self.results.errors.append(f"answer {status} {response}")

    def ingest(self) -> None:
        number = 0
        while not self.over.wait(INGEST_EVERY_S):
            number += 1
            creator = self.creators[number % CREATORS]
            text = "\n\n".join(
                f"## Part {part}\n\nOn day {number} the {part}th frame held {random.randrange(900)} cells." for part in range(20)
            )
            status, response = Person(self.address, creator.token).call("POST", f"/avees/{self.avees[number % CREATORS]}/documents", {"title": f"Day {number}", "content": text})  # fmt: skip
            if status != 202:
                self.results.errors.append(f"document {status} {response}")

    def follow(self, token: str) -> None:
        request = urllib.request.Request(f"http://{self.address}/events", headers={"Authorization": f"Bearer {token}"})
        try:
            with urllib.request.urlopen(request, timeout=600) as stream:
                for line in stream:
                    if self.over.is_set():
                        return
                    if line.startswith(b"event:"):
                        self.results.events[line.split(b":")[1].strip().decode()] += 1
        except OSError as error:
            if not self.over.is_set():
                self.results.errors.append(f"events: {error}")

    def watch(self, began: float) -> None:
        with psycopg.connect(self.owner, autocommit=True) as connection:
            while not self.over.wait(5):
                minute = int((time.monotonic() - began) // 60)
                row = connection.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'").fetchone()
                self.results.memory_mb[minute] = max(self.results.memory_mb.get(minute, 0), resident_mb(self.process))
                self.results.connections[minute] = max(self.results.connections.get(minute, 0), row[0] if row else 0)

    @contextmanager
    def beside(self) -> Iterator[None]:
        """The load beside the messages: documents and event streams."""
        ingest = threading.Thread(target=self.ingest)
        for thread in (ingest, *(threading.Thread(target=self.follow, args=(token,), daemon=True) for token in self.tokens[:STREAMS])):
            thread.start()
        yield
        self.over.set()
        ingest.join()

    def trial(self) -> float:
        """Messages per second when each asker waits for the answer before the next message."""
        ends, count = time.monotonic() + TRIAL_S, Counter[int]()

        def loop(lane: int) -> None:
            while time.monotonic() < ends:
                self.send(time.monotonic(), time.monotonic())
                count[lane] += 1

        with ThreadPoolExecutor(TRIAL_ASKERS) as pool:
            list(pool.map(loop, range(TRIAL_ASKERS)))
        self.results.took.clear()
        return count.total() / TRIAL_S

    def send(self, due: float, began: float) -> None:
        with self.results.lock:
            number, path = self.sent, MIX[self.sent % len(MIX)]
            self.sent += 1
            text = next(self.texts[path])
        self.ask(due, began, path, text, number)

    def run(self, minutes: float, per_second: float) -> None:
        began = time.monotonic()
        threading.Thread(target=self.watch, args=(began,), daemon=True).start()
        with ThreadPoolExecutor(128) as pool:
            for number in range(int(minutes * 60 * per_second)):
                due = began + number / per_second
                time.sleep(max(0.0, due - time.monotonic()))
                pool.submit(self.send, due, began)


def resident_mb(process: int) -> float:
    """Resident memory of a process and all its descendants, in MB."""
    program = psutil.Process(process)
    return float(sum(part.memory_info().rss for part in (program, *program.children(recursive=True))) / 2**20)


def recount(load: Load) -> list[str]:
    """Compares the database with the responses to the clients; returns the differences."""
    found = []
    with psycopg.connect(load.owner, autocommit=True) as connection:
        for _ in range(60):
            row = connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')").fetchone()
            if row == (0,):
                break
            time.sleep(1)
        # Indexes for the recount, which looks these columns up for each message; the product itself does not.
        for table, column in RECOUNTED_COLUMNS:
            connection.execute(sql.SQL("CREATE INDEX ON {} ({})").format(sql.Identifier(table), sql.Identifier(column)))
        for violation, query in VIOLATIONS.items():
            rows = connection.execute(query).fetchall()
            if rows:
                found.append(f"{len(rows)} {violation}")
        stored: dict[str, str] = dict(connection.execute("""
            SELECT q.client_message_id, r.content FROM messages q JOIN messages r ON r.avee_id = q.avee_id AND r.in_reply_to = q.id
            WHERE r.role = 'agent' AND r.kind = 'message' AND q.client_message_id IS NOT NULL""").fetchall())  # fmt: skip
        found += [
            f"the stored reply of {name} differs from the one that was sent"
            for name, content in load.results.replies.items()
            if stored.get(name) != content
        ][:5]
        if len(stored) != len(load.results.replies):
            found.append(f"{len(stored)} replies are stored and {len(load.results.replies)} were sent")
        accepted = {str(row[0]) for row in connection.execute("SELECT id FROM escalation_queue WHERE accepted_at IS NOT NULL").fetchall()}
        answered = {str(row[0]): row[1] for row in connection.execute("SELECT id, creator_answer FROM escalation_queue WHERE status = 'answered'").fetchall()}  # fmt: skip
        if accepted != load.results.accepted:
            found.append(f"{len(accepted)} questions are accepted and {len(load.results.accepted)} acceptances were acknowledged")
        if {id_: answered.get(id_) for id_ in load.results.answered} != load.results.answered:
            found.append("answers that were acknowledged are not stored")
    return found


def report(load: Load) -> None:
    results = load.results
    print(f"{'minute':>7} {'messages':>9} {'p50 ms':>8} {'p95 ms':>8} {'memory MB':>10} {'connections':>12}")
    for minute, took in sorted(results.took.items()):
        p95 = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
        print(
            f"{minute + 1:7} {len(took):9} {statistics.median(took):8.1f} {p95:8.1f} {results.memory_mb.get(minute, 0):10.0f} {results.connections.get(minute, 0):12}"
        )
    print(
        f"paths {dict(sorted(results.paths.items()))}, accepted {len(results.accepted)}, answered {len(results.answered)}, events {dict(results.events)}"
    )


def plot(plotting: Any, results: Results, file: Path) -> None:
    figure, (times, memory) = plotting.subplots(1, 2, figsize=(10, 4), layout="constrained")
    minutes = sorted(minute for minute, took in results.took.items() if len(took) > 1)
    at = [minute + 1 for minute in minutes]
    times.plot(at, [statistics.median(results.took[minute]) for minute in minutes], marker="o", label="p50")
    times.plot(at, [statistics.quantiles(results.took[minute], n=20)[-1] for minute in minutes], marker="o", label="p95")
    times.set(xlabel="minute", ylabel="ms a message", ylim=(0, None))
    times.legend()
    memory.plot(at, [results.memory_mb.get(minute, 0) for minute in minutes], marker="o", label="memory, MB")
    memory.plot(at, [10 * results.connections.get(minute, 0) for minute in minutes], marker="o", label="connections × 10")
    memory.set(xlabel="minute", ylim=(0, None))
    memory.legend()
    save(figure, file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--per-second", type=float)
    parser.add_argument("--workers", type=int, default=1, help="Web processes.")
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    plotting = load_plotting() if options.plot else None
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home,
        database(Path(home)) as server,
        served("--workers", str(options.workers), BURST_WAIT_S="0") as (address, process),
    ):
        load = Load(address, server, process, Results())
        time.sleep(3)
        with load.beside():
            rate = options.per_second or 0.8 * load.trial()
            print(f"{rate:.1f} messages a second" + ("" if options.per_second else f", 80 % of {rate / 0.8:.1f}"))
            load.run(options.minutes, rate)
        report(load)
        wrong = [*load.results.errors[:5], *([f"{len(load.results.errors)} errors"] if load.results.errors else []), *recount(load)]
    print("\n".join(wrong) or "no error; nothing lost, nothing twice")
    if options.plot:
        plot(plotting, load.results, options.plot)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
