"""Locking an escalation before a move, and finding the group of waiting questions that it would join."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import NotFound
from orchestrator.domain.escalation.states import Actor
from orchestrator.domain.matching.looks.calibration import Calibration
from orchestrator.domain.matching.same_question import ask_the_same
from orchestrator.engine.accounts.agents.ownership import check_role
from orchestrator.ports.database import Transaction
from orchestrator.ports.stores.escalation import LockedEscalation

NEAREST = 5
"""Waiting questions that are compared with an offer: the nearest ones."""


@dataclass(frozen=True, slots=True)
class Group:
    """Waiting questions that ask the same, so that one answer closes all of them."""

    id: UUID
    is_joined: bool
    """Whether somebody else waits in it already."""
    others: int
    """People who wait in it besides the asker, >= 0."""


async def find_group(tx: Transaction, locked: LockedEscalation, calibration: Calibration) -> Group:
    """The group of the nearest waiting question that asks the same, else a new group of its own."""
    near = await tx.escalations.find_similar_waiting(locked.id, NEAREST)
    threshold = locked.policy.canonical_match_threshold
    for waiting in near:
        if ask_the_same(waiting.question, locked.question, waiting.cosine, calibration, threshold):
            return Group(waiting.group_id, True, waiting.people)
    return Group(locked.id, False, 0)


async def require_locked(tx: Transaction, escalation_id: UUID, person: UUID, actor: Actor) -> LockedEscalation:
    """Locks an escalation until the transaction ends and requires that the person is this actor in it.

    Raises NotFound `escalation_not_found` where it does not exist or the person is not that actor, and Forbidden `role_too_low` for
    one of the team who may only read.
    """
    locked = await tx.escalations.lock(escalation_id)
    if locked is not None and actor is Actor.creator and locked.role is not None:
        check_role(locked.role, TeamRole.answerer)
    if locked is None or not _acts_as(locked, person, actor):
        raise NotFound("escalation_not_found", "There is no such question, or you may not do this with it.")
    return locked


def actor_of(locked: LockedEscalation, person: UUID) -> Actor:
    """The person's role in this escalation.

    Those who answer and asked their own agent are the asker until they accept the offer, and the creator afterwards.
    """
    answers = locked.accepted_at is not None and locked.role is not None and locked.role.includes(TeamRole.answerer)
    if locked.user_id == person:
        return Actor.creator if answers else Actor.asker
    return Actor.asker if locked.role is None else Actor.creator


def _acts_as(locked: LockedEscalation, person: UUID, actor: Actor) -> bool:
    match actor:
        case Actor.asker:
            return locked.user_id == person
        case Actor.creator:
            return locked.role is not None
        case Actor.clock:
            return True
