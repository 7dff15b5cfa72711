"""Reaching a database, and one sentence for each way in which that fails."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import Conninfo
from sqlalchemy import Connection, NullPool, create_engine, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from orchestrator.adapters.postgres.connecting import DRIVER, FULL, Limits, open_plain
from orchestrator.domain.errors import Forbidden, Invalid, NotFound, OrchestratorError, Unavailable

EXAMPLE = "postgresql://role:password@host:5432/database"
# What libpq and PostgreSQL say; a server in another language is told by the last row.
SAID: tuple[tuple[str, type[OrchestratorError], str, str], ...] = (
    (r"password authentication failed|no password supplied|authentication failed for user", Forbidden, "database_password_refused",
     "The database at {place} refuses the role or its password."),
    (r"does not support SSL|no encryption|SSL off|SSL error|certificate|sslmode", Forbidden, "database_tls_refused",
     "The database at {place} and this program do not agree on TLS; see sslmode and sslrootcert in the URL."),
    (r"no pg_hba\.conf entry", Forbidden, "database_access_refused",
     "The database at {place} lets this role in from no such address; its pg_hba.conf says which it lets in."),
    (r'role "[^"]*" does not exist', NotFound, "database_role_missing", "The database at {place} has no such role; create it with CREATE ROLE … LOGIN."),
    (r"is not permitted to log in", Forbidden, "database_role_may_not_log_in", "The role of {place} may not log in; ALTER ROLE … LOGIN allows it."),
    (r"permission denied for database", Forbidden, "database_access_refused", "The role may not connect to {place}; GRANT CONNECT allows it."),
    (r'database "[^"]*" does not exist', NotFound, "database_missing", "The server answers, but it has no database {place}; create it with CREATE DATABASE."),
    (r"failed to resolve|could not translate host|Name or service not known", Unavailable, "database_host_unknown",
     "No machine has the host name of {place}."),
    (r"Connection refused|No such file or directory", Unavailable, "database_unavailable", "No database answers at {place}: nothing listens there."),
    (r"timeout|timed out|No route|unreachable", Unavailable, "database_unavailable", "No database answers at {place} in time; is a firewall between?"),
    (FULL.pattern, Unavailable, "database_full",
     "The database at {place} has no connection left; raise its max_connections or lower DATABASE_POOL_SIZE."),
    (r"starting up|shutting down|recovery mode", Unavailable, "database_starting", "The database at {place} is starting or stopping; try again in a moment."),
)  # fmt: skip


def check_database_url(name: str, url: str) -> None:
    """Raises Invalid `invalid_database_url` unless libpq can read the URL. No error repeats it: it may hold a password."""
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        raise _invalid(f"{name} is not the address of a PostgreSQL database; write {EXAMPLE}.") from None
    kind, _, driver = parts.drivername.partition("+")
    if kind not in ("postgresql", "postgres"):
        raise _invalid(f"{name} is not the address of a PostgreSQL database; write {EXAMPLE}.")
    if driver not in ("", "psycopg"):
        raise _invalid(f"{name} asks for the driver {driver!r}, and this program has its own; write {EXAMPLE}, without +{driver}.")
    unknown = sorted(set(parts.query) - {option.keyword.decode() for option in Conninfo.get_defaults()})
    if unknown:
        raise _invalid(f"{name} has the option {unknown[0]!r}, which PostgreSQL's client does not know.")
    if parts.port is not None and not 1 <= parts.port <= 65_535:
        raise _invalid(f"The port of {name} is {parts.port}; a port is a number from 1 to 65535.")
    if not parts.database:
        raise _invalid(f"{name} names no database; write {EXAMPLE}.")
    try:
        conninfo_to_dict(DRIVER.sub(r"\1://", url))
    except psycopg.ProgrammingError:
        raise _invalid(f"{name} cannot be read; write {EXAMPLE}, with %40 for an @ in the password and %2F for a /.") from None


@contextmanager
def connected(url: str, limits: Limits) -> Iterator[Connection]:
    """A connection for the block, closed at its end. Raises the errors of SAID, or Unavailable `database_unavailable`."""
    engine = create_engine("postgresql+psycopg://", creator=lambda: open_plain(url, limits), poolclass=NullPool)
    try:
        connection = engine.connect()
    except OperationalError as error:
        raise _explained(str(error.orig), url) from error
    try:
        with connection:
            yield connection
    except OperationalError as error:
        raise Unavailable("database_unavailable", f"The database stopped answering: {str(error.orig).splitlines()[0]}") from error
    finally:
        engine.dispose()


def _explained(said: str, url: str) -> OrchestratorError:
    place = make_url(url).set(password=None, query={}).render_as_string(hide_password=True)
    for pattern, kind, code, sentence in SAID:
        if re.search(pattern, said):
            return kind(code, sentence.format(place=place))
    return Unavailable("database_unavailable", f"No database answers at {place}: {said.strip().splitlines()[-1]}")


def _invalid(sentence: str) -> Invalid:
    return Invalid("invalid_database_url", sentence)
