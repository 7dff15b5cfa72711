"""Delivering one event to one webhook."""

import json
from datetime import datetime
from uuid import UUID

from orchestrator.domain.errors import Kind, OrchestratorError
from orchestrator.domain.notifying.delivering import GIVE_UP_AFTER, WebhookEvent, plan_retry, show_webhook_event
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.notifying import Failure, Webhook, WebhookDelivery

DELIVER_TASK = "deliver_webhook"


async def deliver_webhook(services: Services, person: UUID, avee_id: UUID, delivery_id: UUID, now: datetime | None = None) -> None:
    """Posts one event. Raises Unavailable where the queue shall try again."""
    now = now or services.clock.now()
    async with services.database.transaction(Scope(person)) as tx:
        delivery = await tx.webhooks.load_delivery(avee_id, delivery_id)
        webhook = await tx.webhooks.load(avee_id, delivery.webhook_id) if delivery else None
    if delivery is None or webhook is None or delivery.status != "pending" or not webhook.active:
        return
    try:
        await services.webhooks.post(
            webhook.url, webhook.secret, delivery_message_id(delivery.id), render_webhook_event(delivery.event), now
        )
    except OrchestratorError as error:
        if await _keep_failure(services, person, delivery, webhook, error, now):
            raise
        return
    async with services.database.transaction(Scope(person)) as tx:
        await tx.webhooks.finish_delivery(avee_id, delivery_id)
        await tx.webhooks.mark(avee_id, webhook.id, None)


async def _keep_failure(
    services: Services, person: UUID, delivery: WebhookDelivery, webhook: Webhook, error: OrchestratorError, now: datetime
) -> bool:  # fmt: skip
    """Where its owner sees it; whether the queue shall try again."""
    retry = plan_retry(delivery.attempts + 1, delivery.created_at, now)
    is_final = retry.is_final or error.kind is not Kind.unavailable
    reason = f"Switched off after failing for {GIVE_UP_AFTER.days} days; lastly: {error.detail}"
    async with services.database.transaction(Scope(person)) as tx:
        await tx.webhooks.fail_delivery(webhook.avee_id, delivery.id, Failure(error.detail, is_final, retry.at))
        await tx.webhooks.mark(webhook.avee_id, webhook.id, error.detail)
        await tx.webhooks.disable_failing(webhook.avee_id, webhook.id, now - GIVE_UP_AFTER, reason)
    return retry.at_once and not is_final


def delivery_message_id(delivery: UUID) -> str:
    """The same for every try, so that a receiver can tell a repetition."""
    return f"msg_{delivery.hex}"


def render_webhook_event(event: WebhookEvent) -> str:
    return json.dumps(show_webhook_event(event), separators=(",", ":"), ensure_ascii=False)
