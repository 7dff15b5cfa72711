"""When a canonical answer may be served: its states, its freshness, and what has been said already."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.errors import Invalid
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.message.turns import Turn


class State(StrEnum):
    active = "active"
    retired = "retired"


def is_fresh(hit: CanonicalHit, now: datetime) -> bool:
    """Whether the answer has not reached the expiry its creator set."""
    return hit.expires_at is None or hit.expires_at > now


def check_expiry(expires_at: datetime | None, now: datetime) -> None:
    """Raises Invalid `expiry_in_the_past` for what would never be served to anybody."""
    if expires_at is not None and expires_at <= now:
        raise Invalid("expiry_in_the_past", "An answer cannot end in the past: name a time to come, or none.", field="expires_at")


def nearest_phrasings(hits: tuple[CanonicalHit, ...]) -> tuple[CanonicalHit, ...]:
    """Each answer once, by the phrasing nearest to the message; best first."""
    nearest: dict[UUID, CanonicalHit] = {}
    for hit in sorted(hits, key=lambda hit: -hit.cosine):
        nearest.setdefault(hit.id, hit)
    return tuple(nearest.values())


def is_barred(nearest: CanonicalHit) -> bool:
    """Whether the message is nearer to a counter-example than to any wording of the answer; `nearest` is its nearest phrasing."""
    return nearest.counter > -1.0 and nearest.counter >= nearest.cosine


def servable(hits: tuple[CanonicalHit, ...], turns: tuple[Turn, ...], is_follow_up: bool, now: datetime) -> tuple[CanonicalHit, ...]:
    """The hits that may be served, best first: fresh, and not of an answer that its creator said is not for such a message.

    A follow-up asks for something beyond the answer it follows, so an answer already given in the turns before is
    not given again to one; joined with its question, it would otherwise always match that same answer best.
    """
    given = frozenset().union(*(turn.sources for turn in turns)) if is_follow_up else frozenset()
    barred = {hit.id for hit in nearest_phrasings(hits) if is_barred(hit)}
    return tuple(hit for hit in hits if is_fresh(hit, now) and hit.id not in given and hit.id not in barred)
