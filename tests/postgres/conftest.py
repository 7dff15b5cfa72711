"""Databases that nothing was migrated in."""

import secrets
from collections.abc import Iterator

import pytest
from sqlalchemy import NullPool, create_engine, make_url

from orchestrator.adapters.postgres.embedded import OWNER, EmbeddedServer


@pytest.fixture
def bare(server: EmbeddedServer) -> Iterator[EmbeddedServer]:
    """An empty database on the same server, as the schema's owner finds it."""
    name = f"test_{secrets.token_hex(6)}"
    made = server.clone(name, template="template0")
    with create_engine(make_url(made.owner_url).set(username="postgres"), poolclass=NullPool).begin() as admin:
        admin.exec_driver_sql("CREATE EXTENSION vector")
        admin.exec_driver_sql(f"GRANT ALL ON SCHEMA public TO {OWNER}")
    yield made
    server.drop(name)
