"""Notifications on their way: planned in the outbox, delivered to each target, swept up when a job was lost."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from orchestrator.domain.errors import Kind, OrchestratorError
from orchestrator.domain.notifying.delivering import plan_retry
from orchestrator.domain.notifying.letters import News, render_letter
from orchestrator.domain.notifying.settings import NotificationSettings, plan_sending
from orchestrator.engine.world import World
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.notify import Letter
from orchestrator.ports.outbox import Failure, PendingBatch
from orchestrator.ports.storage import Scope

PLAN_TASK = "plan_notifications"
DELIVER_TASK = "deliver_notifications"
SWEEP_TASK = "sweep_sendings"
PURGE_TASK = "purge_sendings"
AT_ONCE = 500


async def plan_notifications(world: World, person: UUID, now: datetime | None = None) -> None:
    """Decides for everything that waits for the person: now, later or never. What goes now gets one job a target."""
    async with world.database.transaction(Scope(person)) as tx:
        settings = await tx.notifications.load_settings() or NotificationSettings()
        targets = [target.id for target in await tx.notifications.list_targets()]
        waiting = await tx.notifications.lock_waiting()
        if not targets:
            await tx.notifications.drop([each.id for each in waiting])
            return
        sending = plan_sending(settings, waiting, now or datetime.now(UTC))
        await tx.notifications.drop(sending.dropped)
        await tx.notifications.defer(sending.later)
        if not sending.now:
            return
        batch = new_id()
        await tx.notifications.start_batch(batch, sending.now, targets)
        for target in targets:
            await tx.jobs.enqueue(DELIVER_TASK, person=str(person), batch_id=str(batch), target_id=str(target))


async def deliver_notifications(world: World, person: UUID, batch_id: UUID, target_id: UUID, now: datetime | None = None) -> None:
    """Sends one message to one target. Raises Unavailable where the queue shall try again."""
    async with world.database.transaction(Scope(person)) as tx:
        batch = await tx.notifications.load_batch(batch_id, target_id)
    if batch is None:
        return
    try:
        await world.notifier.send(batch.url, write_letter(world, batch.news))
    except OrchestratorError as error:
        if await _keep_failure(world, person, batch_id, target_id, batch, error, now or datetime.now(UTC)):
            raise
        return
    async with world.database.transaction(Scope(person)) as tx:
        await tx.notifications.finish_delivery(batch_id, target_id)
        await tx.notifications.mark_target(target_id, None)


async def sweep_sendings(world: World) -> int:
    """Enqueues what is due and has no job: quiet hours that ended, digests, tries after long failure, lost jobs. How many."""
    async with world.database.transaction(Scope()) as tx:
        due = await tx.notifications.find_due(AT_ONCE)
        for task, arguments in due:
            await tx.jobs.enqueue(task, **arguments)
    return len(due)


async def purge_sendings(world: World) -> None:
    """Events after a week, what was sent after three months."""
    async with world.database.transaction(Scope()) as tx:
        await tx.events.purge()
        await tx.notifications.purge()


def write_letter(world: World, news: Sequence[News]) -> Letter:
    return Letter(*render_letter(news, world.public_url))


async def _keep_failure(
    world: World, person: UUID, batch_id: UUID, target_id: UUID, batch: PendingBatch, error: OrchestratorError, now: datetime
) -> bool:  # fmt: skip
    """Where its owner sees it; whether the queue shall try again."""
    retry = plan_retry(batch.attempts + 1, batch.created_at, now)
    is_final = retry.is_final or error.kind is not Kind.unavailable
    async with world.database.transaction(Scope(person)) as tx:
        await tx.notifications.fail_delivery(batch_id, target_id, Failure(error.detail, is_final, retry.at))
        await tx.notifications.mark_target(target_id, error.detail)
    return retry.at_once and not is_final
