"""Which sites may show an agent in a frame."""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestrator.engine.accounts.agents.avees import show_public
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import PublicAvee


@dataclass(frozen=True, slots=True)
class Framed:
    """An agent, and who may frame it."""

    agent: PublicAvee
    origins: Sequence[str]


async def show_framed(services: Services, handle: str) -> Framed:
    """For everybody, as browsers must know it. Raises as `show_public`."""
    agent = await show_public(services, handle)
    async with services.database.transaction(Scope()) as tx:
        return Framed(agent, await tx.embedding.load_origins(agent.id))
