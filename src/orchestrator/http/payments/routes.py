"""Payments: lists, what an asker and a creator do about one, memberships, and what a provider posts."""

from dataclasses import asdict, replace
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import AwareDatetime

from orchestrator.domain.payments.moves import PaymentStatus, Way
from orchestrator.engine.payments import by_hand, history, memberships, paying, refund
from orchestrator.engine.payments.owed.events import receive_event
from orchestrator.http.auth import TheCaller, TheServices
from orchestrator.http.paging import ThePage, paged
from orchestrator.http.payments.schemas import BegunMembershipOut, MembershipIn, MembershipOut, PaymentOut, RefundIn
from orchestrator.http.wire import PageOut
from orchestrator.ports.stores.payments import Membership, PaymentFilter, PaymentRecord

router = APIRouter(tags=["payments"])


@router.get("/me/payments", response_model=PageOut[PaymentOut])
async def list_my_payments(caller: TheCaller, page: ThePage) -> dict[str, Any]:
    """Your own payments, newest first."""
    found = paged(await history.list_mine(caller.services, caller.person.user_id, page), page)
    return found | {"items": [_show(each, caller.person.user_id) for each in found["items"]]}


@router.get("/avees/{avee_id}/payments", response_model=PageOut[PaymentOut])
async def list_payments(
    caller: TheCaller,
    avee_id: UUID,
    page: ThePage,
    status: PaymentStatus | None = None,
    begun_from: Annotated[AwareDatetime | None, Query(alias="from")] = None,
    begun_before: Annotated[AwareDatetime | None, Query(alias="to", description="Only payments begun before this time.")] = None,
) -> dict[str, Any]:
    """The agent's payments, newest first, for its owner."""
    wanted = PaymentFilter(status, begun_from, begun_before)
    found = paged(await history.list_of_agent(caller.services, caller.person.user_id, avee_id, wanted, page), page)
    return found | {"items": [_show(each, caller.person.user_id) for each in found["items"]]}


@router.get("/payments/{payment_id}", response_model=PaymentOut)
async def show_payment(caller: TheCaller, payment_id: UUID) -> dict[str, Any]:
    """A payment, for its asker and the agent's owner."""
    return _show(await paying.show_payment(caller.services, caller.person.user_id, payment_id), caller.person.user_id)


@router.post("/payments/{payment_id}/return", response_model=PaymentOut)
async def return_payment(caller: TheCaller, payment_id: UUID) -> dict[str, Any]:
    """For the asker who comes back from the provider's page: asks the provider at once whether it is paid."""
    return _show(await paying.come_back(caller.services, caller.person.user_id, payment_id), caller.person.user_id)


@router.post("/payments/{payment_id}/cancel", response_model=PaymentOut)
async def cancel_payment(caller: TheCaller, payment_id: UUID) -> dict[str, Any]:
    """Closes the provider's page, and gives the place in the creator's limits back. The offer stays open."""
    return _show(await paying.cancel(caller.services, caller.person.user_id, payment_id), caller.person.user_id)


@router.post("/payments/{payment_id}/refund", response_model=PaymentOut)
async def refund_payment(caller: TheCaller, payment_id: UUID, body: RefundIn) -> dict[str, Any]:
    """Gives back in full what was taken for an answer. While the provider does not answer it stays `due`, and is done later."""
    return _show(await refund.refund(caller.services, caller.person.user_id, payment_id, body.reason), caller.person.user_id)


@router.post("/payments/{payment_id}/received", response_model=PaymentOut)
async def note_received(caller: TheCaller, payment_id: UUID) -> dict[str, Any]:
    """For the creator, by hand: the money came, and the question is accepted."""
    return _show(await by_hand.note_received(caller.services, caller.person.user_id, payment_id), caller.person.user_id)


@router.post("/payments/{payment_id}/given-back", response_model=PaymentOut)
async def note_given_back(caller: TheCaller, payment_id: UUID) -> dict[str, Any]:
    """For the creator, by hand: the money went back."""
    return _show(await by_hand.note_given_back(caller.services, caller.person.user_id, payment_id), caller.person.user_id)


@router.post("/avees/{avee_id}/memberships", response_model=BegunMembershipOut)
async def begin_membership(caller: TheCaller, avee_id: UUID, body: MembershipIn) -> dict[str, Any]:
    """Begins a membership: it is active when it is paid. Repeating it returns the same page."""
    begun = await memberships.begin_membership(caller.services, caller.person.user_id, avee_id, body.interval)
    return {"membership": begun, "checkout_url": begun.checkout_url}


@router.get("/me/memberships", response_model=PageOut[MembershipOut])
async def list_memberships(caller: TheCaller, page: ThePage) -> dict[str, Any]:
    """Your own memberships, newest first."""
    return paged(await memberships.list_memberships(caller.services, caller.person.user_id, page), page)


@router.post("/memberships/{membership_id}/return", response_model=MembershipOut)
async def return_membership(caller: TheCaller, membership_id: UUID) -> Membership:
    """For the member who comes back from the provider's page: asks the provider at once whether it is paid."""
    return await memberships.return_membership(caller.services, caller.person.user_id, membership_id)


@router.delete("/memberships/{membership_id}", response_model=MembershipOut)
async def end_membership(caller: TheCaller, membership_id: UUID) -> Membership:
    """Lets your membership end with what is paid."""
    return await memberships.end_membership(caller.services, caller.person.user_id, membership_id)


@router.post(
    "/webhooks/stripe",
    response_model=None,
    openapi_extra={"requestBody": {"content": {"*/*": {"schema": {}}}, "required": True}},
)
async def receive_stripe(services: TheServices, request: Request) -> None:
    """What Stripe posts, signed. It is acknowledged once it is kept. 401 `bad_signature`, 400 `bad_event`, 404 `payments_off`."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    await receive_event(services, Way.stripe, await request.body(), headers)


def _show(payment: PaymentRecord, person: UUID) -> dict[str, Any]:
    """The payment as the asker sees it, or the agent's owner."""
    is_mine = payment.user_id == person
    can_be_paid = is_mine and payment.status is PaymentStatus.required and payment.due is None
    shown = payment if not is_mine else replace(payment, fee=None, failure=None)
    return asdict(shown) | {
        "checkout_url": payment.checkout_url if can_be_paid else None,
        "how_to_pay": payment.how_to_pay or None if can_be_paid else None,
    }
