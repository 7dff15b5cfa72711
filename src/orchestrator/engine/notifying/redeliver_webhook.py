"""Posting a delivery once more because the webhook's owner asks for it."""

from datetime import timedelta
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Conflict, Limited, NotFound
from orchestrator.domain.notifying.delivering import MAX_REDELIVERIES, REDELIVERIES_WITHIN
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.notifying.deliver_webhook import AGAIN_TASK
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.stores.notifying.webhooks import WebhookDelivery


async def redeliver_webhook(services: Services, person: UUID, avee_id: UUID, webhook_id: UUID, delivery_id: UUID) -> WebhookDelivery:
    """Makes a finished delivery pending again: a job posts the same body under the same message id, with all its tries.

    Raises NotFound `avee_not_found`, `webhook_not_found`, `delivery_not_found`; Conflict `webhook_switched_off`, or
    `delivery_under_way` where it is still being tried; Limited `too_many_redeliveries` past MAX_REDELIVERIES.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        await _require_active(tx, avee_id, webhook_id)
        delivery = await tx.webhooks.load_delivery(avee_id, delivery_id)
        if delivery is None or delivery.webhook_id != webhook_id:
            raise NotFound("delivery_not_found", "There is no such delivery of this webhook.")
        since = services.clock.now() - REDELIVERIES_WITHIN
        if await tx.webhooks.count_redeliveries(avee_id, webhook_id, since) >= MAX_REDELIVERIES:
            raise _too_many(REDELIVERIES_WITHIN)
        pending = await tx.webhooks.redeliver(avee_id, delivery_id)
        if pending is None:
            raise Conflict("delivery_under_way", "This delivery is still being tried; it needs no other.")
        await tx.jobs.enqueue(AGAIN_TASK, person=str(person), avee_id=str(avee_id), delivery_id=str(delivery_id))
        return pending


async def _require_active(tx: Transaction, avee_id: UUID, webhook_id: UUID) -> None:
    webhook = await tx.webhooks.load(avee_id, webhook_id)
    if webhook is None:
        raise NotFound("webhook_not_found", "There is no such webhook.")
    if not webhook.active:
        raise Conflict("webhook_switched_off", "This webhook is switched off. Send a test: if that arrives, it is switched on again.")


def _too_many(within: timedelta) -> Limited:
    return Limited(
        "too_many_redeliveries",
        f"At most {MAX_REDELIVERIES} deliveries of a webhook are posted again within a minute.",
        retry_after_s=round(within.total_seconds()),
    )
