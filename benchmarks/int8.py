"""8-bit weights against 32-bit floats in the local embedder: how much faster are they, and how do search results
change?

    python benchmarks/int8.py FOLDER [--cache FOLDER]

FOLDER holds the public sets. ONNX Runtime quantises the graph (dynamic, weights by channel). For each set of answered
questions: the share of messages of the split `test` that the best threshold on the cosine can answer with at most a
given share of wrong answers, for both kinds of weights. For squad2: how often the passage that answers comes first, and
how often it is among the first five. Speed is that of single questions and of batches of 32, on one core. To change the
weights, all vectors of an agent would have to be computed again.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from fitting import Array
from onnxruntime.quantization import QuantType, quantize_dynamic
from sets import Row, local_vectors, read_rows

from orchestrator.adapters.models.embedding import files, local
from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.adapters.models.embedding.minilm import files as minilm

REUSE = ("banking77", "clinc150", "hint3_curekart", "qqp", "rasa_sara", "stackfaq")
WRONG = (0.05, 0.02)
FLOATS, BYTES = "32-bit floats", "8-bit weights"


def quantised(cache: Path) -> bytes:
    """The product's own graph with the weights of matrix multiplications in eight bits."""
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        whole.write_bytes(files.load_graph(minilm.read_files(minilm.find_model()), cache))
        quantize_dynamic(
            whole, small, op_types_to_quantize=["MatMul", "Gemm"], per_channel=True, weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": 1},
        )  # fmt: skip
        return small.read_bytes()


def coverage(bank: Sequence[Row], stream: Sequence[Row], of_bank: Array, of_stream: Array, wrong: float) -> float:
    """The largest share of messages that a threshold on the cosine answers with at most a share `wrong` of wrong
    answers."""
    scores = of_stream @ of_bank.T
    best = scores.argmax(axis=1)
    right = np.array([bank[at]["group"] in row["gold_groups"] for at, row in zip(best, stream, strict=True)])
    order = np.argsort(-scores.max(axis=1), kind="stable")
    errors = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    allowed = np.flatnonzero(errors <= wrong)
    return float((allowed[-1] + 1) / len(order)) if len(allowed) else 0.0


def recall(docs: Sequence[Row], asked: Sequence[Row], of_docs: Array, of_asked: Array, count: int) -> float:
    """How often a passage that answers is among the first `count` passages of its creator."""
    found = 0
    for row, vector in zip(asked, of_asked, strict=True):
        own = [at for at, doc in enumerate(docs) if doc["creator"] == row["creator"]]
        nearest = sorted(own, key=lambda at: -float(of_docs[at] @ vector))[:count]
        found += any(docs[at]["doc_id"] in row["gold_docs"] for at in nearest)
    return found / len(asked)


async def speed(embedder: LocalEmbedder) -> tuple[float, float]:
    """Milliseconds for one text: alone (p50), and in batches of 32."""
    texts = [f"How do I feed hive number {n} in Oslo when the autumn is wet?" for n in range(256)]
    await embedder.warm()
    alone = []
    for text in texts:
        started = time.perf_counter()
        await embedder.embed([text])
        alone.append((time.perf_counter() - started) * 1000)
    started = time.perf_counter()
    await embedder.embed(texts)
    return statistics.median(alone), (time.perf_counter() - started) * 1000 / len(texts)


def measure(folder: Path, cache: Path) -> dict[str, float]:
    found, vectors = {}, local_vectors(cache)
    alone, together = asyncio.run(speed(LocalEmbedder(cache, bulk_workers=1)))
    found["ms a question alone"], found["ms a question of 32"] = alone, together
    for name in REUSE:
        bank, stream = read_rows(folder / name / "bank.jsonl"), [row for row in read_rows(folder / name / "stream.jsonl") if row["split"] == "test"]  # fmt: skip
        of_bank, of_stream = vectors.of([row["question"] for row in bank]), vectors.of([row["text"] for row in stream])
        for wrong in WRONG:
            found[f"{name}: answered at {wrong:.0%} wrong"] = coverage(bank, stream, of_bank, of_stream, wrong)
    docs, stream = read_rows(folder / "squad2" / "docs.jsonl"), read_rows(folder / "squad2" / "stream.jsonl")
    asked = [row for row in stream if row["split"] == "test" and row.get("gold_docs")]
    of_docs, of_asked = vectors.of([row["text"] for row in docs]), vectors.of([row["text"] for row in asked])
    for count in (1, 5):
        found[f"squad2: recall@{count}"] = recall(docs, asked, of_docs, of_asked, count)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(".orchestrator/benchmark-cache"))
    options = parser.parse_args()
    found = {FLOATS: measure(options.folder, options.cache / "floats")}
    small = quantised(options.cache)
    local.load_graph = lambda files, cache: small  # type: ignore[attr-defined]
    found[BYTES] = measure(options.folder, options.cache / "bytes")
    print(f"{'':36} {FLOATS:>14} {BYTES:>14} {'change':>8}")
    for name, before in found[FLOATS].items():
        after = found[BYTES][name]
        if name.startswith("ms"):
            print(f"{name:36} {before:14.2f} {after:14.2f} {after / before - 1:8.1%}")
        else:
            print(f"{name:36} {before:14.1%} {after:14.1%} {100 * (after - before):+7.1f} points")


if __name__ == "__main__":
    main()
