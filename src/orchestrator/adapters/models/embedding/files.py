"""The files of a local model: checking them, and caching the ONNX graph that is built from them."""

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from orchestrator.domain.errors import Unavailable

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """What a local model is made of. Both functions block, and raise Unavailable `embedder_missing` or `embedder_changed`."""

    read_tokenizer: Callable[[], bytes]
    """The content of tokenizer.json."""
    build_graph: Callable[[], bytes]
    """The ONNX graph, from the weights: seconds, and several times their memory."""
    graph_name: str
    """Names model, weights and way of building; another graph has another name."""
    max_tokens: int
    """Texts are cut after so many word pieces."""


def read_checked(path: Path, sha256: str) -> bytes:
    """The file's content. Raises Unavailable `embedder_missing`, or `embedder_changed` when its SHA-256 differs."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unavailable("embedder_missing", f"The embedding model's file {path.name} cannot be read.") from error
    return checked(data, path.name, sha256)


def checked(data: bytes, name: str, sha256: str) -> bytes:
    """The data. Raises Unavailable `embedder_changed` when its SHA-256 differs."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Unavailable("embedder_changed", f"The embedding model's file {name} is not the one this version was made for.")
    return data


def load_graph(files: ModelFiles, cache: Path) -> bytes:
    """The ONNX graph, from the cache if it is intact, else built from the weights and cached.

    The name of a cached file contains its SHA-256, so a damaged file is recognised, removed and built again. If the
    cache cannot be written, the next start builds the graph again. Raises Unavailable like `ModelFiles`.
    """
    return _read_cached(cache, f"{files.graph_name}-") or _build(files, cache)


def _read_cached(cache: Path, prefix: str) -> bytes | None:
    for path in cache.glob(f"{prefix}*.onnx"):
        try:
            data = path.read_bytes()
            if path.name == _name(prefix, data):
                return data
            path.unlink()
        except OSError as error:
            _log.warning("A cached embedding graph could not be read: %s", error)
    return None


def _build(files: ModelFiles, cache: Path) -> bytes:
    data = files.build_graph()
    try:
        _write_whole(cache / _name(f"{files.graph_name}-", data), data)
    except OSError as error:
        _log.warning("The embedding graph could not be cached; the next start builds it again: %s", error)
    return data


def _name(prefix: str, data: bytes) -> str:
    return f"{prefix}{hashlib.sha256(data).hexdigest()}.onnx"


def _write_whole(path: Path, data: bytes) -> None:
    """Writes under a temporary name and then renames the file, so that another process sees the complete file or
    none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".graph-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
