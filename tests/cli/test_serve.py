"""`orchestrator serve` as a separate process: from an empty home to a clean exit, and after it was killed."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

CACHE = Path(__file__).parent.parent.parent / ".orchestrator" / "cache"


@pytest.fixture
def home() -> Iterator[Path]:
    """A home that holds only the embedding model's graph, which takes seconds to build."""
    with tempfile.TemporaryDirectory(prefix="orchestrator-", ignore_cleanup_errors=True) as folder:
        if CACHE.exists():
            (Path(folder) / "cache").symlink_to(CACHE)
        yield Path(folder)
        for process in postgres_of(Path(folder)):
            process.kill()


def postgres_of(home: Path) -> list[psutil.Process]:
    pid_file = home / "postgres" / "postmaster.pid"
    try:
        postmaster = psutil.Process(int(pid_file.read_text().split()[0]))
        return [postmaster, *postmaster.children(recursive=True)]
    except (OSError, psutil.NoSuchProcess):
        return []


def serve(home: Path) -> "tuple[subprocess.Popen[str], str]":
    """The process, and the address that it printed when it was ready."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    program = subprocess.Popen(
        [sys.executable, "-c", "from orchestrator.cli.main import main; main()", "serve", "--port", "0"],
        env=environment | {"ORCHESTRATOR_HOME": str(home), "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    for line in program.stdout:
        if found := re.search(r"ready at (http://127\.0\.0\.1:\d+)", line):
            return program, found[1]
    raise AssertionError(program.communicate()[1])


def route_one(place: str, handle: str) -> str:
    """A new person asks their own new agent; returns the path."""
    with httpx.Client(base_url=place, timeout=60) as client:
        account = {"email": f"{handle}@example.org", "password": "a long passphrase", "handle": handle, "display_name": handle}
        client.post("/accounts", json=account).raise_for_status()
        signed_in = client.post("/sessions", json={"email": account["email"], "password": account["password"]}).raise_for_status()
        client.cookies.clear()
        client.headers["Authorization"] = f"Bearer {signed_in.json()['token']}"
        avee = client.post("/avees", json={"handle": handle, "display_name": handle}).raise_for_status().json()["id"]
        answer = {"question_pattern": "Which glue holds wood?", "answer_content": "The brown one."}
        client.post(f"/avees/{avee}/canonical-answers", json=answer).raise_for_status()
        conversation = client.post("/conversations", json={"avee_id": avee}).raise_for_status().json()["id"]
        asked = client.post("/orchestrator/message", json={"conversation_id": conversation, "message": "Which glue holds wood?"})
        path: str = asked.raise_for_status().json()["path"]
        return path


@pytest.mark.timeout(900)
def test_serving_stopping_and_restarting_after_a_kill(home: Path) -> None:
    program, place = serve(home)
    assert route_one(place, "first") == "C"
    database = postgres_of(home)
    assert database
    program.send_signal(signal.SIGTERM)
    assert program.wait(120) == 0, program.communicate()
    psutil.wait_procs(database, timeout=60)
    assert not [process for process in database if process.is_running()]
    program.communicate()

    program, place = serve(home)
    assert httpx.get(f"{place}/avees/first").status_code == 200
    program.kill()
    program.communicate()

    program, place = serve(home)
    assert httpx.get(f"{place}/avees/first").status_code == 200
    assert route_one(place, "second") == "C"
    database = postgres_of(home)
    program.send_signal(signal.SIGTERM)
    assert program.wait(120) == 0, program.communicate()
    program.communicate()
    psutil.wait_procs(database, timeout=60)
    assert not [process for process in database if process.is_running()]
