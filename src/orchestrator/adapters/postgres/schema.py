"""Bringing a database up to date, and refusing one that does not fit: version, extension, roles, embedding model."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError, ProgrammingError

from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.ports.models import EmbedderIdentity

MIN_SERVER_VERSION = 160000
MIN_VECTOR_VERSION = (0, 8)
# Any two programs that migrate one database take turns.
MIGRATION_LOCK = 7_305_112_001
READ_ONLY_TABLES = frozenset({"embedding_model", "alembic_version"})


@dataclass(frozen=True, slots=True)
class SchemaState:
    current: str | None
    head: str

    @property
    def is_current(self) -> bool:
        return self.current == self.head


def migrate(owner_url: str, runtime_url: str, embedder: EmbedderIdentity) -> None:
    """Brings the schema up to date as its owner and lets the runtime role use it; safe to call at every start.

    Raises Unavailable where the server does not answer, Invalid where it is too old, lacks pgvector, the owner may not set it up,
    the runtime role could look past row security, or the database was filled by another embedding model.
    """
    engine = _engine(owner_url)
    runtime_role = make_url(runtime_url).username or ""
    try:
        with _connected(engine) as connection:
            _check_server(connection)
            _check_runtime_role(connection, runtime_role)
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
            connection.commit()
            try:
                _check_embedder(connection, embedder)
                with _as_too_weak(make_url(owner_url).username or ""):
                    command.upgrade(_config(connection, embedder), "head")
                _remember_embedder(connection, embedder)
                _grant(connection, runtime_role)
                connection.commit()
            finally:
                connection.rollback()
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
                connection.commit()
    finally:
        engine.dispose()


@contextmanager
def _as_too_weak(owner: str) -> Iterator[None]:
    try:
        yield
    except (InsufficientPrivilege, ProgrammingError) as error:
        cause = error if isinstance(error, InsufficientPrivilege) else error.orig
        if not isinstance(cause, InsufficientPrivilege):
            raise
        raise Invalid(
            "owner_too_weak",
            f"The role {owner!r} of DATABASE_OWNER_URL may not set this database up: {str(cause).splitlines()[0]}. As a superuser run there "
            f'`CREATE EXTENSION vector` and `GRANT ALL ON SCHEMA public TO "{owner}"`, then try again.',
        ) from error


def check(runtime_url: str, embedder: EmbedderIdentity) -> None:
    """Raises Invalid unless the database is migrated to this program's head and filled by this embedding model."""
    engine = _engine(runtime_url)
    try:
        with _connected(engine) as connection:
            _check_server(connection)
            state = read_state(connection)
            if not state.is_current:
                raise Invalid(
                    "schema_not_current",
                    f"The database is at version {state.current or 'none'} and the program needs {state.head}; run "
                    "`orchestrator migrate` with DATABASE_OWNER_URL set.",
                )
            _check_runtime_role(connection, make_url(runtime_url).username or "")
            _check_embedder(connection, embedder)
    finally:
        engine.dispose()


def require_current(owner_url: str) -> None:
    """Raises Invalid `schema_not_current` where there are migrations to run, whatever model filled the database."""
    engine = _engine(owner_url)
    try:
        with _connected(engine) as connection:
            state = read_state(connection)
    finally:
        engine.dispose()
    if not state.is_current:
        raise Invalid("schema_not_current", "Migrate first, with the model that filled the database: `orchestrator migrate`.")


def read_state(connection: Connection) -> SchemaState:
    head = ScriptDirectory.from_config(_base_config()).get_current_head()
    return SchemaState(MigrationContext.configure(connection).get_current_revision(), head or "")


def _engine(url: str) -> Engine:
    return create_engine(make_url(url).set(drivername="postgresql+psycopg"))


