"""Confirming that an account's address is the person's own."""

from uuid import UUID

from orchestrator.domain.errors import Conflict
from orchestrator.domain.notifying.mail.kinds import MailKind
from orchestrator.engine.accounts.addresses.mail_links import find_link, use_link
from orchestrator.engine.accounts.addresses.outgoing import add_mail, require_free
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
        require_free(MailKind.confirmation, mailbox.lately, now, "Several mails were sent to you within the hour; look for them first.")
        await tx.mails.clear_refusal()
        await add_mail(tx, person, MailKind.confirmation, mailbox.address, now)


async def confirm_email(services: Services, secret: str) -> None:
    """Confirms the address that a link was sent to; what came for the person meanwhile is mailed now.

    An account that a guest asked for takes over the guest's threads.

    Raises as `find_link`.
    """
    link = await find_link(services, secret, MailKind.confirmation)
    async with services.database.transaction(Scope(link.person)) as tx:
        await use_link(tx, secret)
        await tx.accounts.confirm_email(link.address)
        await tx.guests.take_guest(None)
        await tx.mails.hurry_news()
