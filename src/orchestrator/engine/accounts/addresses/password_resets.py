"""Choosing a new password by a link that is sent by mail."""

from uuid import UUID

from orchestrator.domain.notifying.mail.kinds import MailKind, free_from
from orchestrator.engine.accounts.addresses.mail_links import find_link, use_link
from orchestrator.engine.accounts.addresses.outgoing import add_mail
from orchestrator.engine.accounts.signing_in.passwords import hash_checked
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope


async def request_password_reset(services: Services, email: str) -> None:
    """Sends a link to the account with this address, if there is one and it got few such mails in the last hour.

    The caller is told nothing of that. An address that was never confirmed, or an account that waits for that, gets the link that confirms it instead:
    nothing else is mailed to it.
    """
    async with services.database.transaction(Scope()) as tx:
        found = await tx.accounts.find_credentials(email)
        person = found.user_id if found is not None else await tx.accounts.find_pending(email)
    if person is not None:
        await _send(services, person)


async def check_reset_link(services: Services, secret: str) -> str:
    """The address whose password the link changes. Raises as `find_link`."""
    return (await find_link(services, secret, MailKind.password_reset)).address


async def reset_password(services: Services, secret: str, password: str) -> None:
    """Sets a new password, ends all sessions of the person and forgets their devices; API tokens stay valid.

    Raises Invalid `weak_password`, which leaves the link as it is, and as `find_link`.
    """
    link = await find_link(services, secret, MailKind.password_reset)
    hashed = await hash_checked(services, password)
    async with services.database.transaction(Scope(link.person)) as tx:
        await use_link(tx, secret)
        await tx.accounts.set_password(hashed, None)


async def _send(services: Services, person: UUID) -> None:
    now = services.clock.now()
    async with services.database.transaction(Scope(person)) as tx:
        mailbox = await tx.mails.load_mailbox()
        if mailbox is None:
            return
        kind = MailKind.password_reset if mailbox.is_confirmed else MailKind.confirmation
        if free_from(kind, mailbox.lately, now) <= now:
            await add_mail(tx, person, kind, mailbox.address, now)
