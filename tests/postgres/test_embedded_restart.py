"""The embedded server is killed while a program uses it: the program restarts it at the same address."""

import os
import signal
import time
from pathlib import Path

import psycopg

from orchestrator.adapters.postgres.server import embedded


def test_a_killed_server_is_restarted(tmp_path: Path) -> None:
    server = embedded.start(tmp_path)
    try:
        with server.kept_running():
            for _ in range(2):
                pid_file = tmp_path / "postgres" / "postmaster.pid"
                os.kill(int(pid_file.read_text().split()[0]), signal.SIGKILL)
                time.sleep(0.2)
                assert wait_for_an_answer(server.runtime_url) == 1
    finally:
        server.stop()
    assert not pid_file.exists(), "the one that came back is stopped at the end"


def wait_for_an_answer(url: str) -> int:
    deadline = time.monotonic() + 60
    while True:
        try:
            with psycopg.connect(url.replace("+psycopg", "")) as connection:
                found: int = connection.execute("SELECT 1").fetchall()[0][0]
                return found
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
