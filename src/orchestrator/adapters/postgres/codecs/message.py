"""Decoding what `lock_direct_messages` returns, and the questions of a message."""

from collections.abc import Iterable, Mapping
from typing import Any

from orchestrator.adapters.postgres.codecs.evidence import decode_part
from orchestrator.adapters.postgres.codecs.scalars import decode_optional_time, decode_uuid
from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.escalation.direct_messages import DirectUsage
from orchestrator.domain.policy.policy import read_policy
from orchestrator.ports.stores.message import DirectRules, MessagePart


def decode_parts(raw: Iterable[Mapping[str, Any]] | None) -> tuple[MessagePart, ...]:
    """The questions of a message in its order; () for None, where it was not divided."""
    parts = [
        MessagePart(
            decode_part(each["said"]), each["path"], decode_uuid(each["decision_id"]), each["rule"], each["reason"], each["verdict"]
        )
        for each in raw or ()
    ]
    return tuple(sorted(parts, key=lambda part: part.said.number))


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
