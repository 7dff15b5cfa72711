"""A seeded database, shared by the tests of a module: each leaves it as it found it."""

from collections.abc import Iterator

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.places import Place, seeded_place


@pytest.fixture(scope="module")
def place(server: EmbeddedServer) -> Iterator[Place]:
    with seeded_place(server) as made:
        yield made
