"""Saves a routed message: in one statement, or together with what the message does as a reply to the agent."""

from dataclasses import replace

from orchestrator.domain.routing.reply_plan import refuse_acceptance
from orchestrator.engine.escalation.acting import do_within
from orchestrator.engine.routing.saving import Routed, plan_save
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.routing import RoutingSave

MOVED_MEANWHILE = frozenset({"illegal_move", "offer_expired", "offer_replaced", "escalation_not_found"})
"""Codes that say that the question, on which a message acts, is no longer in the state that it was loaded in."""


async def save_routed(services: Services, routed: Routed, scope: Scope) -> RoutingSave:
    """What was saved. All of it is, or nothing.

    Raises Conflict `already_routed`, and Conflict or NotFound with a code of MOVED_MEANWHILE.
    """
    doing = routed.outcome.doing
    if doing is None:
        save = plan_save(routed, services.calibration)
        async with services.database.hot_path(scope) as hot:
            await hot.save(save)
        return save
    person = routed.message.user_id
    async with services.database.transaction(Scope(person)) as tx:
        closed = await do_within(services, tx, person, doing)
        if closed is not None:
            decision, outcome = refuse_acceptance(routed.decision, routed.outcome, closed, routed.facts)
            routed = replace(routed, decision=decision, outcome=outcome)
        save = plan_save(routed, services.calibration)
        await tx.routing.save(save)
    return save
