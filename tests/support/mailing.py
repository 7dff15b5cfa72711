"""Mail of one agent's people, with a fake mailbox that keeps what it is given."""

import re
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import create_engine, text

from orchestrator.domain.errors import OrchestratorError
from orchestrator.domain.notifying.mail.letters import Letter
from orchestrator.engine.accounts.addresses import confirmation
from orchestrator.engine.accounts.addresses.outgoing import SEND_TASK
from orchestrator.engine.notifying.mail.plan import plan_digest, plan_mail
from orchestrator.engine.notifying.mail.send import send_mail
from orchestrator.engine.notifying.mail.settings import load_mailing
from orchestrator.engine.services import Services
from orchestrator.ports.mail import Mail
from orchestrator.ports.stores.notifying.mail import MailRow
from support.outbox import StandingClock
from support.stories import House

SECRET = re.compile(r"orc_[a-z]{3}_[\w-]{43}")


class KilledError(BaseException):
    """The process died here: nothing of the program may handle it."""


@dataclass
class FakeMailer:
    """A `ports.mail.Mailer` that keeps the mails; it raises `error` while that is set, and dies where it is told to."""

    error: OrchestratorError | None = None
    dies: str = ""
    """'before' or 'after' it has taken the mail; '' for not at all."""
    got: list[Mail] = field(default_factory=list)

    async def forget(self, mails: Collection[UUID]) -> None:
        self.got = [each for each in self.got if each.id not in mails]

    @property
    def says(self) -> str:
        return "nowhere"

    async def send(self, mail: Mail) -> None:
        if self.dies == "before":
            raise KilledError
        if self.error:
            raise self.error
        self.got.append(mail)
        if self.dies == "after":
            raise KilledError


@dataclass
class Mailed:
    """An agent with knowledge, an asker and a creator, and the fake mailbox of all."""

    services: Services
    mailer: FakeMailer
    clock: StandingClock
    house: House
    owner_url: str

    async def confirm_all(self) -> None:
        """Everybody opens the link that was mailed to them."""
        await self.send()
        for mail in self.mailer.got:
            await confirmation.confirm_email(self.services, secret_of(mail.letter))
        self.mailer.got.clear()

    def happen(self, kind: str = "answered", thing: UUID | None = None) -> None:
        """Adds news for the asker, as the triggers do."""
        values = {"person": self.house.asker, "kind": kind, "avee": self.house.avee, "conversation": self.house.conversation}
        self.alter("SELECT add_mail_news(:person, :kind, :avee, :conversation, :thing)", **values, thing=thing or uuid4())

    async def plan(self, after: timedelta = timedelta(minutes=2)) -> None:
        """Looks at the asker's news so much later."""
        self.clock.at += after
        await plan_mail(self.services, self.house.asker)

    async def plan_digest(self) -> None:
        await plan_digest(self.services, self.house.creator)

    async def send(self) -> None:
        """Runs every job that sends a mail."""
        for job in self.jobs(SEND_TASK):
            await send_mail(self.services, UUID(job["person"]), UUID(job["mail_id"]))

    async def mails(self, person: UUID) -> list[MailRow]:
        """Oldest first."""
        return list((await load_mailing(self.services, person)).recent)[::-1]

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
        """The waiting jobs of a task, which are taken off the queue."""
        engine = create_engine(self.owner_url)
        with engine.begin() as connection:
            found = connection.execute(text("DELETE FROM procrastinate_jobs WHERE task_name = :task RETURNING args"), {"task": task})
            arguments = [dict(each) for each in found.scalars()]
        engine.dispose()
        return arguments


def secret_of(letter: Letter) -> str:
    """The secret of the link that a mail about the account has."""
    assert letter.button is not None
    found = SECRET.search(letter.button.url)
    assert found is not None, letter.button.url
    return found.group()


WithMail = Callable[[Callable[[Mailed], Awaitable[None]]], None]
