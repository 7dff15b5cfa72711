"""What a search costs as the number of canonical answers grows: in avees of 1,000 answers each, and in one avee that
has all.

    python benchmarks/growth.py FOLDER [--sizes 1000,10000,100000,1000000] [--plot growth.png] [--json growth.json]

For each size: p50 and p95 of the whole search of one message (the statement of the hot path, as an asker, with
row-level security), for avees that were not asked just before and then once more; recall@10 against an exact scan; and
the time and space of the index. FOLDER holds the public sets (qqp). The vectors are those of its questions. Where more
are needed, they are points between a question and one of its nearest neighbours, moved along the difference of two
other neighbours, so that neighbourhoods keep their directions and their spread. Half of the questions asked are real
questions of the stream, which are in no bank (most have no near neighbour); half are rewordings: a row of the bank,
rotated to a cosine of about 0.94. CPU time is that of the database process, which can be compared on a busy machine
(Linux only). Starts an embedded PostgreSQL in a temporary folder; a million answers in both shapes take about 16
minutes of two cores and 15 GB of disk.
"""

import argparse
import asyncio
import itertools
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import psycopg
from fitting import Array
from plots import load_plotting, save
from sets import local_vectors, read_rows
from sqlalchemy import make_url

from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.adapters.postgres.database import PostgresDatabase
from orchestrator.adapters.postgres.server import embedded, schema
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.domain.accounts.access import Layer
from orchestrator.engine.matching.upkeep import LARGE
from orchestrator.ports.database import Scope

AN_AVEE = 1_000
NEAREST = 10
WARM_UP = 100
BATCH = 20_000
ANSWER = "Thank you for asking. " * 15
SHAPES = ("many avees", "one avee")
PERSON = UUID(int=1)


