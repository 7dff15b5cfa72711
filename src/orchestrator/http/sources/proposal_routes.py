"""Answers that sources propose."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query

from orchestrator.engine.sources import proposals
from orchestrator.http.auth import TheCaller
from orchestrator.http.paging import ThePage, paged
from orchestrator.http.sources.schemas import AcceptancesIn, AcceptedAllOut, DismissalsIn, ProposedAnswerOut
from orchestrator.http.wire import PageOut

router = APIRouter(prefix="/avees/{avee_id}/proposed-answers", tags=["knowledge"])


@router.get("", response_model=PageOut[ProposedAnswerOut])
async def list_proposals(
    caller: TheCaller,
    avee_id: UUID,
    page: ThePage,
    state: Annotated[str | None, Query(pattern="^(proposed|accepted|dismissed)$")] = "proposed",
) -> dict[str, Any]:
    """Old questions with their answers from exports, newest first. None of them answers anybody before it is accepted."""
    return paged(await proposals.list_proposals(caller.services, caller.person.user_id, avee_id, page, state), page)


@router.post("/accept", response_model=AcceptedAllOut)
async def accept_proposals(caller: TheCaller, avee_id: UUID, body: AcceptancesIn) -> dict[str, Any]:
    """Makes canonical answers of them, each as it is proposed or in your words. One with an `answer_id` changes that answer instead:
    people who were given it are told.

    409 `not_proposed` where one was accepted or dismissed already.
    """
    accepted = [proposals.Acceptance(each.id, each.question_pattern, each.answer_content, each.layer) for each in body.items]
    return {"items": await proposals.accept_proposals(caller.services, caller.person.user_id, avee_id, accepted)}


@router.post("/dismiss", status_code=204)
async def dismiss_proposals(caller: TheCaller, avee_id: UUID, body: DismissalsIn) -> None:
    """Dismisses them: the same export does not propose them again. 409 `not_proposed` where one was settled already."""
    await proposals.dismiss_proposals(caller.services, caller.person.user_id, avee_id, body.ids)
