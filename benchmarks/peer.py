"""Measures the look-ups of one peer, in the environment that benchmarks/peers.py made. Reads JSON from standard
input, prints JSON."""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from orchestrator.adapters.models.embedding.local import LocalEmbedder

ANSWER = "With patience, and not before the frost."


def main() -> None:
    task = json.load(sys.stdin)
    embedder, loop = LocalEmbedder(Path(task["cache"])), asyncio.new_event_loop()
    known = dict(zip(task["known"], np.load(task["vectors"]), strict=True))

    def embed(text: str) -> "np.ndarray[Any, Any]":
        """The vector of a stored question, which was embedded beforehand; any other text is embedded now."""
        vector = known.get(text)
        return vector if vector is not None else np.array(loop.run_until_complete(embedder.embed([text]))[0], np.float32)

    peers = {"GPTCache": gptcache, "semantic-router": semantic_router, "LangChain + pgvector": langchain}
    look_up = peers[task["peer"]](task, embed)
    for text in task["asked"][:20]:
        look_up(text)
    started = time.perf_counter()
    right = sum(look_up(text) for text in task["asked"][20:])
    seconds = time.perf_counter() - started
    print(json.dumps({"per_s": (len(task["asked"]) - 20) / seconds, "found": right / (len(task["asked"]) - 20)}))


LookUp = Callable[[str], bool]
Embed = Callable[[str], Any]

# mypy does not find the peers, and so not their classes: peers.py installs each into an environment of its own.


def gptcache(task: dict[str, Any], embed: Embed) -> LookUp:
    """GPTCache with its default store (SQLite and faiss) and its evaluation by distance."""
    from gptcache import Cache  # type: ignore[import-not-found]
    from gptcache.adapter.api import get  # type: ignore[import-not-found]
    from gptcache.manager import manager_factory  # type: ignore[import-not-found]
    from gptcache.processor.pre import get_prompt  # type: ignore[import-not-found]
    from gptcache.similarity_evaluation.distance import SearchDistanceEvaluation  # type: ignore[import-not-found]

    folder = tempfile.mkdtemp()
    cache = Cache()
    manager = manager_factory("sqlite,faiss", data_dir=folder, vector_params={"dimension": 384})
    cache.init(
        pre_embedding_func=get_prompt,
        embedding_func=lambda text, **_: embed(text),
        data_manager=manager,
        similarity_evaluation=SearchDistanceEvaluation(),
    )
    cache.import_data(task["known"], [ANSWER] * len(task["known"]))
    return lambda text: get(text, cache_obj=cache) == ANSWER


def semantic_router(task: dict[str, Any], embed: Embed) -> LookUp:
    """semantic-router with a route for each answer and an index in memory."""
    from semantic_router import IndexedRouter, Route  # type: ignore[import-not-found]
    from semantic_router.encoders import DenseEncoder  # type: ignore[import-not-found]

    class Encoder(DenseEncoder):  # type: ignore[misc]
        name: str = "local"

        def __call__(self, docs: list[Any]) -> list[list[float]]:
            return [embed(text).tolist() for text in docs]

        async def acall(self, docs: list[Any]) -> list[list[float]]:
            return self(docs)

    routes = [Route(name=str(number), utterances=[text]) for number, text in enumerate(task["known"])]
    router = IndexedRouter(encoder=Encoder(), routes=routes, confidence_threshold=0.85)
    return lambda text: router(text).name is not None


def langchain(task: dict[str, Any], embed: Embed) -> LookUp:
    """LangChain's vector store on PostgreSQL with pgvector."""
    from langchain_core.embeddings import Embeddings  # type: ignore[import-not-found]
    from langchain_postgres import PGVector  # type: ignore[import-not-found]

    class Local(Embeddings):  # type: ignore[misc]
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [embed(text).tolist() for text in texts]

        def embed_query(self, text: str) -> list[float]:
            return list(map(float, embed(text)))

    store = PGVector(Local(), connection=task["database"], embedding_length=384, use_jsonb=True)
    store.add_texts(task["known"], metadatas=[{"answer": ANSWER}] * len(task["known"]))

    def look_up(text: str) -> bool:
        (found, distance), *_ = store.similarity_search_with_score(text, k=1)
        return bool(distance <= 0.15 and found.metadata["answer"] == ANSWER)

    return look_up


if __name__ == "__main__":
    main()