@dataclass(frozen=True)
class Point:
    shape: str
    answers: int
    p50_ms: float
    p95_ms: float
    cpu_p50_ms: float
    cpu_p95_ms: float
    again_p50_ms: float
    """CPU time of asking the same question of the same avee again, when its pages are in memory."""
    again_p95_ms: float
    recall: float
    """Share of the ten nearest rows of an exact scan that the search found, for rewordings."""
    recall_real: float
    """That share for real questions, most of which are far from all stored questions."""
    fill_s: float
    """Time to add the rows since the size before, keys and triggers included."""
    build_s: float
    """Time to build the index of a large vector index."""
    index_mb: float
    rows_mb: float
    """Size of the vectors and their primary key."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--shapes", default=",".join(SHAPES))
    parser.add_argument("--queries", type=int, default=150, help="real questions, and as many rewordings")
    parser.add_argument("--cache", type=Path, default=Path(".orchestrator/benchmark-cache"))
    parser.add_argument("--plot", type=Path, help="writes a PNG; needs matplotlib")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    plotting = load_plotting() if options.plot else None
    sizes = [int(size) for size in options.sizes.split(",")]
    bank, asked = load_vectors(options.folder, options.cache, sizes[-1], options.queries)
    points: list[Point] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        server = embedded.start(Path(home))
        try:
            schema.migrate(server.owner_url, server.runtime_url, LocalEmbedder.identity)
            for shape in options.shapes.split(","):
                database = server.clone(shape.replace(" ", "_"))
                for point in grow(database, shape, sizes, bank, asked):
                    points.append(point)
                    report(point, is_first=len(points) == 1)
                server.drop(shape.replace(" ", "_"))
        finally:
            server.stop()
    conclude(points)
    if options.json:
        options.json.write_text(json.dumps([asdict(point) for point in points], indent=1) + "\n")
    if options.plot:
        plot(plotting, points, options.plot)


def load_vectors(folder: Path, cache: Path, count: int, queries: int) -> tuple[Array, Array]:
    """`count` unit vectors for the bank, rounded as the database stores them, and the vectors of the questions that
    are asked."""
    pairs = read_rows(folder / "qqp" / "pairs_train.jsonl")
    texts = {row["question"] for row in read_rows(folder / "qqp" / "bank.jsonl")}
    texts |= {text for row in pairs for text in (row["a"], row["b"])}
    asked = [row["text"] for row in read_rows(folder / "qqp" / "stream.jsonl") if row["split"] == "test"][:queries]
    vectors = local_vectors(cache)
    seeds = vectors.of(sorted(texts - set(asked)))
    random = np.random.default_rng(7)
    seeds = seeds[random.permutation(len(seeds))]
    bank = np.empty((count, seeds.shape[1]), np.float16)
    bank[: len(seeds)] = seeds[:count]
    near = nearest_of(seeds, NEAREST) if count > len(seeds) else np.empty((0, 0))
    for first in range(len(seeds), count, BATCH):
        size = min(BATCH, count - first)
        of = random.integers(len(seeds), size=size)
        one, two, three = (near[of, random.integers(NEAREST, size=size)] for _ in range(3))
        along, aside = random.uniform(0, 0.7, (size, 1)), random.normal(0, 0.3, (size, 1))
        made = seeds[of] + along * (seeds[one] - seeds[of]) + aside * (seeds[two] - seeds[three])
        bank[first : first + size] = made / np.linalg.norm(made, axis=1, keepdims=True)
    describe(seeds, bank, vectors.of(asked))
    # Rounded as the database rounds them, so that only the search differs from an exact scan.
    return bank, vectors.of(asked).astype(np.float16).astype(np.float32)


def nearest_of(vectors: Array, count: int) -> Array:
    found = [
        np.argpartition(-(vectors[i : i + 500] @ vectors.T), count + 1, axis=1)[:, : count + 1].copy() for i in range(0, len(vectors), 500)
    ]
    rows = np.concatenate(found)
    # A vector is not its own neighbour.
    return np.array([row[row != i][:count] for i, row in enumerate(rows)])


def describe(seeds: Array, bank: Array, asked: Array) -> None:
    """Prints the cosine to the nearest vector: among real questions, among made ones, and from the asked questions
    to each."""

    def spread(of: Array, among: Array, skip: int) -> str:
        tenth, half, most = np.quantile(np.sort(of @ among.astype(np.float32).T, axis=1)[:, -1 - skip], (0.1, 0.5, 0.9))
        return f"{tenth:.2f} {half:.2f} {most:.2f}"

    size = len(seeds)
    print(f"{size} real questions. Cosine to the nearest, at the 10th, 50th and 90th percentile:")
    print(f"  a real one among the real ones {spread(seeds[:300], seeds, 1)}; asked among the real ones {spread(asked, seeds, 0)}")
    if len(bank) >= 2 * size:
        made = bank[size : 2 * size].astype(np.float32)
        print(f"  a made one among as many made ones {spread(made[:300], made, 1)}; asked among as many made ones {spread(asked, made, 0)}")


def grow(database: EmbeddedServer, shape: str, sizes: Sequence[int], bank: Array, asked: Array) -> Iterator[Point]:
    # COPY does not work under row-level security, not even for the owner.
    conninfo = make_url(database.owner_url).set(drivername="postgresql", username="postgres").render_as_string(hide_password=False)
    with psycopg.connect(conninfo, autocommit=True) as owner:
        add_people(owner, sizes[-1] // AN_AVEE)
        filled = 0
        for size in sizes:
            # Without an index while rows are added: an existing index takes a few milliseconds for each row.
            owner.execute("SELECT build_vector_indexes(%s)", (2**31 - 1,))
            started = time.perf_counter()
            add_answers(owner, shape, bank, filled, size)
            fill_s, filled = time.perf_counter() - started, size
            started = time.perf_counter()
            owner.execute("SELECT build_vector_indexes(%s)", (LARGE,))
            build_s = time.perf_counter() - started
            owner.execute("VACUUM ANALYZE search_vectors")
            owner.execute("VACUUM ANALYZE canonical_answers")
            # Pages that filling left to be written do not count as a cost of the search.
            owner.execute("CHECKPOINT")
            known = [known_size for known_size in sizes if known_size <= size]
            *taken, recalls = asyncio.run(measure(database, shape, known, bank[:size], asked))
            wall, cpu, again = ([float(quantile) for quantile in np.quantile(times, (0.5, 0.95))] for times in taken)
            index_mb, rows_mb = sizes_mb(owner)
            yield Point(
                shape,
                size,
                wall[0],
                wall[1],
                cpu[0],
                cpu[1],
                again[0],
                again[1],
                recalls[0],
                recalls[1],
                fill_s,
                build_s,
                index_mb,
                rows_mb,
            )


def add_people(owner: "psycopg.Connection[Any]", avees: int) -> None:
    owner.execute(
        "INSERT INTO users (id, email, handle, display_name, password_hash) VALUES (%s, 'c@example.org', 'c', 'C', 'x')", (UUID(int=2),)
    )
    owner.execute(
        "INSERT INTO users (id, email, handle, display_name, password_hash) VALUES (%s, 'a@example.org', 'a', 'A', 'x')", (PERSON,)
    )
    for number in range(max(1, avees)):
        owner.execute("INSERT INTO avees (id, owner_id, handle, display_name) VALUES (%s, %s, %s, 'A')", (avee_id(number), UUID(int=2), f"a{number}"))  # fmt: skip


def avee_id(number: int) -> UUID:
    return UUID(int=(number + 1) << 64)


def avee_of(shape: str, row: "np.ndarray[Any, Any]", first: int, until: int) -> "np.ndarray[Any, Any]":
    """The avee of each row. Consecutive rows belong to different avees, as they do when many people write at the
    same time."""
    if shape == "one avee":
        return np.zeros_like(row)
    new = (until - first) // AN_AVEE
    return first // AN_AVEE + (row - first) % new


def add_answers(owner: "psycopg.Connection[Any]", shape: str, bank: Array, first: int, until: int) -> None:
    """Adds rows in the binary format of COPY, in which each field follows its length."""
    answer = ANSWER.encode()
    fields = [
        ("avee", "V16"),
        ("id", "V16"),
        ("pattern", "S24"),
        ("answer", f"S{len(answer)}"),
        ("hash", "V16"),
        ("vector", f"V{4 + 2 * bank.shape[1]}"),
    ]
    kind = np.dtype([("count", ">i2")] + [part for name, bytes_ in fields for part in ((f"{name}_length", ">i4"), (name, bytes_))])
    # One transaction for each batch, like an import: within a transaction, old versions of rows would have to be
    # skipped repeatedly.
    for start in range(first, until, BATCH):
        row = np.arange(start, min(start + BATCH, until))
        rows = np.zeros(len(row), kind)
        rows["count"] = len(fields)
        for name, _ in fields:
            rows[f"{name}_length"] = kind[name].itemsize
        rows["avee"] = halves(avee_of(shape, row, first, until) + 1, np.zeros_like(row))
        rows["id"] = rows["hash"] = halves(np.zeros_like(row), row + 1)
        rows["pattern"] = np.char.add("What is number ", np.char.zfill(row.astype(str), 9)).astype("S24")
        rows["answer"] = answer
        vectors = np.zeros((len(row), 2 + bank.shape[1]), ">i2")
        vectors[:, 0] = bank.shape[1]
        vectors[:, 2:] = bank[row].astype(">f2").view(">i2")
        rows["vector"] = np.ascontiguousarray(vectors).view(f"V{4 + 2 * bank.shape[1]}").reshape(-1)
        with owner.cursor().copy("COPY canonical_answers (avee_id, id, question_pattern, answer_content, content_hash, embedding) FROM STDIN (FORMAT binary)") as copy:  # fmt: skip
            copy.write(b"PGCOPY\n\xff\r\n\0" + bytes(8) + rows.tobytes() + b"\xff\xff")


def halves(high: "np.ndarray[Any, Any]", low: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    return np.ascontiguousarray(np.stack([high, low], axis=1).astype(">u8")).view("V16").reshape(-1)


async def measure(
    database: EmbeddedServer, shape: str, sizes: Sequence[int], bank: Array, real: Array
) -> tuple[list[float], list[float], list[float], tuple[float, float]]:
    """For each search: milliseconds, milliseconds of CPU, and milliseconds of CPU when it is repeated; recall@10 of
    rewordings and of real questions."""

    async def nothing(*_: Any) -> None: ...

    connections = PostgresDatabase(database.runtime_url, nothing)
    random = np.random.default_rng(1)
    avees = 1 if shape == "one avee" else sizes[-1] // AN_AVEE
    drawn, rows_of = random.integers(avees, size=2 * len(real)), rows_by_avee(shape, sizes)
    # Every second question is a rewording of a row of the avee that is asked.
    asked = np.repeat(real, 2, axis=0)
    for number in range(1, len(asked), 2):
        asked[number] = reworded(random, bank[random.choice(rows_of[int(drawn[number])])].astype(np.float32))
    walls, cpus, again, found = list[float](), list[float](), list[float](), list[set[int]]()
    once, twice = range(-WARM_UP, len(asked)), range(len(asked))
    for number, is_again in [*((number, False) for number in once), *((number, True) for number in twice)]:
        avee, vector = int(drawn[number]), asked[number].tolist()
        async with connections.hot_path(Scope(PERSON, avee_id(avee), Layer.public)) as hot:
            process = hot._driver.info.backend_pid
            cpu, started = cpu_ms(process), time.perf_counter()
            hits = await hot.search("What do you think of this?", vector)
        if is_again:
            again.append(cpu_ms(process) - cpu)
        elif number >= 0:
            walls.append((time.perf_counter() - started) * 1000)
            cpus.append(cpu_ms(process) - cpu)
            found.append({hit.id.int - 1 for hit in hits.answers[:NEAREST]})
    await connections.close()
    nearest = exact(shape, sizes, bank, asked, drawn)
    right = np.array([len(ours & theirs) / NEAREST for ours, theirs in zip(found, nearest, strict=True)])
    return walls, cpus, again, (float(right[1::2].mean()), float(right[::2].mean()))


def reworded(random: np.random.Generator, vector: Array) -> Array:
    moved = vector + 0.35 * random.normal(size=len(vector)) / np.sqrt(len(vector))
    rounded: Array = (moved / np.linalg.norm(moved)).astype(np.float16).astype(np.float32)
    return rounded


def cpu_ms(process: int) -> float:
    """CPU time of a process so far; the source counts nanoseconds."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e6


