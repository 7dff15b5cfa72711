"""Running the schema's files: all of them in an empty database, and in a filled one the functions and triggers that changed.

Everything here runs in the caller's transaction, as the schema's owner.
"""

from typing import Any

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, text

from orchestrator.adapters.postgres.sql import SqlFile, read_functions, read_tables, read_triggers, read_types

# A function's body may name what is made after it; the tests check every body once all of it is there.
BODIES_LATER = "SET LOCAL check_function_bodies = off"
# A session knows the extension's settings, which a function may set, once it has used the extension.
LOAD_EXTENSION = "SELECT '[0]'::halfvec"


def create_schema(connection: Connection, width: int) -> None:
    """The whole schema, in an empty database. width: numbers in a vector of the embedding model."""
    connection.exec_driver_sql(BODIES_LATER)
    run_script(connection, SchemaManager.get_schema())
    _run(connection, read_types(), read_types().text)
    connection.exec_driver_sql(LOAD_EXTENSION)
    # Policies, indexes and keys of tables call functions, so these come first.
    for file in (*read_functions(), *read_tables(), *read_triggers()):
        _run(connection, file, file.definition.replace("{width}", str(width)))
    _remember(connection, (*read_functions(), *read_triggers()))


def refresh_schema(connection: Connection) -> None:
    """Applies again each function and trigger file that is not the one applied last."""
    stale = set(find_stale(connection))
    connection.exec_driver_sql(BODIES_LATER)
    connection.exec_driver_sql(LOAD_EXTENSION)
    for file in _refreshed():
        if file.name in stale:
            _run(connection, file, file.text)
    if stale:
        connection.exec_driver_sql("DELETE FROM schema_files")
        _remember(connection, _refreshed())


def find_stale(connection: Connection) -> tuple[str, ...]:
    """Names of function and trigger files that differ from those applied last, or are only here or only there."""
    applied = {(row.name, row.sha256) for row in connection.execute(text("SELECT name, sha256 FROM schema_files"))}
    return tuple(sorted({name for name, _ in applied ^ {(file.name, file.sha256) for file in _refreshed()}}))


def grant_rights(connection: Connection, role: str) -> None:
    """Leaves the running program's role exactly what the tables' files grant it, and every function."""
    quoted = connection.dialect.identifier_preparer.quote(role)
    everything = (
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quoted};\nREVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {quoted};\n"
        + "".join(file.grants for file in read_tables()).replace("{runtime_role}", quoted)
        + f"REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;\nGRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {quoted};\n"
    )
    run_script(connection, everything)


def run_script(connection: Connection, script: str) -> None:
    """Many statements at once, which the driver takes only without parameters."""
    if not connection.in_transaction():
        connection.begin()
    driver: Any = connection.connection.driver_connection
    driver.execute(script)


def _refreshed() -> tuple[SqlFile, ...]:
    return (*read_functions(), *read_triggers())


def _run(connection: Connection, file: SqlFile, script: str) -> None:
    try:
        run_script(connection, script)
    except Exception as error:
        error.add_note(f"in sql/{file.name}")
        raise


def _remember(connection: Connection, files: tuple[SqlFile, ...]) -> None:
    rows = [{"name": file.name, "sha256": file.sha256} for file in files]
    connection.execute(text("INSERT INTO schema_files (name, sha256) VALUES (:name, :sha256)"), rows)
