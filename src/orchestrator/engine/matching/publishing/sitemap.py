"""The addresses of all published answers, for search engines: split into files that they accept, and read in batches."""

from collections.abc import AsyncIterator, Sequence
from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.matching.publications import PublishedPage

FILE_PAGES = 50_000
"""Addresses in one file, by the protocol of sitemaps.org."""
BATCH_PAGES = 1_000
BEGINNING = (UUID(int=0), "")


async def count_sitemaps(services: Services, size: int = FILE_PAGES) -> int:
    """How many files the addresses take, `size` in each; 0 for none."""
    async with services.database.transaction(Scope()) as tx:
        return -(-(await tx.publications.count_pages()) // size)


async def read_sitemap(services: Services, number: int, size: int = FILE_PAGES) -> AsyncIterator[Sequence[PublishedPage]]:
    """The addresses of file `number`, from 1, in batches. Raises NotFound `sitemap_not_found` for a file that is not there."""
    if number > max(1, await count_sitemaps(services, size)) or number < 1:
        raise NotFound("sitemap_not_found", "There is no such sitemap.")
    return _batches(services, (number - 1) * size, size)


async def _batches(services: Services, skip: int, left: int) -> AsyncIterator[Sequence[PublishedPage]]:
    after = BEGINNING
    while left > 0:
        async with services.database.transaction(Scope()) as tx:
            found = await tx.publications.list_pages(after, skip, min(BATCH_PAGES, left))
        if not found:
            return
        yield found
        after, skip, left = (found[-1].avee_id, found[-1].slug), 0, left - len(found)
