"""An avee's webhooks: kept, tried out, delivered, switched off after long failure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from orchestrator.domain.errors import Invalid, Kind, NotFound, OrchestratorError
from orchestrator.domain.notifying.delivering import GIVE_UP_AFTER, check_webhook_kinds, plan_retry
from orchestrator.engine.avees import require_owned
from orchestrator.engine.world import World
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.outbox import Failure, Webhook, WebhookDelivery
from orchestrator.ports.storage import Scope

DELIVER_TASK = "deliver_webhook"
MOST_WEBHOOKS = 10
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Trial:
    """What a test came to: the receiver's status, or why there is none."""

    status: int | None
    error: str | None


async def add_webhook(world: World, person: UUID, avee_id: UUID, url: str, kinds: Sequence[str]) -> Webhook:
    """With its secret, which is shown this once. Raises Invalid `invalid_webhook`, `target_not_allowed`, `target_not_found`."""
    wanted = check_webhook_kinds(kinds)
    async with world.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        if len(await tx.webhooks.list_webhooks(avee_id)) >= MOST_WEBHOOKS:
            raise Invalid("invalid_webhook", f"At most {MOST_WEBHOOKS} webhooks for one agent.")
    await world.webhooks.check(url)
    async with world.database.transaction(Scope(person)) as tx:
        return await tx.webhooks.insert(avee_id, new_id(), url, world.webhooks.new_secret(), wanted)


async def list_webhooks(world: World, person: UUID, avee_id: UUID) -> list[Webhook]:
    async with world.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        return await tx.webhooks.list_webhooks(avee_id)


async def list_deliveries(world: World, person: UUID, avee_id: UUID, webhook_id: UUID) -> list[WebhookDelivery]:
    """The last SHOWN, newest first. Raises NotFound."""
    async with world.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        if await tx.webhooks.load(avee_id, webhook_id) is None:
            raise _no_such_webhook()
        return await tx.webhooks.list_deliveries(avee_id, webhook_id, SHOWN)


async def delete_webhook(world: World, person: UUID, avee_id: UUID, webhook_id: UUID) -> None:
    async with world.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        if not await tx.webhooks.delete(avee_id, webhook_id):
            raise _no_such_webhook()


async def try_webhook(world: World, person: UUID, avee_id: UUID, webhook_id: UUID) -> Trial:
    """Posts a `webhook.test` now. One that was switched off and works is switched on again. Raises NotFound."""
    async with world.database.transaction(Scope(person)) as tx:
        await require_owned(tx, avee_id)
        webhook = await tx.webhooks.load(avee_id, webhook_id)
    if webhook is None:
        raise _no_such_webhook()
    now = datetime.now(UTC)
    body = {"type": "webhook.test", "timestamp": now.isoformat(), "data": {"avee_id": str(avee_id)}}
    trial = await _post(world, webhook, new_id(), body, now)
    async with world.database.transaction(Scope(person)) as tx:
        await tx.webhooks.mark(avee_id, webhook_id, trial.error)
    return trial


async def deliver_webhook(world: World, person: UUID, avee_id: UUID, delivery_id: UUID, now: datetime | None = None) -> None:
    """Posts one event. Raises Unavailable where the queue shall try again."""
    now = now or datetime.now(UTC)
    async with world.database.transaction(Scope(person)) as tx:
        delivery = await tx.webhooks.load_delivery(avee_id, delivery_id)
        webhook = await tx.webhooks.load(avee_id, delivery.webhook_id) if delivery else None
    if delivery is None or webhook is None or delivery.status != "pending" or not webhook.active:
        return
    try:
        await world.webhooks.post(webhook.url, webhook.secret, _message_id(delivery.id), _text(delivery.body), now)
    except OrchestratorError as error:
        if await _keep_failure(world, person, delivery, webhook, error, now):
            raise
        return
    async with world.database.transaction(Scope(person)) as tx:
        await tx.webhooks.finish_delivery(avee_id, delivery_id)
        await tx.webhooks.mark(avee_id, webhook.id, None)


async def _keep_failure(
    world: World, person: UUID, delivery: WebhookDelivery, webhook: Webhook, error: OrchestratorError, now: datetime
) -> bool:  # fmt: skip
    """Where its owner sees it; whether the queue shall try again."""
    retry = plan_retry(delivery.attempts + 1, delivery.created_at, now)
    is_final = retry.is_final or error.kind is not Kind.unavailable
    reason = f"Switched off after failing for {GIVE_UP_AFTER.days} days; lastly: {error.detail}"
    async with world.database.transaction(Scope(person)) as tx:
        await tx.webhooks.fail_delivery(webhook.avee_id, delivery.id, Failure(error.detail, is_final, retry.at))
        await tx.webhooks.mark(webhook.avee_id, webhook.id, error.detail)
        await tx.webhooks.disable_failing(webhook.avee_id, webhook.id, now - GIVE_UP_AFTER, reason)
    return retry.at_once and not is_final


async def _post(world: World, webhook: Webhook, message: UUID, body: Mapping[str, Any], now: datetime) -> Trial:
    try:
        return Trial(await world.webhooks.post(webhook.url, webhook.secret, _message_id(message), _text(body), now), None)
    except OrchestratorError as error:
        return Trial(None, error.detail)


def _message_id(delivery: UUID) -> str:
    """The same for every try, so that a receiver can tell a repetition."""
    return f"msg_{delivery.hex}"


def _text(body: Mapping[str, Any]) -> str:
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False)


def _no_such_webhook() -> NotFound:
    return NotFound("webhook_not_found", "There is no such webhook.")
