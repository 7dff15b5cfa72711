"""Migrations, refusals, indexes, triggers, and the embedded server through crashes."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psutil
import pytest
from sqlalchemy import Connection, Engine, NullPool, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.adapters.postgres.server import schema
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.ports.models import EmbedderIdentity
from support.seeding import LAYERS, add_escalation, seed
from support.tools.catalogue import read_catalogue

MODEL = LocalEmbedder.identity


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    with create_engine(url, poolclass=NullPool).connect() as connection:
        yield connection
        connection.commit()


def as_user(url: str, user: str) -> str:
    return make_url(url).set(username=user).render_as_string(hide_password=False)


def test_migrating_an_empty_database_twice(bare: EmbeddedServer, database: EmbeddedServer) -> None:
    schema.migrate(bare.owner_url, bare.runtime_url, MODEL)
    first = read_catalogue(bare.owner_url, queue=True)
    assert first == read_catalogue(database.owner_url, queue=True)
    with connected(bare.owner_url) as connection:
        seeded = seed(connection)
    schema.migrate(bare.owner_url, bare.runtime_url, MODEL)
    schema.check(bare.runtime_url, MODEL)
    assert read_catalogue(bare.owner_url, queue=True) == first
    with connected(bare.owner_url) as connection:
        assert connection.execute(text("SELECT count(*) FROM avees WHERE id = :id"), {"id": seeded.avee}).scalar_one() == 1


def test_programs_that_migrate_at_once_take_turns(bare: EmbeddedServer) -> None:
    code = "import sys; from orchestrator.adapters.postgres.server import schema; from orchestrator.adapters.models.embedding.local import LocalEmbedder\n"
    code += "schema.migrate(sys.argv[1], sys.argv[2], LocalEmbedder.identity)"
    programs = [subprocess.Popen([sys.executable, "-W", "ignore", "-c", code, bare.owner_url, bare.runtime_url]) for _ in range(3)]
    assert [program.wait(120) for program in programs] == [0, 0, 0]
    schema.check(bare.runtime_url, MODEL)


def test_an_unmigrated_database_is_refused_with_instructions(bare: EmbeddedServer) -> None:
    with pytest.raises(Invalid) as refused:
        schema.check(bare.runtime_url, MODEL)
    assert refused.value.code == "schema_not_current"
    assert "orchestrator migrate" in refused.value.detail


def test_a_database_from_before_the_baseline_is_refused_with_instructions(bare: EmbeddedServer) -> None:
    with connected(bare.owner_url) as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('0023')"))
        connection.execute(text("CREATE TABLE canonical_answers (id uuid PRIMARY KEY)"))
    refusals: list[Callable[[], None]] = [
        partial(schema.migrate, bare.owner_url, bare.runtime_url, MODEL),
        partial(schema.check, bare.runtime_url, MODEL),
        partial(schema.require_current, bare.owner_url),
    ]
    for refuse in refusals:
        with pytest.raises(Invalid, match=r"orchestrator answers export .*documents.*new ORCHESTRATOR_HOME") as refused:
            refuse()
        assert refused.value.code == "schema_of_old_chain"
    with connected(bare.owner_url) as connection:
        assert connection.execute(text("SELECT to_regclass('users')")).scalar_one() is None


@pytest.mark.parametrize("model", [EmbedderIdentity("other-model", MODEL.width), EmbedderIdentity(MODEL.name, 768)], ids=["name", "width"])
def test_another_embedding_model_is_refused_with_instructions(database: EmbeddedServer, model: EmbedderIdentity) -> None:
    with pytest.raises(Invalid) as at_start:
        schema.check(database.runtime_url, model)
    with pytest.raises(Invalid) as at_migration:
        schema.migrate(database.owner_url, database.runtime_url, model)
    for refused in (at_start, at_migration):
        assert refused.value.code == "embedding_model_changed"
        assert MODEL.name in refused.value.detail
        assert "orchestrator reembed" in refused.value.detail
    schema.check(database.runtime_url, MODEL)


@pytest.mark.parametrize(
    ("undone", "says"),
    [
        ("DROP EXTENSION vector", "extension"),
        ("ALTER DATABASE {name} OWNER TO postgres; REVOKE ALL ON SCHEMA public FROM orchestrator_owner", "schema public"),
    ],
)
def test_an_owner_without_the_needed_rights_gets_instructions(bare: EmbeddedServer, undone: str, says: str) -> None:
    with connected(as_user(bare.owner_url, "postgres")) as admin:
        admin.execute(text(undone.format(name=make_url(bare.owner_url).database)))
    with pytest.raises(Invalid, match=f"permission denied.*{says}.*CREATE EXTENSION vector") as refused:
        schema.migrate(bare.owner_url, bare.runtime_url, MODEL)
    assert refused.value.code == "owner_too_weak"
    with connected(as_user(bare.owner_url, "postgres")) as admin:
        admin.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
        admin.execute(text("GRANT ALL ON SCHEMA public TO orchestrator_owner"))
    schema.migrate(bare.owner_url, bare.runtime_url, MODEL)
    schema.check(bare.runtime_url, MODEL)


@pytest.mark.parametrize(
    ("offered", "code"), [("('vector', NULL, '0.7.4')", "vector_too_old"), ("('hstore', NULL, '1.8')", "no_vector_extension")]
)
def test_a_server_without_the_extension_that_is_needed_is_refused(bare: EmbeddedServer, offered: str, code: str) -> None:
    # Simulates a server with other extensions: this table is found before the catalogue's own view.
    with connected(as_user(bare.owner_url, "postgres")) as admin:
        admin.execute(text("CREATE TABLE public.pg_available_extensions (name text, installed_version text, default_version text)"))
        admin.execute(text(f"INSERT INTO public.pg_available_extensions VALUES {offered}"))
        admin.execute(text("GRANT SELECT ON public.pg_available_extensions TO PUBLIC"))
        admin.execute(text(f"ALTER DATABASE {make_url(bare.owner_url).database} SET search_path = public, pg_catalog"))
    with pytest.raises(Invalid) as refused:
        schema.migrate(bare.owner_url, bare.runtime_url, MODEL)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("user", "code"),
    [("postgres", "runtime_role_too_strong"), ("orchestrator_owner", "runtime_role_is_owner"), ("ghost", "no_runtime_role")],
)
def test_a_runtime_role_that_could_bypass_row_security_is_refused(
    database: EmbeddedServer, bare: EmbeddedServer, user: str, code: str
) -> None:
    for place in (database, bare):
        with pytest.raises(Invalid) as refused:
            schema.migrate(place.owner_url, as_user(place.runtime_url, user), MODEL)
        assert refused.value.code == code
    if user != "ghost":
        with pytest.raises(Invalid) as refused:
            schema.check(as_user(database.runtime_url, user), MODEL)
        assert refused.value.code == code
    with connected(bare.owner_url) as connection:
        assert connection.execute(text("SELECT to_regclass('users')")).scalar_one() is None


def test_the_error_of_an_unreachable_database_hides_its_password() -> None:
    with pytest.raises(Unavailable) as refused:
        schema.check("postgresql://somebody:secret@127.0.0.1:9/none", MODEL)
    assert refused.value.code == "database_unavailable"
    assert "secret" not in refused.value.detail


def test_every_foreign_key_has_an_index_that_starts_with_its_columns(database: EmbeddedServer) -> None:
    query = """
        SELECT c.conrelid::regclass::text || ' ' || c.conname FROM pg_constraint c
        WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND c.conrelid::regclass::text NOT LIKE 'procrastinate%'
        AND NOT EXISTS (
            SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid
            AND (i.indpred IS NULL OR cardinality(c.conkey) = 1 AND pg_get_expr(i.indpred, i.indrelid)
                = '(' || (SELECT attname FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = c.conkey[1]) || ' IS NOT NULL)')
            AND (SELECT array_agg(k ORDER BY k) FROM unnest((i.indkey::smallint[])[0:cardinality(c.conkey) - 1]) k)
                = (SELECT array_agg(k ORDER BY k) FROM unnest(c.conkey) k))
    """
    with connected(database.owner_url) as connection:
        assert connection.execute(text(query)).scalars().all() == []
        keys = connection.execute(text("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace"))
        assert keys.scalar_one() > 20


@pytest.fixture
def owner(database: EmbeddedServer) -> Iterator[Engine]:
    engine = create_engine(database.owner_url)
    yield engine
    engine.dispose()


def test_a_new_avee_has_its_policy_and_the_policys_first_version(owner: Engine) -> None:
    with owner.begin() as connection:
        seeded = seed(connection)
        config = connection.execute(text("SELECT * FROM orchestrator_configs WHERE avee_id = :id"), {"id": seeded.avee}).one()
        kept = connection.execute(
            text("SELECT version, config FROM orchestrator_config_versions WHERE avee_id = :id"), {"id": seeded.avee}
        ).one()
    assert (config.version, config.max_escalations_per_day, config.max_escalations_per_week) == (1, 10, 50)
    assert (config.escalation_enabled, config.clarification_enabled, config.auto_answer_confidence_threshold) == (True, True, 0.75)
    assert (config.blocked_topics, config.allowed_user_tiers, config.availability_windows) == (
        [],
        ["free", "follower", "paid", "guest"],
        {},
    )
    assert (kept.version, kept.config["max_escalations_per_day"]) == (1, 10)


def test_escalations_are_counted_in_rolling_windows_of_one_avee(owner: Engine) -> None:
    with owner.begin() as connection:
        seeded = seed(connection)
        connection.execute(text("UPDATE escalation_queue SET accepted_at = NULL, status = 'pending'"))
        message = connection.execute(text("SELECT id, conversation_id FROM messages LIMIT 1")).one()
        for hours in (0, 1, 23, 25, 167, 169):
            then = connection.execute(text("SELECT now() - make_interval(hours => :hours)"), {"hours": hours}).scalar_one()
            add_escalation(
                connection, seeded.avee, seeded.asker, message.conversation_id, message.id, status="accepted", accepted_at=then
            )  # fmt: skip

        def count(avee: object, hours: int) -> int:
            found: int = connection.execute(text("SELECT get_escalation_count(:avee, :hours)"), {"avee": avee, "hours": hours}).scalar_one()
            return found

        assert [count(seeded.avee, hours) for hours in (1, 24, 168, 1000)] == [1, 3, 5, 6]
        assert count(seeded.other_avee, 1000) == 0


def test_updated_at_follows_an_update_but_not_a_reuse(owner: Engine) -> None:
    with owner.begin() as connection:
        seed(connection)
        tables = (
            connection.execute(
                text("SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'updated_at'")
            )
            .scalars()
            .all()
        )
    assert {"users", "avees", "documents", "canonical_answers", "orchestrator_configs", "escalation_queue"} <= set(tables)
    for table in tables:
        with owner.begin() as connection:
            if connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one():
                # Only a change of the text makes an answer newer.
                change = "question_pattern = question_pattern || '?'" if table == "canonical_answers" else "created_at = created_at"
                connection.execute(text(f"UPDATE {table} SET {change}"))
                assert connection.execute(text(f"SELECT bool_and(updated_at = now()) FROM {table}")).scalar_one(), table
    with owner.begin() as connection:
        connection.execute(text("UPDATE canonical_answers SET times_reused = times_reused + 1"))
        connection.execute(text("UPDATE canonical_answers SET times_right = times_right + 1, times_wrong = times_wrong + 1"))
        assert connection.execute(text("SELECT bool_or(updated_at = now()) FROM canonical_answers")).scalar_one() is False


def test_scores_and_words_outside_their_range_are_refused(owner: Engine) -> None:
    for table, change in (
        ("orchestrator_decisions", "decision_path = 'G'"),
        ("orchestrator_decisions", "confidence_score = 10001"),
        ("orchestrator_decisions", "similarity = 1.1"),
        ("escalation_queue", "status = 'lost'"),
        ("escalation_queue", "escalation_reason = 'boring'"),
        ("avee_members", "tier = 'gold'"),
        ("documents", "layer = 'deep'"),
    ):
        with owner.connect() as connection:
            seed(connection)
            with pytest.raises(DBAPIError, match=r"check constraint|invalid input value for enum"):
                connection.execute(text(f"UPDATE {table} SET {change}"))


def test_layers_are_ordered(owner: Engine) -> None:
    with owner.connect() as connection:
        assert tuple(connection.execute(text("SELECT unnest(enum_range(NULL::layer))::text ORDER BY 1::int")).scalars()) == LAYERS


def processes_of(home: Path) -> list[psutil.Process]:
    """The postgres processes whose data is under this home."""
    pid_file = home / "postgres" / "postmaster.pid"
    if not pid_file.exists():
        return []
    try:
        postmaster = psutil.Process(int(pid_file.read_text().split()[0]))
        return [postmaster, *postmaster.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def kill_all(processes: list[psutil.Process]) -> None:
    for process in processes:
        process.kill()
    psutil.wait_procs(processes, timeout=120)


START = """
import sys
from pathlib import Path
from sqlalchemy import create_engine, text, NullPool
from orchestrator.adapters.postgres.server import embedded
server = embedded.start(Path(sys.argv[1]))
with create_engine(server.owner_url, poolclass=NullPool).connect() as connection:
    for statement in sys.argv[2:]:
        result = connection.execute(text(statement))
        print(result.scalar_one() if result.returns_rows else "done")
    connection.commit()
