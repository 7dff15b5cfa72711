"""Migrating a database, and refusing an unsuitable one: server version, pgvector, roles, embedding model."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import ProgrammingError

from orchestrator.adapters.postgres.connecting import CHECKS, MIGRATIONS
from orchestrator.adapters.postgres.server.reaching import connected
from orchestrator.adapters.postgres.sql.applying import create_schema, find_stale, grant_rights, refresh_schema
from orchestrator.adapters.postgres.sql.standing import find_damage, find_missing_rights
from orchestrator.domain.errors import Forbidden, Invalid
from orchestrator.ports.models import EmbedderIdentity

MIN_SERVER_VERSION = 160000
MIN_VECTOR_VERSION = (0, 8)
# The advisory lock under which programs migrate one database one after another.
MIGRATION_LOCK = 7_305_112_001

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SchemaState:
    """How far the schema of a database is up to date."""

    current: str | None
    """The revision of the database; None if it has no tables."""
    head: str
    """The newest revision that the program knows."""
    stale: tuple[str, ...] = ()
    """Names of function and trigger files that differ from the applied ones."""

    missing: tuple[str, ...] = ()
    """What the catalogue lacks or has otherwise, although it was applied; in words."""

    @property
    def is_current(self) -> bool:
        return self.current == self.head and not self.stale and not self.missing


def migrate(owner_url: str, runtime_url: str, embedder: EmbedderIdentity) -> None:
    """Migrates the schema as its owner and grants the runtime role its rights; safe to call at every start.

    Raises an error of `reaching` if the server cannot be reached. Raises Invalid if the server is too old or lacks pgvector, if the
    owner may not set up the database, if an early version of the program created it, if the runtime role could bypass
    row-level security, or if another embedding model filled the database.
    """
    runtime_role = make_url(runtime_url).username or ""
    with connected(owner_url, MIGRATIONS) as connection:
        _check_server(connection)
        _check_lineage(connection)
        _check_age(connection)
        _check_runtime_role(connection, runtime_role)
        with _taking_turns(connection):
            _check_embedder(connection, embedder)
            with _explained_for_owner(make_url(owner_url).username or ""):
                _create_or_migrate(connection, embedder)
                _remember_embedder(connection, embedder)
                grant_rights(connection, runtime_role)


@contextmanager
def _taking_turns(connection: Connection) -> Iterator[None]:
    """Commits at the end of the block; programs that migrate one database at once do so one after another."""
    # The others may take long, so that waiting for them has no limit of its own.
    connection.execute(text("SELECT set_config('lock_timeout', '0', true), pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
    connection.commit()
    try:
        yield
        connection.commit()
    finally:
        if not connection.invalidated:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
            connection.commit()


def _create_or_migrate(connection: Connection, embedder: EmbedderIdentity) -> None:
    """Creates an empty database from the files and stamps it with the newest revision; migrates any other database."""
    config = _config(connection)
    if MigrationContext.configure(connection).get_current_revision() is None:
        create_schema(connection, embedder.width)
        command.stamp(config, "head")
    else:
        command.upgrade(config, "head")
        _check_complete(find_damage(connection).lost)
        repaired = refresh_schema(connection)
        if repaired.names:
            log.warning("the database lacked parts of its schema, as after an incomplete restore; repaired: %s", ", ".join(repaired.names))


@contextmanager
def _explained_for_owner(owner: str) -> Iterator[None]:
    """Turns a missing privilege of the owner into Invalid `owner_too_weak`."""
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
    """Raises Invalid unless the database has this program's newest revision and was filled by this embedding model."""
    with connected(runtime_url, CHECKS) as connection:
        _check_server(connection)
        _check_lineage(connection)
        _check_age(connection)
        _check_current(read_state(connection))
        role = make_url(runtime_url).username or ""
        _check_runtime_role(connection, role)
        _check_rights(find_missing_rights(connection, role))
        _check_embedder(connection, embedder)


def require_current(owner_url: str) -> None:
    """Raises Invalid `schema_not_current` if migrations are pending. Does not check the embedding model."""
    with connected(owner_url, CHECKS) as connection:
        _check_lineage(connection)
        _check_age(connection)
        state = read_state(connection)
    if not state.is_current:
        raise Invalid("schema_not_current", "Migrate first, with the model that filled the database: `orchestrator migrate`.")


def read_state(connection: Connection) -> SchemaState:
    """Compares the database with the files of this program."""
    head = ScriptDirectory.from_config(_base_config()).get_current_head()
    current = MigrationContext.configure(connection).get_current_revision()
    if current != head:
        return SchemaState(current, head or "")
    damage = find_damage(connection)
    _check_complete(damage.lost)
    return SchemaState(current, head or "", find_stale(connection), damage.names)


def _check_age(connection: Connection) -> None:
    """Raises Invalid `program_older_than_database` where a newer program migrated the database."""
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None or current in {script.revision for script in ScriptDirectory.from_config(_base_config()).walk_revisions()}:
        return
    raise Invalid(
        "program_older_than_database",
        f"A newer version of the program migrated this database: its version {current} is unknown here. Install that version again, or "
        "restore the backup made before the upgrade.",
    )


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


def _check_current(state: SchemaState) -> None:
    if state.is_current:
        return
    found = f"is at version {state.current or 'none'} and the program needs {state.head}"
    if state.stale:
        found = "has functions or triggers of another version of the program"
    elif state.missing:
        found = f"lacks parts of its schema, as after an incomplete restore ({_first(state.missing)})"
    raise Invalid("schema_not_current", f"The database {found}; run `orchestrator migrate` with DATABASE_OWNER_URL set.")


def _check_complete(lost: tuple[str, ...]) -> None:
    """Raises Invalid `schema_incomplete`."""
    if lost:
        raise Invalid(
            "schema_incomplete", f"The database lacks {_first(lost)}, which no migration can bring back; restore it from a backup."
        )


def _check_rights(missing: tuple[str, ...]) -> None:
    """Raises Forbidden `rights_missing`."""
    if missing:
        raise Forbidden(
            "rights_missing",
            f"The role of DATABASE_URL lacks rights ({_first(missing)}), as after a restore without them; run `orchestrator migrate` with "
            "DATABASE_OWNER_URL set.",
        )


def _first(names: tuple[str, ...], most: int = 3) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _check_lineage(connection: Connection) -> None:
    """Raises Invalid `schema_of_old_chain` for a database that was not created from the files of sql/.

    Such a database has Alembic's table but no record of applied files.
    """
    if _has_table(connection, "alembic_version") and not _has_table(connection, "schema_files"):
        raise Invalid(
            "schema_of_old_chain",
            "This database was made by an early version of the program and cannot be upgraded: with that version, write each agent's "
            "answers to a file (`orchestrator answers export HANDLE answers.jsonl`), keep the files of your documents, and start this "
            "version with a new ORCHESTRATOR_HOME or an empty database.",
        )


def _check_runtime_role(connection: Connection, role: str) -> None:
    row = connection.execute(text("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = :role"), {"role": role}).first()
    if row is None:
        raise Invalid("no_runtime_role", f"The role {role!r} of DATABASE_URL does not exist; create it with CREATE ROLE … LOGIN.")
    if row.rolsuper or row.rolbypassrls:
        raise Invalid(
            "runtime_role_too_strong",
            f"The role {role!r} of DATABASE_URL is a superuser or has BYPASSRLS, so row-level security would not apply; "
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


def _base_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def _config(connection: Connection) -> Config:
    config = _base_config()
    config.attributes["connection"] = connection
    return config
