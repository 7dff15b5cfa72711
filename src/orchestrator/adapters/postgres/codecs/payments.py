"""Decoding prices and payments from JSON."""

from collections.abc import Mapping
from typing import Any

from orchestrator.adapters.postgres.codecs.scalars import decode_optional_time, decode_optional_uuid, decode_time, decode_uuid
from orchestrator.domain.payments.brief import PaymentBrief
from orchestrator.domain.payments.money import Money
from orchestrator.domain.payments.moves import Due, PaymentStatus, Way
from orchestrator.domain.payments.prices import AskerPrice
from orchestrator.ports.payments import Interval, Taking
from orchestrator.ports.stores.payments import Membership, PaymentRecord


def decode_money(raw: Mapping[str, Any] | None) -> Money | None:
    return Money(raw["amount"], raw["currency"]) if raw else None


def decode_price(raw: Mapping[str, Any] | None) -> AskerPrice | None:
    """`raw` is the JSON of `read_price`."""
    if raw is None:
        return None
    return AskerPrice(
        way=Way(raw["way"]),
        currency=raw["currency"],
        amount=raw["amount"],
        free_per_month=raw["free_per_month"],
        free_used=raw["free_used"],
        private_extra=raw["private_extra"],
        account=raw["account"],
        account_ready=raw["account_ready"],
    )


def decode_brief(raw: Mapping[str, Any] | None) -> PaymentBrief | None:
    if raw is None:
        return None
    return PaymentBrief(
        id=decode_uuid(raw["id"]),
        status=PaymentStatus(raw["status"]),
        due=_due(raw["due"]),
        way=Way(raw["way"]),
        taking=raw["taking"],
        amount=raw["amount"],
        currency=raw["currency"],
        checkout_url=raw["checkout_url"],
        place_until=decode_time(raw["place_until"]),
    )


def decode_payment(raw: Mapping[str, Any]) -> PaymentRecord:
    """`raw` is a row of `payments` as JSON, with what `load_payment` adds."""
    return PaymentRecord(
        id=decode_uuid(raw["id"]),
        avee_id=decode_uuid(raw["avee_id"]),
        kind=raw["kind"],
        escalation_id=decode_optional_uuid(raw["escalation_id"]),
        user_id=decode_optional_uuid(raw["user_id"]),
        way=Way(raw["way"]),
        taking=Taking(raw["taking"]),
        amount=raw["amount"],
        currency=raw["currency"],
        fee=raw["fee"],
        status=PaymentStatus(raw["status"]),
        due=_due(raw["due"]),
        account=raw["account"],
        checkout_ref=raw["checkout_ref"],
        checkout_url=raw["checkout_url"],
        place_until=decode_time(raw["place_until"]),
        payment_ref=raw["payment_ref"],
        subscription_ref=raw["subscription_ref"],
        capture_before=decode_optional_time(raw["capture_before"]),
        is_private=raw["is_private"],
        refund_reason=raw["refund_reason"],
        failure=raw["failure"],
        receipt_owner=decode_optional_uuid(raw["receipt_owner"]),
        receipt_number=raw["receipt_number"],
        receipt_seller=raw["receipt_seller"],
        receipt_details=raw["receipt_details"],
        receipt_buyer=raw["receipt_buyer"],
        paid_until=decode_optional_time(raw["paid_until"]),
        created_at=decode_time(raw["created_at"]),
        held_at=decode_optional_time(raw["held_at"]),
        captured_at=decode_optional_time(raw["captured_at"]),
        released_at=decode_optional_time(raw["released_at"]),
        refunded_at=decode_optional_time(raw["refunded_at"]),
        disputed_at=decode_optional_time(raw["disputed_at"]),
        how_to_pay=raw.get("how_to_pay") or "",
        owner_id=decode_optional_uuid(raw.get("owner_id")),
        agent_handle=raw.get("agent_handle") or "",
        agent_display_name=raw.get("agent_display_name") or "",
        asker_display_name=raw.get("asker_display_name"),
    )


def decode_membership(raw: Mapping[str, Any]) -> Membership:
    """`raw` is a row of `memberships` as JSON."""
    return Membership(
        id=decode_uuid(raw["id"]),
        avee_id=decode_uuid(raw["avee_id"]),
        user_id=decode_optional_uuid(raw["user_id"]),
        way=Way(raw["way"]),
        interval=Interval(raw["interval"]),
        amount=raw["amount"],
        currency=raw["currency"],
        status=raw["status"],
        account=raw["account"],
        checkout_ref=raw["checkout_ref"],
        checkout_url=raw["checkout_url"],
        place_until=decode_time(raw["place_until"]),
        subscription_ref=raw["subscription_ref"],
        paid_until=decode_optional_time(raw["paid_until"]),
        is_ending=raw["is_ending"],
        created_at=decode_time(raw["created_at"]),
        agent_handle=raw.get("agent_handle") or "",
        agent_display_name=raw.get("agent_display_name") or "",
    )


def _due(raw: str | None) -> Due | None:
    return Due(raw) if raw else None
