"""What every move of an escalation begins with, and which waiting questions one would join."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.errors import NotFound
from orchestrator.domain.escalation.states import Actor
from orchestrator.domain.matching.calibration import Calibration
from orchestrator.domain.matching.same_question import ask_the_same
from orchestrator.ports.database import Transaction
from orchestrator.ports.stores.escalation import LockedEscalation

NEAREST = 5


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that one answer serves."""

    id: UUID
    is_joined: bool
    """Whether a question waits in it already."""
    others: int
    """People besides the asker who wait in it, >= 0."""


async def find_group(tx: Transaction, locked: LockedEscalation, calibration: Calibration) -> Group:
    """The group of the nearest waiting question that asks the same, else a group of its own."""
    near = await tx.escalations.find_similar_waiting(locked.id, NEAREST)
    for each in near:
        if ask_the_same(each.question, locked.original_message, each.cosine, calibration, locked.policy.canonical_match_threshold):
            return Group(each.group_id, True, each.people)
    return Group(locked.id, False, 0)


async def require_locked(tx: Transaction, escalation_id: UUID, person: UUID, actor: Actor) -> LockedEscalation:
    """The escalation, locked until the transaction ends, for one who is this actor to it.

    Raises NotFound `escalation_not_found`, also for another's, and for the asker where the creator is meant.
    """
    locked = await tx.escalations.lock(escalation_id)
    if locked is None or not _is(locked, person, actor):
        raise NotFound("escalation_not_found", "There is no such question that you could do this with.")
    return locked


def actor_of(locked: LockedEscalation, person: UUID) -> Actor:
    """Who the person is to this escalation; the creator where they asked themselves."""
    return Actor.creator if locked.owner_id == person and locked.accepted_at else Actor.asker


def _is(locked: LockedEscalation, person: UUID, actor: Actor) -> bool:
    match actor:
        case Actor.asker:
            return locked.user_id == person
        case Actor.creator:
            return locked.owner_id == person
        case Actor.clock:
            return True
