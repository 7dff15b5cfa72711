"""The asker accepts an offer: the question enters the creator's inbox and joins the group that asks the same."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.domain.accounts.agents import Asker
from orchestrator.domain.errors import Conflict
from orchestrator.domain.escalation.expectation import expect_answer
from orchestrator.domain.escalation.gates import ClosedGate, Gate, closed_gate, remaining_today
from orchestrator.domain.escalation.states import Actor, Move, gate_error, next_status, require_open_offer
from orchestrator.domain.escalation.summary import TURNS, summarise
from orchestrator.domain.message.turns import Role, Turn
from orchestrator.domain.payments.deadlines import answer_deadline
from orchestrator.domain.payments.prices import amount_due
from orchestrator.domain.replies import sentences as replies
from orchestrator.engine.escalation.locking import Group, find_group, require_locked
from orchestrator.engine.escalation.notices import read_notice_language, write_notice
from orchestrator.engine.escalation.summarise import TASK as SUMMARISE_TASK
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.stores.escalation import EscalationChanges, LockedEscalation

QUOTAS = (Gate.day_limit, Gate.week_limit)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The accepted question, as its asker sees it."""

    id: UUID
    status: str
    joined: bool
    """Whether the question joined a group in which others wait already."""
    people_waiting: int
    """People who wait for the same answer, this asker included."""
    expected_response_hours: float
    hours_from_answers: bool
    """Whether the time comes from the creator's earlier answers."""
    deadline_at: datetime
    """When the question expires if the creator has not answered it."""
    remaining_today: int
    """How many more questions the creator takes today, >= 0."""


@dataclass(frozen=True, slots=True)
class PaymentNeeded:
    """The offer has a price, and the money is not held: nothing was accepted."""

    escalation_id: UUID


async def accept(services: Services, person: UUID, escalation_id: UUID) -> Accepted:
    """Moves the asker's own offer into the inbox. Joining a group that waits already uses no quota.

    Raises NotFound `escalation_not_found`, Conflict `illegal_move`, `offer_expired` or `payment_required`, Limited (`day_limit_reached`,
    `week_limit_reached`, `creator_unavailable`, each with the time when the gate opens), Forbidden, or Conflict `address_needed`
    where a guest has left no address. After any of
    these errors the offer is still open.
    """
    async with services.database.transaction(Scope(person)) as tx:
        accepted = await accept_within(services, tx, person, escalation_id, with_notice=True)
        if isinstance(accepted, ClosedGate):
            raise gate_error(accepted)
        if isinstance(accepted, PaymentNeeded):
            raise Conflict("payment_required", "This question has a price: it is asked when it is paid.")
    return accepted


async def accept_within(
    services: Services, tx: Transaction, person: UUID, escalation_id: UUID, with_notice: bool = False
) -> Accepted | ClosedGate | PaymentNeeded:
    """`accept` within a transaction; with nothing changed, the closed gate where one keeps the offer from being accepted, or that it has
    a price: nothing is bought by a word alone.

    `with_notice` also writes into the thread that the question is with the creator.
    """
    locked = await require_locked(tx, escalation_id, person, Actor.asker)
    require_open_offer(locked.status, locked.expires_at, locked.replaced_by, locked.now)
    next_status(locked.status, Move.accept, Actor.asker)
    due = amount_due(locked.offered, locked.price, is_private=False)
    if due is not None and due.total.amount > 0:
        return PaymentNeeded(escalation_id)
    return await accept_locked(services, tx, person, locked, with_notice=with_notice)


@dataclass(frozen=True, slots=True)
class Paid:
    """What a question is accepted for, where it was paid."""

    is_private: bool
    keeps_place: bool
    """Whether its place in the limits is still kept, so that no gate is asked again."""
    capture_before: datetime | None
    """When the hold ends; None where the money was taken at once."""


async def accept_locked(
    services: Services, tx: Transaction, person: UUID, locked: LockedEscalation, *, with_notice: bool, paid: Paid | None = None
) -> Accepted | ClosedGate:
    """Accepts an offer that is locked and may be accepted; the closed gate where one keeps it from being. The database refuses a priced
    offer whose money is not held."""
    status = next_status(locked.status, Move.accept, Actor.asker)
    group = await find_own_group(services, tx, locked, is_private=paid is not None and paid.is_private)
    free = locked.free_of_quota or group.is_joined
    if paid is None or not paid.keeps_place:
        closed = find_closed_gate(locked, is_free=free)
        if closed is not None:
            return closed
    expected = expect_answer(locked.policy, locked.usage, locked.now)
    deadline = answer_deadline(locked.now, locked.policy.answer_deadline_hours, paid.capture_before if paid else None)
    changes = EscalationChanges(
        status=status,
        group_id=group.id,
        free_of_quota=free,
        deadline_at=deadline,
        expected_response_hours=expected.hours,
        hours_from_answers=expected.from_answers,
        context_summary=await _summarise(tx, person, locked),
    )
    await tx.escalations.move(locked.avee_id, locked.id, changes)
    if services.chat is not None:
        await tx.jobs.enqueue(SUMMARISE_TASK, person=str(person), escalation_id=str(locked.id))
    if with_notice:
        language = await read_notice_language(services, tx, locked)
        await write_notice(tx, locked, replies.queued(locked.creator_name, expected, language), ())
    left = remaining_today(locked.policy, locked.usage) - (0 if free else 1)
    return Accepted(
        id=locked.id,
        status=status.value,
        joined=group.is_joined,
        people_waiting=group.others + 1,
        expected_response_hours=expected.hours,
        hours_from_answers=expected.from_answers,
        deadline_at=deadline,
        remaining_today=max(0, left),
    )


async def find_own_group(services: Services, tx: Transaction, locked: LockedEscalation, *, is_private: bool) -> Group:
    """The group that the question would join; one whose answer is given to nobody else joins none."""
    return Group(locked.id, False, 0) if is_private else await find_group(tx, locked, services.calibration)


def find_closed_gate(locked: LockedEscalation, *, is_free: bool) -> ClosedGate | None:
    """What keeps the offer from being accepted now; a question that is free of quota passes the limits."""
    closed = closed_gate(locked.policy, Asker(locked.user_id, locked.tier), locked.usage, locked.now)
    if closed is not None and not (is_free and closed.gate in QUOTAS):
        return closed
    return None if locked.has_address else ClosedGate(Gate.address, None)


async def _summarise(tx: Transaction, person: UUID, locked: LockedEscalation) -> str:
    said = await tx.escalations.load_turns(locked.avee_id, locked.conversation_id, locked.message_id, TURNS)
    turns = [Turn(Role(role), content) for role, content in said]
    me = await tx.accounts.load_me()
    return summarise(turns, me.display_name if me else "Asker", "Agent")
