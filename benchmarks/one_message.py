"""One message, on paths C and A, against what bounds it: one embedding and one committed transaction, in the same run.

    python benchmarks/one_message.py [--rounds 200]

Prints medians in milliseconds and the ratio whole / (embedding + commit). Starts an embedded PostgreSQL in a temporary folder.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import uvloop
from sqlalchemy import text

from orchestrator import bootstrap
from orchestrator.adapters.models.remembering import RememberingEmbedder
from orchestrator.adapters.postgres.database import PostgresDatabase
from orchestrator.bootstrap import Running
from orchestrator.cli.demo.filling import fill
from orchestrator.engine.accounts import sign_up
from orchestrator.engine.avees import show_public
from orchestrator.engine.converse import start_conversation
from orchestrator.engine.route import Ask, route
from orchestrator.settings import Settings

QUESTIONS = {"C": "Is it better to start with one hive or with two?", "A": "How many parts sugar to water for autumn syrup?"}


async def time_ms(rounds: int, work: Callable[[], Awaitable[object]]) -> list[float]:
    for _ in range(10):
        await work()
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        await work()
        taken.append((time.perf_counter() - started) * 1000)
    return taken


async def measure(program: Running, home: Path, rounds: int) -> dict[str, list[float]]:
    # Without the memory of vectors, as each question is new to it in life.
    assert isinstance(program.world.embedder, RememberingEmbedder)
    world = replace(program.world, embedder=program.world.embedder.behind)
    assert isinstance(world.database, PostgresDatabase)
    engine = world.database.engine
    await fill(world)
    asker = (await sign_up(world, "bench@example.org", "a long passphrase", "bench", "Bench")).id
    avee = await show_public(world, "mara")

    async def commit() -> None:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_current_xact_id()"))

    taken = {
        "embedding": await time_ms(rounds, lambda: world.embedder.embed([QUESTIONS["C"]])),
        "commit": await time_ms(rounds, commit),
    }
    for path, question in QUESTIONS.items():
        conversation = (await start_conversation(world, asker, avee.id)).id

        async def ask(conversation: object = conversation, question: str = question, path: str = path) -> None:
            routing = await route(world, asker, Ask(conversation, question))  # type: ignore[arg-type]  # bound above
            assert routing.path.value == path, f"{question} went down path {routing.path.value}"

        taken[f"path {path}"] = await time_ms(rounds, ask)
    return taken


def report(taken: dict[str, list[float]]) -> None:
    bound = statistics.median(taken["embedding"]) + statistics.median(taken["commit"])
    print(f"{'':12} {'p50 ms':>8} {'p95 ms':>8} {'p50 / (embedding + commit)':>28}")
    for name, values in taken.items():
        p95 = statistics.quantiles(values, n=20)[-1]
        ratio = f"{statistics.median(values) / bound:.2f}" if name.startswith("path") else ""
        print(f"{name:12} {statistics.median(values):8.2f} {p95:8.2f} {ratio:>28}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        with bootstrap.database_urls(settings) as urls:
            bootstrap.prepare(settings, urls)

            async def run() -> dict[str, list[float]]:
                async with bootstrap.running(settings, urls.runtime) as program:
                    return await measure(program, Path(home), rounds)

            report(uvloop.run(run()))  # the loop that serves


if __name__ == "__main__":
    main()
