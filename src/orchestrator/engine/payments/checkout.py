"""Accepting an offer that may have a price: a free one is accepted at once, a priced one when its money is held."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.errors import Conflict
from orchestrator.domain.escalation.asked import Kept
from orchestrator.domain.escalation.gates import ClosedGate
from orchestrator.domain.escalation.states import Actor, Move, gate_error, next_status, require_open_offer
from orchestrator.domain.payments.deadlines import PAYING
from orchestrator.domain.payments.money import Money
from orchestrator.domain.payments.moves import PaymentStatus
from orchestrator.domain.payments.prices import AmountDue, amount_due, can_be_paid, is_too_long_to_hold
from orchestrator.engine.escalation.accept import Accepted, accept_locked, find_closed_gate, find_own_group
from orchestrator.engine.escalation.locking import require_locked
from orchestrator.engine.escalation.notices import read_notice_language
from orchestrator.engine.payments.opening import Buyer, open_checkout, payments_off
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.models import Vector
from orchestrator.ports.payments import Taking
from orchestrator.ports.stores.escalation import LockedEscalation
from orchestrator.ports.stores.payments import PaymentRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the asker agrees to."""

    is_private: bool = False
    """Whether the answer is to be given to nobody else."""
    agreed: Money | None = None
    """The price that they were shown; None where they agree to whatever it is, and pay before anything is accepted."""
    kept: Kept | None = None
    """The questions of the offer that are accepted; None for all of them."""
    vector: Vector | None = None
    """The unit vector of `kept.asked`; None keeps that of all questions."""


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class ToPay:
    """An offer that is accepted when it is paid. Its place in the creator's limits is kept until `payment.place_until`."""

    escalation_id: UUID
    payment: PaymentRecord


@dataclass(frozen=True, slots=True)
class _Begun:
    payment: PaymentRecord
    buyer: Buyer


@dataclass(frozen=True, slots=True)
class _Changed:
    price: Money


async def accept_offer(services: Services, person: UUID, escalation_id: UUID, wanted: Wanted = EVERYTHING) -> Accepted | ToPay:
    """Accepts the asker's own offer, or opens the checkout for it; repeating it returns the same checkout.

    Raises as `accept`; also Conflict `price_changed` with `amount` and `currency` where the offer promised one of the free questions and
    they are used up, or `agreed` is not the price, NotFound `payments_off`, Invalid `private_not_for_sale`, and as `open_checkout`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        if wanted.kept is not None:
            await tx.escalations.narrow(escalation_id, wanted.kept, wanted.vector)
        done = await _accept_or_begin(services, tx, person, escalation_id, wanted)
        if isinstance(done, ClosedGate):
            raise gate_error(done)
    match done:
        case Accepted():
            return done
        case _Changed(price):
            raise Conflict("price_changed", "The price of this question is another one now.", amount=price.amount, currency=price.currency)
        case _Begun(payment, buyer):
            return ToPay(escalation_id, await open_checkout(services, person, payment, buyer))


async def _accept_or_begin(
    services: Services, tx: Transaction, person: UUID, escalation_id: UUID, wanted: Wanted
) -> Accepted | ClosedGate | _Begun | _Changed:
    locked = await require_locked(tx, escalation_id, person, Actor.asker)
    live = await tx.payments.find_open(escalation_id) if locked.offered is not None else None
    is_being_paid = live is not None and live.status is PaymentStatus.required and live.place_until > locked.now
    # While somebody pays, the offer stays open.
    require_open_offer(
        locked.status, max(locked.expires_at, live.place_until) if live else locked.expires_at, locked.replaced_by, locked.now
    )
    next_status(locked.status, Move.accept, Actor.asker)
    due = amount_due(locked.offered, locked.price, is_private=wanted.is_private)
    if due is not None and (due.is_changed or wanted.agreed not in (None, due.total)):
        return await _tell_price(tx, locked, due)
    if due is None or due.total.amount == 0:
        return await accept_locked(services, tx, person, locked, with_notice=True)
    if can_be_paid(locked.price, services.ways) is None:
        raise payments_off()
    group = await find_own_group(services, tx, locked, is_private=wanted.is_private)
    is_free = locked.free_of_quota or group.is_joined
    closed = None if is_being_paid else find_closed_gate(locked, is_free=is_free)
    return closed or await _begin(services, tx, locked, wanted, keeps_place=not is_free)


async def _tell_price(tx: Transaction, locked: LockedEscalation, due: AmountDue) -> _Changed:
    """The offer shows the price from now on, where it was one of the free questions."""
    if due.is_changed and locked.price is not None:
        await tx.payments.charge_offer(locked.id, locked.price.amount)
    return _Changed(due.total)


async def _begin(services: Services, tx: Transaction, locked: LockedEscalation, wanted: Wanted, *, keeps_place: bool) -> _Begun:
    assert locked.price is not None  # it can be paid
    taking = Taking.charge if is_too_long_to_hold(locked.expected_hours) else Taking.hold
    minutes = int(PAYING[locked.price.way].total_seconds() // 60)
    begun = await tx.payments.begin(
        new_id(), locked.id, taking, is_private=wanted.is_private, minutes=minutes, keeps_place=keeps_place
    )  # fmt: skip
    if begun is None:
        raise payments_off()
    me = await tx.accounts.load_me()
    public = await tx.avees.find_public(avee_id=locked.avee_id)
    language = await read_notice_language(services, tx, locked)
    buyer = Buyer(me.email if me else "", language, public.display_name if public else "")
    return _Begun(begun.payment, buyer)
