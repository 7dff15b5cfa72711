"""Mails that come back hours later, as notifications in the mailbox of MAIL_FROM."""

import dataclasses
from collections.abc import Collection
from uuid import UUID, uuid4

import pytest

from orchestrator.adapters.mail.imap import ImapMailbox
from orchestrator.adapters.mail.server_url import read_incoming_server
from orchestrator.domain.errors import Unavailable
from orchestrator.engine.accounts.addresses.outgoing import SEND_TASK
from orchestrator.engine.notifying.mail import settings
from orchestrator.engine.notifying.mail.bounces import ReadMail, read_bounces
from orchestrator.engine.notifying.mail.send import send_mail
from orchestrator.engine.services import Services
from orchestrator.ports.incoming_mail import IncomingMailbox, MailboxPosition, NewMail
from support.mailing import KilledError, Mailed, WithMail
from support.reports import NEWSLETTER, message_id, write_report
from support.servers.imap_server import ImapServer, imap_server, served

SAID = "A mail to this address came back: 550 5.1.1 no such person here"


def reading(mailed: Mailed, server: ImapServer) -> Services:
    return dataclasses.replace(mailed.services, incoming=ImapMailbox(read_incoming_server(server.url), 20.0))


async def sent(mailed: Mailed) -> UUID:
    """A mail to the asker, which the mail server took."""
    mailed.happen()
    await mailed.plan()
    [job] = mailed.jobs(SEND_TASK)
    await send_mail(mailed.services, UUID(job["person"]), UUID(job["mail_id"]))
    return UUID(job["mail_id"])


async def state(mailed: Mailed) -> tuple[str, str | None, str | None]:
    """(status of the asker's last mail, what it says, why the address gets no more)."""
    shown = await settings.load_mailing(mailed.services, mailed.house.asker)
    refusal = shown.mailbox.refusal
    return shown.recent[0].status, shown.recent[0].last_error, refusal.reason if refusal else None


