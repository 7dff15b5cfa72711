"""When a stored answer may be served: its state and expiry, excluded messages, and answers given before."""

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from uuid import UUID

from orchestrator.domain.errors import Invalid
from orchestrator.domain.matching.hits import CanonicalHit, Dispute
from orchestrator.domain.message.turns import Turn


class State(StrEnum):
    active = "active"
    retired = "retired"


def is_fresh(hit: CanonicalHit, now: datetime) -> bool:
    """Whether the answer has no expiry, or one that is still to come."""
    return hit.expires_at is None or hit.expires_at > now


def check_expiry(expires_at: datetime | None, now: datetime) -> None:
    """Raises Invalid `expiry_in_the_past` where the expiry is not after `now`: the answer would never be served."""
    if expires_at is not None and expires_at <= now:
        raise Invalid(
            "expiry_in_the_past", "The expiry must be in the future. Leave it empty for an answer that does not expire.", field="expires_at"
        )


def nearest_phrasings(hits: Iterable[CanonicalHit], by: Callable[[CanonicalHit], float] = attrgetter("cosine")) -> tuple[CanonicalHit, ...]:
    """Each answer once, by its phrasing nearest to the message; best first. `by` is how near one is."""
    nearest: dict[UUID, CanonicalHit] = {}
    for hit in sorted(hits, key=lambda hit: -by(hit)):
        nearest.setdefault(hit.id, hit)
    return tuple(nearest.values())


def undisputed(hits: Iterable[CanonicalHit]) -> tuple[CanonicalHit, ...]:
    """The hits whose words do not also ask for another answer, between which the creator has not settled yet."""
    return tuple(hit for hit in hits if hit.dispute is not Dispute.open)


def is_barred(nearest: CanonicalHit) -> bool:
    """Whether the message is nearer to an excluded message than to any phrasing of the answer; `nearest` is its nearest
    phrasing."""
    return nearest.counter > -1.0 and nearest.counter >= nearest.cosine


def servable(hits: tuple[CanonicalHit, ...], turns: tuple[Turn, ...], is_follow_up: bool, now: datetime) -> tuple[CanonicalHit, ...]:
    """The hits that may be served, in the given order: fresh, not excluded for such a message, and not repeated to a
    follow-up.

    A follow-up asks for more than the answer it follows. Joined with the question before it, it would always match that
    same answer best, so answers given in `turns` are left out.
    """
    given = frozenset().union(*(turn.sources for turn in turns)) if is_follow_up else frozenset()
    barred = {hit.id for hit in nearest_phrasings(hits) if is_barred(hit)}
    return tuple(hit for hit in hits if is_fresh(hit, now) and hit.id not in given and hit.id not in barred)
