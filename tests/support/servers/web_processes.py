"""`orchestrator serve` with a start that a test shapes: slow or failing web processes, and what it printed."""

import os
import subprocess
import sys
from pathlib import Path

import psutil

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.servers.served import COMMAND, ROOT

# Python runs this file before anything else. Web processes are started by multiprocessing, which says so on the command line.
CUSTOMIZE = """
import os, sys, time
if "--multiprocessing-fork" in sys.orig_argv:
    with open(os.environ["STARTS_FILE"], "a") as starts:
        starts.write("x")
    {step}
"""


class WebProcesses:
    """`serve` on a database of the test's, with a line of Python that each web process runs before its imports."""

    def __init__(self, folder: Path, database: EmbeddedServer, step: str, *options: str) -> None:
        (folder / "sitecustomize.py").write_text(CUSTOMIZE.format(step=step))
        self._starts = folder / "starts"
        # A home of its own, for the counts; the embedding model's graph takes seconds to build.
        home = folder / "home"
        home.mkdir()
        if (ROOT / ".orchestrator" / "cache").exists():
            (home / "cache").symlink_to(ROOT / ".orchestrator" / "cache")
        self.process = subprocess.Popen(
            [*COMMAND, "--port", "0", *options],
            env=os.environ
            | {
                "DATABASE_URL": database.runtime_url,
                "DATABASE_OWNER_URL": database.owner_url,
                "ORCHESTRATOR_HOME": str(home),
                "PYTHONPATH": os.pathsep.join([str(folder), *sys.path]),
                "STARTS_FILE": str(self._starts),
                "COLUMNS": "300",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def starts(self) -> int:
        """How many web processes were started so far."""
        return len(self._starts.read_text()) if self._starts.exists() else 0

    @property
    def web(self) -> list[psutil.Process]:
        """The web processes that run now."""
        children = psutil.Process(self.process.pid).children()
        return [child for child in children if "--multiprocessing-fork" in child.cmdline()]

    def read_address(self) -> str:
        """The address in the line that says "ready"; waits for it."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if "is ready at " in line:
                return line.rpartition(" ")[2].strip()
        raise AssertionError(self.process.communicate()[1])

    def stop(self) -> int:
        """Stops it as an operator does; returns the exit code."""
        self.process.terminate()
        self.process.communicate(timeout=120)
        return self.process.returncode
