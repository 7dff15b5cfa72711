"""Escalations as `lock_escalation` gives them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.escalation.gates import Usage
from orchestrator.domain.escalation.states import Status
from orchestrator.domain.policy.policy import read_policy
from orchestrator.ports.stores.escalation import LockedEscalation


def decode_locked(raw: Mapping[str, Any]) -> LockedEscalation:
    row = raw["escalation"]
    return LockedEscalation(
        id=UUID(row["id"]),
        avee_id=UUID(row["avee_id"]),
        conversation_id=UUID(row["conversation_id"]),
        user_id=UUID(row["user_id"]),
        message_id=UUID(row["message_id"]),
        original_message=row["original_message"],
        status=Status(row["status"]),
        expected_response_hours=float(row["expected_response_hours"]),
        expires_at=datetime.fromisoformat(row["expires_at"]),
        accepted_at=_decode_time(row["accepted_at"]),
        free_of_quota=row["free_of_quota"],
        owner_id=UUID(raw["owner_id"]),
        creator_name=raw["creator_name"],
        # Owners who try their agent are treated like anyone who opens its link.
        tier=Tier.free if row["user_id"] == raw["owner_id"] else Tier(raw["tier"]),
        policy=read_policy(raw["policy"]),
        usage=_decode_usage(raw["usage"]),
        now=datetime.fromisoformat(raw["now"]),
    )


def _decode_usage(raw: Mapping[str, Any]) -> Usage:
    return Usage(
        accepted_last_day=raw["day"],
        accepted_last_week=raw["week"],
        day_opens_at=_decode_time(raw["day_opens_at"]),
        week_opens_at=_decode_time(raw["week_opens_at"]),
        median_response_hours=raw["median_response_hours"],
    )


def _decode_time(raw: str | None) -> datetime | None:
    return datetime.fromisoformat(raw) if raw else None
