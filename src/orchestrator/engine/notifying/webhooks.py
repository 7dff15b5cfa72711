"""An agent's webhooks: add, list, change, test, delete."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Invalid, NotFound, OrchestratorError
from orchestrator.domain.notifying.delivering import WebhookEvent, check_webhook_kinds
from orchestrator.domain.versions import changed_meanwhile
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.notifying.deliver_webhook import delivery_message_id, render_webhook_event
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.notifying.sendings import Attempt
from orchestrator.ports.stores.notifying.webhooks import Webhook, WebhookDelivery

MAX_WEBHOOKS = 10

TRIAL_WAIT_S = 60.0
"""Seconds that a test event waits at most for earlier ones of the same person."""

MAX_RECENT = 50
"""Deliveries that are listed for a webhook."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The result of a test: the receiver's HTTP status, or the error where there is none."""

    status: int | None
    error: str | None


async def add_webhook(services: Services, person: UUID, avee_id: UUID, url: str, kinds: Sequence[str]) -> Webhook:
    """Adds a webhook for events of these kinds. Its secret is shown only in this result.

    Raises NotFound `avee_not_found`, Invalid `invalid_webhook`, `target_not_allowed`, `target_not_found`.
    """
    checked_kinds = check_webhook_kinds(kinds)
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        if len(await tx.webhooks.list_webhooks(avee_id)) >= MAX_WEBHOOKS:
            raise Invalid("invalid_webhook", f"An agent can have at most {MAX_WEBHOOKS} webhooks.")
    await services.webhooks.check(url, person)
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.webhooks.insert(avee_id, new_id(), url, services.webhooks.new_secret(), checked_kinds)


@dataclass(frozen=True, slots=True)
class WebhookChange:
    """What is None stays."""

    url: str | None = None
    kinds: Sequence[str] | None = None
    active: bool | None = None


async def change_webhook(
    services: Services, person: UUID, avee_id: UUID, webhook_id: UUID, version: int | None, change: WebhookChange
) -> Webhook:  # fmt: skip
    """Changes the address or the kinds, or switches a webhook off or on; its secret stays. `version` None is any.

    Raises as `add_webhook`, NotFound `webhook_not_found`, Stale `changed_meanwhile`.
    """
    kinds = None if change.kinds is None else check_webhook_kinds(change.kinds)
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
    if change.url is not None:
        await services.webhooks.check(change.url, person)
    async with services.database.transaction(Scope(person)) as tx:
        changed = await tx.webhooks.change(avee_id, webhook_id, version, change.url, kinds, change.active)
        if changed is not None:
            return changed
        now = await tx.webhooks.load(avee_id, webhook_id)
    raise changed_meanwhile(now.version) if now else _no_such_webhook()


async def list_webhooks(services: Services, person: UUID, avee_id: UUID) -> list[Webhook]:
    """The webhooks of the person's own agent. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        return await tx.webhooks.list_webhooks(avee_id)


async def list_deliveries(services: Services, person: UUID, avee_id: UUID, webhook_id: UUID) -> list[WebhookDelivery]:
    """The last MAX_RECENT deliveries, newest first. Raises NotFound `avee_not_found` or `webhook_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        if await tx.webhooks.load(avee_id, webhook_id) is None:
            raise _no_such_webhook()
        return await tx.webhooks.list_deliveries(avee_id, webhook_id, MAX_RECENT)


async def delete_webhook(services: Services, person: UUID, avee_id: UUID, webhook_id: UUID) -> None:
    """Deletes a webhook with its deliveries. Raises NotFound `avee_not_found` or `webhook_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        if not await tx.webhooks.delete(avee_id, webhook_id):
            raise _no_such_webhook()


async def try_webhook(services: Services, person: UUID, avee_id: UUID, webhook_id: UUID) -> Trial:
    """Posts an event `webhook.test` now. A webhook that was switched off is switched on again if that works.

    Raises NotFound `avee_not_found` or `webhook_not_found`.
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        webhook = await tx.webhooks.load(avee_id, webhook_id)
    if webhook is None:
        raise _no_such_webhook()
    now = services.clock.now()
    event = WebhookEvent("webhook.test", now.isoformat(), {"avee_id": str(avee_id)})
    trial = await _post(services, person, webhook, new_id(), event, now)
    async with services.database.transaction(Scope(person)) as tx:
        await tx.webhooks.mark(avee_id, webhook_id, Attempt(trial.error))
    return trial


async def _post(services: Services, person: UUID, webhook: Webhook, message: UUID, event: WebhookEvent, now: datetime) -> Trial:
    try:
        body = render_webhook_event(event)
        message_id = delivery_message_id(message)
        return Trial(await services.webhooks.post(webhook.url, webhook.secret, message_id, body, now, person, TRIAL_WAIT_S), None)
    except OrchestratorError as error:
        return Trial(None, error.detail)


def _no_such_webhook() -> NotFound:
    return NotFound("webhook_not_found", "There is no such webhook.")
