"""Passages per second when a document is read, compared with the embedder alone, and the memory that reading takes.

    python benchmarks/ingest_speed.py [--passages 100,1000,10000] [--plot ingest.png]

Documents of about 100 passages each are stored and read as the job does it (cut, embedded, saved with row-level
security), one after another in this process. Then the embedder alone gets the same passages. Memory is the highest
resident size of this process while the documents of a size were read. The texts are sentences of random words. Starts
an embedded PostgreSQL in a temporary folder.
"""

import argparse
import asyncio
import os
import random
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from plots import load_plotting, save
from served import database

from orchestrator.adapters.reading.markdown import MarkitdownReader
from orchestrator.bootstrap.program import running
from orchestrator.engine.accounts.addresses import sign_up
from orchestrator.engine.accounts.agents import avees
from orchestrator.engine.answering import add_document as adding
from orchestrator.engine.answering import documents, read_document
from orchestrator.settings import Settings

WORDS = "hive queen honey comb brood smoke frost clover nectar pollen swarm drone frame wax syrup winter meadow linden heather foundation".split()
A_DOCUMENT = 100


def document(number: int, passages: int) -> str:
    """A document whose sections have a heading and about seventy words, so that each section is one passage."""
    words = random.Random(number)
    sections = []
    for section in range(passages):
        sentences = [" ".join(words.choices(WORDS, k=12)).capitalize() + "." for _ in range(6)]
        sections.append(f"## Section {number} {section}\n\n{' '.join(sentences)}\n")
    return f"# Document {number}\n\n" + "\n".join(sections)


class Memory:
    """The highest resident size of this process while it is watched, in MB."""

    def __init__(self) -> None:
        self.highest = 0.0
        self._over = threading.Event()

    def __enter__(self) -> "Memory":
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            self.highest = max(self.highest, pages * os.sysconf("SC_PAGE_SIZE") / 2**20)


async def measure(url: str, sizes: list[int]) -> list[dict[str, float]]:
    found = []
    async with running(Settings(), url) as program:
        services = program.services
        creator = (await sign_up.sign_up(services, "c@example.org", "a long passphrase", "creator", "C")).id
        avee = (await avees.create_avee(services, creator, "bees", "Bees", "")).id
        await services.embedder.embed(["warm"] * 64)
        number = 0
        for size in sizes:
            passages, texts = 0, list[str]()
            with Memory() as memory:
                started = time.perf_counter()
                while passages < size:
                    text = document(number, min(A_DOCUMENT, size - passages))
                    number += 1
                    stored, _ = await adding.add_document(
                        services, creator, avee, documents.Upload(f"d{number}.md", text.encode()), enqueue=False
                    )
                    passages += (await read_document.read_document(services, creator, avee, stored.id)).passage_count
                    if len(texts) < 2_000:
                        texts += [f"{passage.heading}\n{passage.content}".strip() for passage in MarkitdownReader().split(text)]
                ingest_s = time.perf_counter() - started
            started = time.perf_counter()
            for first in range(0, len(texts), read_document.BATCH_PASSAGES):
                await services.embedder.embed(texts[first : first + read_document.BATCH_PASSAGES])
            bare_s = time.perf_counter() - started
            found.append(
                {"passages": passages, "per_s": passages / ingest_s, "bare_per_s": len(texts) / bare_s, "memory_mb": memory.highest}
            )
            report(found[-1], is_first=len(found) == 1)
    return found


def report(row: dict[str, float], is_first: bool) -> None:
    if is_first:
        print(f"{'passages':>9} {'ingest/s':>9} {'embedder/s':>11} {'share':>7} {'memory MB':>10}")
    share = row["per_s"] / row["bare_per_s"]
    print(f"{row['passages']:9,.0f} {row['per_s']:9.1f} {row['bare_per_s']:11.1f} {share:7.1%} {row['memory_mb']:10.0f}", flush=True)


def plot(plotting: Any, rows: list[dict[str, float]], file: Path) -> None:
    figure, (speed, memory) = plotting.subplots(1, 2, figsize=(10, 4), layout="constrained")
    at = [row["passages"] for row in rows]
    speed.plot(at, [row["per_s"] for row in rows], marker="o", label="ingest")
    speed.plot(at, [row["bare_per_s"] for row in rows], marker="o", linestyle="--", label="embedder alone")
    speed.set(xscale="log", xlabel="passages", ylabel="passages a second", ylim=(0, None))
    speed.legend()
    memory.plot(at, [row["memory_mb"] for row in rows], marker="o")
    memory.set(xscale="log", xlabel="passages", ylabel="highest resident memory, MB", ylim=(0, None))
    save(figure, file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", default="100,1000,10000")
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    plotting = load_plotting() if options.plot else None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, database(Path(home)) as server:
        rows = asyncio.run(measure(server.runtime_url, [int(size) for size in options.passages.split(",")]))
    if options.plot:
        plot(plotting, rows, options.plot)


if __name__ == "__main__":
    main()
