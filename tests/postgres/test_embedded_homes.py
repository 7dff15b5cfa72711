"""The embedded server in homes of any name, for several users of one machine, on a full disk, and with bounded logs."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from orchestrator.adapters.postgres.server import embedded
from orchestrator.adapters.postgres.server.cluster import LOGS
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.adapters.postgres.server.sockets import choose_socket_folder

SIZE = {"shared_buffers": "16MB", "fsync": "off"}
AS_NOBODY = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
PROGRAM = """
import sys
from pathlib import Path
import psycopg
from orchestrator.adapters.postgres.server import embedded
from orchestrator.bootstrap.database import database_urls
from orchestrator.cli.console import fail
from orchestrator.domain.errors import OrchestratorError
from orchestrator.settings import Settings
try:
    with database_urls(Settings()) as urls, psycopg.connect(urls.runtime.replace("+psycopg", "")) as connection:
        print(connection.execute("SELECT current_user").fetchone()[0])
except OrchestratorError as error:
    fail(error)
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every user of the machine may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="orchestrator-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


def ask(server: EmbeddedServer, statement: str) -> object:
    with psycopg.connect(server.runtime_url.replace("+psycopg", ""), autocommit=True) as connection:
        row = connection.execute(statement.encode()).fetchone()
        return row[0] if row else None


@pytest.mark.parametrize("name", ["with a space, 'quotes' and \"double\" $(ones)", "ü%23#?&+=;\\", "x" * 200])
@pytest.mark.timeout(900)
def test_a_home_may_have_any_name(place: Path, name: str) -> None:
    for _ in range(2):  # the second time it exists
        server = embedded.start(place / name, SIZE)
        sockets = server._cluster.socket_folder()
        assert ask(server, "SELECT current_user") == "orchestrator_app"
        assert sockets.stat().st_mode & 0o077 == 0, "whoever reaches the socket is the superuser"
        server.stop()
        assert not (place / name / "postgres" / "postmaster.pid").exists()
        assert not sockets.exists()


def test_a_socket_folder_that_another_user_made_first_is_not_used(place: Path) -> None:
    data = place / "with a space"
    first = choose_socket_folder(data, os.geteuid(), None)
    first.chmod(0o777)
    second = choose_socket_folder(data, os.geteuid(), None)
    first.rmdir()
    second.rmdir()
    assert second != first


def start_as(command: list[str], home: Path) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    return subprocess.run(
        [*command, sys.executable, "-W", "ignore", "-c", PROGRAM],
        env=environment | {"ORCHESTRATOR_HOME": str(home), "COLUMNS": "300"},
        capture_output=True, text=True, timeout=200,
    )  # fmt: skip


def lines_of(ended: "subprocess.CompletedProcess[str]") -> list[str]:
    """What it said, without what the model's runtime says where it cannot write to a person's own folder."""
    return [line for line in ended.stderr.splitlines() if "onnxruntime" not in line]


def require_nobody() -> None:
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("becoming another user needs root and setpriv")
    probe = subprocess.run([*AS_NOBODY, sys.executable, "-c", "import orchestrator.settings"], capture_output=True)
    if probe.returncode != 0:
        pytest.skip("another user cannot run this Python")


@pytest.mark.timeout(900)
def test_two_users_of_a_machine_at_the_same_time(server: EmbeddedServer, place: Path) -> None:
    require_nobody()
    started = start_as(AS_NOBODY, place / "theirs")
    assert (started.returncode, started.stdout.strip()) == (0, "orchestrator_app"), started.stderr
    assert (place / "theirs" / "postgres").stat().st_uid == 65534
    # Root serves the home of a person as that person.
    again = start_as([], place / "theirs")
    assert (again.returncode, again.stdout.strip()) == (0, "orchestrator_app"), again.stderr
    assert {path.stat().st_uid for path in (place / "theirs" / "postgres").rglob("base/*")} == {65534}


def test_a_home_of_somebody_else_is_refused_with_a_sentence(place: Path) -> None:
    require_nobody()
    (place / "mine").mkdir(mode=0o755)
    refused = start_as(AS_NOBODY, place / "mine")
    assert refused.returncode == 2
    assert "invalid_home: ORCHESTRATOR_HOME is" in refused.stderr
    assert "Permission denied" in refused.stderr
    assert len(lines_of(refused)) == 1


@pytest.mark.timeout(120)
def test_a_full_disk_is_one_sentence(place: Path) -> None:
    small = place / "small"
    small.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", small], capture_output=True).returncode != 0:
        pytest.skip("a small disk can only be mounted by root")
    try:
        refused = start_as([], small / "home")
        assert refused.returncode == 6
        assert "disk_full: The disk with ORCHESTRATOR_HOME" in refused.stderr
        assert len(lines_of(refused)) == 1
    finally:
        subprocess.run(["umount", "--lazy", small], check=True)


@pytest.mark.timeout(120)
def test_the_log_is_rotated_and_bounded(place: Path) -> None:
    server = embedded.start(place / "home", SIZE | {"log_rotation_size": "64kB"})
    try:
        logs = place / "home" / "postgres" / LOGS
        for _ in range(4):
            with psycopg.connect(server.runtime_url.replace("+psycopg", ""), autocommit=True) as connection:
                for _ in range(80):
                    with pytest.raises(psycopg.errors.UndefinedTable):
                        connection.execute(f"SELECT '{'x' * 1000}' FROM nowhere".encode())
            time.sleep(1.1)  # a file's name holds the second
        assert len(list(logs.glob("*.log"))) >= 3
        newest = sorted(logs.glob("*.log"))[-2:]
        server._cluster.prune_logs(2)
        assert sorted(logs.glob("*.log")) == newest
        assert sum(file.stat().st_size for file in logs.glob("*.log")) < 500_000
    finally:
        server.stop()
