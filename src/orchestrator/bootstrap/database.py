"""Finding the database and preparing it."""

import errno
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from orchestrator.adapters.postgres.server import embedded, schema
from orchestrator.adapters.postgres.server.reaching import check_database_url
from orchestrator.bootstrap.models import make_embedder
from orchestrator.bootstrap.stopping import before_end_by_force
from orchestrator.domain.errors import Invalid, Unavailable
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
    with _explained_for_home(settings.home):
        settings.home.mkdir(parents=True, exist_ok=True)
        # Files of the local model are written there also where the database is somewhere else.
        with tempfile.TemporaryFile(dir=settings.home):
            pass
    if settings.database_url is not None:
        owner = settings.database_owner_url
        yield Urls(_read_url("DATABASE_URL", settings.database_url), _read_url("DATABASE_OWNER_URL", owner) if owner is not None else None)
        return
    with _explained_for_home(settings.home):
        server = embedded.start(settings.home)
    before_end_by_force(server.stop)
    try:
        with server.kept_running():
            yield Urls(server.runtime_url, server.owner_url)
    finally:
        server.stop()


@contextmanager
def _explained_for_home(home: Path) -> Iterator[None]:
    """Turns an error of the file system into Unavailable `disk_full` or Invalid `invalid_home`."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Unavailable("disk_full", f"The disk with ORCHESTRATOR_HOME ({home}) is full; free some space and start again.") from error
        raise Invalid(
            "invalid_home", f"ORCHESTRATOR_HOME is {home}, which cannot be used as a folder to write to: {error.strerror}."
        ) from error


def _read_url(name: str, url: SecretStr) -> str:
    """Raises Invalid `invalid_database_url`. The error does not repeat the URL, which may hold a password."""
    check_database_url(name, url.get_secret_value())
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