def exact(shape: str, sizes: Sequence[int], bank: Array, asked: Array, avees: Array) -> list[set[int]]:
    """The nearest rows of each question in its avee, by comparing it with all rows."""
    if shape == "one avee":
        scores = np.concatenate([asked @ bank[i : i + BATCH].astype(np.float32).T for i in range(0, len(bank), BATCH)], axis=1)
        return [set(np.argpartition(-row, NEAREST)[:NEAREST].tolist()) for row in scores]
    rows_of = rows_by_avee(shape, sizes)
    nearest = []
    for vector, avee in zip(asked, avees, strict=True):
        rows = rows_of[int(avee)]
        nearest.append(set(rows[np.argsort(-(bank[rows].astype(np.float32) @ vector), kind="stable")[:NEAREST]].tolist()))
    return nearest


def rows_by_avee(shape: str, sizes: Sequence[int]) -> list[Array]:
    if shape == "one avee":
        return [np.arange(sizes[-1])]
    # As avee_of distributes them: each size added its own avees.
    steps = [0, *sizes]
    of = np.concatenate([avee_of(shape, np.arange(a, b), a, b) for a, b in itertools.pairwise(steps)])
    order = np.argsort(of, kind="stable")
    return list(np.split(order, np.arange(AN_AVEE, sizes[-1], AN_AVEE)))


