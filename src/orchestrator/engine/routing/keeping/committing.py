"""Saves a routed message: in one statement, or together with what the message does as a reply to the agent."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from orchestrator.domain.errors import Conflict, OrchestratorError, Unavailable
from orchestrator.domain.escalation.gates import ClosedGate, Gate
from orchestrator.domain.payments.money import Money
from orchestrator.domain.routing.acting import Doing
from orchestrator.domain.routing.deciding.decision import Decision
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.outcome import Outcome
from orchestrator.domain.routing.reply_plan import ask_to_pay, refuse_acceptance
from orchestrator.engine.escalation.accept import Accepted, PaymentNeeded
from orchestrator.engine.escalation.acting import do_within
from orchestrator.engine.payments.checkout import ToPay, Wanted, accept_offer
from orchestrator.engine.routing.keeping.saving import Routed, plan_save
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.models import Vector
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.routing.saved import RoutingSave

MOVED_MEANWHILE = frozenset({"illegal_move", "offer_expired", "offer_replaced", "escalation_not_found"})
"""Codes that say that the question, on which a message acts, is no longer in the state that it was loaded in."""


@dataclass(frozen=True, slots=True)
class ToBePaid:
    """The price of an offer that was accepted by a word."""

    price: Money
    where: str
    """The address of the page, or what the creator wrote of how to pay; '' while no page can be opened."""


KeptBack = ClosedGate | ToBePaid
"""What keeps an offer from being accepted by a word."""


def plan_kept_back(decision: Decision, outcome: Outcome, kept_back: KeptBack, facts: Facts) -> tuple[Decision, Outcome]:
    """(decision, outcome) where an offer was not accepted."""
    if isinstance(kept_back, ClosedGate):
        return refuse_acceptance(decision, outcome, kept_back, facts)
    return ask_to_pay(decision, outcome, kept_back.price, kept_back.where, facts)


GATES = frozenset(gate.value for gate in Gate)
CANNOT_BE_PAID = frozenset({"payments_unavailable", "payment_refused", "payments_off"})
"""Codes that say that the offer stays open, and that no page for paying it can be opened just now."""


async def save_routed(services: Services, routed: Routed, scope: Scope) -> RoutingSave:
    """What was saved. All of it is, or nothing.

    Raises Conflict `already_routed`, and Conflict or NotFound with a code of MOVED_MEANWHILE.
    """

    def plan_with(kept_back: KeptBack | None) -> RoutingSave:
        if kept_back is None:
            return plan_save(routed, services.calibration)
        decision, outcome = plan_kept_back(routed.decision, routed.outcome, kept_back, routed.facts)
        return plan_save(replace(routed, decision=decision, outcome=outcome), services.calibration)

    return await save_with(services, routed.message.user_id, scope, routed.outcome.doing, plan_with)


async def save_with(
    services: Services, person: UUID, scope: Scope, doing: Doing | None, plan_with: Callable[[KeptBack | None], RoutingSave]
) -> RoutingSave:
    """What was saved, together with what the message does. `plan_with` is told what kept an offer from being accepted: a closed gate, or
    its price. Raises as `save_routed`.
    """
    if doing is None:
        save = plan_with(None)
        async with services.database.hot_path(scope) as hot:
            await hot.save(save)
        return save
    kept = await _embed_kept(services, doing)
    try:
        async with services.database.transaction(Scope(person)) as tx:
            refused = await do_within(services, tx, person, doing, kept)
            if refused is not None:
                raise _Refused(refused)
            save = plan_with(None)
            await tx.routing.save(save)
    except _Refused as error:
        # The offer is left as it was, with all its questions; one with a price is opened to be paid.
        closed = error.why
        save = plan_with(closed if isinstance(closed, ClosedGate) else await _open_checkout(services, person, doing, kept))
        async with services.database.hot_path(scope) as hot:
            await hot.save(save)
    return save


class _Refused(Exception):
    """Undoes a transaction in which an offer could not be accepted."""

    def __init__(self, why: ClosedGate | PaymentNeeded) -> None:
        super().__init__("an offer could not be accepted")
        self.why = why


async def _open_checkout(services: Services, person: UUID, doing: Doing, kept: Vector | None) -> KeptBack | None:
    """The price, and where it is paid. Nothing is awaited of a provider inside a transaction."""
    wanted = Wanted(kept=doing.kept, vector=kept)
    try:
        done = await _accept(services, person, doing.escalation_id, wanted)
    except OrchestratorError as error:
        if error.code in GATES:
            opens_at = error.fields.get("opens_at")
            return ClosedGate(Gate(error.code), datetime.fromisoformat(str(opens_at)) if opens_at else None)
        if error.code not in CANNOT_BE_PAID:
            raise
        return ToBePaid(await _load_price(services, person, doing.escalation_id), "")
    if isinstance(done, Accepted):
        return None  # it has become free meanwhile, and is accepted
    payment = done.payment
    return ToBePaid(Money(payment.amount, payment.currency), payment.checkout_url or payment.how_to_pay)


async def _accept(services: Services, person: UUID, escalation_id: UUID, wanted: Wanted) -> Accepted | ToPay:
    try:
        return await accept_offer(services, person, escalation_id, wanted)
    except Conflict as error:
        if error.code != "price_changed":
            raise
        # One of the free questions was promised, and they are used up: the offer shows its price from now on.
        return await accept_offer(services, person, escalation_id, wanted)


async def _load_price(services: Services, person: UUID, escalation_id: UUID) -> Money:
    async with services.database.transaction(Scope(person)) as tx:
        found = await tx.escalations.list_escalations(Page(1), escalation_id=escalation_id)
    if not found or found[0].price is None:
        raise Unavailable("payments_unavailable", "The payment page cannot be opened just now; try again in a moment.")
    return found[0].price


async def _embed_kept(services: Services, doing: Doing) -> Vector | None:
    """The vector of the questions that are kept of an offer; None where all are, or while the embedder is down."""
    if doing.kept is None:
        return None
    with suppress(Unavailable):
        return (await services.embedder.embed([doing.kept.asked]))[0]
    return None
