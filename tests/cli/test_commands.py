"""The commands as a person types them: effects, output and exit codes."""

import csv
import json
import re
import secrets
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from typer.testing import CliRunner, Result

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.cli.main import app, main

CACHE = Path(__file__).parent.parent.parent / ".orchestrator"
MESSAGES = json.loads((resources.files("orchestrator.cli.demo") / "messages.json").read_text(encoding="utf-8"))


def orchestrator(*arguments: str | Path, expect: int = 0) -> Result:
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    assert result.exit_code == expect, f"{result.output}\n{result.exception!r}"
    return result


@pytest.fixture(scope="module")
def demo(server: EmbeddedServer) -> Iterator[EmbeddedServer]:
    """A database that holds the demo, and an environment that points to it."""
    name = f"test_{secrets.token_hex(6)}"
    database = server.clone(name)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ORCHESTRATOR_HOME", str(CACHE))
        environment.setenv("DATABASE_URL", database.runtime_url)
        # Tests read the output, so the terminal is wide enough that no line is broken.
        environment.setenv("COLUMNS", "300")
        assert "The demo is ready." in orchestrator("demo").output
        yield database
    server.drop(name)


def count(database: EmbeddedServer, what: str) -> int:
    engine = create_engine(database.owner_url)
    with engine.connect() as connection:
        found: int = connection.execute(text(f"SELECT count(*) FROM {what}")).scalar_one()
    engine.dispose()
    return found


def ask(message: str, *more: str) -> Any:
    return json.loads(orchestrator("ask", message, "--avee", "mara", "--json", *more).stdout)


def test_demo_twice_changes_nothing(demo: EmbeddedServer) -> None:
    tables = ("users", "documents", "passages", "canonical_answers", "avee_members")
    before = [count(demo, table) for table in tables]
    assert "already" in orchestrator("demo").output
    assert [count(demo, table) for table in tables] == before
    assert all(before)
    assert count(demo, "documents WHERE status <> 'ready'") == 0


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: f"{message['expected_path']}-{message['as'][:4]}-{message['text'][:30]}")
def test_the_demo_reaches_each_path(demo: EmbeddedServer, message: dict[str, str]) -> None:
    response = ask(message["text"], "--as", message["as"])
    assert response["path"] == message["expected_path"], f"{response['decision']}\n{response['reply']['content']}"
    assert response["decision"]["reason"]
    assert set(response["decision"]["signals"]) == {"similarity", "novelty", "complexity", "confidence"}
    assert all(0 <= value <= 1 for value in response["decision"]["signals"].values())
    assert (response["escalation"] is not None) == (message["expected_path"] == "D")
    # The ids of the sources lead back to the document or the answer that the demo's file names.
    if "document" in message:
        assert message["document"] in _documents_of(demo, response)
    if "not_document" in message:
        assert message["not_document"] not in _documents_of(demo, response)
    if "question" in message and message["expected_path"] == "B":
        assert response["reply"]["content"] == f"Do you mean: *{message['question']}*"
    elif "question" in message:
        (source,) = response["reply"]["sources"]
        with_question = f"canonical_answers WHERE id = '{source['id']}' AND question_pattern = $${message['question']}$$"
        assert count(demo, with_question) == 1


def _documents_of(database: EmbeddedServer, response: dict[str, Any]) -> set[str]:
    """Names of the files that the reply quotes or suggests."""
    ids = {source.get("document_id") for source in [*response["reply"]["sources"], *response["suggestions"]]} - {None}
    engine = create_engine(database.owner_url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT id::text, source FROM documents")).all()
    engine.dispose()
    return {row.source for row in rows if row.id in ids}


def test_the_demo_reaches_every_path() -> None:
    assert {message["expected_path"] for message in MESSAGES} == {"A", "B", "C", "D", "F"}


def test_ask_shows_path_reason_signals_and_reply(demo: EmbeddedServer) -> None:
    printed = orchestrator("ask", "Hi! Should I start with one hive, or two?", "--avee", "@mara").stdout
    assert printed.startswith("C serve_canonical")
    assert "It asks the same as a question Mara Lindqvist answered" in printed
    assert re.search(r"similarity \d\.\d\d  novelty \d\.\d\d  complexity \d\.\d\d  confidence \d\.\d\d", printed)
    assert "[1] canonical_answer" in printed


def test_ask_continues_the_last_conversation(demo: EmbeddedServer) -> None:
    before = count(demo, "conversations")
    ask("hello!", "--as", "ada@example.org")
    ask("thank you!", "--as", "ada@example.org", "--continue")
    assert count(demo, "conversations") == before + 1


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("ask", "hi", "--avee", "nobody"), 3, "avee_not_found"),
        (("ask", "hi", "--avee", "mara", "--as", "nobody@example.org"), 3, "user_not_found"),
        (("ask", "   ", "--avee", "mara"), 2, "empty_message"),
        (("ask", "x" * 8_001, "--avee", "mara"), 2, "message_too_long"),
        (("ask", "hi"), 2, "--avee"),
        (("ingest", "nobody", "."), 3, "avee_not_found"),
        (("ingest", "mara"), 2, "paths"),
        (("answers", "export", "mara", "answers.xlsx"), 2, "unknown_format"),
        (("answers", "import", "mara", "missing.csv"), 2, "unreadable_file"),
        (("answers", "export", "mara", "nowhere/answers.csv"), 2, "unwritable_file"),
        (("answers", "import", "nobody", "missing.csv"), 3, "avee_not_found"),
        (("migrate",), 2, "no_owner_url"),
        (("tokens", "create", "nobody@example.org", "script"), 3, "user_not_found"),
        (("nonsense",), 2, "nonsense"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else None,
)
def test_each_failure_has_its_exit_code(demo: EmbeddedServer, arguments: tuple[str, ...], code: int, says: str) -> None:
    assert says in orchestrator(*arguments, expect=code).output


