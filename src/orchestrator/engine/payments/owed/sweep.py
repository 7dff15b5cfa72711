"""A job each minute: finds what is due and was not done, and checkouts whose time is over."""

import logging
from collections.abc import Awaitable
from uuid import UUID

from orchestrator.domain.errors import OrchestratorError
from orchestrator.engine.payments.memberships import look_at_membership
from orchestrator.engine.payments.owed.look import look_at_payment
from orchestrator.engine.payments.owed.settle import settle_payment
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope

TASK = "sweep_payments"
BATCH_PAYMENTS = 200

log = logging.getLogger(__name__)


async def sweep_payments(services: Services) -> int:
    """Does what no job has done, and returns how much it was; a failure does not stop the rest, and is tried again later."""
    async with services.database.transaction(Scope()) as tx:
        work = await tx.payments.find_work(BATCH_PAYMENTS)
    return sum([await try_one(each.id, _do(services, each.id, each.what)) for each in work])


def _do(services: Services, thing: UUID, what: str) -> Awaitable[None]:
    if what == "settle":
        return settle_payment(services, thing)
    return look_at_payment(services, thing) if what == "look" else look_at_membership(services, thing)


async def try_one(thing: UUID, doing: Awaitable[None]) -> bool:
    """Whether it was done; what went wrong is logged."""
    try:
        await doing
    except OrchestratorError as error:
        log.info("payment %s waits: %s", thing, error.code)
        return False
    except Exception:
        log.exception("payment %s cannot be settled", thing)
        return False
    return True
