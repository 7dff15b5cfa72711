"""The embedder that needs no network: all-MiniLM-L6-v2 by ONNX Runtime on the CPU."""

import asyncio
import os
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from orchestrator.adapters.models.embedding import minilm_files as files
from orchestrator.adapters.models.embedding.minilm_identity import TOKENIZER_SHA256, WIDTH
from orchestrator.adapters.models.readable import readable
from orchestrator.domain.errors import Unavailable
from orchestrator.ports.models import EmbedderIdentity, Vector

MAX_TOKENS = 256
"""The model card's limit: it was trained on no more, and reads on without error but less well."""
MAX_CHARS = 32_768
"""Cut before tokenising, so that a text of megabytes costs no more than one of 256 tokens."""
BATCH_TEXTS = 32
BATCH_CHARS = 6_000
"""Longest text times number of texts in one run, about 1,500 tokens: what a run holds then stays near the CPU's cache."""
QUESTION_TEXTS = 4
"""Up to this many texts are a person waiting; more is an ingest and runs in another thread, so that it never blocks a person."""

_Result = TypeVar("_Result")


class LocalEmbedder:
    """Embedder over the weights of an installed package. Safe to use from many tasks and threads at once.

    Nothing is loaded until `warm()` or the first `embed()`. The first start in a `cache_dir` builds the ONNX graph (a few
    seconds, 90 MB on disk); later ones load it. `threads` is how many cores a single run uses, `bulk_workers` how many runs
    of large inputs go on at once (by default all cores but one). `model_dir` is for another copy of the same weights.
    Embedders of one process on the same files and threads share one model in memory, which is let go when the last of them is closed.
    """

    identity = EmbedderIdentity("all-MiniLM-L6-v2", WIDTH)

    def __init__(self, cache_dir: Path, *, threads: int = 1, bulk_workers: int | None = None, model_dir: Path | None = None) -> None:
        self._cache_dir = cache_dir
        self._model_dir = model_dir
        self._threads = threads
        self._bulk_workers = bulk_workers or max(1, (os.cpu_count() or 1) - 1)
        self._questions = ThreadPoolExecutor(max_workers=2, thread_name_prefix="embed-question")
        self._bulk = ThreadPoolExecutor(max_workers=self._bulk_workers, thread_name_prefix="embed-bulk")
        self._model: _Model | None = None
        self._closed = False

    async def warm(self) -> None:
        """Loads the model and runs it once. Raises Unavailable `embedder_missing`, `embedder_changed` or `embedder_unavailable`."""
        await self.embed(["ready"])

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """As the port says: any text is accepted, lone surrogates count as unknown characters; what passes 256 word pieces is cut.

        Raises Unavailable as `warm`, and `embedder_closed`. When the caller is cancelled, no further batch is begun.
        """
        return await self._embed(texts, self._questions if len(texts) <= QUESTION_TEXTS else self._bulk)

    async def embed_questions(self, texts: Sequence[str]) -> list[Vector]:
        """As `embed`, for people who wait, however many: never behind a document. Raises as `embed`."""
        return await self._embed(texts, self._questions)

    async def _embed(self, texts: Sequence[str], pool: ThreadPoolExecutor) -> list[Vector]:
        if self._closed:
            raise Unavailable("embedder_closed", "The embedding model has been shut down.")
        cleaned = [readable(text, MAX_CHARS) for text in texts]
        vectors: list[Vector] = [[] for _ in cleaned]
        batches = _cut_batches(cleaned)

        async def drain() -> None:
            for batch in batches:
                rows = await _run(pool, self._embed_batch, [cleaned[i] for i in batch])
                for i, row in zip(batch, rows, strict=True):
                    vectors[i] = row

        # Each drain takes the next batch when its last is done: at most one in flight a worker, so memory stays flat.
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(self._bulk_workers, len(cleaned))):
                    group.create_task(drain())
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None
        return vectors

    async def close(self) -> None:
        """Waits for running batches, then lets the model go. Later calls of `embed` raise."""
        self._closed = True
        for pool in (self._questions, self._bulk):
            await asyncio.to_thread(pool.shutdown)
        self._model = None

    def _embed_batch(self, texts: Sequence[str]) -> list[Vector]:
        return self._loaded().embed(texts)

    def _loaded(self) -> "_Model":
        if (model := self._model) is None:
            model = self._model = _share_model(self._model_dir or files.find_model(), self._cache_dir, self._threads)
        return model


class _Model:
    """Tokeniser and session. Both may be used by several threads at once; every call blocks."""

    def __init__(self, folder: Path, cache: Path, threads: int) -> None:
        rules = files.read_checked(folder / "tokenizer.json", TOKENIZER_SHA256)
        self.tokenizer = Tokenizer.from_str(rules.decode())
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MAX_TOKENS)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self.session = ort.InferenceSession(files.load_graph(folder, cache), options, providers=["CPUExecutionProvider"])

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        tokens = [encoding.ids for encoding in self.tokenizer.encode_batch_fast(list(texts))]
        ids = np.zeros((len(tokens), max(map(len, tokens))), np.int32)
        mask = np.zeros_like(ids)
        for row, found in enumerate(tokens):
            ids[row, : len(found)] = found
            mask[row, : len(found)] = 1
        (embedding,) = self.session.run(None, {"input_ids": ids, "attention_mask": mask})
        vectors: list[Vector] = embedding.tolist()
        return vectors


_models: "weakref.WeakValueDictionary[tuple[Path, Path, int], _Model]" = weakref.WeakValueDictionary()
_loading = threading.Lock()
"""Held by whoever looks into `_models`, so that no model is loaded twice."""


def _share_model(folder: Path, cache: Path, threads: int) -> _Model:
    """The one that another embedder of this process holds, else a new one. Raises as `_Model`."""
    key = (folder.resolve(), cache.resolve(), threads)
    with _loading:
        if (model := _models.get(key)) is None:
            model = _models[key] = _Model(folder, cache, threads)
        return model


def _cut_batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Positions of `texts`, shortest first so that little is padding, in groups within BATCH_TEXTS and BATCH_CHARS.

    A text counts for no more than MAX_TOKENS can hold of ordinary prose; characters are only a cheap stand-in for tokens.
    """
    batch: list[int] = []
    for i in sorted(range(len(texts)), key=lambda i: len(texts[i])):
        length = min(len(texts[i]), 5 * MAX_TOKENS)
        if len(batch) == BATCH_TEXTS or (len(batch) + 1) * length > BATCH_CHARS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


async def _run(pool: ThreadPoolExecutor, work: Callable[[Sequence[str]], _Result], texts: Sequence[str]) -> _Result:
    """`work(texts)` in a thread of `pool`. What ONNX Runtime may raise (a broken build, no memory) becomes Unavailable."""
    try:
        return await asyncio.get_running_loop().run_in_executor(pool, work, texts)
    except Unavailable:
        raise
    except Exception as error:
        raise Unavailable("embedder_unavailable", "The embedding model failed on this machine.") from error
