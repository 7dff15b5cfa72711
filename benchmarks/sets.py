"""The public sets on disk: their rows, and the vectors of their texts."""

import json
from pathlib import Path
from typing import Any

from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.cli.evaluation.sets import Vectors

Row = dict[str, Any]


def local_vectors(cache: Path) -> Vectors:
    """Of the local embedder, kept in the folder that holds its graph as well."""
    return Vectors(LocalEmbedder(cache), cache)


def read_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
