"""The application that may post to the loopback."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from orchestrator.settings import Settings
from support.api import Api
from support.servers import programs


@pytest.fixture
def open_api(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """Like the `api` fixture, with sending to private addresses allowed."""
    monkeypatch.setenv("ALLOW_PRIVATE_TARGETS", "true")
    monkeypatch.setenv("PUBLIC_URL", "https://ask.example.org")
    with TestClient(programs.make_app(), base_url="https://ask.example.org", raise_server_exceptions=False) as client:
        yield Api(client)
