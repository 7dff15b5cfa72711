"""Decoding what `lock_direct_messages` returns."""

from collections.abc import Mapping
from typing import Any

from orchestrator.adapters.postgres.codecs.scalars import decode_optional_time
from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.escalation.direct_messages import DirectUsage
from orchestrator.domain.policy.policy import read_policy
from orchestrator.ports.stores.message import DirectRules


def decode_direct_rules(raw: Mapping[str, Any]) -> DirectRules:
    """`raw` is the JSON of `lock_direct_messages`."""
    return DirectRules(
        policy=read_policy(raw["policy"]),
        creator_name=raw["creator_name"],
        tier=Tier(raw["tier"]),
        usage=DirectUsage(
            raw["of_all"],
            raw["of_person"],
            decode_optional_time(raw["all_opens_at"]),
            decode_optional_time(raw["person_opens_at"]),
        ),
    )
