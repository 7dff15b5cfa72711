"""Payments to keep: receipts as PDF, all of an agent's as CSV, and sums by month."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from orchestrator.domain.matching.spreadsheets import write_table
from orchestrator.domain.payments.currencies import in_major_units
from orchestrator.domain.payments.money import Money
from orchestrator.engine.payments import history, receipts
from orchestrator.http.auth import TheCaller
from orchestrator.http.payments.schemas import MonthsOut
from orchestrator.ports.papers import PAPER_TYPE
from orchestrator.ports.stores.payments import PaymentRecord

router = APIRouter(tags=["payments"])

CSV = "text/csv"
COLUMNS = (
    "id", "begun_at", "kind", "status", "amount", "fee", "currency", "asker", "receipt", "held_at", "captured_at", "released_at", "refunded_at",
    "disputed_at", "refund_reason", "way",
)  # fmt: skip


@router.get(
    "/payments/{payment_id}/receipt",
    response_class=Response,
    responses={200: {"content": {PAPER_TYPE: {"schema": {"type": "string", "format": "binary"}}}}},
)
async def show_receipt(caller: TheCaller, payment_id: UUID) -> Response:
    """The receipt as PDF, for whoever paid and for the agent's owner. 404 `no_receipt` before the money is taken."""
    paper = await receipts.write_receipt(caller.services, caller.person.user_id, payment_id)
    return Response(paper.content, media_type=PAPER_TYPE, headers={"Content-Disposition": f'attachment; filename="{paper.name}"'})


@router.get("/avees/{avee_id}/payments/months", response_model=MonthsOut)
async def show_months(caller: TheCaller, avee_id: UUID) -> dict[str, Any]:
    """What came in and went back by month and currency, for the agent's owner."""
    return {"months": await history.sum_months(caller.services, caller.person.user_id, avee_id)}


@router.get(
    "/avees/{avee_id}/payments/export", response_class=Response, responses={200: {"content": {CSV: {"schema": {"type": "string"}}}}}
)
async def export_payments(caller: TheCaller, avee_id: UUID) -> Response:
    """All payments of the agent as CSV, newest first, amounts in major units, times in UTC; for its owner."""
    found = await history.list_all(caller.services, caller.person.user_id, avee_id)
    return Response(
        write_table(COLUMNS, map(_row, found)), media_type=CSV, headers={"Content-Disposition": 'attachment; filename="payments.csv"'}
    )


def _row(payment: PaymentRecord) -> dict[str, str]:
    times = {name: getattr(payment, name) for name in ("held_at", "captured_at", "released_at", "refunded_at", "disputed_at")}
    return {
        "id": str(payment.id),
        "begun_at": payment.created_at.isoformat(),
        "kind": payment.kind,
        "status": payment.status.value,
        "amount": _major(payment.amount, payment.currency),
        "fee": "" if payment.fee is None else _major(payment.fee, payment.currency),
        "currency": payment.currency,
        "asker": payment.asker_display_name or "",
        "receipt": "" if payment.receipt_number is None else str(payment.receipt_number),
        "refund_reason": payment.refund_reason or "",
        "way": payment.way.value,
    } | {name: at.isoformat() if at else "" for name, at in times.items()}


def _major(amount: int, currency: str) -> str:
    return str(in_major_units(Money(amount, currency)))
