"""Running the schema files: all files in an empty database, and only changed functions and triggers in an existing one.

All statements run in the caller's transaction, with the role that owns the schema.
"""

from typing import Any

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, text

from orchestrator.adapters.postgres.sql import SqlFile, read_functions, read_tables, read_triggers, read_types
from orchestrator.adapters.postgres.sql.standing import Damage, find_damage

# A function body may name objects that are created later; the tests check all bodies in a complete schema.
BODIES_LATER = "SET LOCAL check_function_bodies = off"
# Functions may set settings of pgvector, which a session knows only after it has used the extension.
LOAD_EXTENSION = "SELECT '[0]'::halfvec"


def create_schema(connection: Connection, width: int) -> None:
    """Creates the whole schema in an empty database. `width` is the number of values in a vector of the embedding
    model."""
    connection.exec_driver_sql(BODIES_LATER)
    run_script(connection, SchemaManager.get_schema())
    _run(connection, read_types(), read_types().text)
    connection.exec_driver_sql(LOAD_EXTENSION)
    # Functions come first, because policies, indexes and keys of tables call them.
    for file in (*read_functions(), *read_tables(), *read_triggers()):
        _run(connection, file, file.definition.replace("{width}", str(width)))
    _remember(connection, (*read_functions(), *read_triggers()))


def refresh_schema(connection: Connection) -> Damage:
    """Applies each function and trigger file that changed since it was applied last, and what the database lacks.

    Returns what was repaired beside the changed files.
    """
    changed = set(find_stale(connection))
    damage = find_damage(connection)
    stale = changed | damage.files
    connection.exec_driver_sql(BODIES_LATER)
    connection.exec_driver_sql(LOAD_EXTENSION)
    for file in _refreshed():
        if file.name in stale:
            _run(connection, file, file.text)
    for statement in damage.statements:
        run_script(connection, statement)
    if stale:
        connection.exec_driver_sql("DELETE FROM schema_files")
        _remember(connection, _refreshed())
    # Functions of a new version differ because they are new, not because something broke.
    return Damage() if changed else damage


def find_stale(connection: Connection) -> tuple[str, ...]:
    """Names of function and trigger files that are new, gone, or different from the applied ones."""
    applied = {(row.name, row.sha256) for row in connection.execute(text("SELECT name, sha256 FROM schema_files"))}
    return tuple(sorted({name for name, _ in applied ^ {(file.name, file.sha256) for file in _refreshed()}}))


def grant_rights(connection: Connection, role: str) -> None:
    """Gives the runtime role exactly the rights on tables that their files grant, and the right to run every
    function."""
    quoted = connection.dialect.identifier_preparer.quote(role)
    everything = (
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quoted};\nREVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {quoted};\n"
        + "".join(file.grants for file in read_tables()).replace("{runtime_role}", quoted)
        + f"REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;\nGRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {quoted};\n"
    )
    run_script(connection, everything)


def run_script(connection: Connection, script: str) -> None:
    """Runs several statements at once, which psycopg allows only without parameters."""
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
