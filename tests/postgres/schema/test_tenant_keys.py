"""The schema can be distributed by avee_id: all keys of every tenant table start with it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, NullPool, create_engine, text

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer

# Rows of a person, stored by user_id; the avee is only what the row is about.
OF_A_PERSON = {"notifications", "mail_news"}
TENANT = """
    SELECT c.oid, c.relname, a.attnum AS avee FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'avee_id'
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
"""


@pytest.fixture(scope="module")
def connection(shared_database: EmbeddedServer) -> Iterator[Connection]:
    with create_engine(shared_database.owner_url, poolclass=NullPool).connect() as connected:
        yield connected


def read(connection: Connection, query: str) -> set[tuple[str, str]]:
    found = {(row[0], row[1]) for row in connection.execute(text(query))}
    return {(table, what) for table, what in found if table not in OF_A_PERSON}


def test_there_are_tenant_tables(connection: Connection) -> None:
    assert len(read(connection, f"SELECT relname, '' FROM ({TENANT}) t")) >= 24


def test_primary_keys_start_with_the_avee(connection: Connection) -> None:
    query = f"""
        SELECT t.relname, coalesce(pg_get_indexdef(i.indexrelid), 'none') FROM ({TENANT}) t
        LEFT JOIN pg_index i ON i.indrelid = t.oid AND i.indisprimary
        WHERE i.indexrelid IS NULL OR i.indkey[0] <> t.avee
    """
    assert read(connection, query) == set()


def test_unique_indexes_contain_the_avee(connection: Connection) -> None:
    query = f"""
        SELECT t.relname, pg_get_indexdef(i.indexrelid) FROM ({TENANT}) t JOIN pg_index i ON i.indrelid = t.oid AND i.indisunique
        WHERE t.avee <> ALL ((i.indkey::smallint[])[0:i.indnkeyatts - 1])
    """
    assert read(connection, query) == set()


def test_foreign_keys_between_tenant_tables_join_avee_to_avee(connection: Connection) -> None:
    # The foreign key joins avee_id in both tables, so a row and its parent belong to one avee.
    query = f"""
        SELECT t.relname, k.conname FROM ({TENANT}) t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
        JOIN ({TENANT}) o ON o.oid = k.confrelid
        WHERE NOT EXISTS (SELECT FROM unnest(k.conkey, k.confkey) AS pair (mine, theirs) WHERE mine = t.avee AND theirs = o.avee)
    """
    assert read(connection, query) == set()
