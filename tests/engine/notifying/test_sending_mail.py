"""The outbox of mail, step by step: refusals, faults, and a process that dies between any two of them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.domain.notifying.delivering import GIVE_UP_AFTER, QUICK_TRIES
from orchestrator.domain.notifying.mail.kinds import MailKind, MailSettings
from orchestrator.engine.accounts.addresses.outgoing import SEND_TASK
from orchestrator.engine.notifying import sweep
from orchestrator.engine.notifying.mail import settings
from orchestrator.engine.notifying.mail.send import send_mail
from support.mailing import KilledError, Mailed, WithMail

DOWN = Unavailable("mail_failed", "The mail server failed: 451 try later")
REFUSED = Invalid("mail_refused", "The mail server refused the address: 550 no such person")
REJECTED = Invalid("mail_rejected", "The mail server rejected the mail: 554 looks like spam")


async def planned(mailed: Mailed) -> tuple[UUID, UUID]:
    """(person, mail) of news that are to be sent."""
    mailed.happen()
    await mailed.plan()
    [job] = mailed.jobs(SEND_TASK)
    return UUID(job["person"]), UUID(job["mail_id"])


async def status(mailed: Mailed) -> str:
    return (await mailed.mails(mailed.house.asker))[-1].status


def test_a_fault_that_passes_is_tried_again(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        person, mail = await planned(mailed)
        mailed.mailer.error = DOWN
        with pytest.raises(Unavailable):
            await send_mail(mailed.services, person, mail)
        row = (await mailed.mails(person))[-1]
        assert (row.status, row.attempts, row.last_error) == ("waiting", 1, DOWN.detail)
        mailed.mailer.error = None
        await send_mail(mailed.services, person, mail)
        await send_mail(mailed.services, person, mail)
        assert [each.id for each in mailed.mailer.got] == [mail]
        assert (await mailed.mails(person))[-1].sent_at is not None

    with_mail(story)


def test_a_server_that_stays_down_is_given_up_and_said(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        person, mail = await planned(mailed)
        mailed.mailer.error = DOWN
        for _ in range(QUICK_TRIES - 1):
            with pytest.raises(Unavailable):
                await send_mail(mailed.services, person, mail)
        await send_mail(mailed.services, person, mail)
        assert await status(mailed) == "waiting"
        # The periodic job takes over, for days.
        mailed.alter("UPDATE mails SET due_at = now() WHERE status = 'waiting'")
        await sweep.sweep_sendings(mailed.services)
        assert mailed.jobs(SEND_TASK) == [{"person": str(person), "mail_id": str(mail)}]
        await send_mail(mailed.services, person, mail, datetime.now(UTC) + GIVE_UP_AFTER + timedelta(minutes=1))
        assert await status(mailed) == "failed"
        mailed.mailer.error = None
        await send_mail(mailed.services, person, mail)
        assert mailed.mailer.got == []

    with_mail(story)


def test_a_refused_address_gets_no_more_mail_until_its_owner_says_so(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        person, mail = await planned(mailed)
        mailed.mailer.error = REFUSED
        await send_mail(mailed.services, person, mail)
        shown = await settings.load_mailing(mailed.services, person)
        assert shown.recent[0].status == "failed"
        assert shown.mailbox.refusal is not None
        assert (shown.mailbox.refusal.address, shown.mailbox.refusal.reason) == ("ada@example.org", REFUSED.detail)
        mailed.mailer.error = None
        mailed.happen()
        await mailed.plan()
        assert mailed.jobs(SEND_TASK) == []
        again = await settings.mail_again(mailed.services, person)
        assert again.mailbox.refusal is None
        person, mail = await planned(mailed)
        await send_mail(mailed.services, person, mail)
        assert [each.id for each in mailed.mailer.got] == [mail]

    with_mail(story)


def test_a_rejected_mail_leaves_the_address_in_use(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        person, mail = await planned(mailed)
        mailed.mailer.error = REJECTED
        await send_mail(mailed.services, person, mail)
        shown = await settings.load_mailing(mailed.services, person)
        assert (shown.recent[0].status, shown.mailbox.refusal) == ("failed", None)

    with_mail(story)


@pytest.mark.parametrize(("dies", "copies"), [("before", 1), ("after", 2)])
def test_a_process_that_dies_while_sending_loses_nothing(with_mail: WithMail, dies: str, copies: int) -> None:
    async def story(mailed: Mailed) -> None:
        person, mail = await planned(mailed)
        mailed.mailer.dies = dies
        with pytest.raises(KilledError):
            await send_mail(mailed.services, person, mail)
        mailed.mailer.dies = ""
        # The queue takes the dead worker's job over at once, while the mail may still be on its way.
        await send_mail(mailed.services, person, mail)
        assert len(mailed.mailer.got) == copies - 1
        assert await sweep.sweep_sendings(mailed.services) == 0
        mailed.alter("UPDATE mails SET claimed_until = now(), due_at = now() WHERE status = 'waiting'")
        await sweep.sweep_sendings(mailed.services)
        await mailed.send()
        assert {each.id for each in mailed.mailer.got} == {mail}, "a repeated mail has the same Message-ID"
        assert len(mailed.mailer.got) == copies
        assert await status(mailed) == "sent"

    with_mail(story)


def test_a_job_that_was_lost_is_added_again(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        person, mail = await planned(mailed)
        mailed.alter("UPDATE mails SET due_at = now() WHERE status = 'waiting'")
        await sweep.sweep_sendings(mailed.services)
        assert mailed.jobs(SEND_TASK) == [{"person": str(person), "mail_id": str(mail)}]

    with_mail(story)


def test_turned_off_meanwhile(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        person, mail = await planned(mailed)
        await settings.save_mailing(mailed.services, person, MailSettings(frozenset({MailKind.answers})), None)
        await send_mail(mailed.services, person, mail)
        assert (mailed.mailer.got, await status(mailed)) == ([], "dropped")

    with_mail(story)


def test_another_persons_mail_is_not_sent(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        _, mail = await planned(mailed)
        await send_mail(mailed.services, mailed.house.creator, mail)
        assert mailed.mailer.got == []

    with_mail(story)
