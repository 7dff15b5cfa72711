"""A database that lost parts of its schema, as after an incomplete restore, is refused, and `migrate` repairs it."""

import logging

import pytest
from sqlalchemy import NullPool, create_engine, make_url, text

from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.adapters.postgres.server import schema
from orchestrator.adapters.postgres.server.embedded import RUNTIME, EmbeddedServer
from orchestrator.domain.errors import OrchestratorError
from support.tools.catalogue import read_catalogue

MODEL = LocalEmbedder.identity


def damage(database: EmbeddedServer, statement: str) -> None:
    url = make_url(database.owner_url).set(username="postgres")
    with create_engine(url, poolclass=NullPool).begin() as admin:
        admin.execute(text(statement))


def refusal(database: EmbeddedServer) -> OrchestratorError:
    with pytest.raises(OrchestratorError) as refused:
        schema.check(database.runtime_url, MODEL)
    return refused.value


def test_what_is_missing_is_named_and_repaired(database: EmbeddedServer, caplog: pytest.LogCaptureFixture) -> None:
    whole = read_catalogue(database.owner_url, queue=True, bodies=True)
    for statement, name in (
        ("DROP FUNCTION find_nearest CASCADE", "function find_nearest"),
        ("CREATE OR REPLACE FUNCTION current_person() RETURNS uuid LANGUAGE sql STABLE AS 'SELECT NULL::uuid'", "function current_person"),
        ("DROP TRIGGER documents_emit ON documents", "trigger documents_emit on documents"),
        ("DROP POLICY editors ON documents", "policy editors on documents"),
        ("DROP INDEX events_xid", "index events_xid"),
        ("ALTER TABLE messages DISABLE ROW LEVEL SECURITY", "row security of messages (ENABLE)"),
        ("ALTER TABLE messages NO FORCE ROW LEVEL SECURITY", "row security of messages (FORCE)"),
    ):
        damage(database, statement)
        error = refusal(database)
        assert (error.code, name in error.detail, "orchestrator migrate" in error.detail) == ("schema_not_current", True, True), (
            error.detail
        )
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            schema.migrate(database.owner_url, database.runtime_url, MODEL)
        assert name in caplog.text
        schema.check(database.runtime_url, MODEL)
    assert read_catalogue(database.owner_url, queue=True, bodies=True) == whole


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        (f"REVOKE SELECT ON documents FROM {RUNTIME}", "SELECT on documents"),
        (f"REVOKE EXECUTE ON FUNCTION find_person FROM {RUNTIME}", "EXECUTE on find_person"),
    ],
)
def test_missing_rights_are_named_and_granted_again(database: EmbeddedServer, statement: str, name: str) -> None:
    damage(database, statement)
    error = refusal(database)
    assert (error.code, name in error.detail) == ("rights_missing", True)
    schema.migrate(database.owner_url, database.runtime_url, MODEL)
    schema.check(database.runtime_url, MODEL)


@pytest.mark.parametrize(
    ("statement", "name"), [("DROP TABLE events", "table events"), ("DROP FUNCTION procrastinate_retry_job_v2 CASCADE", "procrastinate")]
)
def test_what_cannot_be_repaired_is_refused(database: EmbeddedServer, statement: str, name: str) -> None:
    damage(database, statement)
    assert (refusal(database).code, name in refusal(database).detail) == ("schema_incomplete", True)
    with pytest.raises(OrchestratorError) as refused:
        schema.migrate(database.owner_url, database.runtime_url, MODEL)
    assert refused.value.code == "schema_incomplete"


def test_a_program_older_than_its_database_says_so(database: EmbeddedServer) -> None:
    damage(database, "UPDATE alembic_version SET version_num = '9999_of_the_future'")
    assert refusal(database).code == "program_older_than_database"
    with pytest.raises(OrchestratorError, match="9999_of_the_future") as refused:
        schema.migrate(database.owner_url, database.runtime_url, MODEL)
    assert refused.value.code == "program_older_than_database"
    with pytest.raises(OrchestratorError, match="9999_of_the_future"):
        schema.require_current(database.owner_url)
