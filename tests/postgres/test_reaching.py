"""Each way in which a database cannot be reached has its own sentence, and no sentence holds a password."""

import pytest
from sqlalchemy import make_url

from orchestrator.adapters.postgres.connecting import Limits
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.adapters.postgres.server.reaching import check_database_url, connected
from orchestrator.domain.errors import Forbidden, Invalid, NotFound, OrchestratorError, Unavailable
from support.servers.refusing import refusing

SOON = Limits.of(3)


def refusal(url: str) -> OrchestratorError:
    with pytest.raises(OrchestratorError) as refused, connected(url, SOON):
        pass
    assert "secret" not in refused.value.detail
    return refused.value


@pytest.mark.parametrize(
    ("said", "sqlstate", "kind", "code"),
    [
        ('password authentication failed for user "someone"', "28P01", Forbidden, "database_password_refused"),
        ('no pg_hba.conf entry for host "127.0.0.1", user "someone", database "ask", SSL encryption', "28000", Forbidden, "database_access_refused"),
        ('no pg_hba.conf entry for host "127.0.0.1", user "someone", database "ask", no encryption', "28000", Forbidden, "database_tls_refused"),
        ('role "someone" is not permitted to log in', "28000", Forbidden, "database_role_may_not_log_in"),
        ('permission denied for database "ask"', "42501", Forbidden, "database_access_refused"),
        ("sorry, too many clients already", "53300", Unavailable, "database_full"),
        ("the database system is starting up", "57P03", Unavailable, "database_starting"),
        ("die Datenbank mag nicht", "XX000", Unavailable, "database_unavailable"),
    ],
)  # fmt: skip
def test_what_a_server_says_becomes_a_sentence(said: str, sqlstate: str, kind: type[OrchestratorError], code: str) -> None:
    with refusing(said, sqlstate) as url:
        error = refusal(url)
    assert (type(error), error.code) == (kind, code)
    assert "127.0.0.1" in error.detail


def test_a_missing_database_role_or_encryption_of_a_real_server(database: EmbeddedServer) -> None:
    url = make_url(database.runtime_url)
    missing = refusal(url.set(database="nowhere").render_as_string(hide_password=False))
    assert (type(missing), missing.code) == (NotFound, "database_missing")
    nobody = refusal(url.set(username="nobody_here").render_as_string(hide_password=False))
    assert (type(nobody), nobody.code) == (NotFound, "database_role_missing")


def test_a_server_without_tls_where_the_url_demands_it() -> None:
    with refusing("not reached", "XX000") as url:
        error = refusal(url.replace("sslmode=disable", "sslmode=require"))
    assert (type(error), error.code) == (Forbidden, "database_tls_refused")


@pytest.mark.parametrize(
    ("url", "code", "says"),
    [
        ("postgresql://me:secret@127.0.0.1:9/ask", "database_unavailable", "nothing listens there"),
        ("postgresql://me:secret@no-such-host.invalid/ask", "database_host_unknown", "No machine has the host name"),
        ("postgresql://me:secret@/ask?host=/nowhere", "database_unavailable", "nothing listens there"),
    ],
)
def test_nothing_answers(url: str, code: str, says: str) -> None:
    error = refusal(url)
    assert (type(error), error.code) == (Unavailable, code)
    assert says in error.detail


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql+asyncpg://me:secret@h/ask", "without +asyncpg"),
        ("postgres+psycopg2://me:secret@h/ask", "without +psycopg2"),
        ("sqlite:///secret.db", "is not the address of a PostgreSQL database"),
        ("http://secret@h/ask", "is not the address of a PostgreSQL database"),
        ("postgresql://me:secret@h/ask?ssl=true", "option 'ssl'"),
        ("postgresql://me:secret@h/ask?pool_size=4", "option 'pool_size'"),
        ("postgresql://me:secret@h:70000/ask", "a port is a number from 1 to 65535"),
        ("postgresql://me:secret@h:0/ask", "a port is a number from 1 to 65535"),
        ("postgresql://me:secret@h", "names no database"),
        ("postgresql://me:sec%zzret@h/ask", "cannot be read"),
        ("me:secret@h/ask", "is not the address of a PostgreSQL database"),
    ],
)
def test_a_url_that_would_be_misread_is_refused(url: str, says: str) -> None:
    with pytest.raises(Invalid, match="DATABASE_URL") as refused:
        check_database_url("DATABASE_URL", url)
    assert refused.value.code == "invalid_database_url"
    assert says in refused.value.detail
    assert "secret" not in refused.value.detail
    assert "sec%zz" not in refused.value.detail


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:secret@h/ask", "postgres://me@h:5433/ask?sslmode=verify-full&sslrootcert=/etc/ca.pem", "postgresql+psycopg://me@/ask?host=/run",
        "postgresql://me:s%40cret@[::1]:5432/ask?application_name=x&target_session_attrs=read-write",
    ],
)  # fmt: skip
def test_a_url_that_can_be_used_passes(url: str) -> None:
    check_database_url("DATABASE_URL", url)