def sizes_mb(owner: "psycopg.Connection[Any]") -> tuple[float, float]:
    query = """
        SELECT coalesce(sum(pg_relation_size(indexrelid)) FILTER (WHERE indpred IS NOT NULL), 0) / 1048576.0,
            (pg_relation_size('search_vectors') + sum(pg_relation_size(indexrelid)) FILTER (WHERE indpred IS NULL)) / 1048576.0
        FROM pg_index WHERE indrelid = 'search_vectors'::regclass"""
    row = owner.execute(query).fetchone()
    assert row is not None  # aggregates are one row
    return float(row[0]), float(row[1])


def report(point: Point, is_first: bool) -> None:
    if is_first:
        print(f"{'':21} {'wall, ms':>17} {'CPU, ms':>17} {'of it again':>17} {'recall@10 of':>18}")
        print(f"{'shape':11} {'answers':>9} {'p50':>8} {'p95':>8} {'p50':>8} {'p95':>8} {'p50':>8} {'p95':>8} {'rewordings':>11} {'real':>6} {'fill s':>8} {'build s':>8} {'index MB':>9} {'rows MB':>8}")  # fmt: skip
    print(
        f"{point.shape:11} {point.answers:9,} {point.p50_ms:8.2f} {point.p95_ms:8.2f} {point.cpu_p50_ms:8.2f} {point.cpu_p95_ms:8.2f} {point.again_p50_ms:8.2f} {point.again_p95_ms:8.2f} "
        f"{point.recall:11.4f} {point.recall_real:6.3f} {point.fill_s:8.1f} {point.build_s:8.1f} {point.index_mb:9.0f} {point.rows_mb:8.0f}",
        flush=True,
    )


def conclude(points: Sequence[Point]) -> None:
    for shape in dict.fromkeys(point.shape for point in points):
        first, *_, last = [point for point in points if point.shape == shape]
        ratios = (last.p95_ms / first.p95_ms, last.cpu_p95_ms / first.cpu_p95_ms, last.again_p95_ms / first.again_p95_ms)
        wall, cpu, again = (f"{ratio:.2f} times" for ratio in ratios)
        print(f"{shape}: p95 at {last.answers:,} is {wall} that at {first.answers:,}; of CPU {cpu}, asked again {again}")


def plot(plotting: Any, points: Sequence[Point], file: Path) -> None:
    figure, axis = plotting.subplots(figsize=(8, 4.8), layout="constrained")
    for at, shape in enumerate(dict.fromkeys(point.shape for point in points)):
        ours = [point for point in points if point.shape == shape]
        sizes = [point.answers for point in ours]
        axis.plot(sizes, [point.cpu_p95_ms for point in ours], marker="o", color=f"C{at}", label=f"{shape}, p95")
        axis.plot(
            sizes, [point.again_p95_ms for point in ours], marker="o", color=f"C{at}", linestyle=":", label=f"{shape}, p95, asked again"
        )
        axis.plot(sizes, [point.cpu_p50_ms for point in ours], marker="o", color=f"C{at}", linestyle="--", label=f"{shape}, p50")
    axis.set(xscale="log", xlabel="canonical answers", ylabel="ms of CPU a search", ylim=(0, None), title="One search as answers grow")
    axis.grid(alpha=0.3)
    axis.legend()
    save(figure, file)


if __name__ == "__main__":
    main()
