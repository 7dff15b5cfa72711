"""The boundary of a stored answer: which past messages it serves, the creator's examples, and its phrasings."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from orchestrator.engine.matching import boundaries
from orchestrator.http.auth import TheCaller
from orchestrator.http.matching.boundary_schemas import BoundaryOut, ServesIn, show_boundary
from orchestrator.ports.stores.matching.boundaries import Pick

router = APIRouter(prefix="/avees/{avee_id}/canonical-answers/{answer_id}", tags=["trust"])


@router.get("/boundary", response_model=BoundaryOut)
async def load_boundary(caller: TheCaller, avee_id: UUID, answer_id: UUID) -> dict[str, Any]:
    """Which messages of the last 90 days the answer would serve today, which near messages it would not, and why."""
    return show_boundary(await boundaries.load_boundary(caller.services, caller.person.user_id, avee_id, answer_id))


@router.put("/examples/{decision_id}", status_code=204)
async def save_example(caller: TheCaller, avee_id: UUID, answer_id: UUID, decision_id: UUID, body: ServesIn) -> None:
    """Marks a past message as served by the answer or not.

    A served message becomes a phrasing of the answer. For a message that is not served, the answer is not given to it
    nor to messages that are nearer to it than to the answer.
    """
    await boundaries.save_example(caller.services, caller.person.user_id, avee_id, answer_id, Pick(decision_id, body.serves))


@router.delete("/examples/{decision_id}", status_code=204)
async def forget_example(caller: TheCaller, avee_id: UUID, answer_id: UUID, decision_id: UUID) -> None:
    """Removes the mark on a past message, and the phrasing that the mark created."""
    await boundaries.forget_example(caller.services, caller.person.user_id, avee_id, answer_id, decision_id)


@router.delete("/wordings/{wording_id}", status_code=204)
async def delete_phrasing(caller: TheCaller, avee_id: UUID, answer_id: UUID, wording_id: UUID) -> None:
    """Deletes a phrasing of the answer, whatever its origin."""
    await boundaries.delete_phrasing(caller.services, caller.person.user_id, avee_id, answer_id, wording_id)
