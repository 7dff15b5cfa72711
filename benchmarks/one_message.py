"""The time of one message over HTTP, on each path, compared with its lower bound: one embedding and one committed
insert.

    python benchmarks/one_message.py [--rounds 200] [--plot one_message.png] [--json one_message.json]

Starts a server and a PostgreSQL in a temporary folder. Each round commits one row, embeds the text of each path's
message, and sends that message, one after another, so that other load on the machine affects all of them alike. Every
message has a new text, so no vector comes from a cache. The bound of a path is the p50 of embedding its texts plus the
p50 of the insert. Target: p50 at most 1.5 times the bound, p95 at most 3 times.
"""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg
from plots import load_plotting, save
from served import Person, database, served, sign_up
from sqlalchemy import make_url
from stock import PATHS, messages, stock

from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.ports.identifiers import new_id

INSERT = "insert"
WARM_UP = 20
ANSWERS = 1_000


def measure(server: EmbeddedServer, address: str, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each step. A message that took another path than intended is left out."""
    avee = stock(sign_up(address, "creator"), "bees", ANSWERS)
    asker = sign_up(address, "asker")
    wait_until_known(asker, avee)
    texts = {path: messages(path, ANSWERS) for path in PATHS}
    loop, embedder = asyncio.new_event_loop(), LocalEmbedder(Path(os.environ["ORCHESTRATOR_HOME"]) / "cache")
    owner = make_url(server.owner_url).set(drivername="postgresql").render_as_string(hide_password=False)
    times_ms: dict[str, list[float]] = {name: [] for name in (INSERT, *map(embedding_of, PATHS), *PATHS)}
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("CREATE TABLE benchmark_rows (id uuid PRIMARY KEY, content text NOT NULL)")
        for number in range(-WARM_UP, rounds):
            # A new conversation for each message, because a second vague message in one is treated differently.
            asked = [(path, asker.start_conversation(avee), next(texts[path])) for path in PATHS]
            found: dict[str, float] = {}
            started = time.perf_counter()
            connection.execute("INSERT INTO benchmark_rows VALUES (%s, %s)", (new_id(), asked[2][2]), prepare=True)
            found[INSERT] = time.perf_counter() - started
            for path, conversation, text in asked:
                started = time.perf_counter()
                loop.run_until_complete(embedder.embed([text]))
                found[embedding_of(path)] = time.perf_counter() - started
                started = time.perf_counter()
                status, response = asker.ask(conversation, text)
                if status != 200:
                    raise SystemExit(f"{text}: {status} {response}")
                if response["path"] == path:
                    found[path] = time.perf_counter() - started
            if number >= 0:
                for name, seconds in found.items():
                    times_ms[name].append(seconds * 1000)
    loop.run_until_complete(embedder.close())
    return times_ms


def wait_until_known(asker: Person, avee: str) -> None:
    """Waits until the job has read the document."""
    while asker.ask(asker.start_conversation(avee), "How many parts of sugar to water for autumn syrup?")[1].get("path") != "A":
        time.sleep(0.2)


def embedding_of(path: str) -> str:
    return f"embedding of {path}"


def report(times_ms: dict[str, list[float]]) -> None:
    print(f"{'':14} {'messages':>9} {'p50 ms':>8} {'p95 ms':>8} {'bound ms':>9} {'p50 / bound':>12} {'p95 / bound':>12}")
    for name, values in times_ms.items():
        p50, p95 = statistics.median(values), statistics.quantiles(values, n=20)[-1]
        line = f"{name:14} {len(values):9} {p50:8.2f} {p95:8.2f}"
        if name in PATHS:
            bound = bound_of(times_ms, name)
            line += f" {bound:9.2f} {p50 / bound:12.2f} {p95 / bound:12.2f}"
        print(line)


def bound_of(times_ms: dict[str, list[float]], path: str) -> float:
    """p50 of embedding one of the path's texts, plus p50 of one insert, in milliseconds."""
    return statistics.median(times_ms[embedding_of(path)]) + statistics.median(times_ms[INSERT])


def plot(plotting: Any, times_ms: dict[str, list[float]], file: Path) -> None:
    figure, axis = plotting.subplots(figsize=(8, 4.5), layout="constrained")
    axis.boxplot([times_ms[path] for path in PATHS], tick_labels=list(PATHS), whis=(5, 95), showfliers=False)
    for times, colour in ((1.0, "C0"), (1.5, "C2"), (3.0, "C3")):
        for at, path in enumerate(PATHS, start=1):
            label = f"{times:g} × (embedding + insert)" if at == 1 else None
            axis.hlines(times * bound_of(times_ms, path), at - 0.4, at + 0.4, color=colour, linestyle="--", label=label)
    axis.set(ylabel="ms", title="One message over HTTP, by path (box: quartiles, whiskers: 5 and 95 %)", ylim=(0, None))
    axis.grid(alpha=0.3, axis="y")
    axis.legend()
    save(figure, file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    plotting = load_plotting() if options.plot else None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, database(Path(home)) as server, served() as (address, _):
        times_ms = measure(server, address, options.rounds)
    report(times_ms)
    if options.json:
        options.json.write_text(json.dumps(times_ms) + "\n")
    if options.plot:
        plot(plotting, times_ms, options.plot)


if __name__ == "__main__":
    main()
