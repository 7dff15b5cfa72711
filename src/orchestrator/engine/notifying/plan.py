"""Planning notifications: which are sent now, which later, which never."""

from datetime import datetime
from uuid import UUID

from orchestrator.domain.notifying.settings import NotificationSettings, plan_sending
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id

PLAN_TASK = "plan_notifications"

DELIVER_TASK = "deliver_notifications"

AGAIN_TASK = "deliver_notifications_again"
"""The same for a target that failed last or was slow. Its queue is another, so that it delays nobody else."""


async def plan_notifications(services: Services, person: UUID, now: datetime | None = None) -> None:
    """Decides for every waiting notification of a person whether it is sent now, later or never.

    Notifications that are sent now form one batch, with one delivery job for each target.
    """
    async with services.database.transaction(Scope(person)) as tx:
        settings = await tx.notifications.load_settings() or NotificationSettings()
        targets = [target for target in await tx.notifications.list_targets() if target.disabled_reason is None]
        waiting = await tx.notifications.lock_waiting()
        if not targets:
            await tx.notifications.drop([notification.id for notification in waiting])
            return
        sending = plan_sending(settings, waiting, now or services.clock.now())
        await tx.notifications.drop(sending.dropped)
        await tx.notifications.defer(sending.later)
        if not sending.now:
            return
        batch = new_id()
        await tx.notifications.start_batch(batch, sending.now, [target.id for target in targets])
        for target in targets:
            task = AGAIN_TASK if target.failing_since or target.is_slow else DELIVER_TASK
            await tx.jobs.enqueue(task, person=str(person), batch_id=str(batch), target_id=str(target.id))
