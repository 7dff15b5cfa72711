"""Functions that run with their owner's rights: none may be led astray by a table or function of somebody else."""

import psycopg
from sqlalchemy import make_url

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer

# The queue's own functions have none that run with their owner's rights.
DEFINERS = """
    SELECT p.oid::regprocedure::text, p.proconfig FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')"""
SAFE_PATH = "search_path=pg_catalog, public, pg_temp"


def test_functions_with_their_owners_rights_look_into_the_temporary_schema_last(database: EmbeddedServer) -> None:
    """Without pg_temp at the end of the path it is searched first: a caller could put a table of their own before ours."""
    url = make_url(database.owner_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as connection:
        found: dict[str, list[str] | None] = dict(connection.execute(DEFINERS).fetchall())
    assert len(found) > 30
    assert {name: config for name, config in found.items() if SAFE_PATH not in (config or [])} == {}
