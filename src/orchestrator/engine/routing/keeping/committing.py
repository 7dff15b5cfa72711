"""Saves a routed message: in one statement, or together with what the message does as a reply to the agent."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from orchestrator.domain.errors import Unavailable
from orchestrator.domain.escalation.gates import ClosedGate
from orchestrator.domain.routing.acting import Doing
from orchestrator.domain.routing.reply_plan import refuse_acceptance
from orchestrator.engine.escalation.acting import do_within
from orchestrator.engine.routing.keeping.saving import Routed, plan_save
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.models import Vector
from orchestrator.ports.stores.routing.saved import RoutingSave

MOVED_MEANWHILE = frozenset({"illegal_move", "offer_expired", "offer_replaced", "escalation_not_found"})
"""Codes that say that the question, on which a message acts, is no longer in the state that it was loaded in."""


async def save_routed(services: Services, routed: Routed, scope: Scope) -> RoutingSave:
    """What was saved. All of it is, or nothing.

    Raises Conflict `already_routed`, and Conflict or NotFound with a code of MOVED_MEANWHILE.
    """

    def plan_with(closed: ClosedGate | None) -> RoutingSave:
        if closed is None:
            return plan_save(routed, services.calibration)
        decision, outcome = refuse_acceptance(routed.decision, routed.outcome, closed, routed.facts)
        return plan_save(replace(routed, decision=decision, outcome=outcome), services.calibration)

    return await save_with(services, routed.message.user_id, scope, routed.outcome.doing, plan_with)


async def save_with(
    services: Services, person: UUID, scope: Scope, doing: Doing | None, plan_with: Callable[[ClosedGate | None], RoutingSave]
) -> RoutingSave:
    """What was saved, together with what the message does. `plan_with` is told the gate that is closed where an offer could not be
    accepted for it. Raises as `save_routed`.
    """
    if doing is None:
        save = plan_with(None)
        async with services.database.hot_path(scope) as hot:
            await hot.save(save)
        return save
    kept = await _embed_kept(services, doing)
    try:
        async with services.database.transaction(Scope(person)) as tx:
            closed = await do_within(services, tx, person, doing, kept)
            if closed is not None:
                raise _Refused(closed)
            save = plan_with(None)
            await tx.routing.save(save)
    except _Refused as refused:
        # The offer is left as it was, with all its questions.
        save = plan_with(refused.closed)
        async with services.database.hot_path(scope) as hot:
            await hot.save(save)
    return save


class _Refused(Exception):
    """Undoes a transaction in which an offer could not be accepted."""

    def __init__(self, closed: ClosedGate) -> None:
        super().__init__(closed.gate.value)
        self.closed = closed


async def _embed_kept(services: Services, doing: Doing) -> Vector | None:
    """The vector of the questions that are kept of an offer; None where all are, or while the embedder is down."""
    if doing.kept is None:
        return None
    with suppress(Unavailable):
        return (await services.embedder.embed([doing.kept.asked]))[0]
    return None
