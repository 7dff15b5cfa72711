"""The time from `orchestrator serve` to ready: at the first start of a home (which creates a database and the model's
graph) and later.

    python benchmarks/start.py [--rounds 3] [--plot start.png]

Ready means that /ready answers 200: database, migrations and embedder. Each first start has a new folder. Also measures
parts of the start, each in a separate process: Python's imports, the database server and the model.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from plots import load_plotting, save
from served import COMMAND, free_port, wait_until_ready

PARTS = {
    "importing the program": "import orchestrator.cli.main",
    "loading the model": "import asyncio, sys; from pathlib import Path; from orchestrator.adapters.models.embedding.local import LocalEmbedder; "
    "asyncio.run(LocalEmbedder(Path(sys.argv[1]) / 'cache').warm())",
    "starting PostgreSQL and migrating": "from orchestrator.bootstrap.database import database_urls, prepare; from orchestrator.settings import Settings\n"
    "with database_urls(Settings()) as urls: prepare(Settings(), urls)",
}


def start(home: Path) -> float:
    """Seconds until a server was ready; the server is then stopped."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {"ORCHESTRATOR_HOME": str(home)}
    port = free_port()
    started = time.perf_counter()
    server = subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_until_ready(f"127.0.0.1:{port}", server)
        return time.perf_counter() - started
    finally:
        server.terminate()
        server.wait()


def measure_part(code: str, home: Path) -> float:
    """Seconds that the code takes in a new process."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {"ORCHESTRATOR_HOME": str(home)}
    started = time.perf_counter()
    subprocess.run([sys.executable, "-W", "ignore", "-c", code, str(home)], env=environment, check=True)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    plotting: Any = load_plotting() if options.plot else None
    first, later, parts = list[float](), list[float](), {name: list[float]() for name in PARTS}
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            home = Path(folder)
            first.append(start(home))
            later.append(start(home))
            for name, code in PARTS.items():
                parts[name].append(measure_part(code, home))
    print(f"{'':36} {'median s':>9} {'each':>20}")
    rows = {"first start": first, "later start": later, **{f"of it {name}": took for name, took in parts.items()}}
    for name, times_s in rows.items():
        print(f"{name:36} {statistics.median(times_s):9.2f} {' '.join(f'{seconds:.1f}' for seconds in times_s):>20}")
    if options.plot:
        figure, axis = plotting.subplots(figsize=(8, 3), layout="constrained")
        axis.barh(list(rows), [statistics.median(times_s) for times_s in rows.values()])
        axis.set(xlabel="s, median", title="From the command to ready")
        axis.invert_yaxis()
        save(figure, options.plot)


if __name__ == "__main__":
    main()
