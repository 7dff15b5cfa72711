"""One creator's agent with sources, looked at without jobs."""

import contextlib
import dataclasses
from typing import Any
from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.engine.accounts.agents import avees
from orchestrator.engine.answering import documents, read_document
from orchestrator.engine.services import Services
from orchestrator.engine.sources import look, proposals, sources
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.sources import ProposedAnswer, Source
from support.stories import add_person


@dataclasses.dataclass
class Library:
    """An agent, and what its sources made of it."""

    services: Services
    creator: UUID
    avee: UUID

    async def add(self, address: str | None = None, **wish: Any) -> Source:
        """Added, and not looked at yet."""
        return (await sources.add_source(self.services, self.creator, self.avee, sources.SourceWish(address, **wish), enqueue=False))[0]

    async def look(self, source: Source) -> Source:
        """One whole look, with its documents read."""
        while not await look.look_at_source(self.services, self.creator, self.avee, source.id, enqueue=False):
            pass
        for each in await documents.list_documents(self.services, self.creator, self.avee, Page(limit=200)):
            # A version that another one replaced meanwhile is gone.
            with contextlib.suppress(NotFound):
                await read_document.read_document(self.services, self.creator, self.avee, each.id)
        return await self.show(source)

    async def show(self, source: Source) -> Source:
        return await sources.show_source(self.services, self.creator, self.avee, source.id)

    async def items(self, source: Source) -> dict[str, str]:
        """The state of each item, by the end of its key."""
        listed = await sources.list_items(self.services, self.creator, self.avee, source.id, Page(limit=200))
        return {each.key.partition("//")[2].partition("/")[2] or each.key: each.state for each in listed}

    async def titles(self) -> dict[str, str]:
        """The documents that are served, by their titles, with their file names."""
        found = await documents.list_documents(self.services, self.creator, self.avee, Page(limit=200))
        return {each.title: each.source for each in found if each.status == "ready"}

    async def proposed(self, state: str | None = "proposed") -> list[ProposedAnswer]:
        return await proposals.list_proposals(self.services, self.creator, self.avee, Page(limit=200), state)


async def make_library(services: Services) -> Library:
    creator = await add_person(services, "mira")
    return Library(services, creator, (await avees.create_avee(services, creator, "mira-agent", "Mira's agent", "")).id)
