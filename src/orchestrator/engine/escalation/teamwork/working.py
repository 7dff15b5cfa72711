"""Notes, the shared draft, the assignment and who has a question open. The asker sees none of it."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Conflict, Invalid, NotFound
from orchestrator.domain.escalation.states import Status
from orchestrator.domain.texts import MAX_ANSWER_CHARACTERS, check_text
from orchestrator.domain.versions import changed_meanwhile
from orchestrator.engine.accounts.agents.ownership import check_role
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.escalation import EscalationRecord
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.teams import Draft, Note, Opening

MAX_NOTE_CHARACTERS = 4_000
MOST_NOTES = 200
"""On one question."""


@dataclass(frozen=True, slots=True)
class Work:
    """What the team has done about a question so far."""

    notes: list[Note]
    """Oldest first."""
    draft: Draft | None
    openings: list[Opening]
    """Others of the team who have it open just now."""


async def show_work(services: Services, person: UUID, escalation_id: UUID) -> Work:
    """Raises NotFound `escalation_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        question = await _require_question(tx, escalation_id, TeamRole.viewer)
        where = question.avee_id, escalation_id
        return Work(await tx.teamwork.list_notes(*where), await tx.teamwork.load_draft(*where), await tx.teamwork.list_openings(*where))


async def assign(services: Services, person: UUID, escalation_id: UUID, user_id: UUID | None) -> None:
    """Says who is to answer a question, and tells them; None takes that back. Others may still answer it.

    Raises NotFound `escalation_not_found`, Forbidden `role_too_low`, Invalid `not_an_answerer`, Conflict `not_waiting`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        question = await _require_waiting(tx, escalation_id)
        if not await tx.teamwork.assign(question.avee_id, escalation_id, user_id):
            raise Invalid("not_an_answerer", "This person is not in the team, or may only read.", field="user_id")


async def add_note(services: Services, person: UUID, escalation_id: UUID, content: str) -> Note:
    """Adds a note for the team. Raises NotFound `escalation_not_found`, Forbidden `role_too_low`, Invalid for an empty or over-long
    text, Conflict `too_many_notes`."""
    text = check_text("text", content, MAX_NOTE_CHARACTERS)
    async with services.database.transaction(Scope(person)) as tx:
        question = await _require_question(tx, escalation_id, TeamRole.answerer)
        if len(await tx.teamwork.list_notes(question.avee_id, escalation_id)) >= MOST_NOTES:
            raise Conflict("too_many_notes", f"A question has room for {MOST_NOTES} notes.", limit=MOST_NOTES)
        note_id = new_id()
        await tx.teamwork.add_note(question.avee_id, escalation_id, note_id, text)
        return next(note for note in await tx.teamwork.list_notes(question.avee_id, escalation_id) if note.id == note_id)


async def delete_note(services: Services, person: UUID, escalation_id: UUID, note_id: UUID) -> None:
    """Deletes a note of the person's own. Raises NotFound `escalation_not_found` or `note_not_found`, Forbidden `role_too_low`."""
    async with services.database.transaction(Scope(person)) as tx:
        question = await _require_question(tx, escalation_id, TeamRole.answerer)
        if not await tx.teamwork.delete_note(question.avee_id, note_id):
            raise NotFound("note_not_found", "There is no such note of yours.")


async def save_draft(
    services: Services, person: UUID, escalation_id: UUID, answer: str, expected: int | None, *, is_proposed: bool = False
) -> Draft:
    """Saves the answer that the team is working on; `is_proposed` asks an editor or the owner to sign exactly this text.

    `expected` is the version that it was made from: 0 for none yet, None for any. An edit takes a proposal back. Raises
    NotFound `escalation_not_found`, Forbidden `role_too_low`, Invalid for an over-long text or an empty proposal, Stale
    `changed_meanwhile`, Conflict `not_waiting`.
    """
    text = check_text("answer", answer, MAX_ANSWER_CHARACTERS) if answer.strip() or is_proposed else ""
    async with services.database.transaction(Scope(person)) as tx:
        question = await _require_waiting(tx, escalation_id)
        is_saved = await tx.teamwork.save_draft(question.avee_id, escalation_id, text, expected, is_proposed)
        draft = await tx.teamwork.load_draft(question.avee_id, escalation_id)
        if not is_saved or draft is None:
            raise changed_meanwhile(draft.version if draft else 0)
        return draft


async def note_opening(services: Services, person: UUID, escalation_id: UUID, is_writing: bool) -> list[Opening]:
    """Notes that the person has the question open; to be repeated twice a minute. Returns the others who have.

    Raises NotFound `escalation_not_found`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        question = await _require_question(tx, escalation_id, TeamRole.viewer)
        await tx.teamwork.note_opening(question.avee_id, escalation_id, is_writing)
        return await tx.teamwork.list_openings(question.avee_id, escalation_id)


async def end_opening(services: Services, person: UUID, escalation_id: UUID) -> None:
    """The person has closed the question. Raises NotFound `escalation_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        question = await _require_question(tx, escalation_id, TeamRole.viewer)
        await tx.teamwork.end_opening(question.avee_id, escalation_id)


async def _require_waiting(tx: Transaction, escalation_id: UUID) -> EscalationRecord:
    question = await _require_question(tx, escalation_id, TeamRole.answerer)
    if question.status not in (Status.accepted, Status.expired):
        raise Conflict("not_waiting", f"The question is {question.status} already.", status=question.status)
    return question


async def _require_question(tx: Transaction, escalation_id: UUID, least: TeamRole) -> EscalationRecord:
    """An accepted question to an agent in whose team the person has at least this role."""
    found = await tx.escalations.list_escalations(Page(1), escalation_id=escalation_id)
    avee = await tx.avees.load_avee(found[0].avee_id) if found and found[0].accepted_at is not None else None
    if avee is None:
        raise NotFound("escalation_not_found", "There is no such question, or you may not do this with it.")
    check_role(avee.role, least)
    return found[0]
