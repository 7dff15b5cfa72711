"""Delivering one event to one webhook."""

import json
from datetime import datetime, timedelta
from uuid import UUID

from orchestrator.domain.errors import Kind, Limited, OrchestratorError
from orchestrator.domain.notifying.delivering import (
    GIVE_UP_AFTER,
    LONGEST_QUEUED,
    SLOW_AFTER,
    WebhookEvent,
    plan_retry,
    read_pause,
    show_webhook_event,
)
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.notifying.sendings import Attempt, Failure
from orchestrator.ports.stores.notifying.webhooks import Webhook, WebhookDelivery

DELIVER_TASK = "deliver_webhook"

AGAIN_TASK = "deliver_webhook_again"
"""The same for a receiver that failed last or was slow. Its queue is another, so that it delays nobody else."""

GONE = "target_gone"


async def deliver_webhook(services: Services, person: UUID, avee_id: UUID, delivery_id: UUID, now: datetime | None = None) -> None:
    """Posts one event; nothing where it is no longer pending, or the webhook is switched off or in a pause.

    A failure is stored for the owner. Raises Unavailable or Limited where the job queue should try again soon.
    """
    now = now or services.clock.now()
    async with services.database.transaction(Scope(person)) as tx:
        delivery = await tx.webhooks.load_delivery(avee_id, delivery_id)
        webhook = await tx.webhooks.load(avee_id, delivery.webhook_id) if delivery else None
    if delivery is None or webhook is None or delivery.status != "pending" or not webhook.active:
        return
    if await _is_paused(services, person, webhook, delivery, now):
        return
    body, begun = render_webhook_event(delivery.event), services.clock.now()
    try:
        await services.webhooks.post(webhook.url, webhook.secret, delivery_message_id(delivery.id), body, now, person)
    except Limited:
        raise
    except OrchestratorError as error:
        if await _save_failure(services, person, delivery, webhook, error, now):
            raise
        return
    async with services.database.transaction(Scope(person)) as tx:
        await tx.webhooks.finish_delivery(avee_id, delivery_id)
        await tx.webhooks.mark(avee_id, webhook.id, Attempt(None, services.clock.now() - begun > SLOW_AFTER))


async def _is_paused(services: Services, person: UUID, webhook: Webhook, delivery: WebhookDelivery, now: datetime) -> bool:
    """Whether the receiver asked for a pause that has not ended. Raises Limited `receiver_paused` for a short one."""
    if webhook.paused_until is None or webhook.paused_until <= now:
        return False
    left = webhook.paused_until - now
    if left <= LONGEST_QUEUED:
        raise Limited("receiver_paused", "The receiver asked for a pause.", retry_after_s=left.total_seconds())
    async with services.database.transaction(Scope(person)) as tx:
        await tx.webhooks.postpone(delivery_id=delivery.id, avee_id=webhook.avee_id, until=webhook.paused_until)
    return True


async def _save_failure(
    services: Services, person: UUID, delivery: WebhookDelivery, webhook: Webhook, error: OrchestratorError, now: datetime
) -> bool:  # fmt: skip
    """Stores the failure for the owner; switches off a webhook that fails for too long or wants no more events.

    Returns whether to try again soon.
    """
    pause = read_asked_pause(error)
    retry = plan_retry(delivery.attempts + 1, delivery.redelivered_at or delivery.created_at, now, pause)
    is_final = retry.is_final or error.kind is not Kind.unavailable
    async with services.database.transaction(Scope(person)) as tx:
        await tx.webhooks.fail_delivery(webhook.avee_id, delivery.id, Failure(error.detail, is_final, retry.at))
        await tx.webhooks.mark(webhook.avee_id, webhook.id, Attempt(error.detail, paused_until=now + pause if pause else None))
        if error.code == GONE:
            await tx.webhooks.disable(webhook.avee_id, webhook.id, None, error.detail)
        else:
            reason = f"Switched off after failing for {GIVE_UP_AFTER.days} days. The last error: {error.detail}"
            await tx.webhooks.disable(webhook.avee_id, webhook.id, now - GIVE_UP_AFTER, reason)
    return retry.at_once and not is_final


def read_asked_pause(error: OrchestratorError) -> timedelta:
    """The pause that the receiver asked for with its refusal, within bounds; zero where it asked for none."""
    asked = error.fields.get("retry_after_s", 0.0)
    return read_pause(timedelta(seconds=asked)) if isinstance(asked, float) else timedelta()


def delivery_message_id(delivery: UUID) -> str:
    """The message id of a delivery. It is equal in every try, so that a receiver can recognise a repetition."""
    return f"msg_{delivery.hex}"


def render_webhook_event(event: WebhookEvent) -> str:
    """The event as compact JSON: the body that is signed and posted."""
    return json.dumps(show_webhook_event(event), separators=(",", ":"), ensure_ascii=False)
