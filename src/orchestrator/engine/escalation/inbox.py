"""The queue: the creator's accepted questions in inbox order, and any person's other escalations newest first."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import NotFound
from orchestrator.domain.escalation.inbox import Waiting, inbox_order
from orchestrator.domain.escalation.states import Status
from orchestrator.domain.matching.looks.calibration import Calibration
from orchestrator.engine.escalation.locking import find_group
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.stores.escalation import EscalationRecord, NearAnswer
from orchestrator.ports.stores.paging import Page

BATCH_QUESTIONS = 1_000
"""Accepted questions loaded per database call. All of them are loaded, because the inbox is ordered as a whole."""
SIMILAR = 3
"""Past answers shown beside a question, at most."""
SIMILAR_FLOOR = 0.15
"""Least probability, in [0, 1], at which a past answer is shown."""


@dataclass(frozen=True, slots=True)
class SimilarAnswer:
    """A past answer near a question."""

    id: UUID
    question_pattern: str
    answer_content: str
    probability: float
    """Probability that it is the right answer to the question, in [0, 1]."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One escalation with what helps its reader decide."""

    escalation: EscalationRecord
    similar_answers: list[SimilarAnswer]
    """Best first; empty unless the reader is the creator."""
    would_join: int
    """People whose waiting question the asker's open offer would join, >= 0."""


async def list_queue(
    services: Services, person: UUID, avee_id: UUID | None, status: str | None, page: Page, by_guests: bool | None = None
) -> list[EscalationRecord]:
    """Up to page.limit escalations: accepted questions in the order of the inbox, then all others newest first.

    With `by_guests`, only those of guests, or only those of people with an account.
    """
    async with services.database.transaction(Scope(person)) as tx:
        accepted: list[EscalationRecord] = []
        if status in (None, Status.accepted.value):
            accepted = _in_order(await _load_waiting(tx, avee_id, by_guests), services.clock.now())
        place = next((at for at, question in enumerate(accepted, 1) if question.id == page.before), None)
        # A cursor that is not an accepted question belongs to the second part: no accepted question is returned then.
        listed = accepted[place or 0 :][: page.limit] if place is not None or page.before is None else []
        rest: list[EscalationRecord] = []
        if status != Status.accepted.value and len(listed) < page.limit:
            further = Page(page.limit - len(listed), None if place is not None else page.before)
            rest = await tx.escalations.list_escalations(
                further, avee_id=avee_id, status=status, but_status=Status.accepted.value, by_guests=by_guests
            )
        own_avees = {avee.id for avee in await tx.avees.list_avees()}
    return [_hide_from_asker(escalation, escalation.avee_id in own_avees) for escalation in (*listed, *rest)]


async def show_escalation(services: Services, person: UUID, escalation_id: UUID) -> Detail:
    """One escalation. Its creator also gets near past answers, its asker the number of people an offer would join.

    Raises NotFound `escalation_not_found`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        found = await tx.escalations.list_escalations(Page(1), escalation_id=escalation_id)
        if not found:
            raise NotFound("escalation_not_found", "There is no such question, or you may not see it.")
        avee = await tx.avees.load_avee(found[0].avee_id)
        role = avee.role if avee is not None else None
        is_creator = role is not None
        near = await tx.escalations.find_similar_answers(found[0].avee_id, escalation_id, SIMILAR) if is_creator else []
        # Whoever only reads along does not begin the work on it: neither the asker nor the metrics take it as opened.
        if role is not None and role.includes(TeamRole.answerer):
            await tx.measures.note_opened(found[0].avee_id, escalation_id)
        is_open_offer = found[0].user_id == person and found[0].status == Status.pending.value
        would_join = await _count_joined(tx, services.calibration, escalation_id) if is_open_offer else 0
    return Detail(_hide_from_asker(found[0], is_creator), _similar(near, services.calibration), would_join)


async def _count_joined(tx: Transaction, calibration: Calibration, escalation_id: UUID) -> int:
    locked = await tx.escalations.lock(escalation_id)
    return (await find_group(tx, locked, calibration)).others if locked else 0


async def _load_waiting(tx: Transaction, avee_id: UUID | None, by_guests: bool | None) -> list[EscalationRecord]:
    found: list[EscalationRecord] = []
    page = Page(BATCH_QUESTIONS)
    while records := await tx.escalations.list_escalations(page, avee_id=avee_id, status=Status.accepted.value, by_guests=by_guests):
        found += records
        page = Page(BATCH_QUESTIONS, records[-1].id)
        if len(records) < BATCH_QUESTIONS:
            break
    return found


def _in_order(found: list[EscalationRecord], now: datetime) -> list[EscalationRecord]:
    by_id = {record.id: record for record in found}
    waiting = [
        Waiting(record.id, record.user_id, record.group_id, record.accepted_at or record.offered_at, record.deferred_at) for record in found
    ]
    return [by_id[escalation_id] for escalation_id in inbox_order(waiting, now)]


def _hide_from_asker(escalation: EscalationRecord, is_creator: bool) -> EscalationRecord:
    """Removes the creator's wording of the question, drafts and who is to answer, which only the team may see."""
    return (
        escalation
        if is_creator
        else replace(escalation, question_pattern=None, draft_answer=None, assigned_to=None, assigned_name=None, is_proposed=False)
    )


def _similar(near: list[NearAnswer], calibration: Calibration) -> list[SimilarAnswer]:
    scored = [
        SimilarAnswer(answer.id, answer.question_pattern, answer.answer_content, calibration.canonical.probability(answer.cosine))
        for answer in near
    ]
    return [answer for answer in scored if answer.probability >= SIMILAR_FLOOR]
