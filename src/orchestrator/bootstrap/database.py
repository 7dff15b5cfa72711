"""Finding the database and preparing it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pydantic import SecretStr
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from orchestrator.adapters.postgres.server import embedded, schema
from orchestrator.bootstrap.models import make_embedder
from orchestrator.domain.errors import Invalid
from orchestrator.settings import Settings


@dataclass(frozen=True, slots=True)
class Urls:
    """The addresses of one database, for its two roles."""

    runtime: str
    owner: str | None
    """None if DATABASE_OWNER_URL is not set."""


@contextmanager
def database_urls(settings: Settings) -> Iterator[Urls]:
    """The addresses of the database; an embedded server runs as long as the block does.

    Raises Invalid `invalid_home` or `invalid_database_url`.
    """
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Invalid(
            "invalid_home", f"ORCHESTRATOR_HOME is {settings.home}, which cannot be used as a folder: {error.strerror}."
        ) from error
    if settings.database_url is not None:
        owner = settings.database_owner_url
        yield Urls(_read_url("DATABASE_URL", settings.database_url), _read_url("DATABASE_OWNER_URL", owner) if owner is not None else None)
        return
    server = embedded.start(settings.home)
    try:
        with server.kept_running():
            yield Urls(server.runtime_url, server.owner_url)
    finally:
        server.stop()


def _read_url(name: str, url: SecretStr) -> str:
    """Raises Invalid `invalid_database_url`. The error does not repeat the URL, which may hold a password."""
    try:
        driver = make_url(url.get_secret_value()).drivername
    except (ArgumentError, ValueError):
        driver = ""
    if driver.partition("+")[0] not in ("postgresql", "postgres"):
        raise Invalid(
            "invalid_database_url",
            f"{name} is not the address of a PostgreSQL database; write postgresql://role:password@host:5432/database.",
        )
    return url.get_secret_value()


def prepare(settings: Settings, urls: Urls) -> None:
    """Migrates the database if the owner's URL is known, then checks it. Raises Invalid or Unavailable saying what
    to do."""
    identity = make_embedder(settings).identity
    if urls.owner is not None:
        schema.migrate(urls.owner, urls.runtime, identity)
    schema.check(urls.runtime, identity)


def require_owner(urls: Urls) -> str:
    """The URL of the owner. Raises Invalid `no_owner_url`."""
    if urls.owner is None:
        raise Invalid("no_owner_url", "Set DATABASE_OWNER_URL to the schema's owner; DATABASE_URL's role may not migrate.")
    return urls.owner
