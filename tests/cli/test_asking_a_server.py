"""`orchestrator ask` of a running server: the one at --url, and the one that the home serves."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner, Result

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.cli.main import app
from support.api import PASSWORD, Api
from support.servers.ports import free_port
from support.servers.served import ROOT, Served
from support.stories import rows

QUESTION = "Which glue holds wood?"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of its own that shares the graph of the embedding model."""
    made = tmp_path_factory.mktemp("home")
    (made / "cache").symlink_to(ROOT / ".orchestrator" / "cache")
    return made


@pytest.fixture(scope="module")
def served(shared_database: EmbeddedServer, home: Path, loaded_model: None) -> Iterator[Served]:
    started = Served(shared_database, ORCHESTRATOR_HOME=str(home))
    try:
        started.start()
        yield started
    finally:
        started.stop()


@pytest.fixture(scope="module")
def creator(served: Served) -> Iterator[Api]:
    with httpx.Client(base_url=served.url, timeout=60) as client:
        made = Api(client).sign_up("mira")
        avee = made.create_avee("workshop")
        made.configure(avee, trust_mode="immediate")
        made.add_answer(avee, QUESTION, "The brown one.")
        yield made


@pytest.fixture
def at_home(shared_database: EmbeddedServer, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORCHESTRATOR_HOME", str(home))
    monkeypatch.setenv("DATABASE_URL", shared_database.runtime_url)


def ask(*more: str, expect: int = 0) -> Result:
    result = CliRunner().invoke(app, ["ask", QUESTION, "--avee", "workshop", *more], env={"COLUMNS": "300"})
    assert result.exit_code == expect, f"{result.output}\n{result.exception!r}"
    return result


def read(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def count_messages(served: Served) -> float:
    """How many messages the server's own process routed."""
    lines = httpx.get(f"{served.url}/metrics").text.splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith("orchestrator_messages_total"))


def test_a_server_at_an_address_is_asked_by_a_guest(creator: Api, served: Served, shared_database: EmbeddedServer) -> None:
    before = rows(shared_database, "SELECT count(*) FROM users WHERE guest_of IS NOT NULL")[0][0]
    assert read(ask("--url", served.url, "--json"))["path"] == "C"
    assert rows(shared_database, "SELECT count(*) FROM users WHERE guest_of IS NOT NULL") == [(before + 1,)]
    shown = ask("--url", served.url).stdout
    assert "C serve_canonical" in shown
    assert "The brown one." in shown


def test_a_server_at_an_address_is_asked_by_somebody_with_a_password(
    creator: Api, served: Served, shared_database: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = Api(creator.client).sign_up("ada")
    monkeypatch.setenv("ORCHESTRATOR_PASSWORD", PASSWORD)
    for more in ((), ("--continue",)):
        assert read(ask("--url", served.url, "--as", asker.user["email"], "--json", *more))["path"]
    assert len(asker.call("GET", "/conversations?side=asker", 200)["items"]) == 1
    assert rows(shared_database, "SELECT count(*) FROM user_sessions WHERE user_id = :person", person=asker.user["id"]) == [(1,)]
    monkeypatch.setenv("ORCHESTRATOR_PASSWORD", "another passphrase")
    assert "wrong_credentials" in ask("--url", served.url, "--as", asker.user["email"], expect=4).output


@pytest.mark.parametrize(
    ("more", "code", "said"), [(("--avee", "nobody"), 3, "avee_not_found"), (("--continue",), 2, "nothing_to_continue")]
)
def test_what_the_server_refuses_ends_with_its_code(creator: Api, served: Served, more: tuple[str, ...], code: int, said: str) -> None:
    assert said in ask("--url", served.url, *more, expect=code).output


def test_no_server_at_an_address_is_said() -> None:
    assert "server_unreachable" in ask("--url", f"http://127.0.0.1:{free_port()}", expect=6).output


def test_the_homes_server_is_asked_where_it_runs(
    creator: Api, served: Served, home: Path, at_home: None, shared_database: EmbeddedServer
) -> None:
    assert (home / "served-at").read_text() == served.url
    before = count_messages(served)
    assert read(ask("--json"))["path"] == "C"
    ask("--json", "--continue")
    assert count_messages(served) == before + 2
    assert rows(shared_database, "SELECT count(*) FROM api_tokens WHERE name = 'orchestrator ask'") == [(0,)]


def test_an_address_that_nobody_answers_at_is_passed_over(creator: Api, home: Path, at_home: None, served: Served) -> None:
    note = home / "served-at"
    kept = note.read_text()
    note.write_text(f"http://127.0.0.1:{free_port()}")
    try:
        assert read(ask("--json"))["path"] == "C"
    finally:
        note.write_text(kept)
