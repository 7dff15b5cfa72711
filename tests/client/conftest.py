"""One server for the tests of the client, which tell each other's people apart by their handles."""

from collections.abc import Iterator

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.servers.served import Served


@pytest.fixture(scope="module")
def url(shared_database: EmbeddedServer) -> Iterator[str]:
    started = Served(shared_database)
    try:
        started.start()
        yield started.url
    finally:
        started.stop()
