"""Public sets on disk: reading their rows, and the vectors of their texts."""

import json
from pathlib import Path
from typing import Any

from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.adapters.models.embedding.multilingual import MultilingualEmbedder
from orchestrator.cli.evaluation.sets import Vectors

Row = dict[str, Any]


def local_vectors(cache: Path) -> Vectors:
    """Vectors of the local embedder, cached in the folder that also holds its graph."""
    return Vectors(LocalEmbedder(cache), cache)


def multilingual_vectors(cache: Path) -> Vectors:
    """As `local_vectors`, by the second embedder."""
    return Vectors(MultilingualEmbedder(), cache)


def read_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
