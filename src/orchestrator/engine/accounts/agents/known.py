"""The agents that a person knows: their own, those whose team they are in, and those that they have asked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import PublicAvee

MOST_ASKED = 500


@dataclass(frozen=True, slots=True)
class KnownAgent:
    """An agent that the person may ask."""

    agent: PublicAvee
    since: datetime
    """When it was made, for the team; when the person asked it first, for others."""


async def list_known(services: Services, person: UUID) -> list[KnownAgent]:
    """In the order of their handles; of those that were asked, the last MOST_ASKED."""
    async with services.database.transaction(Scope(person)) as tx:
        since = await tx.conversations.list_asked(MOST_ASKED)
        since |= {avee.id: avee.created_at for avee in await tx.avees.list_avees()}
        agents = await tx.avees.list_public(list(since))
    return sorted((KnownAgent(agent, since[agent.id]) for agent in agents), key=lambda known: known.agent.handle)
