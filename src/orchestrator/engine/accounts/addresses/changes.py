"""Changing an account's address: asked for with the password, confirmed at the new one, undone from the old one."""

from orchestrator.domain.errors import Conflict
from orchestrator.domain.notifying.mail.kinds import MailKind, Sent
from orchestrator.engine.accounts.addresses.mail_links import find_link, use_link
from orchestrator.engine.accounts.addresses.outgoing import add_mail, require_free
from orchestrator.engine.accounts.profile import who_am_i
from orchestrator.engine.accounts.signing_in.passwords import require_password
from orchestrator.engine.accounts.signing_in.secrets import new_secret
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import Person

LOOKED_AT = 100
"""Latest mails among which those of the hour are counted; more than a person gets in one."""


async def request_change(services: Services, person: Person, password: str, address: str) -> None:
    """Mails a link to the new address; until it is opened, the account keeps the old one.

    Nothing says whether another account has the address. Raises Conflict `same_address`, Limited
    `too_many_mails` with `retry_after_s`, and as `require_password`.
    """
    me = await require_password(services, person, password)
    if address.lower() == me.email.lower():
        raise Conflict("same_address", "This is your address already.")
    now = services.clock.now()
    async with services.database.transaction(Scope(person.user_id)) as tx:
        # Locks the settings, so that of two requests at once the second counts the mail of the first.
        await tx.mails.load_mailbox()
        lately = tuple(Sent(each.kind, each.created_at) for each in await tx.mails.list_mails(LOOKED_AT))
        require_free(MailKind.new_address, lately, now, "You asked for several changes within the hour.")
        await add_mail(tx, person.user_id, MailKind.new_address, address, now)


async def confirm_change(services: Services, secret: str) -> None:
    """Gives the account the address that the link was sent to, and tells the old one. Raises as `find_link`, and `email_taken`."""
    link = await find_link(services, secret, MailKind.new_address)
    before = await who_am_i(services, link.person)
    async with services.database.transaction(Scope(link.person)) as tx:
        await use_link(tx, secret)
        await tx.accounts.change_email(link.address)
        await tx.mails.clear_refusal()
        await tx.mails.hurry_news()
        if before.email_confirmed_at is not None:
            await add_mail(tx, link.person, MailKind.address_changed, before.email, services.clock.now())


async def undo_change(services: Services, secret: str) -> None:
    """Gives the account back the address that the link was sent to, and mails a link for a new password there.

    Whoever changed the address knew the password and may be signed in: it no longer works, all sessions end, and so do links
    that were sent for another address and accounts elsewhere that sign in to this one. API tokens stay valid. Raises as `find_link`, and `email_taken`.
    """
    link = await find_link(services, secret, MailKind.address_changed)
    hashed = await services.passwords.hash(new_secret("non"))
    async with services.database.transaction(Scope(link.person)) as tx:
        await use_link(tx, secret)
        await tx.mails.end_links(MailKind.new_address)
        await tx.accounts.change_email(link.address)
        await tx.accounts.set_password(hashed, None)
        await tx.identities.delete_all()
        await tx.mails.clear_refusal()
        await add_mail(tx, link.person, MailKind.password_reset, link.address, services.clock.now())
