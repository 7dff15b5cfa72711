"""The public sets on disk: their rows, and the vectors of their texts, kept between runs because only they take long."""

import asyncio
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from fitting import Array

from orchestrator.adapters.models.local import LocalEmbedder

Row = dict[str, Any]


class Vectors:
    """Embeddings, kept on disk between runs because only they take long."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        self.embedder = LocalEmbedder(cache)
        cache.mkdir(parents=True, exist_ok=True)

    def of(self, texts: Sequence[str]) -> Array:
        kept = self.cache / f"vectors-{hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:24]}.npy"
        if not kept.exists():
            np.save(kept, np.array(asyncio.run(self.embedder.embed(texts)), np.float32))
        vectors: Array = np.load(kept)
        return vectors


def read_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
