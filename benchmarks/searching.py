"""Runs the product's own search for labelled questions on the passages of creators, in a real PostgreSQL, and caches
the results.

Each creator of the set is an agent with one document. The search is the statement of the hot path at the layer
`public`.
"""

import hashlib
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import uvloop
from fitting import Array
from sets import Row, local_vectors, read_rows

from orchestrator.adapters.postgres import sql
from orchestrator.bootstrap.database import database_urls, prepare
from orchestrator.bootstrap.program import running
from orchestrator.cli.evaluation.sets import Vectors
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.engine.accounts.avees import create_avee
from orchestrator.engine.accounts.sign_up import sign_up
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.answering import NewDocument, NewPassage, ReadPassages
from orchestrator.settings import Settings

UNRELATED = 200
"""Number of other creators' questions that are asked of each creator's documents; a quarter as many come from
clinc150's far_oos."""
SEED = 20261122


@dataclass(frozen=True)
class Searched:
    """One question asked of one creator's documents, and the results of the search."""

    kind: str
    """answerable, look-alike or unrelated."""
    creator: str
    test: bool
    text: str
    gold: frozenset[str]
    """Passages that answer; for a look-alike, the passage that it was written to resemble."""
    found: tuple[PassageHit, ...]
    """The results of the search, nearest first."""
    names: tuple[str, ...]
    """The ids of these passages in the set, in the same order."""
    took_ms: float

    def name_of(self, hit: PassageHit) -> str:
        return self.names[next(place for place, found in enumerate(self.found) if found.id == hit.id)]


@dataclass(frozen=True)
class Ask:
    kind: str
    creator: str
    test: bool
    text: str
    gold: tuple[str, ...]
    vector: Array


def search_all(folder: Path, cache: Path) -> list[Searched]:
    """Asks every squad2 question of its own creator's passages, and unrelated questions of the same split of each
    creator's."""
    docs = read_rows(folder / "squad2" / "docs.jsonl")
    vectors = local_vectors(cache)
    asks = read_asks(folder, docs, vectors)
    # The cache is keyed by the schema files, which define the search.
    files = [file.text for file in (*sql.read_tables(), *sql.read_functions(), *sql.read_triggers())]
    shape = json.dumps([files, [(ask.creator, ask.text) for ask in asks]])
    kept = cache / f"searched-{hashlib.sha256(shape.encode()).hexdigest()[:24]}.json"
    if not kept.exists():
        kept.write_text(json.dumps(run_searches(docs, vectors.of([row["text"] for row in docs]), asks)), encoding="utf-8")
    texts = {row["doc_id"]: row["text"] for row in docs}
    rows = json.loads(kept.read_text(encoding="utf-8"))
    return [_searched(ask, row, texts) for ask, row in zip(asks, rows, strict=True)]


def read_asks(folder: Path, docs: Sequence[Row], vectors: Vectors) -> list[Ask]:
    stream = read_rows(folder / "squad2" / "stream.jsonl")
    far = [row for row in read_rows(folder / "clinc150" / "stream.jsonl") if row["kind"] == "far_oos"]
    own, others = vectors.of([row["text"] for row in stream]), vectors.of([row["text"] for row in far])
    draw = np.random.default_rng(SEED)
    asks: list[Ask] = []

    def ask(row: Row, vector: Array, creator: str, kind: str) -> Ask:
        return Ask(kind, creator, row["split"] == "test", row["text"], tuple(row.get("gold_docs", ())), vector)

    for creator in sorted({row["creator"] for row in docs}):
        split = next(row["split"] for row in stream if row["creator"] == creator)
        for row, vector in zip(stream, own, strict=True):
            if row["creator"] == creator:
                asks.append(ask(row, vector, creator, "answerable" if row["path"] == "A" else "look-alike"))
        of_others = [i for i, row in enumerate(stream) if row["creator"] != creator and row["split"] == split]
        asks += [ask(stream[i], own[i], creator, "unrelated") for i in draw.choice(of_others, UNRELATED, replace=False)]
        far_of_split = [i for i, row in enumerate(far) if row["split"] == split]
        asks += [ask(far[i], others[i], creator, "unrelated") for i in draw.choice(far_of_split, UNRELATED // 4, replace=False)]
    return asks


def run_searches(docs: Sequence[Row], vectors: Array, asks: Sequence[Ask]) -> list[Any]:
    """[milliseconds, [[doc_id, cosine, text_rank], ...]] for each question, from an embedded PostgreSQL in a
    temporary folder."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(ORCHESTRATOR_HOME=Path(home))
        with database_urls(settings) as urls:
            prepare(settings, urls)

            async def run() -> list[Any]:
                async with running(settings, urls.runtime) as program:
                    return await _search_in(program.services, docs, vectors, asks)

            return uvloop.run(run())


async def _search_in(services: Services, docs: Sequence[Row], vectors: Array, asks: Sequence[Ask]) -> list[Any]:
    owner = (await sign_up(services, "bench@example.org", "a long passphrase", "bench", "Bench")).id
    avees = {}
    for number, creator in enumerate(sorted({row["creator"] for row in docs})):
        avees[creator] = (await create_avee(services, owner, f"creator-{number}", title_of(creator), "")).id
        own_docs = [i for i, row in enumerate(docs) if row["creator"] == creator]
        await _fill(services, owner, avees[creator], title_of(creator), [(docs[i]["text"], vectors[i].tolist()) for i in own_docs])
    names = {(row["creator"], row["text"]): row["doc_id"] for row in docs}
    found = []
    for ask in asks:
        started = time.perf_counter()
        async with services.database.hot_path(Scope(owner, avees[ask.creator], Layer.public)) as hot:
            hits = await hot.search(ask.text, ask.vector.tolist())
        took = (time.perf_counter() - started) * 1000
        passages = [(names[ask.creator, hit.content], hit.cosine, hit.text_rank) for hit in hits.passages]
        found.append((round(took, 3), passages))
    return found


async def _fill(services: Services, owner: UUID, avee: UUID, title: str, passages: Sequence[tuple[str, list[float]]]) -> None:
    async with services.database.transaction(Scope(owner)) as tx:
        document, _ = await tx.documents.insert_document(NewDocument(new_id(), avee, Layer.public, title, "bench.md", title.encode()))
        await tx.documents.save_read(document, ReadPassages(title, "", [NewPassage("", text, vector) for text, vector in passages]))


def title_of(creator: str) -> str:
    return creator.replace("_", " ")


def _searched(ask: Ask, row: Any, texts: dict[str, str]) -> Searched:
    took, passages = row
    hits = tuple(_hit(ask, name, texts[name], cosine, rank) for name, cosine, rank in passages)
    names = tuple(name for name, _, _ in passages)
    return Searched(ask.kind, ask.creator, ask.test, ask.text, frozenset(ask.gold), hits, names, took)


def _hit(ask: Ask, name: str, text: str, cosine: float, rank: float) -> PassageHit:
    document = UUID(bytes=hashlib.md5(ask.creator.encode(), usedforsecurity=False).digest())
    passage = UUID(bytes=hashlib.md5(name.encode(), usedforsecurity=False).digest())
    return PassageHit(passage, document, title_of(ask.creator), "", text, cosine, rank, position=int(name.rsplit("#", 1)[1]))
