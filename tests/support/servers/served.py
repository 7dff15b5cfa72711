"""The product as a process of its own, behind a real port: started, killed in the middle of its work, started again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.servers.ports import free_port

ROOT = Path(__file__).parents[3]
START_S = 180.0
COMMAND = (sys.executable, "-c", "from orchestrator.cli.main import main; main()", "serve")


class Served:
    """`orchestrator serve` on a database of the caller's; the port stays the same from start to start."""

    def __init__(self, database: EmbeddedServer, *options: str, **environment: str) -> None:
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._options = options
        self._environment = {
            **os.environ,
            "DATABASE_URL": database.runtime_url,
            "DATABASE_OWNER_URL": database.owner_url,
            "ORCHESTRATOR_HOME": str(ROOT / ".orchestrator"),
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process_id(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self, **environment: str) -> None:
        """Returns when it answers. `environment` holds for this start."""
        command = [*COMMAND, "--port", str(self._port), *self._options]
        # A group of its own, so that nothing of it outlives a kill.
        self._process = subprocess.Popen(command, env=self._environment | environment, stdout=subprocess.DEVNULL, start_new_session=True)
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                if httpx.get(f"{self.url}/health").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """With no chance to tidy up."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(60)

    def wait(self, timeout_s: float) -> None:
        """Waits for its end."""
        assert self._process is not None
        self._process.wait(timeout_s)

    def stop(self) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
