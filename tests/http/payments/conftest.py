"""The application with a fake provider of payments, for all tests of a module."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from psycopg.rows import dict_row

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.domain.payments.moves import Way
from orchestrator.http.app import build_app
from orchestrator.settings import Settings
from support.payments import FakeProvider, Shop, Till, open_shop
from support.servers import programs


@pytest.fixture(scope="module")
def till(shared_database: EmbeddedServer, loaded_model: None) -> Iterator[Till]:
    held: list[Any] = []
    provider = FakeProvider()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("ORCHESTRATOR_HOME", str(programs.HOME))
            environment.setenv("DATABASE_URL", shared_database.runtime_url)
            environment.setenv("BURST_WAIT_S", "0")
            settings = Settings()
        async with programs.running(settings, shared_database.runtime_url) as program:
            app.state.services = replace(program.services, payments={Way.stripe: provider}, payments_by_hand=True)
            held.append(app.state.services)
            yield

    conninfo = shared_database.owner_url.replace("+psycopg", "")
    with (
        TestClient(build_app(lifespan), raise_server_exceptions=False) as client,
        psycopg.connect(conninfo, autocommit=True, row_factory=dict_row) as owner,
    ):
        yield Till(client, held[0], provider, owner)


@pytest.fixture
def shop(till: Till) -> Shop:
    return open_shop(till)
