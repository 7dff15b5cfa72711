"""Upkeep of vector indexes and reuse counts: periodic jobs, each run by one worker at a time."""

from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope

INDEX_TASK = "build_vector_indexes"
COUNT_TASK = "count_reuses"
LARGE = 4_000
"""From this number of rows, an index is faster than reading all rows (benchmarks/growth.py)."""


async def build_vector_indexes(services: Services, large: int = LARGE) -> int:
    """Builds the missing vector indexes and returns how many.

    See `Answers.build_vector_index` in `ports.stores.matching.answers` for which are missing. Each index is built in its own
    transaction, so that writes wait for one index at most.
    """
    built = 0
    while True:
        async with services.database.transaction(Scope()) as tx:
            if not await tx.answers.build_vector_index(large):
                return built
        built += 1


async def count_reuses(services: Services) -> None:
    """Adds the recent reuses to the counts of the canonical answers."""
    async with services.database.transaction(Scope()) as tx:
        await tx.answers.count_reuses()
