"""The files of all-MiniLM-L6-v2, from the installed package or a folder."""

import importlib.util
from pathlib import Path

from orchestrator.adapters.models.embedding.files import ModelFiles, read_checked
from orchestrator.adapters.models.embedding.minilm.identity import GRAPH_VERSION, MAX_TOKENS, PACKAGE, TOKENIZER_SHA256, WEIGHTS_SHA256
from orchestrator.domain.errors import Unavailable


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


def read_files(folder: Path) -> ModelFiles:
    """The model in a folder with tokenizer.json and model.safetensors."""
    return ModelFiles(
        read_tokenizer=lambda: read_checked(folder / "tokenizer.json", TOKENIZER_SHA256),
        build_graph=lambda: _build(folder),
        graph_name=f"all-MiniLM-L6-v2-{WEIGHTS_SHA256[:12]}-graph{GRAPH_VERSION}",
        max_tokens=MAX_TOKENS,
    )


def _build(folder: Path) -> bytes:
    # Imported here, because only a first start builds the graph and `onnx` is slow to import.
    import safetensors.numpy

    from orchestrator.adapters.models.embedding.minilm.graph import build_graph

    return build_graph(safetensors.numpy.load(read_checked(folder / "model.safetensors", WEIGHTS_SHA256)))
