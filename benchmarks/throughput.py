"""Messages per second on path C with many askers at once, against what the embedder alone could do with the same texts.

    python benchmarks/throughput.py [--askers 32] [--messages 2000] [--answers 2000] [--workers 2] [--unbatched] [--json throughput.json]

A real server (`orchestrator serve`, its own PostgreSQL) in a temporary folder; the load comes from a process of its own. Every
message is another text, so that nothing is remembered, and asks what a stored answer answers. The limit is the same texts embedded
in batches by all cores, measured before the server starts and after it ended. With --unbatched each question is embedded alone.
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
from served import Person, database, served

from orchestrator import bootstrap
from orchestrator.adapters.models.local import LocalEmbedder
from orchestrator.engine import accounts, avees, converse, curate
from orchestrator.settings import Settings

DEEDS = ("feed", "inspect", "move", "sell", "treat", "winter", "requeen", "split", "label", "insure")
WARM_UP = 64
PLACES = ("Oslo", "Bergen", "Lisbon", "Porto", "Lyon", "Nantes", "Turin", "Graz", "Ghent", "Leeds")


def questions(count: int, begin: int = 0) -> list[str]:
    deeds = [(deed, place) for place in PLACES for deed in DEEDS]
    return [
        f"How do I {deeds[n % 100][0]} hive number {n} in {deeds[n % 100][1]} when the autumn is wet?" for n in range(begin, begin + count)
    ]


async def measure_limit(home: Path, texts: list[str]) -> float:
    """Texts per second, in batches, by all cores."""
    embedder = LocalEmbedder(home / "cache", bulk_workers=os.cpu_count())
    await embedder.embed(texts[:64])
    started = time.perf_counter()
    await embedder.embed(texts)
    taken = time.perf_counter() - started
    await embedder.close()
    return len(texts) / taken


async def fill(settings: Settings, url: str, askers: int, answers: int) -> list[tuple[str, str]]:
    """(token, conversation) of each asker of an agent that knows every question."""
    async with bootstrap.running(settings, url) as program:
        world = program.world
        creator = (await accounts.sign_up(world, "c@example.org", "a long passphrase", "creator", "C")).id
        avee = (await avees.create_avee(world, creator, "bees", "Bees", "")).id
        await curate.import_answers(world, creator, avee, [curate.AnswerText(text, "With patience.") for text in questions(answers)])
        made = []
        for number in range(askers):
            person = (await accounts.sign_up(world, f"a{number}@example.org", "a long passphrase", f"asker{number}", "A")).id
            token = await accounts.create_token(world, person, "load")
            made.append((token.secret, str((await converse.start_conversation(world, person, avee, "agent")).id)))
        return made


def load(address: str, people: list[tuple[str, str]], texts: list[str]) -> None:
    """The load generator, a thread an asker: prints what it saw as JSON."""
    left, took, paths, statuses = iter(texts), list[float](), Counter[str](), Counter[int]()

    def ask(token: str, conversation: str) -> None:
        me = Person(address, token)
        for text in left:
            began = time.perf_counter()
            status, told = me.ask(conversation, text)
            took.append((time.perf_counter() - began) * 1000)
            statuses[status] += 1
            paths[told["path"] if status == 200 else "none"] += 1

    started = time.perf_counter()
    with ThreadPoolExecutor(len(people)) as pool:
        for asker in [pool.submit(ask, *person) for person in people]:
            asker.result()
    seconds = time.perf_counter() - started
    took.sort()
    seen = {
        "per_s": len(took) / seconds,
        "p50": statistics.median(took),
        "p95": took[int(len(took) * 0.95)],
        "paths": paths,
        "statuses": statuses,
        "cpu_ms": time.process_time() * 1000 / len(took),
    }
    print(json.dumps(seen))


@dataclass(frozen=True)
class Used:
    """CPU time of a process and all below it, in seconds."""

    program: float
    database: float

    @classmethod
    def of(cls, server: int, home: Path) -> "Used":
        return cls(cpu_of(server), cpu_of(int((home / "postgres" / "postmaster.pid").read_text().split()[0])))

    def since(self, before: "Used", messages: int) -> dict[str, float]:
        """Milliseconds a message."""
        return {
            "program": (self.program - before.program) * 1000 / messages,
            "database": (self.database - before.database) * 1000 / messages,
        }


def cpu_of(pid: int) -> float:
    """With what those below it used that have ended."""
    process = psutil.Process(pid)
    used: float = sum(process.cpu_times()[:4]) + sum(sum(each.cpu_times()[:4]) for each in process.children(recursive=True))
    return used


def measure(options: argparse.Namespace, home: Path) -> None:
    texts = questions(options.messages)
    with database(home) as place:
        limit_before = asyncio.run(measure_limit(home, texts))
        people = asyncio.run(fill(Settings(), place.runtime_url, options.askers, options.answers))
        at_once = "1" if options.unbatched else "32"
        with served("--workers", str(options.workers), EMBEDDER_AT_ONCE=at_once) as (address, pid):
            spec = {"address": address, "people": people, "messages": options.messages}
            run_load(spec | {"begin": options.messages, "messages": WARM_UP})
            before = Used.of(pid, home)
            seen = run_load(spec)
            used = Used.of(pid, home).since(before, options.messages)
        limit = (limit_before + asyncio.run(measure_limit(home, texts))) / 2
    print(
        f"{options.messages} messages by {options.askers} askers, {options.answers} answers, {options.workers} web processes, "
        f"questions embedded {'each alone' if options.unbatched else 'together'}"
    )
    print(f"{'messages/s':>11} {'limit/s':>9} {'share':>7} {'p50 ms':>8} {'p95 ms':>8}  paths, statuses")
    share = seen["per_s"] / limit
    print(f"{seen['per_s']:11.1f} {limit:9.1f} {share:7.1%} {seen['p50']:8.0f} {seen['p95']:8.0f}  {seen['paths']} {seen['statuses']}")
    print(
        f"CPU a message: program {used['program']:.2f} ms, database {used['database']:.2f} ms, load {seen['cpu_ms']:.2f} ms; "
        f"embedding alone, batched: {1000 * (os.cpu_count() or 1) / limit:.2f} ms"
    )
    if options.json:
        options.json.write_text(json.dumps(seen | {"limit_per_s": limit, "cpu_ms": used | {"load": seen["cpu_ms"]}}))


def run_load(spec: dict[str, Any]) -> Any:
    """In a process of its own; what it saw."""
    client = [sys.executable, __file__, "--load"]
    return json.loads(subprocess.run(client, input=json.dumps(spec).encode(), stdout=subprocess.PIPE, check=True).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--askers", type=int, default=32)
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--answers", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="Web processes.")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--unbatched", action="store_true")
    parser.add_argument("--load", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.load:
        spec = json.load(sys.stdin)
        load(spec["address"], [(token, talk) for token, talk in spec["people"]], questions(spec["messages"], spec.get("begin", 0)))
        return
    # As an exit, not a death: what was started is stopped.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        measure(options, Path(home))


if __name__ == "__main__":
    main()
