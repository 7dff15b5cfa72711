"""The queue of escalations, and every move of an escalation."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query

from orchestrator.domain.payments.money import Money
from orchestrator.engine.escalation import answer, decline, defer, inbox
from orchestrator.engine.escalation.answer import Answered, Reply
from orchestrator.engine.escalation.decline import Moved
from orchestrator.engine.matching import audience
from orchestrator.engine.payments import checkout
from orchestrator.engine.payments.checkout import ToPay, Wanted
from orchestrator.engine.safety import check_answer
from orchestrator.http.auth import TheCaller
from orchestrator.http.escalation.schemas import (
    AcceptIn,
    AcceptOut,
    AnswerCheckOut,
    AnsweredOut,
    AnswerTextIn,
    DeclineIn,
    EscalationDetailOut,
    EscalationOut,
    MovedOut,
    ReplyToQuestionIn,
)
from orchestrator.http.matching.boundary_schemas import ServedPreviewIn, ServedPreviewOut, show_audience
from orchestrator.http.paging import ThePage, paged
from orchestrator.http.wire import PageOut
from orchestrator.ports.stores.matching.boundaries import Pick

router = APIRouter(prefix="/orchestrator/queue", tags=["queue"])


@router.get("", response_model=PageOut[EscalationOut])
async def list_queue(
    caller: TheCaller,
    page: ThePage,
    status: Annotated[str | None, Query(pattern="^(pending|accepted|answered|declined|expired)$")] = None,
    avee_id: UUID | None = None,
    by_guests: Annotated[bool | None, Query(description="Only those of guests, or only those of people with an account.")] = None,
) -> dict[str, Any]:
    """Escalations of own agents, and own questions. Accepted questions come first: many people and long waits lead."""
    return paged(await inbox.list_queue(caller.services, caller.person.user_id, avee_id, status, page, by_guests), page)


@router.get("/{escalation_id}", response_model=EscalationDetailOut)
async def show_escalation(caller: TheCaller, escalation_id: UUID) -> dict[str, Any]:
    """One escalation.

    Its creator also sees similar past answers, its asker how many people an open offer would join.
    """
    detail = await inbox.show_escalation(caller.services, caller.person.user_id, escalation_id)
    return asdict(detail.escalation) | {"similar_answers": detail.similar_answers, "would_join": detail.would_join}


@router.post("/{escalation_id}/accept", response_model=AcceptOut)
async def accept_offer(caller: TheCaller, escalation_id: UUID, body: AcceptIn | None = None) -> dict[str, Any]:
    """The asker accepts the offer (path E), and the question enters the creator's inbox.

    Where it has a price, the answer is `payment` with the page to pay on, and the question is accepted when it is paid; repeating the
    request returns the same page. 429 where a limit is reached; the offer stays open.
    """
    price = body.accept_price if body else None
    wanted = Wanted(is_private=body.private if body else False, agreed=Money(price.amount, price.currency) if price else None)
    done = await checkout.accept_offer(caller.services, caller.person.user_id, escalation_id, wanted)
    if isinstance(done, ToPay):
        payment = asdict(done.payment) | {"how_to_pay": done.payment.how_to_pay or None}
        return {"id": escalation_id, "status": "pending", "path": "D", "action": "pay", "payment": payment}
    return asdict(done) | {"path": "E", "action": "queue_for_creator"}


@router.post("/{escalation_id}/decline", response_model=MovedOut)
async def decline_question(caller: TheCaller, escalation_id: UUID, body: DeclineIn | None = None) -> Moved:
    """The asker declines an offer, or the creator declines a question. The asker is told the creator's reason."""
    return await decline.decline(caller.services, caller.person.user_id, escalation_id, body.reason if body else None)


@router.post("/{escalation_id}/defer", response_model=MovedOut)
async def defer_question(caller: TheCaller, escalation_id: UUID) -> Moved:
    """The creator postpones a question. It stays in the inbox, behind the others for a day."""
    return await defer.defer(caller.services, caller.person.user_id, escalation_id)


@router.post("/{escalation_id}/answer-check", response_model=AnswerCheckOut)
async def check_an_answer(caller: TheCaller, escalation_id: UUID, body: AnswerTextIn) -> dict[str, Any]:
    """Finds personal data in an answer before it is sent. Nothing is stored."""
    return {"personal_data": await check_answer.check_answer(caller.services, caller.person.user_id, escalation_id, body.answer)}


@router.post("/{escalation_id}/answer", response_model=AnsweredOut)
async def answer_question(caller: TheCaller, escalation_id: UUID, body: ReplyToQuestionIn) -> Answered:
    """The creator answers. Everyone who asked the same gets the answer, and it becomes a canonical answer for reuse."""
    picks = tuple(Pick(example.decision_id, example.serves) for example in body.examples)
    reply = Reply(body.answer, body.layer, body.question_pattern, body.reuse, body.expires_at, body.confirm_personal_data, picks)
    return await answer.answer(caller.services, caller.person.user_id, escalation_id, reply)


@router.post("/{escalation_id}/served-preview", response_model=ServedPreviewOut)
async def preview_audience(caller: TheCaller, escalation_id: UUID, body: ServedPreviewIn) -> dict[str, Any]:
    """For the creator, before answering: which messages of the last 90 days the answer would serve.

    Near messages that it would not serve are listed too. `examples` are the marks made so far. Nothing is stored.
    """
    found = await audience.preview_audience(
        caller.services, caller.person.user_id, escalation_id, body.question_pattern, body.layer,
        [Pick(example.decision_id, example.serves) for example in body.examples],
    )  # fmt: skip
    return show_audience(found)