print("ready", flush=True)
sys.stdin.readline()
server.stop()
"""


def start_program(home: Path, *statements: str) -> "subprocess.Popen[str]":
    """A program with its own home. It prints `ready`, and ends on a line of input."""
    arguments = [sys.executable, "-W", "ignore", "-c", START, str(home), *statements]
    return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def said_until_ready(program: "subprocess.Popen[str]") -> list[str]:
    assert program.stdout is not None
    said: list[str] = []
    for line in program.stdout:
        if line.strip() == "ready":
            return said
        said.append(line.strip())
    raise AssertionError(f"it ended: {said}")


def leave(program: "subprocess.Popen[str]") -> None:
    program.communicate("\n", timeout=120)
    assert program.returncode == 0


@pytest.fixture
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="orchestrator-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "home"


def test_a_home_through_crashes(home: Path) -> None:
    """One test, because a new home takes seconds: power cut, killed program, stale pid file, two programs, clean stop."""
    program = start_program(home, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (1)")
    said_until_ready(program)
    assert processes_of(home)
    # All processes die at once, as in a power cut.
    program.kill()
    program.communicate()
    kill_all(processes_of(home))
    assert (home / "postgres" / "postmaster.pid").exists()

    # The pid in the stale file belongs by now to an unrelated process.
    pid_file = home / "postgres" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    program = start_program(home, "SELECT sum(n) FROM kept", "INSERT INTO kept VALUES (2)")
    assert said_until_ready(program)[0] == "1"

    # The program is killed and its server continues; the next program joins it.
    before = processes_of(home)[0].pid
    program.kill()
    program.communicate()
    first = start_program(home, "SELECT sum(n) FROM kept")
    assert said_until_ready(first) == ["3"]
    assert processes_of(home)[0].pid == before

    # Of two programs on one home, the first to end leaves the server running; the last one stops it cleanly.
    second = start_program(home, "SELECT sum(n) FROM kept")
    assert said_until_ready(second) == ["3"]
    leave(first)
    assert [process.pid for process in processes_of(home)][:1] == [before]
    running = processes_of(home)
    leave(second)
    psutil.wait_procs(running, timeout=120)
    assert not [process for process in running if process.is_running()]
    assert not pid_file.exists()
    log = "".join(path.read_text(errors="replace") for path in (home / "postgres").rglob("*log*") if path.is_file())
    assert re.search(r"database system is shut down", log)