def _connected(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except OperationalError as error:
        place = engine.url.render_as_string(hide_password=True)
        raise Unavailable("database_unavailable", f"No database answers at {place}: {error.orig}") from error


def _check_server(connection: Connection) -> None:
    version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    if version < MIN_SERVER_VERSION:
        raise Invalid("server_too_old", f"PostgreSQL 16 or newer is needed; this server is {version // 10000}.")
    offered = connection.execute(
        text("SELECT coalesce(installed_version, default_version) FROM pg_available_extensions WHERE name = 'vector'")
    ).scalar_one_or_none()
    if offered is None:
        raise Invalid("no_vector_extension", "This server has no pgvector; install its package (0.8 or newer) on the server.")
    if tuple(int(part) for part in offered.split(".")[:2]) < MIN_VECTOR_VERSION:
        raise Invalid("vector_too_old", f"pgvector 0.8 or newer is needed; this server has {offered}.")


def _check_runtime_role(connection: Connection, role: str) -> None:
    row = connection.execute(text("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = :role"), {"role": role}).first()
    if row is None:
        raise Invalid("no_runtime_role", f"The role {role!r} of DATABASE_URL does not exist; create it with CREATE ROLE … LOGIN.")
    if row.rolsuper or row.rolbypassrls:
        raise Invalid(
            "runtime_role_too_strong",
            f"The role {role!r} of DATABASE_URL is a superuser or has BYPASSRLS, so row security would not hold; "
            "use a plain role there and the schema's owner in DATABASE_OWNER_URL.",
        )
    owns = connection.execute(
        text("SELECT count(*) FROM pg_class WHERE relname = 'users' AND relkind = 'r' AND pg_get_userbyid(relowner) = :role"),
        {"role": role},
    ).scalar_one()
    same = connection.execute(text("SELECT current_user = :role"), {"role": role}).scalar_one()
    needs_migration = not _has_table(connection, "embedding_model")
    if owns or (same and needs_migration):
        raise Invalid(
            "runtime_role_is_owner",
            f"The role {role!r} of DATABASE_URL owns the schema, or would; name another role there and the owner in DATABASE_OWNER_URL.",
        )


def _has_table(connection: Connection, name: str) -> bool:
    return connection.execute(text("SELECT to_regclass(:name) IS NOT NULL"), {"name": f"public.{name}"}).scalar_one() is True


def _check_embedder(connection: Connection, embedder: EmbedderIdentity) -> None:
    if not _has_table(connection, "embedding_model"):
        return
    row = connection.execute(text("SELECT name, width FROM embedding_model")).first()
    if row is not None and (row.name, row.width) != (embedder.name, embedder.width):
        raise Invalid(
            "embedding_model_changed",
            f"This database was filled by the embedding model {row.name} ({row.width} wide), and the settings name "
            f"{embedder.name} ({embedder.width} wide); vectors of two models cannot be compared. Go back to {row.name}, or run "
            "`orchestrator reembed` to embed everything again with the new model.",
        )


def _remember_embedder(connection: Connection, embedder: EmbedderIdentity) -> None:
    connection.execute(
        text("INSERT INTO embedding_model (name, width) VALUES (:name, :width) ON CONFLICT DO NOTHING"),
        {"name": embedder.name, "width": embedder.width},
    )


def _grant(connection: Connection, role: str) -> None:
    quoted = connection.dialect.identifier_preparer.quote(role)
    tables = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
    for table in tables:
        rights = "SELECT" if table in READ_ONLY_TABLES else "SELECT, INSERT, UPDATE, DELETE"
        connection.exec_driver_sql(f"GRANT {rights} ON {connection.dialect.identifier_preparer.quote(table)} TO {quoted}")
    # What was said is never changed: of a message only its waiting mark, of a decision, delivery or version nothing.
    for table in ("messages", "orchestrator_decisions", "answer_deliveries", "orchestrator_config_versions", "asked_questions"):
        connection.exec_driver_sql(f"REVOKE UPDATE, DELETE ON {table} FROM {quoted}")
    connection.exec_driver_sql(f"GRANT UPDATE (awaits_routing, answered_with) ON messages TO {quoted}")
    # Written by triggers alone.
    for table in ("quotables", "uncounted_reuses", "banks"):
        connection.exec_driver_sql(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {quoted}")
    # Of a card only the creator's word.
    connection.exec_driver_sql(f"REVOKE UPDATE, DELETE ON trust_cards FROM {quoted}")
    connection.exec_driver_sql(f"GRANT UPDATE (verdict, judged_at) ON trust_cards TO {quoted}")
    # Of a match only the model's word.
    connection.exec_driver_sql(f"REVOKE UPDATE, DELETE ON grey_matches FROM {quoted}")
    connection.exec_driver_sql(f"GRANT UPDATE (verdict, model, judged_at) ON grey_matches TO {quoted}")
    # A password's hash leaves the table through find_credentials() alone.
    connection.exec_driver_sql(f"REVOKE SELECT ON users FROM {quoted}")
    connection.exec_driver_sql(f"GRANT SELECT (id, email, handle, display_name, avatar, created_at, updated_at) ON users TO {quoted}")
    connection.exec_driver_sql(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
    connection.exec_driver_sql("REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC")
    connection.exec_driver_sql(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {quoted}")


def _base_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def _config(connection: Connection, embedder: EmbedderIdentity) -> Config:
    config = _base_config()
    config.attributes["connection"] = connection
    config.attributes["embedding_width"] = embedder.width
    return config
