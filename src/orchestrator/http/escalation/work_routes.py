"""What a team does about a question before it is answered; its asker sees none of it."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from orchestrator.engine.escalation.teamwork import working
from orchestrator.engine.escalation.teamwork.working import Work
from orchestrator.http.auth import TheCaller
from orchestrator.http.escalation.work_schemas import AssignIn, DraftIn, DraftOut, NoteIn, NoteOut, OpeningIn, OpeningsOut, WorkOut
from orchestrator.http.preconditions import TheIfMatch, expected_version, show_etag
from orchestrator.ports.stores.teams import Draft, Note

router = APIRouter(prefix="/orchestrator/queue/{escalation_id}", tags=["team"])


@router.get("/work", response_model=WorkOut)
async def show_work(caller: TheCaller, escalation_id: UUID) -> Work:
    """Notes, the shared draft, and who of the team has the question open."""
    return await working.show_work(caller.services, caller.person.user_id, escalation_id)


@router.post("/assign", status_code=204)
async def assign_question(caller: TheCaller, escalation_id: UUID, body: AssignIn) -> None:
    """Says who is to answer the question, and tells them. Others may still answer it."""
    await working.assign(caller.services, caller.person.user_id, escalation_id, body.user_id)


@router.post("/notes", status_code=201, response_model=NoteOut)
async def add_note(caller: TheCaller, escalation_id: UUID, body: NoteIn) -> Note:
    """Adds a note for the team."""
    return await working.add_note(caller.services, caller.person.user_id, escalation_id, body.text)


@router.delete("/notes/{note_id}", status_code=204)
async def delete_note(caller: TheCaller, escalation_id: UUID, note_id: UUID) -> None:
    """Deletes a note of your own."""
    await working.delete_note(caller.services, caller.person.user_id, escalation_id, note_id)


@router.put("/draft", response_model=DraftOut)
async def save_draft(caller: TheCaller, escalation_id: UUID, body: DraftIn, response: Response, if_match: TheIfMatch) -> Draft:
    """Saves the answer that the team works on. Nothing is sent. 412 where somebody saved another one meanwhile.

    The first draft is made from the version 0. With `propose`, an editor or the owner is asked to send exactly this text.
    """
    expected = expected_version(if_match, body.version)
    draft = await working.save_draft(
        caller.services, caller.person.user_id, escalation_id, body.answer, expected, is_proposed=body.propose
    )  # fmt: skip
    show_etag(response, draft.version)
    return draft


@router.put("/opening", response_model=OpeningsOut)
async def note_opening(caller: TheCaller, escalation_id: UUID, body: OpeningIn) -> dict[str, Any]:
    """Says that you have the question open, or write; to be repeated every half minute. Returns the others who have."""
    return {"openings": await working.note_opening(caller.services, caller.person.user_id, escalation_id, body.is_writing)}


@router.delete("/opening", status_code=204)
async def end_opening(caller: TheCaller, escalation_id: UUID) -> None:
    """Says that you closed the question."""
    await working.end_opening(caller.services, caller.person.user_id, escalation_id)
