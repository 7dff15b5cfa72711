"""Fixtures: a program that may reach the loopback and does not wait between two visits, and a website. A module of tests names
them by importing both."""

from collections.abc import Iterator

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.settings import Settings
from support.servers import programs
from support.servers.website import Website, website


@pytest.fixture
def settings(database: EmbeddedServer, loaded_model: None, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in {
        "ORCHESTRATOR_HOME": str(programs.HOME), "DATABASE_URL": database.runtime_url, "BURST_WAIT_S": "0", "ALLOW_PRIVATE_TARGETS": "1",
        "SOURCES_PAUSE_S": "0",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    return Settings()


@pytest.fixture
def site() -> Iterator[Website]:
    with website() as started:
        yield started
