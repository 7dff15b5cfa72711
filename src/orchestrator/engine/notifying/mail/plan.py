"""Planning mail: which news are told now, and whether a creator's summary is due."""

from uuid import UUID

from orchestrator.domain.notifying.mail.digest import read_digest
from orchestrator.domain.notifying.mail.kinds import MailKind, free_from
from orchestrator.domain.notifying.mail.news import Reader, plan_news
from orchestrator.engine.accounts.addresses.outgoing import add_mail
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope

PLAN_TASK = "plan_mail"

DIGEST_TASK = "plan_digest"


async def plan_mail(services: Services, person: UUID) -> None:
    """Decides for every waiting news of a person whether it is told now, later or never; all that is told goes into one
    mail."""
    now = services.clock.now()
    async with services.database.transaction(Scope(person)) as tx:
        mailbox = await tx.mails.load_mailbox()
        if mailbox is None:
            return
        reader = Reader(
            MailKind.answers not in mailbox.settings.unwanted,
            mailbox.is_confirmed,
            mailbox.is_refused,
            mailbox.seen_at,
            free_from(MailKind.answers, mailbox.lately, now),
        )
        plan = plan_news(reader, await tx.mails.lock_news(), now)
        await tx.mails.drop_news(plan.dropped)
        await tx.mails.defer(plan.later)
        if plan.now and (mail_id := await add_mail(tx, person, MailKind.answers, mailbox.address, now)):
            await tx.mails.tell(mail_id, plan.now)


async def plan_digest(services: Services, person: UUID) -> None:
    """Sends a creator's summary of the day where it is due, wanted, and something waits."""
    async with services.database.transaction(Scope(person)) as tx:
        mailbox = await tx.mails.load_mailbox()
        day = await tx.mails.begin_digest()
        if mailbox is None or day is None or not mailbox.is_confirmed or mailbox.is_refused or MailKind.digest in mailbox.settings.unwanted:
            return
        if read_digest(await tx.mails.list_waiting_groups()) is not None:
            await add_mail(tx, person, MailKind.digest, mailbox.address, services.clock.now(), day)
