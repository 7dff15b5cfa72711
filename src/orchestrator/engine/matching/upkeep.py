"""Upkeep of what is searched and counted: jobs that run by themselves, once across all workers."""

from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope

INDEX_TASK = "build_vector_indexes"
COUNT_TASK = "count_reuses"
LARGE = 4_000
"""Rows from which on an index is faster than reading them all (benchmarks/growth.py)."""


async def build_vector_indexes(services: Services, large: int = LARGE) -> int:
    """How many indexes were built; see `ports.storage.Knowledge.index_shelf`. One a transaction: what is written meanwhile waits for one."""
    built = 0
    while True:
        async with services.database.transaction(Scope()) as tx:
            if not await tx.answers.build_vector_index(large):
                return built
        built += 1


async def count_reuses(services: Services) -> None:
    async with services.database.transaction(Scope()) as tx:
        await tx.answers.count_reuses()
