"""Messages per second on path C with many askers at once, against what the embedder alone could do with the same texts.

    python benchmarks/throughput.py [--askers 32] [--messages 2000] [--answers 2000] [--unbatched] [--json throughput.json]

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
from pathlib import Path

import httpx
from served import free_port, wait_until_ready

from orchestrator import bootstrap
from orchestrator.adapters.models.local import LocalEmbedder
from orchestrator.adapters.postgres import embedded, schema
from orchestrator.engine import accounts, avees, converse, curate
from orchestrator.settings import Settings

DEEDS = ("feed", "inspect", "move", "sell", "treat", "winter", "requeen", "split", "label", "insure")
PLACES = ("Oslo", "Bergen", "Lisbon", "Porto", "Lyon", "Nantes", "Turin", "Graz", "Ghent", "Leeds")


def questions(count: int) -> list[str]:
    deeds = [(deed, place) for place in PLACES for deed in DEEDS]
    return [f"How do I {deeds[n % 100][0]} hive number {n} in {deeds[n % 100][1]} when the autumn is wet?" for n in range(count)]


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


async def load(base_url: str, people: list[tuple[str, str]], texts: list[str]) -> None:
    """The load generator: prints what it saw as JSON."""
    left, took, paths, statuses = iter(texts), list[float](), Counter[str](), Counter[int]()
    async with httpx.AsyncClient(base_url=base_url, timeout=60, limits=httpx.Limits(max_connections=len(people))) as client:

        async def ask(token: str, conversation: str) -> None:
            for text in left:
                began = time.perf_counter()
                body = {"conversation_id": conversation, "message": text}
                answered = await client.post("/orchestrator/message", json=body, headers={"Authorization": f"Bearer {token}"})
                took.append((time.perf_counter() - began) * 1000)
                statuses[answered.status_code] += 1
                if answered.status_code == 200:
                    paths[answered.json()["path"]] += 1

        started = time.perf_counter()
        await asyncio.gather(*(ask(*person) for person in people))
        seconds = time.perf_counter() - started
    took.sort()
    seen = {
        "per_s": len(took) / seconds,
        "p50": statistics.median(took),
        "p95": took[int(len(took) * 0.95)],
        "paths": paths,
        "statuses": statuses,
    }
    print(json.dumps(seen))


def measure(options: argparse.Namespace, home: Path) -> None:
    os.environ["ORCHESTRATOR_HOME"] = str(home)
    texts = questions(options.messages)
    limit_before = asyncio.run(measure_limit(home, texts))
    database = embedded.start(home / "database")
    try:
        schema.migrate(database.owner_url, database.runtime_url, LocalEmbedder.identity)
        os.environ["DATABASE_URL"] = database.runtime_url
        people = asyncio.run(fill(Settings(), database.runtime_url, options.askers, options.answers))
        environment = os.environ | {
            "RATE_MESSAGES_PER_USER": "",
            "RATE_MESSAGES_PER_ADDRESS": "",
            "EMBEDDER_AT_ONCE": "1" if options.unbatched else "32",
        }
        port = free_port()
        command = [sys.executable, "-c", "from orchestrator.cli.main import main; main()", "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_until_ready(f"127.0.0.1:{port}", server)
            spec = json.dumps({"url": f"http://127.0.0.1:{port}", "people": people, "messages": options.messages})
            client = [sys.executable, __file__, "--load"]
            seen = json.loads(subprocess.run(client, input=spec.encode(), stdout=subprocess.PIPE, check=True).stdout)
        finally:
            server.terminate()
            server.wait()
    finally:
        database.stop()
    limit = (limit_before + asyncio.run(measure_limit(home, texts))) / 2
    print(
        f"{options.messages} messages by {options.askers} askers, {options.answers} answers, {'each alone' if options.unbatched else 'batched'}"
    )
    print(f"{'messages/s':>11} {'limit/s':>9} {'share':>7} {'p50 ms':>8} {'p95 ms':>8}  paths, statuses")
    share = seen["per_s"] / limit
    if options.json:
        options.json.write_text(json.dumps(seen | {"limit_per_s": limit}))
    print(f"{seen['per_s']:11.1f} {limit:9.1f} {share:7.1%} {seen['p50']:8.0f} {seen['p95']:8.0f}  {seen['paths']} {seen['statuses']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--askers", type=int, default=32)
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--answers", type=int, default=2_000)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--unbatched", action="store_true")
    parser.add_argument("--load", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.load:
        spec = json.load(sys.stdin)
        asyncio.run(load(spec["url"], [(token, talk) for token, talk in spec["people"]], questions(spec["messages"])))
        return
    # As an exit, not a death: what was started is stopped.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        measure(options, Path(home))


if __name__ == "__main__":
    main()