def test_an_address_that_is_refused_later_gets_no_more_mail_until_its_owner_says_so(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        with imap_server() as server:
            mail = await sent(mailed)
            server.receive(NEWSLETTER)
            server.receive(write_report(message_id(mail)))
            assert await read_bounces(reading(mailed, server)) == ReadMail(2, 1, 1)
            assert await state(mailed) == ("failed", SAID, SAID)
            assert server.seen() == [2], "what is no notification stays unread"
            mailed.happen()
            await mailed.plan()
            assert mailed.jobs(SEND_TASK) == []
            assert (await settings.mail_again(mailed.services, mailed.house.asker)).mailbox.refusal is None
            # The same notification again, and once more in full: neither stops what works again.
            server.receive(write_report(message_id(mail)))
            assert await read_bounces(reading(mailed, server)) == ReadMail(1, 1, 0)
            server.validity = 8
            assert await read_bounces(reading(mailed, server)) == ReadMail(3, 2, 0)
            await sent(mailed)
            assert await state(mailed) == ("sent", None, None)

    with_mail(story)


@pytest.mark.parametrize(
    ("status", "action", "after"),
    [
        ("4.4.7", "failed", ("failed", "This mail could not be delivered for so long that it came back: 4.4.7")),
        ("5.7.1", "failed", ("failed", "This mail came back: 5.7.1")),
        ("4.4.1", "delayed", ("sent", None)),
        ("2.1.5", "delivered", ("sent", None)),
    ],
)
def test_what_is_not_the_addresss_fault_leaves_it_in_use(
    with_mail: WithMail, status: str, action: str, after: tuple[str, str | None]
) -> None:
    async def story(mailed: Mailed) -> None:
        with imap_server() as server:
            mail = await sent(mailed)
            server.receive(write_report(message_id(mail), status=status, action=action, said=""))
            await read_bounces(reading(mailed, server))
            assert await state(mailed) == (*after, None)
            assert server.seen() == [1]

    with_mail(story)


def test_nobody_can_stop_somebody_elses_mail(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        with imap_server() as server:
            mail = await sent(mailed)
            waiting = mailed.read(f"SELECT id FROM mails WHERE user_id = '{mailed.house.creator}'")
            forged = [
                write_report(message_id(uuid4())),
                write_report("<made-up@example.org>"),
                # Mails that were sent, but not to the address.
                *(write_report(message_id(each)) for (each,) in waiting),
                write_report(message_id(mail), "creator@example.org"),
                write_report(message_id(mail), "ada@example.org.example"),
                write_report(message_id(mail), "ada@example.org, creator@example.org"),
            ]
            assert waiting
            for each in forged:
                server.receive(each)
            assert await read_bounces(reading(mailed, server)) == ReadMail(len(forged), len(forged), 0)
            assert await state(mailed) == ("sent", None, None)
            assert (await settings.load_mailing(mailed.services, mailed.house.creator)).mailbox.refusal is None

    with_mail(story)


def test_an_address_that_was_left_is_not_refused(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        with imap_server() as server:
            mail = await sent(mailed)
            mailed.alter("UPDATE users SET email = 'new@example.org' WHERE id = :id", id=mailed.house.asker)
            server.receive(write_report(message_id(mail)))
            assert (await read_bounces(reading(mailed, server))).bounced == 1
            assert await state(mailed) == ("failed", SAID, None)

    with_mail(story)


def test_a_mail_that_came_back_before_it_was_noted_as_sent(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        with imap_server() as server:
            mailed.happen()
            await mailed.plan()
            [job] = mailed.jobs(SEND_TASK)
            mailed.mailer.dies = "after"
            with pytest.raises(KilledError):
                await send_mail(mailed.services, UUID(job["person"]), UUID(job["mail_id"]))
            server.receive(write_report(message_id(UUID(job["mail_id"]))))
            await read_bounces(reading(mailed, server))
            assert await state(mailed) == ("failed", SAID, SAID)

    with_mail(story)


@dataclasses.dataclass
class DyingMailbox:
    """A mailbox whose reader dies when it has read, before it marks or after."""

    inner: IncomingMailbox
    marks: bool

    @property
    def name(self) -> str:
        return self.inner.name

    async def fetch_new(self, after: MailboxPosition | None) -> NewMail:
        return await self.inner.fetch_new(after)

    async def mark_read(self, validity: int, uids: Collection[int]) -> None:
        if self.marks:
            await self.inner.mark_read(validity, uids)
        raise KilledError


@pytest.mark.parametrize("marks", [False, True], ids=["before marking", "after marking"])
def test_a_reader_that_dies_in_between_loses_and_doubles_nothing(with_mail: WithMail, marks: bool) -> None:
    async def story(mailed: Mailed) -> None:
        with imap_server() as server:
            mail = await sent(mailed)
            server.receive(write_report(message_id(mail)))
            services = reading(mailed, server)
            assert services.incoming is not None
            with pytest.raises(KilledError):
                await read_bounces(dataclasses.replace(services, incoming=DyingMailbox(services.incoming, marks)))
            await settings.mail_again(mailed.services, mailed.house.asker)
            assert await read_bounces(services) == ReadMail(1, 1, 0)
            assert await state(mailed) == ("failed", SAID, None)
            assert server.seen() == [1]
            assert await read_bounces(services) == ReadMail(0, 0, 0)

    with_mail(story)


def test_an_outage_is_said_and_loses_nothing(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        with imap_server() as server:
            mail = await sent(mailed)
            server.refuses_at = "LOGIN"
            with pytest.raises(Unavailable, match="IMAP_URL"):
                await read_bounces(reading(mailed, server))
            server.refuses_at, server.dies_at = "", "UID STORE"
            server.receive(write_report(message_id(mail)))
            with pytest.raises(Unavailable):
                await read_bounces(reading(mailed, server))
        with pytest.raises(Unavailable):
            await read_bounces(reading(mailed, server))
        server.dies_at = ""
        with served(server):
            assert await read_bounces(reading(mailed, server)) == ReadMail(1, 1, 0)
        assert (await state(mailed))[0] == "failed"
        assert server.seen() == [1]

    with_mail(story)


def test_without_a_mailbox_nothing_is_read(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        assert await read_bounces(mailed.services) == ReadMail(0, 0, 0)

    with_mail(story)
