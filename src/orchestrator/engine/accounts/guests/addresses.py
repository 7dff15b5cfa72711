"""A guest says where an answer shall go, and comes back by a link in such a mail."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from orchestrator.domain.errors import Conflict
from orchestrator.domain.notifying.mail.kinds import MailKind, free_from
from orchestrator.engine.accounts.addresses.mail_links import find_any_link, find_link, use_link
from orchestrator.engine.accounts.addresses.outgoing import add_mail, require_free
from orchestrator.engine.accounts.guests.entering import GUEST_DAYS
from orchestrator.engine.accounts.signing_in.sessions import begin_session
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import Person


async def leave_address(services: Services, person: Person, address: str) -> None:
    """Keeps the address for answers, and mails the link that confirms it; nothing else is mailed there before.

    An account may have the address: nothing is said of that, and the account is left alone. Raises Conflict `not_a_guest`,
    Limited `too_many_mails` with `retry_after_s`.
    """
    if person.guest_of is None:
        raise Conflict("not_a_guest", "You have an account; its address is in the settings.")
    now = services.clock.now()
    async with services.database.transaction(Scope(person.user_id)) as tx:
        await tx.guests.leave_address(address)
        mailbox = await tx.mails.load_mailbox()
        if mailbox is None:
            raise Conflict("not_a_guest", "This guest has an account by now; sign in to it.")
        await tx.mails.clear_refusal()
        wanted = replace(mailbox.settings, unwanted=mailbox.settings.unwanted - {MailKind.answers})
        if wanted != mailbox.settings:
            await tx.mails.save_settings(wanted, None)
        if not mailbox.is_confirmed:
            require_free(MailKind.confirmation, mailbox.lately, now, "Several mails were sent there within the hour; look for them first.")
            await add_mail(tx, person.user_id, MailKind.confirmation, mailbox.address, now)


@dataclass(frozen=True, slots=True)
class Returned:
    """A guest's session in another browser."""

    secret: str
    expires_at: datetime


async def return_by_link(services: Services, secret: str, browser: str) -> Returned:
    """Begins a session of the guest to whom the link was mailed. Raises as `find_link`."""
    link = await find_link(services, secret, MailKind.guest_return)
    expires_at = services.clock.now() + timedelta(days=GUEST_DAYS)
    async with services.database.transaction(Scope(link.person)) as tx:
        await use_link(tx, secret)
        return Returned(await begin_session(tx, link.person, expires_at, browser), expires_at)


async def renew_link(services: Services, secret: str) -> None:
    """Mails a new link to where this one was sent, also where this one was used or has expired; three times an hour at most.

    Raises NotFound `link_unknown`.
    """
    link = await find_any_link(services, secret, MailKind.guest_return)
    now = services.clock.now()
    async with services.database.transaction(Scope(link.person)) as tx:
        mailbox = await tx.mails.load_mailbox()
        if mailbox is None or not mailbox.is_confirmed or mailbox.address.lower() != link.address.lower():
            return
        if free_from(MailKind.guest_return, mailbox.lately, now) <= now:
            await add_mail(tx, link.person, MailKind.guest_return, mailbox.address, now)
