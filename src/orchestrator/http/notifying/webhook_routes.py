"""An own agent's webhooks."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from fastapi import APIRouter

from orchestrator.domain.notifying.delivering import show_webhook_event
from orchestrator.engine.notifying import webhooks
from orchestrator.http.auth import TheCaller
from orchestrator.http.notifying.schemas import NewWebhookOut, WebhookDeliveriesOut, WebhookIn, WebhooksOut, WebhookTrialOut
from orchestrator.ports.stores.notifying import Webhook

router = APIRouter(prefix="/avees/{avee_id}/webhooks", tags=["webhooks"])


@router.post("", status_code=201, response_model=NewWebhookOut)
async def add_webhook(caller: TheCaller, avee_id: UUID, body: WebhookIn) -> Webhook:
    """Events are posted as JSON, signed by Standard Webhooks; the secret is shown this once."""
    return await webhooks.add_webhook(caller.services, caller.person.user_id, avee_id, body.url, body.kinds)


@router.get("", response_model=WebhooksOut)
async def list_webhooks(caller: TheCaller, avee_id: UUID) -> dict[str, Any]:
    """With how they fare: `failing_since`, `last_error`, and why one was switched off."""
    return {"items": await webhooks.list_webhooks(caller.services, caller.person.user_id, avee_id)}


@router.delete("/{webhook_id}", status_code=204)
async def delete_webhook(caller: TheCaller, avee_id: UUID, webhook_id: UUID) -> None:
    await webhooks.delete_webhook(caller.services, caller.person.user_id, avee_id, webhook_id)


@router.get("/{webhook_id}/deliveries", response_model=WebhookDeliveriesOut)
async def list_deliveries(caller: TheCaller, avee_id: UUID, webhook_id: UUID) -> dict[str, Any]:
    """The last 50, newest first."""
    found = await webhooks.list_deliveries(caller.services, caller.person.user_id, avee_id, webhook_id)
    return {"items": [asdict(each) | {"body": show_webhook_event(each.event)} for each in found]}


@router.post("/{webhook_id}/test", response_model=WebhookTrialOut)
async def try_webhook(caller: TheCaller, avee_id: UUID, webhook_id: UUID) -> dict[str, Any]:
    """Posts a `webhook.test` now and says what came back; one that was switched off and works is switched on again."""
    trial = await webhooks.try_webhook(caller.services, caller.person.user_id, avee_id, webhook_id)
    return {"is_sent": trial.error is None, "status": trial.status, "error": trial.error}
