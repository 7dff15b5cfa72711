"""Messages per second on path C with many askers at once, compared with the limit that the embedder alone sets.

    python benchmarks/throughput.py [--askers 1,8,32,64] [--messages 1500] [--answers 2000] [--workers 2] [--unbatched]
        [--plot throughput.png] [--json throughput.json]

Starts a server with its own PostgreSQL in a temporary folder; the load comes from a separate process. Every message has
a new text, so no vector comes from a cache, and asks a question that a stored answer answers. The limit is the rate at
which all cores embed such texts in batches, measured before the server starts and after it ends. CPU time is given for
the program, the database and the load, each with all its processes. With --unbatched each question is embedded alone.
Target: 70 % of the limit with 32 askers.
"""

import argparse
import asyncio
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from plots import load_plotting, save
from served import Person, database, served
from sqlalchemy import create_engine
from stock import cased, known_questions

from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.bootstrap.program import running
from orchestrator.engine.accounts.addresses import sign_up
from orchestrator.engine.accounts.agents import avees
from orchestrator.engine.accounts.signing_in import tokens
from orchestrator.engine.matching import add_answers
from orchestrator.engine.matching.answers import AnswerText
from orchestrator.engine.message import conversations
from orchestrator.settings import Settings

WARM_UP = 64


def asked(begin: int, count: int, answers: int) -> list[str]:
    """`count` different texts; to the model, which ignores case, each is one of the first `answers` questions."""
    known = known_questions(answers)
    return [cased(known[n % answers], n // answers) for n in range(begin, begin + count)]


async def measure_limit(home: Path, texts: list[str]) -> float:
    """Texts per second that all cores embed in batches."""
    embedder = LocalEmbedder(home / "cache", bulk_workers=os.cpu_count())
    await embedder.embed(texts[:64])
    started = time.perf_counter()
    await embedder.embed(texts)
    taken = time.perf_counter() - started
    await embedder.close()
    return len(texts) / taken


async def fill(settings: Settings, url: str, askers: int, answers: int) -> list[tuple[str, str]]:
    """Creates an agent that knows all questions; returns (token, conversation) of each asker."""
    async with running(settings, url) as program:
        services = program.services
        creator = (await sign_up.sign_up(services, "c@example.org", "a long passphrase", "creator", "C")).id
        avee = (await avees.create_avee(services, creator, "bees", "Bees", "")).id
        await add_answers.import_answers(services, creator, avee, [AnswerText(text, "With patience.") for text in known_questions(answers)])
        people = []
        for number in range(askers):
            person = (await sign_up.sign_up(services, f"a{number}@example.org", "a long passphrase", f"asker{number}", "A")).id
            token = await tokens.create_token(services, person, "load")
            people.append((token.secret, str((await conversations.start_conversation(services, person, avee, "agent")).id)))
        return people


def load(address: str, people: list[tuple[str, str]], texts: list[str]) -> None:
    """The load generator, with a thread for each asker; prints its results as JSON."""
    left, took, paths, statuses = iter(texts), list[float](), Counter[str](), Counter[int]()

    def ask(token: str, conversation: str) -> None:
        client = Person(address, token)
        for text in left:
            began = time.perf_counter()
            status, response = client.ask(conversation, text)
            took.append((time.perf_counter() - began) * 1000)
            statuses[status] += 1
            paths[response["path"] if status == 200 else "none"] += 1

    started = time.perf_counter()
    with ThreadPoolExecutor(len(people)) as pool:
        for asker in [pool.submit(ask, *person) for person in people]:
            asker.result()
    seconds = time.perf_counter() - started
    took.sort()
    results = {
        "per_s": len(took) / seconds,
        "p50": statistics.median(took),
        "p95": took[int(len(took) * 0.95)],
        "paths": paths,
        "statuses": statuses,
        "cpu_ms": time.process_time() * 1000 / len(took),
    }
    print(json.dumps(results))


@dataclass(frozen=True)
class Used:
    """CPU time of the program and of the database, each with all their processes, in seconds."""

    program: float
    database: float

    @classmethod
    def of(cls, server: int, home: Path) -> "Used":
        return cls(cpu_of(server), cpu_of(int((home / "postgres" / "postmaster.pid").read_text().split()[0])))

    def since(self, before: "Used", messages: int) -> dict[str, float]:
        """Milliseconds of CPU for each message since `before`."""
        return {
            "program": (self.program - before.program) * 1000 / messages,
            "database": (self.database - before.database) * 1000 / messages,
        }


def cpu_of(pid: int) -> float:
    """CPU seconds of a process and its descendants, including descendants that have ended."""
    process = psutil.Process(pid)
    used: float = sum(process.cpu_times()[:4]) + sum(sum(child.cpu_times()[:4]) for child in process.children(recursive=True))
    return used


def measure(options: argparse.Namespace, home: Path) -> list[dict[str, Any]]:
    """A row for each number of askers, fewest first."""
    counts = sorted(int(count) for count in options.askers.split(","))
    texts = asked(0, options.messages, options.answers)
    found = []
    with database(home) as server:
        limit_before = asyncio.run(measure_limit(home, texts))
        people = asyncio.run(fill(Settings(), server.runtime_url, counts[-1], options.answers))
        at_once = "1" if options.unbatched else "32"
        with served("--workers", str(options.workers), EMBEDDER_AT_ONCE=at_once) as (address, pid):
            spec = {"address": address, "answers": options.answers, "begin": 0, "messages": WARM_UP, "people": people}
            run_load(spec)
            # PostgreSQL does this by itself within a minute; without statistics, plans would be those for empty tables.
            with create_engine(server.owner_url).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("ANALYZE")
            begin = WARM_UP
            for count in counts:
                # A single asker is slow and needs fewer messages for a stable figure.
                messages = options.messages if count > 1 else min(options.messages, 300)
                before = Used.of(pid, home)
                results = run_load(spec | {"begin": begin, "messages": messages, "people": people[:count]})
                used = Used.of(pid, home).since(before, messages)
                found.append(results | {"askers": count, "cpu_ms": used | {"load": results["cpu_ms"]}})
                begin += messages
        limit = (limit_before + asyncio.run(measure_limit(home, texts))) / 2
    return [row | {"limit_per_s": limit} for row in found]


def report(rows: list[dict[str, Any]], options: argparse.Namespace) -> None:
    alone = 1000 * (os.cpu_count() or 1) / rows[0]["limit_per_s"]
    print(
        f"{options.answers} answers, {options.workers} web processes, questions embedded {'each alone' if options.unbatched else 'together'}; "
        f"limit {rows[0]['limit_per_s']:.0f} texts/s, {alone:.2f} ms of CPU each"
    )
    print(
        f"{'askers':>6} {'messages/s':>11} {'share':>7} {'p50 ms':>8} {'p95 ms':>8}  {'CPU ms: program':>15} {'database':>9} {'load':>6}  paths, statuses"
    )
    for row in rows:
        cpu = row["cpu_ms"]
        print(
            f"{row['askers']:6} {row['per_s']:11.1f} {row['per_s'] / row['limit_per_s']:7.1%} {row['p50']:8.0f} {row['p95']:8.0f}  "
            f"{cpu['program']:15.2f} {cpu['database']:9.2f} {cpu['load']:6.2f}  {row['paths']} {row['statuses']}"
        )


def plot(plotting: Any, rows: list[dict[str, Any]], file: Path) -> None:
    figure, (speed, cost) = plotting.subplots(1, 2, figsize=(10, 4), layout="constrained")
    at, limit = [row["askers"] for row in rows], rows[0]["limit_per_s"]
    speed.plot(at, [row["per_s"] for row in rows], marker="o", label="messages of path C")
    speed.axhline(limit, color="C1", linestyle="--", label="embedder alone, in batches")
    speed.axhline(0.7 * limit, color="C3", linestyle=":", label="70 % of it")
    speed.set(xlabel="askers at once", ylabel="a second", ylim=(0, None))
    speed.legend()
    bottom = [0.0] * len(rows)
    for part in ("program", "database", "load"):
        heights = [row["cpu_ms"][part] for row in rows]
        cost.bar([str(count) for count in at], heights, bottom=bottom, label=part)
        bottom = [lower + height for lower, height in zip(bottom, heights, strict=True)]
    cost.axhline(1000 * (os.cpu_count() or 1) / limit, color="C1", linestyle="--", label="of it embedding")
    cost.set(xlabel="askers at once", ylabel="CPU a message, ms")
    cost.legend()
    save(figure, file)


def run_load(spec: dict[str, Any]) -> Any:
    """Runs the load generator in a separate process; returns its results."""
    client = [sys.executable, __file__, "--load"]
    return json.loads(subprocess.run(client, input=json.dumps(spec).encode(), stdout=subprocess.PIPE, check=True).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--askers", default="1,8,32,64")
    parser.add_argument("--messages", type=int, default=1_500)
    parser.add_argument("--answers", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="Web processes.")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--unbatched", action="store_true")
    parser.add_argument("--load", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.load:
        spec = json.load(sys.stdin)
        load(
            spec["address"],
            [(token, talk) for token, talk in spec["people"]],
            asked(spec["begin"], spec["messages"], spec["answers"]),
        )
        return
    # As SystemExit, so that started processes are stopped.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    plotting = load_plotting() if options.plot else None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        rows = measure(options, Path(home))
    report(rows, options)
    if options.json:
        options.json.write_text(json.dumps(rows) + "\n")
    if options.plot:
        plot(plotting, rows, options.plot)


if __name__ == "__main__":
    main()
