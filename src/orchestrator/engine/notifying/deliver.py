"""Delivering one batch of notifications to one target."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from orchestrator.domain.errors import Kind, Limited, OrchestratorError
from orchestrator.domain.notifying.delivering import SLOW_AFTER, TARGET_GIVE_UP_AFTER, plan_retry
from orchestrator.domain.notifying.texts import NotificationContent, render_text
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.notifying import NotificationText
from orchestrator.ports.stores.notifying.notifications import PendingBatch
from orchestrator.ports.stores.notifying.sendings import Attempt, Failure

GONE = "target_gone"


async def deliver_notifications(services: Services, person: UUID, batch_id: UUID, target_id: UUID, now: datetime | None = None) -> None:
    """Sends a batch of notifications as one message to one target; nothing where it was delivered or given up already.

    A failure is stored for the owner. Raises Unavailable or Limited where the job queue should try again soon.
    """
    async with services.database.transaction(Scope(person)) as tx:
        batch = await tx.notifications.load_batch(batch_id, target_id)
    if batch is None:
        return
    begun = services.clock.now()
    try:
        await services.notifier.send(batch.url, write_text(services, batch.news), person)
    except Limited:
        raise
    except OrchestratorError as error:
        if await _save_failure(services, person, batch_id, target_id, batch, error, now or services.clock.now()):
            raise
        return
    async with services.database.transaction(Scope(person)) as tx:
        await tx.notifications.finish_delivery(batch_id, target_id)
        await tx.notifications.mark_target(target_id, Attempt(None, services.clock.now() - begun > SLOW_AFTER))


def write_text(services: Services, news: Sequence[NotificationContent]) -> NotificationText:
    """The notification text about the news, with links where `public_url` is configured."""
    return NotificationText(*render_text(news, services.public_url))


async def _save_failure(
    services: Services, person: UUID, batch_id: UUID, target_id: UUID, batch: PendingBatch, error: OrchestratorError, now: datetime
) -> bool:  # fmt: skip
    """Stores the failure for the owner of the target; returns whether the job queue should try again soon.

    A target that is gone, or has failed for long, is taken out of use.
    """
    retry = plan_retry(batch.attempts + 1, batch.created_at, now)
    is_final = retry.is_final or error.kind is not Kind.unavailable
    async with services.database.transaction(Scope(person)) as tx:
        await tx.notifications.fail_delivery(batch_id, target_id, Failure(error.detail, is_final, retry.at))
        await tx.notifications.mark_target(target_id, Attempt(error.detail))
        if error.code == GONE:
            await tx.notifications.disable_target(target_id, None, f"The service no longer knows this address. {error.detail}")
        else:
            reason = f"Taken out of use after failing for {TARGET_GIVE_UP_AFTER.days} days. The last error: {error.detail}"
            await tx.notifications.disable_target(target_id, now - TARGET_GIVE_UP_AFTER, reason)
    return retry.at_once and not is_final
