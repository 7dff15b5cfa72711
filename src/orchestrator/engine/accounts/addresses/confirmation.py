"""Confirming that an account's address is the person's own."""

from uuid import UUID

from orchestrator.domain.errors import Conflict, Limited
from orchestrator.domain.notifying.mail.kinds import MailKind, free_from
from orchestrator.engine.accounts.addresses.mail_links import find_link, used
from orchestrator.engine.accounts.addresses.outgoing import add_mail
from orchestrator.engine.accounts.signing_in.secrets import hash_secret
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope


async def send_confirmation(services: Services, person: UUID) -> None:
    """Sends the link for the person's address once more.

    Raises Conflict `already_confirmed`, Limited `too_many_mails` with `retry_after_s`. Where the address was refused by its
    mail server, that is forgotten: asking again is how a person says that it works now.
    """
    now = services.clock.now()
    async with services.database.transaction(Scope(person)) as tx:
        mailbox = await tx.mails.load_mailbox()
        if mailbox is None or mailbox.is_confirmed:
            raise Conflict("already_confirmed", "Your address is confirmed.")
        wait_s = (free_from(MailKind.confirmation, mailbox.lately, now) - now).total_seconds()
        if wait_s > 0:
            raise Limited(
                "too_many_mails", "Several mails were sent to you within the hour; look for them first.", retry_after_s=int(wait_s) + 1
            )
        await tx.mails.clear_refusal()
        await add_mail(tx, person, MailKind.confirmation, mailbox.address, now)


async def confirm_email(services: Services, secret: str) -> None:
    """Confirms the address that a link was sent to; what came for the person meanwhile is mailed now.

    Raises as `find_link`.
    """
    link = await find_link(services, secret, MailKind.confirmation)
    async with services.database.transaction(Scope(link.person)) as tx:
        if not await tx.mails.use_link(hash_secret(secret)):
            raise used()
        await tx.accounts.confirm_email(link.address)
        await tx.mails.hurry_news()
