"""Expiry of offers that nobody accepted, and of accepted questions past their deadline, with an apology."""

import logging
from uuid import UUID

from orchestrator.domain.errors import OrchestratorError
from orchestrator.domain.escalation.states import Actor, Move, Status, next_status
from orchestrator.domain.replies import sentences as replies
from orchestrator.engine.escalation.locking import require_locked
from orchestrator.engine.escalation.notices import load_help, read_notice_language, write_notice
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.escalation import EscalationChanges

TASK = "expire_escalations"
BATCH_ESCALATIONS = 200

log = logging.getLogger(__name__)


async def expire_escalations(services: Services) -> int:
    """Expires every escalation that is due and returns how many; a failure does not stop the rest.

    Safe to run in several processes and at any time. At the end it raises the first unexpected exception, so that the
    job is recorded as failed.
    """
    async with services.database.transaction(Scope()) as tx:
        due = await tx.escalations.find_due(BATCH_ESCALATIONS)
    ended = 0
    faults: list[Exception] = []
    for escalation_id, person in due:
        try:
            await expire_one(services, escalation_id, person)
            ended += 1
        except OrchestratorError as error:
            # The escalation was accepted or answered meanwhile, so it no longer expires.
            log.info("escalation %s was not expired: %s", escalation_id, error.code)
        except Exception as fault:
            log.exception("escalation %s cannot be expired", escalation_id)
            faults.append(fault)
    if faults:
        raise faults[0]
    return ended


async def expire_one(services: Services, escalation_id: UUID, person: UUID) -> None:
    """Ends one offer or question in the name of a person whom it concerns. Raises Conflict `illegal_move`, NotFound `escalation_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        locked = await require_locked(tx, escalation_id, person, Actor.clock)
        status = next_status(locked.status, Move.expire, Actor.clock)
        await tx.escalations.move(locked.avee_id, escalation_id, EscalationChanges(status=status))
        if locked.status is Status.accepted:
            near = await load_help(tx, locked)
            language = await read_notice_language(services, tx, locked)
            await write_notice(tx, locked, replies.apology(locked.creator_name, bool(near), language), near)
