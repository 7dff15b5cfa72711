"""Every attack on a server of its own, one after the other, and one table of what each did.

    python benchmarks/attack [--port 8100] [--source OTHER/src]

Each script here runs alone as well. `--source` attacks another version of the program with the same scripts, so that
two tables can be compared. Exit code 1 where a script failed.
"""

import json
import subprocess
import sys
from pathlib import Path

from server import Figures, read_options, report

HERE = Path(__file__).parent
NO_ATTACKS = frozenset({"__main__.py", "__init__.py", "server.py"})


def main() -> int:
    options = read_options(__doc__, port=8100)
    scripts = sorted(path for path in HERE.glob("*.py") if path.name not in NO_ATTACKS)
    figures: list[Figures] = []
    failed = 0
    for script in scripts:
        source = ["--source", str(options.source)] if options.source else []
        run = subprocess.run(
            [sys.executable, str(script), "--json", "--port", str(options.port), *source], stdout=subprocess.PIPE, text=True, check=False
        )
        figures += [Figures(**json.loads(line)) for line in run.stdout.splitlines() if line.startswith("{")]
        if run.returncode:
            print(f"{script.name} failed with exit code {run.returncode}.", file=sys.stderr)
            failed = 1
    report(figures, options.json)
    return failed


if __name__ == "__main__":
    sys.exit(main())
