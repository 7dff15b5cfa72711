"""The decision log, read by those it concerns."""

from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.engine.avees import require_owned
from orchestrator.engine.world import World
from orchestrator.ports.records import DecisionRecord, Page
from orchestrator.ports.storage import Scope


async def list_decisions(world: World, person: UUID, avee_id: UUID | None, path: str | None, page: Page) -> list[DecisionRecord]:
    """An own avee's decisions, or, with no avee, those on the person's own messages; newest first."""
    async with world.database.transaction(Scope(person)) as tx:
        if avee_id is not None:
            await require_owned(tx, avee_id)
        return await tx.log.list_decisions(avee_id, path, page)


async def show_decision(world: World, person: UUID, decision_id: UUID) -> DecisionRecord:
    async with world.database.transaction(Scope(person)) as tx:
        decision = await tx.log.load_decision(decision_id)
    if decision is None:
        raise NotFound("decision_not_found", "There is no such decision that concerns you.")
    return decision
