"""Decoding the escalation that `lock_escalation` returns."""

from collections.abc import Mapping
from typing import Any

from orchestrator.adapters.postgres.codecs.facts import decode_usage
from orchestrator.adapters.postgres.codecs.payments import decode_price
from orchestrator.adapters.postgres.codecs.scalars import decode_optional_time, decode_optional_uuid, decode_time, decode_uuid
from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.escalation.states import Status
from orchestrator.domain.payments.money import Money
from orchestrator.domain.payments.prices import OfferedPrice
from orchestrator.domain.policy.policy import read_policy
from orchestrator.ports.stores.escalation import LockedEscalation


def decode_locked(raw: Mapping[str, Any]) -> LockedEscalation:
    """`raw` is the JSON of `lock_escalation`."""
    row = raw["escalation"]
    return LockedEscalation(
        id=decode_uuid(row["id"]),
        avee_id=decode_uuid(row["avee_id"]),
        conversation_id=decode_uuid(row["conversation_id"]),
        user_id=decode_uuid(row["user_id"]),
        message_id=decode_uuid(row["message_id"]),
        original_message=row["original_message"],
        question=row["question_pattern"] or row["original_message"],
        status=Status(row["status"]),
        expires_at=decode_time(row["expires_at"]),
        replaced_by=decode_optional_uuid(row["replaced_by"]),
        accepted_at=decode_optional_time(row["accepted_at"]),
        free_of_quota=row["free_of_quota"],
        is_opened=row["opened_at"] is not None,
        people_waiting=raw["people_waiting"],
        given_back=raw["given_back"],
        role=TeamRole(raw["role"]) if raw["role"] else None,
        creator_name=raw["creator_name"],
        # Owners who try their own agent count as any visitor of its link.
        tier=Tier.free if row["user_id"] == raw["owner_id"] else Tier(raw["tier"]),
        policy=read_policy(raw["policy"]),
        usage=decode_usage(raw["usage"]),
        has_address=raw["has_address"],
        now=decode_time(raw["now"]),
        offered=OfferedPrice(Money(row["price_amount"], row["price_currency"]), row["private_extra"]) if row["price_currency"] else None,
        price=decode_price(raw["price"]),
        is_private=row["is_private"],
        place_until=decode_optional_time(row["place_until"]),
        expected_hours=row["expected_response_hours"],
    )
