"""Writes what follows from what a provider says about a payment: its next states, and the question that it pays."""

import logging
from uuid import UUID

from orchestrator.domain.errors import OrchestratorError
from orchestrator.domain.escalation.gates import ClosedGate
from orchestrator.domain.escalation.states import Actor, Status, require_open_offer
from orchestrator.domain.payments.moves import Due, PaymentStatus
from orchestrator.domain.replies.paying import paid_too_late
from orchestrator.engine.escalation.accept import Paid, accept_locked
from orchestrator.engine.escalation.expire import expire_one
from orchestrator.engine.escalation.locking import require_locked
from orchestrator.engine.escalation.notices import read_notice_language, write_notice
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.payments import Found, Standing, Taking
from orchestrator.ports.stores.payments import PaymentNote, PaymentRecord

log = logging.getLogger(__name__)

PAID = frozenset({Standing.held, Standing.charged, Standing.disputed})
UNPAID = frozenset({PaymentStatus.required, PaymentStatus.lapsed})


def read_states(payment: PaymentRecord, standing: Standing) -> tuple[PaymentStatus, ...]:
    """The states that a payment goes through from its own, in their order; () where it stays. Money that came for a checkout is no
    matter of this function: it depends on the question."""
    at, states = payment.status, PaymentStatus
    match standing:
        case Standing.open | Standing.held:
            return ()
        case Standing.lapsed:
            return (states.lapsed,) if at is states.required else ()
        case Standing.charged:
            is_taken = at is states.disputed or (at is states.held and payment.due is Due.capture)
            return (states.captured,) if is_taken else ()
        case Standing.disputed:
            return (states.disputed,) if at is states.captured else ()
        case Standing.released | Standing.refunded | Standing.lost:
            if at is states.required:
                return (states.lapsed,)
            if at is states.held:
                return (states.released,) if standing is Standing.released else (states.refunded,)
            if at is states.captured and standing is Standing.lost:
                return states.disputed, states.refunded
            return (states.refunded,) if at in (states.captured, states.disputed) else ()


async def follow(services: Services, payment: PaymentRecord, found: Found) -> None:
    """Writes what is true now. Repeating it changes nothing. Raises Unavailable where the database does not answer."""
    if payment.status in UNPAID and found.standing in PAID:
        await _take_money(services, payment, found)
        return
    note = _details(found)
    states = read_states(payment, found.standing)
    async with services.database.transaction(Scope()) as tx:
        for state in states:
            await tx.payments.note(payment.id, PaymentNote(status=state))
        if note != PaymentNote():
            await tx.payments.note(payment.id, note)
    if states == (PaymentStatus.released,) and payment.due is None:
        await _end_question(services, payment)


def _details(found: Found) -> PaymentNote:
    return PaymentNote(payment_ref=found.payment_ref, fee=found.fee, capture_before=found.capture_before)


async def _take_money(services: Services, payment: PaymentRecord, found: Found) -> None:
    """The money came: the question is accepted in the asker's name, in the same transaction; where that is no longer possible, the money
    goes back, and the asker is told."""
    details = _details(found)
    held = PaymentNote(
        status=PaymentStatus.held, payment_ref=details.payment_ref, fee=details.fee, capture_before=details.capture_before
    )  # fmt: skip
    why = "closed" if payment.due is Due.give_back else _wrong_amount(payment, found)
    if why is None and payment.escalation_id is not None and payment.user_id is not None:
        try:
            async with services.database.transaction(Scope(payment.user_id)) as tx:
                await _accept_paid(services, tx, payment, payment.user_id, payment.escalation_id, held)
            return
        except _TooLate as late:
            why = str(late)
        except OrchestratorError as error:
            if error.code not in TOO_LATE:
                raise
            why = error.code
    log.info("payment %s is given back: %s", payment.id, why or "the question is gone")
    await _give_back(services, payment, held, is_told=payment.due is None)


TOO_LATE = frozenset({"illegal_move", "offer_expired", "offer_replaced", "escalation_not_found"})
"""Codes that say that a question can no longer be accepted."""


class _TooLate(Exception):
    """Undoes a transaction in which a paid question could not be accepted."""


def _wrong_amount(payment: PaymentRecord, found: Found) -> str | None:
    if found.price is None or (found.price.amount, found.price.currency) == (payment.amount, payment.currency):
        return None
    log.error("payment %s is of another amount at its provider", payment.id)
    return "another amount"


async def _accept_paid(
    services: Services, tx: Transaction, payment: PaymentRecord, asker: UUID, escalation_id: UUID, held: PaymentNote
) -> None:
    locked = await require_locked(tx, escalation_id, asker, Actor.asker)
    now = await tx.payments.load(payment.id)
    if now is None or now.status not in UNPAID:
        return  # another job was first
    keeps_place = now.place_until > locked.now and (now.status is PaymentStatus.required)
    until = max(locked.expires_at, now.place_until) if keeps_place else locked.expires_at
    require_open_offer(locked.status, until, locked.replaced_by, locked.now)
    noted = await tx.payments.note(payment.id, held)
    if noted is None or noted.due is not None:
        raise _TooLate("closed")
    ends = noted.capture_before if noted.taking is Taking.hold else None
    paid = Paid(payment.is_private, keeps_place=keeps_place, capture_before=ends)
    accepted = await accept_locked(services, tx, asker, locked, with_notice=True, paid=paid)
    if isinstance(accepted, ClosedGate):
        raise _TooLate(accepted.gate.value)


async def _give_back(services: Services, payment: PaymentRecord, held: PaymentNote, *, is_told: bool) -> None:
    owed = PaymentNote(
        status=PaymentStatus.held, due=Due.give_back, payment_ref=held.payment_ref, fee=held.fee, capture_before=held.capture_before
    )  # fmt: skip
    async with services.database.transaction(Scope(payment.user_id)) as tx:
        locked = await tx.escalations.lock(payment.escalation_id) if payment.escalation_id else None
        now = await tx.payments.load(payment.id)
        if now is None or now.status not in UNPAID:
            return
        await tx.payments.note(payment.id, owed)
        if locked is not None and is_told:
            language = await read_notice_language(services, tx, locked)
            await write_notice(tx, locked, paid_too_late(locked.creator_name, language), ())


async def _end_question(services: Services, payment: PaymentRecord) -> None:
    """The bank ended a hold before its time: the question that it paid for expires, as nobody may answer it any more."""
    if payment.escalation_id is None or payment.owner_id is None:
        return
    try:
        async with services.database.transaction(Scope(payment.owner_id)) as tx:
            locked = await tx.escalations.lock(payment.escalation_id)
        if locked is not None and locked.status is Status.accepted:
            await expire_one(services, payment.escalation_id, payment.owner_id)
    except OrchestratorError as error:
        if error.code not in TOO_LATE:
            raise
