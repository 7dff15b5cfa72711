"""The whole schema, as read from the database's own catalogue.

After an intended change of the schema, `make schema-text` writes the stored text again, and the commit shows the change.
"""

import re
from difflib import unified_diff
from pathlib import PurePosixPath

import pytest
from sqlalchemy import NullPool, create_engine, text

from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.adapters.postgres.server import schema
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.adapters.postgres.sql import read_functions
from orchestrator.adapters.postgres.sql.applying import LOAD_EXTENSION, run_script
from orchestrator.domain.errors import Invalid
from support.tools.catalogue import STORED, read_catalogue


def test_a_fresh_database_has_the_stored_schema(database: EmbeddedServer) -> None:
    stored, found = STORED.read_text(encoding="utf-8"), read_catalogue(database.owner_url)
    assert list(unified_diff(stored.splitlines(), found.splitlines(), "stored", "fresh", lineterm="", n=2)) == []
    assert len(stored) > 50_000


def test_every_function_body_is_valid(database: EmbeddedServer) -> None:
    # Functions are created before the tables that they name. Now that all exist, PostgreSQL checks the bodies again.
    with create_engine(database.owner_url, poolclass=NullPool).begin() as connection:
        connection.exec_driver_sql("SET check_function_bodies = on")
        connection.exec_driver_sql(LOAD_EXTENSION)
        for file in read_functions():
            run_script(connection, file.text)


def test_functions_of_the_owner_search_the_temporary_schema_last(database: EmbeddedServer) -> None:
    # A caller may create temporary tables, which would otherwise be found before the real ones. This also holds for
    # functions called by such a function.
    query = """
        SELECT proname, coalesce(array_to_string(proconfig, '; '), '') FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname !~ '^procrastinate'
        AND (prosecdef OR array_to_string(proconfig, '; ') ~ 'search_path')
    """
    with create_engine(database.owner_url, poolclass=NullPool).connect() as connection:
        settings = {row[0]: row[1] for row in connection.execute(text(query))}
    assert {name for name, found in settings.items() if "search_path=pg_catalog, public, pg_temp" not in found} == set()
    assert len(settings) > 60


def test_a_file_holds_one_function_of_its_name() -> None:
    made = {file.name: re.findall(r"^CREATE OR REPLACE FUNCTION (\w+)", file.text, re.MULTILINE) for file in read_functions()}
    assert made == {name: [PurePosixPath(name).stem] for name in made}
    assert len({each[0] for each in made.values()}) == len(made) > 70


def test_a_changed_function_and_trigger_are_applied_again(database: EmbeddedServer) -> None:
    with create_engine(database.owner_url, poolclass=NullPool).begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER messages_emit ON messages")
        connection.exec_driver_sql(
            "CREATE OR REPLACE FUNCTION visible_layer() RETURNS layer LANGUAGE sql STABLE AS $$ SELECT 'intimate'::layer $$"
        )
        connection.exec_driver_sql("GRANT DELETE ON messages TO orchestrator_app")
        connection.exec_driver_sql("UPDATE schema_files SET sha256 = '' WHERE name ~ '/(visible_layer|messages).sql'")
        connection.exec_driver_sql("INSERT INTO schema_files VALUES ('functions/gone.sql', '')")
    with pytest.raises(Invalid, match=r"functions or triggers of another version.*orchestrator migrate") as refused:
        schema.check(database.runtime_url, LocalEmbedder.identity)
    assert refused.value.code == "schema_not_current"
    schema.migrate(database.owner_url, database.runtime_url, LocalEmbedder.identity)
    schema.check(database.runtime_url, LocalEmbedder.identity)
    assert read_catalogue(database.owner_url) == STORED.read_text(encoding="utf-8")
