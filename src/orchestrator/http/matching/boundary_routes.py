"""Where a stored answer ends: which past messages it serves, and the creator's ticks and crosses on them."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from orchestrator.engine.matching import boundaries
from orchestrator.http.auth import TheCaller
from orchestrator.http.matching.boundary_schemas import BoundaryOut, ServesIn, show_boundary
from orchestrator.ports.stores.matching import Pick

router = APIRouter(prefix="/avees/{avee_id}/canonical-answers/{answer_id}", tags=["trust"])


@router.get("/boundary", response_model=BoundaryOut)
async def load_boundary(caller: TheCaller, avee_id: UUID, answer_id: UUID) -> dict[str, Any]:
    """Which real messages of the last 90 days the answer would serve today, which near ones not, and why."""
    return show_boundary(await boundaries.load_boundary(caller.services, caller.person.user_id, avee_id, answer_id))


@router.put("/examples/{decision_id}", status_code=204)
async def save_example(caller: TheCaller, avee_id: UUID, answer_id: UUID, decision_id: UUID, body: ServesIn) -> None:
    """A tick keeps the message as another wording; a cross keeps the answer from it, and from what is nearer to it than to the answer."""
    await boundaries.save_example(caller.services, caller.person.user_id, avee_id, answer_id, Pick(decision_id, body.serves))


@router.delete("/examples/{decision_id}", status_code=204)
async def forget_example(caller: TheCaller, avee_id: UUID, answer_id: UUID, decision_id: UUID) -> None:
    """Takes the tick or the cross back."""
    await boundaries.forget_example(caller.services, caller.person.user_id, avee_id, answer_id, decision_id)


@router.delete("/wordings/{wording_id}", status_code=204)
async def delete_phrasing(caller: TheCaller, avee_id: UUID, answer_id: UUID, wording_id: UUID) -> None:
    """The answer is no longer found by this wording, whoever confirmed it."""
    await boundaries.delete_phrasing(caller.services, caller.person.user_id, avee_id, answer_id, wording_id)
