"""Webhooks of an own agent."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from orchestrator.domain.notifying.delivering import show_webhook_event
from orchestrator.engine.notifying import redeliver_webhook as redeliver_webhook_use
from orchestrator.engine.notifying import webhooks
from orchestrator.http.auth import TheCaller
from orchestrator.http.notifying.schemas import (
    NewWebhookOut,
    WebhookDeliveriesOut,
    WebhookDeliveryOut,
    WebhookIn,
    WebhookOut,
    WebhookPatch,
    WebhooksOut,
    WebhookTrialOut,
)
from orchestrator.http.preconditions import TheIfMatch, expected_version, show_etag
from orchestrator.ports.stores.notifying.webhooks import Webhook, WebhookDelivery

router = APIRouter(prefix="/avees/{avee_id}/webhooks", tags=["webhooks"])


@router.post("", status_code=201, response_model=NewWebhookOut)
async def add_webhook(caller: TheCaller, avee_id: UUID, body: WebhookIn) -> Webhook:
    """Adds a webhook. Events are posted as JSON, signed as Standard Webhooks prescribe.

    The secret is shown only in this response.
    """
    return await webhooks.add_webhook(caller.services, caller.person.user_id, avee_id, body.url, body.kinds)


@router.get("", response_model=WebhooksOut)
async def list_webhooks(caller: TheCaller, avee_id: UUID) -> dict[str, Any]:
    """The webhooks with their state: `failing_since`, `last_error`, and the reason where one was switched off."""
    return {"items": await webhooks.list_webhooks(caller.services, caller.person.user_id, avee_id)}


@router.patch("/{webhook_id}", response_model=WebhookOut)
async def change_webhook(
    caller: TheCaller, avee_id: UUID, webhook_id: UUID, body: WebhookPatch, response: Response, if_match: TheIfMatch
) -> Webhook:  # fmt: skip
    """Changes the address or the kinds of events, or switches a webhook off or on. The secret stays."""
    version = expected_version(if_match, body.version)
    change = webhooks.WebhookChange(body.url, body.kinds, body.active)
    changed = await webhooks.change_webhook(caller.services, caller.person.user_id, avee_id, webhook_id, version, change)
    show_etag(response, changed.version)
    return changed


@router.delete("/{webhook_id}", status_code=204)
async def delete_webhook(caller: TheCaller, avee_id: UUID, webhook_id: UUID) -> None:
    """Deletes a webhook with its deliveries."""
    await webhooks.delete_webhook(caller.services, caller.person.user_id, avee_id, webhook_id)


@router.get("/{webhook_id}/deliveries", response_model=WebhookDeliveriesOut)
async def list_deliveries(caller: TheCaller, avee_id: UUID, webhook_id: UUID) -> dict[str, Any]:
    """The last 50 deliveries, newest first."""
    found = await webhooks.list_deliveries(caller.services, caller.person.user_id, avee_id, webhook_id)
    return {"items": [_show_delivery(delivery) for delivery in found]}


@router.post("/{webhook_id}/deliveries/{delivery_id}/redeliver", status_code=202, response_model=WebhookDeliveryOut)
async def redeliver_webhook(caller: TheCaller, avee_id: UUID, webhook_id: UUID, delivery_id: UUID) -> dict[str, Any]:
    """Posts a delivery that arrived or was given up once more: the same body under the same `webhook-id`.

    At most 20 of a webhook within a minute.
    """
    return _show_delivery(
        await redeliver_webhook_use.redeliver_webhook(caller.services, caller.person.user_id, avee_id, webhook_id, delivery_id)
    )


@router.post("/{webhook_id}/test", response_model=WebhookTrialOut)
async def try_webhook(caller: TheCaller, avee_id: UUID, webhook_id: UUID) -> dict[str, Any]:
    """Posts an event `webhook.test` now and returns the result.

    A webhook that was switched off is switched on again if the test works.
    """
    trial = await webhooks.try_webhook(caller.services, caller.person.user_id, avee_id, webhook_id)
    return {"is_sent": trial.error is None, "status": trial.status, "error": trial.error}


def _show_delivery(delivery: WebhookDelivery) -> dict[str, Any]:
    return asdict(delivery) | {"body": show_webhook_event(delivery.event)}
