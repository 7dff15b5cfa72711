"""Runs the product's own search for labelled questions on the passages of creators, in a real PostgreSQL, and caches
the results.

Each creator of a set is an agent with its documents. The search is the statement of the hot path at the layer
`public`.
"""

import hashlib
import json
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import uvloop
from fitting import Array
from sets import Row, local_vectors, read_rows

from orchestrator.adapters.postgres import sql
from orchestrator.adapters.reading.markdown import MarkitdownReader
from orchestrator.bootstrap.database import database_urls, prepare
from orchestrator.bootstrap.program import running
from orchestrator.cli.evaluation.sets import Vectors
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.answering.passages import NearSentence, PassageHit
from orchestrator.domain.answering.sentences import read_sentences
from orchestrator.engine.accounts.addresses.sign_up import sign_up
from orchestrator.engine.accounts.agents.avees import create_avee
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.answering import NewDocument, NewPassage, NewSentence, ReadPassages
from orchestrator.settings import Settings

UNRELATED = 200
"""Number of other creators' questions that are asked of each creator's documents; a quarter as many come from
clinc150's far_oos."""
SEED = 20261122


ANSWERABLE = ("answerable", "natural", "dev")
KINDS = (*ANSWERABLE, "look-alike", "unrelated", "natural, not answered", "dev, not answered")
DEV = Path(__file__).parent / "judgement" / "dev"


@dataclass(frozen=True)
class Searched:
    """One question asked of one creator's documents, and the results of the search."""

    kind: str
    """One of KINDS."""
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

    @property
    def is_answerable(self) -> bool:
        return self.kind in ANSWERABLE


@dataclass(frozen=True)
class Ask:
    kind: str
    creator: str
    test: bool
    text: str
    gold: tuple[str, ...]


@dataclass(frozen=True)
class Doc:
    """One passage of a creator's document."""

    id: str
    creator: str
    title: str
    """Of the document."""
    heading: str
    content: str
    position: int

    @property
    def embedded(self) -> str:
        return f"{self.heading}\n{self.content}".strip()


def search_all(folder: Path, cache: Path) -> list[Searched]:
    """Asks every squad2 question of its own creator's passages, and unrelated questions of the same split of each
    creator's; the search queries of natural of its encyclopedia; the questions of judgement/dev of its corpora."""
    docs, vectors = [*read_squad2_docs(folder), *read_natural_docs(folder), *read_dev_docs()], local_vectors(cache)
    asks = [*read_asks(folder), *read_natural_asks(folder), *read_dev_asks(docs)]
    # The cache is keyed by the schema files, which define the search.
    files = [file.text for file in (*sql.read_tables(), *sql.read_functions(), *sql.read_triggers())]
    shape = json.dumps([files, [asdict(doc) for doc in docs], [(ask.creator, ask.text) for ask in asks]])
    kept = cache / f"searched-{hashlib.sha256(shape.encode()).hexdigest()[:24]}.json"
    if not kept.exists():
        kept.write_text(json.dumps(run_searches(docs, vectors, asks)), encoding="utf-8")
    by_id = {doc.id: doc for doc in docs}
    rows = json.loads(kept.read_text(encoding="utf-8"))
    return [_searched(ask, row, by_id) for ask, row in zip(asks, rows, strict=True)]


def read_squad2_docs(folder: Path) -> list[Doc]:
    rows = read_rows(folder / "squad2" / "docs.jsonl")
    return [
        Doc(row["doc_id"], row["creator"], title_of(row["creator"]), "", row["text"], int(row["doc_id"].rsplit("#", 1)[1])) for row in rows
    ]


def read_natural_docs(folder: Path) -> list[Doc]:
    return [Doc(row["doc_id"], row["creator"], row["title"], "", row["text"], 0) for row in read_rows(folder / "natural" / "docs.jsonl")]


def read_dev_docs() -> list[Doc]:
    """The corpora of judgement/dev, read and cut as uploads are."""
    docs, reader = [], MarkitdownReader()
    for file in sorted((DEV / "corpora").glob("*/*")):
        read = reader.read(file.name, file.read_bytes())
        creator = f"dev {file.parent.name}"
        docs += [
            Doc(f"{creator}/{file.name}#{n}", creator, read.title, passage.heading, passage.content, n)
            for n, passage in enumerate(reader.split(read.text))
        ]
    return docs


