"""The asker accepts an offer: the question goes into the creator's inbox, within the limits, beside those that ask the same."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from orchestrator.domain.accounts.agents import Asker
from orchestrator.domain.escalation.gates import Gate, closed_gate, remaining_today
from orchestrator.domain.escalation.states import Actor, Move, Status, gate_error, next_status, require_open_offer
from orchestrator.domain.escalation.summary import TURNS, summarise
from orchestrator.domain.message.language import read_language
from orchestrator.domain.message.turns import Role, Turn
from orchestrator.domain.policy.policy import Policy, read_policy
from orchestrator.domain.replies import sentences as replies
from orchestrator.engine.escalation.locking import find_group, require_locked
from orchestrator.engine.escalation.notices import write_notice
from orchestrator.engine.escalation.summarise import TASK as SUMMARISE_TASK
from orchestrator.engine.routing.loading import read_tier, read_usage
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.stores.paging import Json

QUOTAS = (Gate.day_limit, Gate.week_limit)


@dataclass(frozen=True, slots=True)
class Accepted:
    id: UUID
    status: str
    joined: bool
    people_waiting: int
    """For the same answer, this asker included."""
    expected_response_hours: float
    deadline_at: datetime
    remaining_today: int


async def accept(services: Services, person: UUID, escalation_id: UUID) -> Accepted:
    """Moves the asker's own offer into the inbox; a question that waits already is joined, which uses no quota.

    Raises NotFound, Conflict `illegal_move` or `offer_expired`, Limited (`day_limit_reached`, `week_limit_reached`,
    `creator_unavailable`, each with when it opens) or Forbidden; the offer stands in all of these.
    """
    async with services.database.transaction(Scope(person)) as tx:
        locked = await require_locked(tx, escalation_id, person, Actor.asker)
        escalation, now = locked["escalation"], datetime.fromisoformat(locked["now"])
        status = Status(escalation["status"])
        require_open_offer(status, datetime.fromisoformat(escalation["expires_at"]), now)
        status = next_status(status, Move.accept, Actor.asker)
        policy = read_policy(locked["policy"])
        group = await find_group(tx, escalation, services.calibration, policy)
        free = bool(escalation["free_of_quota"]) or group.is_joined
        _require_open_gates(locked, policy, now, free)
        deadline = now + timedelta(hours=policy.answer_deadline_hours)
        await tx.escalations.move(
            UUID(escalation["avee_id"]),
            escalation_id,
            status=status.value,
            group_id=group.id,
            free_of_quota=free,
            deadline_at=deadline,
            context_summary=await _summarise(tx, person, locked),
        )
        if services.chat is not None:
            await tx.jobs.enqueue(SUMMARISE_TASK, person=str(person), escalation_id=str(escalation_id))
        await write_notice(
            tx,
            escalation,
            replies.queued(locked["creator_name"], escalation["expected_response_hours"], read_language(escalation["original_message"])),
            (),
        )
    left = remaining_today(policy, read_usage(locked["usage"])) - (0 if free else 1)
    hours = escalation["expected_response_hours"]
    return Accepted(escalation_id, status.value, group.is_joined, group.others + 1, hours, deadline, max(0, left))


def _require_open_gates(locked: Json, policy: Policy, now: datetime, free: bool) -> None:
    person = locked["escalation"]["user_id"]
    asker = Asker(UUID(person), read_tier(locked["tier"], person, locked["owner_id"]))
    closed = closed_gate(policy, asker, read_usage(locked["usage"]), now)
    if closed is not None and not (free and closed.gate in QUOTAS):
        raise gate_error(closed)


async def _summarise(tx: Transaction, person: UUID, locked: Any) -> str:
    escalation = locked["escalation"]
    avee_id, conversation_id, asked = (UUID(escalation[name]) for name in ("avee_id", "conversation_id", "message_id"))
    turns = [Turn(Role(role), content) for role, content in await tx.escalations.load_turns(avee_id, conversation_id, asked, TURNS)]
    me = await tx.accounts.load_me()
    return summarise(turns, me.display_name if me else "Asker", "Agent")
