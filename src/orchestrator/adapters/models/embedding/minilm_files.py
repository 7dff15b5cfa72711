"""The files of all-MiniLM-L6-v2: finding them in the installed package, checking them, and caching the ONNX graph."""

import hashlib
import importlib.util
import logging
import os
import tempfile
from pathlib import Path

from orchestrator.adapters.models.embedding.minilm_identity import GRAPH_VERSION, PACKAGE, WEIGHTS_SHA256
from orchestrator.domain.errors import Unavailable

_log = logging.getLogger(__name__)


def find_model() -> Path:
    """The folder of the installed weights. The package is not imported, because that would import a framework of
    several GB.

    Raises Unavailable `embedder_missing`.
    """
    spec = importlib.util.find_spec(PACKAGE)
    for location in (spec.submodule_search_locations or ()) if spec else ():
        if (folder := Path(location) / "model").is_dir():
            return folder
    raise Unavailable("embedder_missing", f"The package {PACKAGE}, which brings the embedding model, is not installed.")


def read_checked(path: Path, sha256: str) -> bytes:
    """The file's content. Raises Unavailable `embedder_missing`, or `embedder_changed` when its SHA-256 differs."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unavailable("embedder_missing", f"The embedding model's file {path.name} cannot be read.") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Unavailable("embedder_changed", f"The embedding model's file {path.name} is not the one this version was made for.")
    return data


def load_graph(model: Path, cache: Path) -> bytes:
    """The ONNX graph, from the cache if it is intact, else built from the weights (about a second) and cached.

    The name of a cached file contains its SHA-256, so a damaged file is recognised, removed and built again. If the
    cache cannot be written, the next start builds the graph again. Raises Unavailable like `read_checked`.
    """
    prefix = f"all-MiniLM-L6-v2-{WEIGHTS_SHA256[:12]}-graph{GRAPH_VERSION}-"
    return _read_cached(cache, prefix) or _build(model, cache, prefix)


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


def _build(model: Path, cache: Path, prefix: str) -> bytes:
    # Imported here, because only a first start builds the graph and `onnx` is slow to import.
    import safetensors.numpy

    from orchestrator.adapters.models.embedding.minilm_graph import build_graph

    weights = read_checked(model / "model.safetensors", WEIGHTS_SHA256)
    data = build_graph(safetensors.numpy.load(weights))
    try:
        _write_whole(cache / _name(prefix, data), data)
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
