"""A person's settings of mail, what became of their mails, and the link under a mail that ends such mails."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from orchestrator.domain.errors import NotFound, Unauthenticated
from orchestrator.domain.notifying.mail.kinds import MailSettings, check_mail_settings
from orchestrator.domain.notifying.mail.unsubscribing import PURPOSE, Unsubscribing, read_signed
from orchestrator.domain.versions import changed_meanwhile
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.stores.notifying.mail import Mailbox, MailRow

MAX_RECENT = 20
"""Mails that are listed beside the settings."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """A person's settings of mail with recent mails."""

    mailbox: Mailbox
    recent: Sequence[MailRow]
    """Newest first, at most MAX_RECENT."""


async def load_mailing(services: Services, person: UUID) -> Mailing:
    """Raises Unauthenticated `not_signed_in` where the account was deleted."""
    async with services.database.transaction(Scope(person)) as tx:
        return await _mailing(tx)


async def save_mailing(services: Services, person: UUID, settings: MailSettings, expected_version: int | None) -> Mailing:
    """Replaces the settings. `expected_version` is the version that was read; None stands for any.

    Raises Invalid `invalid_mail_settings`, Stale `changed_meanwhile`, Unauthenticated `not_signed_in`.
    """
    check_mail_settings(settings)
    async with services.database.transaction(Scope(person)) as tx:
        if not await tx.mails.save_settings(settings, expected_version):
            raise changed_meanwhile((await _mailbox(tx)).version)
        return await _mailing(tx)


async def mail_again(services: Services, person: UUID) -> Mailing:
    """Takes an address that its mail server refused into use again: the person says that it works now."""
    async with services.database.transaction(Scope(person)) as tx:
        await tx.mails.clear_refusal()
        return await _mailing(tx)


@dataclass(frozen=True, slots=True)
class Subscription:
    """What the link under a mail is about."""

    what: Unsubscribing
    is_wanted: bool


async def show_subscription(services: Services, token: str) -> Subscription:
    """Raises NotFound `link_unknown`."""
    what = await _read(services, token)
    async with services.database.transaction(Scope(what.person)) as tx:
        return Subscription(what, what.kind not in (await _mailbox(tx)).settings.unwanted)


async def set_subscription(services: Services, token: str, is_wanted: bool) -> Subscription:
    """Ends the mails of the token's kind for its person, or begins them again; other kinds stay as they are.

    Raises NotFound `link_unknown`.
    """
    what = await _read(services, token)
    async with services.database.transaction(Scope(what.person)) as tx:
        settings = (await _mailbox(tx)).settings
        unwanted = settings.unwanted - {what.kind} if is_wanted else settings.unwanted | {what.kind}
        if unwanted != settings.unwanted:
            await tx.mails.save_settings(replace(settings, unwanted=unwanted), None)
    return Subscription(what, is_wanted)


async def _read(services: Services, token: str) -> Unsubscribing:
    async with services.database.transaction(Scope()) as tx:
        what = read_signed(token, await tx.mails.load_signing_key(PURPOSE))
    if what is None:
        raise NotFound("link_unknown", "This link is not known here; perhaps it was not copied whole.")
    return what


async def _mailing(tx: Transaction) -> Mailing:
    return Mailing(await _mailbox(tx), await tx.mails.list_mails(MAX_RECENT))


async def _mailbox(tx: Transaction) -> Mailbox:
    mailbox = await tx.mails.load_mailbox()
    if mailbox is None:
        raise Unauthenticated("not_signed_in", "This account was deleted.")
    return mailbox
