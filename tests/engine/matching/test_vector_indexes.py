"""Upkeep of the vector indexes: each large one gets an HNSW index, one after the other."""

from collections.abc import Awaitable, Callable
from typing import Any

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.engine.matching.upkeep import build_vector_indexes
from support.stories import build_house, rows

PARTS = "SELECT DISTINCT avee_id, kind, layer_rank FROM search_vectors"
INDEXES = "SELECT relname FROM pg_class WHERE relname LIKE 'vectors\\_%'"


def test_each_large_vector_index_is_built_once(run: Callable[[Callable[[Running], Awaitable[Any]]], Any], database: EmbeddedServer) -> None:
    async def story(program: Running) -> tuple[int, int]:
        await build_house(program.services)
        return await build_vector_indexes(program.services, large=1), await build_vector_indexes(program.services, large=1)

    built = run(story)
    large = len(rows(database, PARTS))
    assert large > 1
    assert (built, len(rows(database, INDEXES))) == ((large, 0), large)