def test_a_database_that_does_not_answer(demo: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:secret@127.0.0.1:9/none")
    said = orchestrator("ask", "hi", "--avee", "mara", expect=6).output
    assert "database_unavailable" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("EMBEDDINGS_WIDTH", "secret", "invalid_settings: The environment holds invalid settings. EMBEDDINGS_WIDTH: Input should be"),
        ("ORCHESTRATOR_HOME", "/dev/null/home", "invalid_home: ORCHESTRATOR_HOME is /dev/null/home"),
        ("LOG_LEVEL", "loud", "invalid_settings: LOG_LEVEL is 'LOUD'"),
        ("DATABASE_URL", "secret", "invalid_database_url: DATABASE_URL is not the address"),
        ("DATABASE_URL", "mysql://me:secret@127.0.0.1/mine", "invalid_database_url: DATABASE_URL is not the address"),
        ("DATABASE_URL", "postgresql://me:secret@127.0.0.1:port/mine", "invalid_database_url: DATABASE_URL is not the address"),
        ("DATABASE_OWNER_URL", "secret", "invalid_database_url: DATABASE_OWNER_URL is not the address"),
    ],
)
def test_an_invalid_setting_is_named_and_its_value_kept_secret(
    demo: EmbeddedServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["orchestrator", "jobs", "failed"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith(says)
    assert "secret" not in said


@pytest.mark.parametrize(
    "command", [(), ("serve",), ("ask",), ("ingest",), ("answers", "import"), ("users", "create"), ("tokens", "create")]
)
def test_every_command_has_help(command: tuple[str, ...]) -> None:
    assert "Usage:" in orchestrator(*command, "--help").output


def test_ingest_of_a_folder_names_unreadable_files_and_continues(demo: EmbeddedServer, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "wax.md").write_text("# Wax\n\nMelt old combs in a solar wax melter between May and August.\n")
    (tmp_path / "deep" / "candles.html").write_text("<h1>Candles</h1><p>Dip a candle twenty times and let it cool in between.</p>")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 4)
    (tmp_path / "empty.txt").write_bytes(b"")
    before = count(demo, "documents WHERE status = 'ready'")
    result = orchestrator("ingest", "mara", tmp_path, expect=1)
    assert "broken.pdf" in result.stderr
    assert "empty.txt" in result.stderr
    assert "2 documents added" in result.stdout
    assert "2 failed" in result.stdout
    assert count(demo, "documents WHERE status = 'ready'") == before + 2
    again = orchestrator("ingest", "mara", tmp_path / "wax.md", tmp_path / "deep").stdout
    assert "0 documents added (0 passages), 2 known already, 0 failed" in again
    assert ask("How many times do I dip a candle?", "--as", "finn@example.org")["path"] == "A"


def test_ingest_of_a_folder_skips_what_is_no_document(demo: EmbeddedServer, tmp_path: Path) -> None:
    (tmp_path / "node_modules" / "x").mkdir(parents=True)
    for name in ("style.css", "Gemfile.lock", "Dockerfile", ".gitignore", "logo.png", "node_modules/x/README.md", "app.min.js"):
        (tmp_path / name).write_text(f"not knowledge: {name}")
    (tmp_path / "smoker.md").write_text("# Smoker\n\nLight the smoker with dry grass.\n")
    # Lines are broken at the width of the terminal.
    said = " ".join(orchestrator("ingest", "mara", tmp_path).stdout.split())
    assert "1 documents added" in said
    assert "7 files skipped: " in said
    assert "program code, a style sheet or a setting (2)" in said
    assert "Name a file to add it all the same." in said
    assert count(demo, "documents WHERE content LIKE 'not knowledge%'") == 0
    assert "1 documents added" in orchestrator("ingest", "mara", tmp_path / "Dockerfile").stdout
    assert count(demo, "documents WHERE content = 'not knowledge: Dockerfile'") == 1


def test_ingest_of_a_missing_file(demo: EmbeddedServer, tmp_path: Path) -> None:
    assert "missing.md" in orchestrator("ingest", "mara", tmp_path / "missing.md", expect=1).stderr


ROWS = [
    ("Can I paint a hive blue?", "Yes, bees like blue; use paint without solvents."),
    ('How heavy is a queen, "roughly"?', "About 0.2 g.\n\nNot more."),
]


@pytest.mark.parametrize("ending", [".csv", ".jsonl"])
def test_importing_answers_twice_stores_them_once(demo: EmbeddedServer, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"answers{ending}"
    rows = [(f"{question} ({ending})", answer) for question, answer in ROWS]
    if ending == ".csv":
        with file.open("w", newline="") as lines:
            csv.writer(lines).writerows([("question", "answer"), *rows])
    else:
        file.write_text("".join(json.dumps({"question": q, "answer": a, "layer": "friends"}) + "\n" for q, a in rows))
    before = count(demo, "canonical_answers")
    assert "2 answers added, 0 known already" in orchestrator("answers", "import", "mara", file).stdout
    assert "0 answers added, 2 known already" in orchestrator("answers", "import", "mara", file).stdout
    assert count(demo, "canonical_answers") == before + 2
    layer = "public" if ending == ".csv" else "friends"
    assert (
        count(
            demo, f"canonical_answers WHERE question_pattern = $${rows[1][0]}$$ AND answer_content = $${rows[1][1]}$$ AND layer = '{layer}'"
        )
        == 1
    )


def test_answers_import_names_wrong_rows_and_continues(demo: EmbeddedServer, tmp_path: Path) -> None:
    file = tmp_path / "mixed.jsonl"
    lines = [
        json.dumps({"question": "Do bees sleep?", "answer": "Yes, at night."}),
        "not json",
        json.dumps({"question": "", "answer": "no question"}),
        json.dumps({"question": "no answer"}),
        json.dumps({"question": "Which layer?", "answer": "This one.", "layer": "secret"}),
        json.dumps({"question": "Do drones sting?", "answer": "No."}),
    ]
    file.write_text("\n".join(lines))
    result = orchestrator("answers", "import", "mara", file, expect=1)
    assert [number for number in range(1, 7) if f"mixed.jsonl:{number}" in result.stderr] == [2, 3, 4, 5]
    assert "2 answers added" in result.stdout
    assert "4 rows wrong" in result.stdout


@pytest.mark.parametrize("ending", [".csv", ".jsonl"])
def test_answers_export_is_a_round_trip(demo: EmbeddedServer, tmp_path: Path, ending: str) -> None:
    first, second = tmp_path / f"first{ending}", tmp_path / f"second{ending}"
    orchestrator("answers", "export", "mara", first)
    assert "0 answers added" in orchestrator("answers", "import", "mara", first).stdout
    orchestrator("answers", "export", "mara", second)
    assert first.read_bytes() == second.read_bytes()
    assert first.read_text().count("Should I start with one hive or two?") == 1


def test_answers_export_for_reading(demo: EmbeddedServer, tmp_path: Path) -> None:
    orchestrator("answers", "export", "mara", tmp_path / "answers.md")
    assert "## Should I start with one hive or two?\n\n" in (tmp_path / "answers.md").read_text()


def test_users_and_tokens(demo: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORCHESTRATOR_PASSWORD", "a long passphrase")
    assert "new@example.org is " in orchestrator("users", "create", "new@example.org", "newcomer").stdout
    assert "email_taken" in orchestrator("users", "create", "new@example.org", "other", expect=5).output
    token = orchestrator("tokens", "create", "new@example.org", "script").stdout.strip()
    assert re.fullmatch(r"orc_tok_[\w-]{43}", token)
    monkeypatch.setenv("ORCHESTRATOR_PASSWORD", "short")
    assert "weak_password" in orchestrator("users", "create", "third@example.org", "third", expect=2).output
