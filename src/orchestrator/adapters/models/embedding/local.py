"""The embedders that need no network, with ONNX Runtime on the CPU: all-MiniLM-L6-v2, and the larger all-mpnet-base-v2."""

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

from orchestrator.adapters.models.embedding.files import ModelFiles, load_graph
from orchestrator.adapters.models.embedding.minilm import files as minilm
from orchestrator.adapters.models.embedding.minilm.identity import MAX_TOKENS, WIDTH
from orchestrator.adapters.models.embedding.mpnet import files as mpnet
from orchestrator.adapters.models.embedding.mpnet.identity import WIDTH as LARGE_WIDTH
from orchestrator.adapters.models.readable import readable
from orchestrator.domain.errors import Unavailable
from orchestrator.ports.models import EmbedderIdentity, Vector

MAX_CHARS = 32_768
"""Texts are cut to this before tokenising, so that a text of megabytes costs no more than one of 256 tokens."""
BATCH_TEXTS = 32
BATCH_CHARS = 6_000
"""Longest text times number of texts in one run, about 1,500 tokens: the data of a run then mostly fits into the CPU
cache."""
QUESTION_TEXTS = 4
"""A call with more texts comes from a document and runs in other threads, so that it never delays a person's
question."""

_Result = TypeVar("_Result")


class LocalEmbedder:
    """An Embedder over the weights of an installed package. Safe to use from many tasks and threads at once.

    The model is loaded by `warm()` or by the first `embed()`. The first start in a `cache_dir` builds the ONNX graph (a
    few seconds, 90 MB on disk); later starts load it. `threads` is the number of cores for a single run, `bulk_workers`
    the number of runs of large inputs at the same time (by default all cores but one). `model_dir` is for another copy
    of the same weights. Embedders of one process on the same files and threads share one model in memory, which is freed
    when the last of them is closed.
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
        """Loads the model and runs it once.

        Raises Unavailable `embedder_missing`, `embedder_changed` or `embedder_unavailable`.
        """
        await self.embed(["ready"])

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Like the port. Any text is accepted: lone surrogates count as unknown characters, and a text is cut after 256
        word pieces.

        Raises Unavailable like `warm`, and `embedder_closed`. When the caller is cancelled, no further batch is begun.
        """
        return await self._embed(texts, self._questions if len(texts) <= QUESTION_TEXTS else self._bulk)

    async def embed_questions(self, texts: Sequence[str]) -> list[Vector]:
        """Like `embed`, but any number of texts runs in the threads for questions, never behind a document."""
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

        # Each drain takes the next batch after its last one is done, so that memory stays bounded: one batch for each
        # worker.
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(self._bulk_workers, len(cleaned))):
                    group.create_task(drain())
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None
        return vectors

    async def close(self) -> None:
        """Waits for running batches, then releases the model. Later calls of `embed` raise Unavailable
        `embedder_closed`."""
        self._closed = True
        for pool in (self._questions, self._bulk):
            await asyncio.to_thread(pool.shutdown)
        self._model = None

    def _embed_batch(self, texts: Sequence[str]) -> list[Vector]:
        return self._loaded().embed(texts)

    def _loaded(self) -> "_Model":
        if (model := self._model) is None:
            model = self._model = _share_model(self._find_files(), self._cache_dir, self._threads)
        return model

    def _find_files(self) -> tuple[Path, ModelFiles]:
        """(where they are, the model's files). Raises Unavailable `embedder_missing`."""
        folder = self._model_dir or minilm.find_model()
        return folder, minilm.read_files(folder)


class LargeEmbedder(LocalEmbedder):
    """The same over all-mpnet-base-v2, from the packages of the extra `large`. For questions in English.

    Its graph takes 415 MB on disk and of memory; building it at the first start takes some seconds and, for these, 2 GB.
    `model_dir` has the parts of the zip file.
    """

    identity = EmbedderIdentity("all-mpnet-base-v2", LARGE_WIDTH)

    def _find_files(self) -> tuple[Path, ModelFiles]:
        parts = tuple(sorted(self._model_dir.iterdir())) if self._model_dir else mpnet.find_parts()
        return parts[0].parent, mpnet.read_files(parts)


class _Model:
    """Tokeniser and ONNX session. Several threads may use them at once; every call blocks."""

    def __init__(self, files: ModelFiles, cache: Path, threads: int) -> None:
        self.tokenizer = Tokenizer.from_str(files.read_tokenizer().decode())
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(files.max_tokens)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self.session = ort.InferenceSession(load_graph(files, cache), options, providers=["CPUExecutionProvider"])

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        tokens = [encoding.ids for encoding in self.tokenizer.encode_batch_fast(list(texts))]
        ids = np.zeros((len(tokens), max(map(len, tokens))), np.int32)
        mask = np.zeros_like(ids)
        for row, row_tokens in enumerate(tokens):
            ids[row, : len(row_tokens)] = row_tokens
            mask[row, : len(row_tokens)] = 1
        (embedding,) = self.session.run(None, {"input_ids": ids, "attention_mask": mask})
        vectors: list[Vector] = embedding.tolist()
        return vectors


_models: "weakref.WeakValueDictionary[tuple[Path, Path, int], _Model]" = weakref.WeakValueDictionary()
_loading = threading.Lock()
"""Held by whoever looks into `_models`, so that no model is loaded twice."""


def _share_model(found: tuple[Path, ModelFiles], cache: Path, threads: int) -> _Model:
    """The one that another embedder of this process holds, else a new one. Raises as `_Model`."""
    place, files = found
    key = (place.resolve(), cache.resolve(), threads)
    with _loading:
        if (model := _models.get(key)) is None:
            model = _models[key] = _Model(files, cache, threads)
        return model


def _cut_batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Positions of `texts` in batches within BATCH_TEXTS and BATCH_CHARS, shortest text first so that there is little
    padding.

    The length in characters stands in for the number of tokens, and is capped at 5 characters for each of MAX_TOKENS.
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
    """Runs `work(texts)` in a thread of `pool`. Any error of ONNX Runtime (a broken build, no memory) becomes
    Unavailable."""
    try:
        return await asyncio.get_running_loop().run_in_executor(pool, work, texts)
    except Unavailable:
        raise
    except Exception as error:
        raise Unavailable("embedder_unavailable", "The embedding model failed on this machine.") from error
