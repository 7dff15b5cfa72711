"""Delivering one batch of notifications to one target."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from orchestrator.domain.errors import Kind, OrchestratorError
from orchestrator.domain.notifying.delivering import plan_retry
from orchestrator.domain.notifying.texts import NotificationContent, render_text
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.notifying import NotificationText
from orchestrator.ports.stores.notifying import Failure, PendingBatch


async def deliver_notifications(services: Services, person: UUID, batch_id: UUID, target_id: UUID, now: datetime | None = None) -> None:
    """Sends one message to one target. Raises Unavailable where the queue shall try again."""
    async with services.database.transaction(Scope(person)) as tx:
        batch = await tx.notifications.load_batch(batch_id, target_id)
    if batch is None:
        return
    try:
        await services.notifier.send(batch.url, write_text(services, batch.news))
    except OrchestratorError as error:
        if await _keep_failure(services, person, batch_id, target_id, batch, error, now or services.clock.now()):
            raise
        return
    async with services.database.transaction(Scope(person)) as tx:
        await tx.notifications.finish_delivery(batch_id, target_id)
        await tx.notifications.mark_target(target_id, None)


def write_text(services: Services, news: Sequence[NotificationContent]) -> NotificationText:
    return NotificationText(*render_text(news, services.public_url))


async def _keep_failure(
    services: Services, person: UUID, batch_id: UUID, target_id: UUID, batch: PendingBatch, error: OrchestratorError, now: datetime
) -> bool:  # fmt: skip
    """Where its owner sees it; whether the queue shall try again."""
    retry = plan_retry(batch.attempts + 1, batch.created_at, now)
    is_final = retry.is_final or error.kind is not Kind.unavailable
    async with services.database.transaction(Scope(person)) as tx:
        await tx.notifications.fail_delivery(batch_id, target_id, Failure(error.detail, is_final, retry.at))
        await tx.notifications.mark_target(target_id, error.detail)
    return retry.at_once and not is_final
