"""Notifications and webhooks of one agent, with a fake receiver of what is sent."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import create_engine, text

from orchestrator.domain.errors import Invalid, Limited, Unavailable
from orchestrator.domain.notifying.settings import NotificationSettings
from orchestrator.engine.notifying import deliver as deliver_use
from orchestrator.engine.notifying import plan as plan_use
from orchestrator.engine.notifying import settings as use
from orchestrator.engine.services import Services
from orchestrator.ports.notifying import NotificationText
from orchestrator.ports.stores.notifying.notifications import NotificationRow
from support.stories import House


@dataclass
class StandingClock:
    """A Clock that goes on only where something takes time."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def elapsed_s(self) -> float:
        return self.at.timestamp()


@dataclass
class FakeOutside:
    """Notifier and webhook sender in one. It keeps what it is given to send, and raises `error` while that is set."""

    error: Unavailable | Invalid | Limited | None = None
    clock: StandingClock | None = None
    takes: timedelta = timedelta()
    """How long it takes by `clock`."""
    texts: list[tuple[str, NotificationText]] = field(default_factory=list)
    posts: list[tuple[str, str]] = field(default_factory=list)

    async def check(self, url: str, person: UUID) -> Any:
        """What a Notifier returns; of a WebhookSender nobody reads it."""
        return "****"

    def new_secret(self) -> str:
        return "whsec_MDEyMzQ1Njc4OWFiY2RlZg=="

    async def send(self, url: str, content: NotificationText, person: UUID, wait_s: float = 0.0) -> None:
        if self.error:
            raise self.error
        self._take_time()
        self.texts.append((url, content))

    async def post(
        self, url: str, secret: str, message_id: str, body: str, now: datetime, person: UUID, wait_s: float = 0.0
    ) -> int:  # fmt: skip
        if self.error:
            raise self.error
        self._take_time()
        self.posts.append((message_id, body))
        return 200

    def _take_time(self) -> None:
        if self.clock is not None:
            self.clock.at += self.takes


@dataclass
class Outbox:
    """An agent with knowledge, an asker with notification targets, and the fake receiver of what is sent."""

    services: Services
    outside: FakeOutside
    house: House
    owner_url: str

    async def notify_at(self, *urls: str, **changes: Any) -> None:
        await use.save_notifying(self.services, self.house.asker, NotificationSettings(**changes), [], urls)

    def happen(self, kind: str, times: int = 1) -> None:
        """Adds notifications for the asker, as the triggers do."""
        for _ in range(times):
            values = {"person": self.house.asker, "kind": kind, "avee": self.house.avee, "conversation": self.house.conversation}
            self.alter("SELECT add_notification(:person, :kind, :avee, :conversation, :thing)", **values, thing=uuid4())

    def alter(self, statement: str, **values: Any) -> None:
        engine = create_engine(self.owner_url)
        with engine.begin() as connection:
            connection.execute(text(statement), values)
        engine.dispose()

    def read(self, statement: str) -> list[tuple[Any, ...]]:
        engine = create_engine(self.owner_url)
        with engine.begin() as connection:
            found = [tuple(row) for row in connection.execute(text(statement))]
        engine.dispose()
        return found

    def jobs(self, task: str) -> list[dict[str, str]]:
        engine = create_engine(self.owner_url)
        with engine.begin() as connection:
            found = connection.execute(text("DELETE FROM procrastinate_jobs WHERE task_name = :task RETURNING args"), {"task": task})
            arguments = [dict(each) for each in found.scalars()]
        engine.dispose()
        return arguments

    async def deliver(self, now: datetime | None = None) -> None:
        for job in self.jobs(plan_use.DELIVER_TASK):
            await deliver_use.deliver_notifications(
                self.services, UUID(job["person"]), UUID(job["batch_id"]), UUID(job["target_id"]), now
            )  # fmt: skip

    async def plan(self, now: datetime | None = None) -> None:
        await plan_use.plan_notifications(self.services, self.house.asker, now)

    async def recent(self) -> Sequence[NotificationRow]:
        return (await use.load_notifying(self.services, self.house.asker)).recent


WithPost = Callable[[Callable[[Outbox], Awaitable[None]]], None]
