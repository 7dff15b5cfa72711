"""The queue as a list: the creator's in the order that helps most, the asker's own newest first."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.domain.escalation.inbox import Waiting, inbox_order
from orchestrator.domain.escalation.states import Status
from orchestrator.domain.matching.calibration import Calibration
from orchestrator.engine.escalation.locking import find_group
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.stores.escalation import EscalationRecord, NearAnswer
from orchestrator.ports.stores.paging import Page

AT_ONCE = 1_000
"""Waiting questions that are loaded together; all that wait are, as the whole inbox is ordered at once."""
SIMILAR = 3
SIMILAR_FLOOR = 0.15


@dataclass(frozen=True, slots=True)
class SimilarAnswer:
    id: UUID
    question_pattern: str
    answer_content: str
    probability: float


@dataclass(frozen=True, slots=True)
class Detail:
    escalation: EscalationRecord
    similar_answers: list[SimilarAnswer]
    would_join: int
    """Others whose waiting question the asker's open offer would join, >= 0."""


async def list_queue(services: Services, person: UUID, avee_id: UUID | None, status: str | None, page: Page) -> list[EscalationRecord]:
    """Accepted questions first, in the order of the inbox, then all others newest first; up to page.limit of them."""
    async with services.database.transaction(Scope(person)) as tx:
        accepted: list[EscalationRecord] = []
        if status in (None, Status.accepted.value):
            accepted = _in_order(await _load_waiting(tx, avee_id), services.clock.now())
        place = next((at for at, each in enumerate(accepted, 1) if each.id == page.before), None)
        # A cursor that is none of the accepted points into the rest, so the first part is over.
        shown = accepted[place or 0 :][: page.limit] if place is not None or page.before is None else []
        rest: list[EscalationRecord] = []
        if status != Status.accepted.value and len(shown) < page.limit:
            further = Page(page.limit - len(shown), None if place is not None else page.before)
            rest = await tx.escalations.list_escalations(further, avee_id=avee_id, status=status, but_status=Status.accepted.value)
        mine = {avee.id for avee in await tx.avees.list_avees()}
    return [_as_seen(each, each.avee_id in mine) for each in (*shown, *rest)]


async def show_escalation(services: Services, person: UUID, escalation_id: UUID) -> Detail:
    """One question, for its creator with the nearest past answers, for its asker with those whom accepting would join.

    Raises NotFound `escalation_not_found`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        found = await tx.escalations.list_escalations(Page(1), escalation_id=escalation_id)
        if not found:
            raise NotFound("escalation_not_found", "There is no such question that concerns you.")
        is_creator = any(avee.id == found[0].avee_id for avee in await tx.avees.list_avees())
        near = await tx.escalations.find_similar_answers(found[0].avee_id, escalation_id, SIMILAR) if is_creator else []
        if is_creator:
            await tx.measures.note_opened(found[0].avee_id, escalation_id)
        is_open_offer = found[0].user_id == person and found[0].status == Status.pending.value
        would_join = await _count_joined(tx, services.calibration, escalation_id) if is_open_offer else 0
    return Detail(_as_seen(found[0], is_creator), _similar(near, services.calibration), would_join)


async def _count_joined(tx: Transaction, calibration: Calibration, escalation_id: UUID) -> int:
    locked = await tx.escalations.lock(escalation_id)
    return (await find_group(tx, locked, calibration)).others if locked else 0


async def _load_waiting(tx: Transaction, avee_id: UUID | None) -> list[EscalationRecord]:
    found: list[EscalationRecord] = []
    page = Page(AT_ONCE)
    while some := await tx.escalations.list_escalations(page, avee_id=avee_id, status=Status.accepted.value):
        found += some
        page = Page(AT_ONCE, some[-1].id)
        if len(some) < AT_ONCE:
            break
    return found


def _in_order(found: list[EscalationRecord], now: datetime) -> list[EscalationRecord]:
    by_id = {each.id: each for each in found}
    waiting = [Waiting(each.id, each.user_id, each.group_id, each.accepted_at or each.offered_at, each.deferred_at) for each in found]
    return [by_id[each] for each in inbox_order(waiting, now)]


def _as_seen(escalation: EscalationRecord, is_creator: bool) -> EscalationRecord:
    """The creator's wording and drafts are the creator's alone."""
    return escalation if is_creator else replace(escalation, question_pattern=None, draft_answer=None)


def _similar(near: list[NearAnswer], calibration: Calibration) -> list[SimilarAnswer]:
    scored = [
        SimilarAnswer(each.id, each.question_pattern, each.answer_content, calibration.canonical.probability(each.cosine)) for each in near
    ]
    return [each for each in scored if each.probability >= SIMILAR_FLOOR]
