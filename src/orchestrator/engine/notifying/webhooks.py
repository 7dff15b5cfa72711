"""An agent's webhooks: kept, tried out, deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.domain.errors import Invalid, NotFound, OrchestratorError
from orchestrator.domain.notifying.delivering import WebhookEvent, check_webhook_kinds
from orchestrator.engine.accounts.ownership import require_owned
from orchestrator.engine.notifying.deliver_webhook import delivery_message_id, render_webhook_event
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.notifying import Webhook, WebhookDelivery

MOST_WEBHOOKS = 10

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Trial:
    """What a test came to: the receiver's status, or why there is none."""

    status: int | None
    error: str | None


async def add_webhook(services: Services, person: UUID, avee_id: UUID, url: str, kinds: Sequence[str]) -> Webhook:
    """With its secret, which is shown this once. Raises Invalid `invalid_webhook`, `target_not_allowed`, `target_not_found`."""
    wanted = check_webhook_kinds(kinds)
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        if len(await tx.webhooks.list_webhooks(avee_id)) >= MOST_WEBHOOKS:
            raise Invalid("invalid_webhook", f"At most {MOST_WEBHOOKS} webhooks for one agent.")
    await services.webhooks.check(url)
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.webhooks.insert(avee_id, new_id(), url, services.webhooks.new_secret(), wanted)


async def list_webhooks(services: Services, person: UUID, avee_id: UUID) -> list[Webhook]:
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        return await tx.webhooks.list_webhooks(avee_id)


async def list_deliveries(services: Services, person: UUID, avee_id: UUID, webhook_id: UUID) -> list[WebhookDelivery]:
    """The last SHOWN, newest first. Raises NotFound."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        if await tx.webhooks.load(avee_id, webhook_id) is None:
            raise _no_such_webhook()
        return await tx.webhooks.list_deliveries(avee_id, webhook_id, SHOWN)


async def delete_webhook(services: Services, person: UUID, avee_id: UUID, webhook_id: UUID) -> None:
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        if not await tx.webhooks.delete(avee_id, webhook_id):
            raise _no_such_webhook()


async def try_webhook(services: Services, person: UUID, avee_id: UUID, webhook_id: UUID) -> Trial:
    """Posts a `webhook.test` now. One that was switched off and works is switched on again. Raises NotFound."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        webhook = await tx.webhooks.load(avee_id, webhook_id)
    if webhook is None:
        raise _no_such_webhook()
    now = services.clock.now()
    event = WebhookEvent("webhook.test", now.isoformat(), {"avee_id": str(avee_id)})
    trial = await _post(services, webhook, new_id(), event, now)
    async with services.database.transaction(Scope(person)) as tx:
        await tx.webhooks.mark(avee_id, webhook_id, trial.error)
    return trial


async def _post(services: Services, webhook: Webhook, message: UUID, event: WebhookEvent, now: datetime) -> Trial:
    try:
        body = render_webhook_event(event)
        return Trial(await services.webhooks.post(webhook.url, webhook.secret, delivery_message_id(message), body, now), None)
    except OrchestratorError as error:
        return Trial(None, error.detail)


def _no_such_webhook() -> NotFound:
    return NotFound("webhook_not_found", "There is no such webhook.")