def read_asks(folder: Path) -> list[Ask]:
    stream = read_rows(folder / "squad2" / "stream.jsonl")
    far = [row for row in read_rows(folder / "clinc150" / "stream.jsonl") if row["kind"] == "far_oos"]
    draw = np.random.default_rng(SEED)
    asks: list[Ask] = []

    def ask(row: Row, creator: str, kind: str) -> Ask:
        return Ask(kind, creator, row["split"] == "test", row["text"], tuple(row.get("gold_docs", ())))

    for creator in sorted({row["creator"] for row in stream}):
        split = next(row["split"] for row in stream if row["creator"] == creator)
        asks += [ask(row, creator, "answerable" if row["path"] == "A" else "look-alike") for row in stream if row["creator"] == creator]
        of_others = [i for i, row in enumerate(stream) if row["creator"] != creator and row["split"] == split]
        asks += [ask(stream[i], creator, "unrelated") for i in draw.choice(of_others, UNRELATED, replace=False)]
        far_of_split = [i for i, row in enumerate(far) if row["split"] == split]
        asks += [ask(far[i], creator, "unrelated") for i in draw.choice(far_of_split, UNRELATED // 4, replace=False)]
    return asks


def read_natural_asks(folder: Path) -> list[Ask]:
    return [
        Ask("natural" if row["path"] == "A" else "natural, not answered", row["creator"], row["split"] == "test", row["text"], tuple(row["gold_docs"]))
        for row in read_rows(folder / "natural" / "stream.jsonl")
    ]  # fmt: skip


def read_dev_asks(docs: Sequence[Doc]) -> list[Ask]:
    """dev may be fitted on, so that none of it is in the split `test`."""
    asks = []
    for row in read_rows(DEV / "questions.jsonl"):
        creator = f"dev {row['corpus']}"
        plain = {doc.id: _words(doc.content) for doc in docs if doc.creator == creator}
        gold = tuple(doc for doc, text in plain.items() if any(_words(sentence) in text for sentence in row["sentences"] or ()))
        asks.append(Ask("dev" if row["answered"] else "dev, not answered", creator, False, row["question"], gold))
    return asks


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def run_searches(docs: Sequence[Doc], vectors: Vectors, asks: Sequence[Ask]) -> list[Any]:
    """[milliseconds, [[id, cosine, text_rank, sentences], ...]] for each question, from an embedded PostgreSQL in a
    temporary folder."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(ORCHESTRATOR_HOME=Path(home))
        with database_urls(settings) as urls:
            prepare(settings, urls)
            passages = _with_vectors(docs, vectors)
            asked = vectors.of([ask.text for ask in asks])

            async def run() -> list[Any]:
                async with running(settings, urls.runtime) as program:
                    return await _search_in(program.services, docs, passages, asks, asked)

            return uvloop.run(run())


def _with_vectors(docs: Sequence[Doc], vectors: Vectors) -> list[NewPassage]:
    whole, read = vectors.of([doc.embedded for doc in docs]), [read_sentences(doc.heading, doc.content) for doc in docs]
    vectors.of(sorted({sentence.text for sentences in read for sentence in sentences}))
    return [
        NewPassage(
            doc.heading,
            doc.content,
            vector.tolist(),
            "",
            [NewSentence(sentence.text, vectors.of([sentence.text])[0].tolist()) for sentence in sentences],
        )
        for doc, vector, sentences in zip(docs, whole, read, strict=True)
    ]


async def _search_in(
    services: Services, docs: Sequence[Doc], passages: Sequence[NewPassage], asks: Sequence[Ask], vectors: Array
) -> list[Any]:
    owner = (await sign_up(services, "bench@example.org", "a long passphrase", "bench", "Bench")).id
    avees = {}
    for number, creator in enumerate(sorted({doc.creator for doc in docs})):
        avees[creator] = (await create_avee(services, owner, f"creator-{number}", title_of(creator), "")).id
        own = [(doc, passage) for doc, passage in zip(docs, passages, strict=True) if doc.creator == creator]
        for title in dict.fromkeys(doc.title for doc, _ in own):
            await _fill(services, owner, avees[creator], title, [passage for doc, passage in own if doc.title == title])
    names = {(doc.creator, doc.title, doc.content): doc.id for doc in docs}
    found = []
    for ask, vector in zip(asks, vectors, strict=True):
        started = time.perf_counter()
        async with services.database.hot_path(Scope(owner, avees[ask.creator], Layer.public)) as hot:
            hits = await hot.search(ask.text, vector.tolist())
        took = (time.perf_counter() - started) * 1000
        rows = [
            (names[ask.creator, hit.title, hit.content], hit.cosine, hit.text_rank, [(near.text, near.cosine) for near in hit.sentences])
            for hit in hits.passages
        ]
        found.append((round(took, 3), rows))
    return found


async def _fill(services: Services, owner: UUID, avee: UUID, title: str, passages: Sequence[NewPassage]) -> None:
    async with services.database.transaction(Scope(owner)) as tx:
        new = NewDocument(new_id(), avee, Layer.public, title, "bench.md", title.encode())
        document, _ = await tx.documents.insert_document(new)
        await tx.documents.save_read(document, ReadPassages(title, "", passages))


def title_of(creator: str) -> str:
    return creator.replace("_", " ")


def _searched(ask: Ask, row: Any, docs: dict[str, Doc]) -> Searched:
    took, passages = row
    hits = tuple(_hit(docs[name], cosine, rank, sentences) for name, cosine, rank, sentences in passages)
    names = tuple(name for name, *_ in passages)
    return Searched(ask.kind, ask.creator, ask.test, ask.text, frozenset(ask.gold), hits, names, took)


def _hit(doc: Doc, cosine: float, rank: float, sentences: Sequence[tuple[str, float]]) -> PassageHit:
    document = UUID(bytes=hashlib.md5(f"{doc.creator} {doc.title}".encode(), usedforsecurity=False).digest())
    passage = UUID(bytes=hashlib.md5(doc.id.encode(), usedforsecurity=False).digest())
    near = tuple(NearSentence(text, each) for text, each in sentences)
    return PassageHit(passage, document, doc.title, doc.heading, doc.content, cosine, rank, doc.position, near)
