"""The files of all-MiniLM-L6-v2: where the installed package keeps them, their checks, and the cached ONNX graph."""

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
    """The folder of the installed weights, found without importing the package (it would import a framework of GBs).

    Raises Unavailable `embedder_missing`.
    """
    spec = importlib.util.find_spec(PACKAGE)
    for location in (spec.submodule_search_locations or ()) if spec else ():
        if (folder := Path(location) / "model").is_dir():
            return folder
    raise Unavailable("embedder_missing", f"The package {PACKAGE}, which brings the embedding model, is not installed.")


def read_checked(path: Path, sha256: str) -> bytes:
    """The file's content. Raises Unavailable `embedder_missing`, or `embedder_changed` when its SHA-256 is another."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unavailable("embedder_missing", f"The embedding model's file {path.name} cannot be read.") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Unavailable("embedder_changed", f"The embedding model's file {path.name} is not the one this version was made for.")
    return data


def load_graph(model: Path, cache: Path) -> bytes:
    """The ONNX graph: from the cache when it is whole, else built from the weights (about a second) and cached.

    A cached file carries its own SHA-256 in its name, so a torn or altered one is noticed, removed and built again. A cache
    that cannot be written only costs the next start its time. Raises Unavailable as `read_checked`.
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
    # Imported here: only a first start builds, and `onnx` is slow to import.
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
    """Under another name first, then moved into place: another process sees the whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".graph-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
