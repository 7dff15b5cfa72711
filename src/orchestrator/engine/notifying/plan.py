"""Planning notifications: what goes now, what later, what never."""

from datetime import datetime
from uuid import UUID

from orchestrator.domain.notifying.settings import NotificationSettings, plan_sending
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id

PLAN_TASK = "plan_notifications"

DELIVER_TASK = "deliver_notifications"


async def plan_notifications(services: Services, person: UUID, now: datetime | None = None) -> None:
    """Decides for everything that waits for the person: now, later or never. What goes now gets one job a target."""
    async with services.database.transaction(Scope(person)) as tx:
        settings = await tx.notifications.load_settings() or NotificationSettings()
        targets = [target.id for target in await tx.notifications.list_targets()]
        waiting = await tx.notifications.lock_waiting()
        if not targets:
            await tx.notifications.drop([each.id for each in waiting])
            return
        sending = plan_sending(settings, waiting, now or services.clock.now())
        await tx.notifications.drop(sending.dropped)
        await tx.notifications.defer(sending.later)
        if not sending.now:
            return
        batch = new_id()
        await tx.notifications.start_batch(batch, sending.now, targets)
        for target in targets:
            await tx.jobs.enqueue(DELIVER_TASK, person=str(person), batch_id=str(batch), target_id=str(target))
